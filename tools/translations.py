"""Keep the translations complete and compiled, without system gettext.

    python -m tools.translations --update     put new English texts into the catalogues, drop those no longer used
    python -m tools.translations --check      name what is missing or wrong; exit 1 if anything is
    python -m tools.translations --compile    write django.mo where it is missing or older than django.po

The English text is the message id, so only other languages have a catalogue.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "koffer"
LOCALE = PACKAGE / "web" / "locale"
KEYWORDS: dict[str, Any] = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
NAMED = re.compile(r"%\((\w+)\)([sdf])")
BRACED = re.compile(r"\{(\w+)\}")  # filled in by our JavaScript
HEADER = "# Koffer: the texts of the interface. Kept by `python -m tools.translations --update`."
# Catalogues want a date; a fixed one keeps the file the same as long as the texts are.
NO_DATE = datetime(2025, 1, 1, tzinfo=UTC)
IDLE_HEADERS = (b'"Generated-By:', b'"Report-Msgid-Bugs-To:')  # the first changes with each Babel


def catalogues() -> list[Path]:
    """The catalogue of each language that has one."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def extract_messages(package: Path = PACKAGE) -> Catalog:
    """Every English text in the Python files and the templates of the package."""
    found = Catalog(fuzzy=False)
    for path in sorted(package.rglob("*.py")):
        _add(found, path, package, path.read_bytes())
    for path in sorted([*package.rglob("*.html"), *package.rglob("templates/**/*.txt")]):
        _add(found, path, package, _as_python(path))
    return found


def _as_python(path: Path) -> bytes:
    """A template as Python that calls gettext with the same message ids as Django looks up when it renders."""
    from django.utils.translation.template import templatize

    # What indents a template does not indent Python, and would stop the extractor.
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    return "\n".join(line.lstrip() for line in lines).encode()


def _add(found: Catalog, path: Path, package: Path, source: bytes) -> None:
    place = path.relative_to(package).as_posix()
    for _line, ids, comments, context in extract("python", BytesIO(source), KEYWORDS, ["Translators:"]):
        found.add(ids, locations=[(place, 1)], auto_comments=comments, context=context)


def read_catalogue(path: Path) -> Catalog:
    """A catalogue as it is on disk; its folder names the language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def updated(catalogue: Catalog, found: Catalog) -> bytes:
    """The catalogue file as it should be: every text found, with the translations that the catalogue has."""
    fresh = Catalog(
        catalogue.locale,
        project="Koffer",
        version="1",
        header_comment=HEADER,
        language_team="Koffer",
        last_translator="Koffer",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )
    for message in _texts(found):
        fresh[message.id] = _carried_over(message, catalogue.get(message.id, message.context))
    file = BytesIO()
    write_po(file, fresh, width=120, sort_output=True, include_lineno=False)
    return b"".join(line for line in file.getvalue().splitlines(True) if not line.startswith(IDLE_HEADERS))


def _carried_over(message: Message, known: Message | None) -> Message:
    """The text as found, with its known translation unless a plural came or went."""
    result = message.clone()
    if known is not None and known.pluralizable == message.pluralizable:
        result.string = known.string
        result.user_comments = list(known.user_comments)
        if known.fuzzy:
            result.flags.add("fuzzy")
    return result


def update() -> None:
    """Bring every catalogue up to date with the texts in the source."""
    found = extract_messages()
    for path in catalogues():
        _write(path, updated(read_catalogue(path), found))


def check() -> list[str]:
    """One line for everything that is missing or wrong in any catalogue."""
    found = extract_messages()
    wrong = []
    for path in catalogues():
        catalogue = read_catalogue(path)
        lines = complaints(catalogue, found)
        if not lines and path.read_bytes() != updated(catalogue, found):
            lines = ["not up to date with the source: run --update"]
        wrong += [f"{path.relative_to(LOCALE)}: {line}" for line in lines]
    return wrong or ([] if catalogues() else ["there is no catalogue"])


def complaints(catalogue: Catalog, found: Catalog) -> list[str]:
    """What is missing, unfinished, unused or wrong in one catalogue, compared with the texts found."""
    wrong = []
    for message in _texts(found):
        known = catalogue.get(message.id, message.context)
        if known is None or known.pluralizable != message.pluralizable:
            wrong.append(f"missing: {_first(message)!r}")
        else:
            wrong += _flaws(known, catalogue.num_plurals)
    return wrong + [
        f"not used any more: {_first(known)!r}"
        for known in _texts(catalogue)
        if found.get(known.id, known.context) is None
    ]


def _flaws(known: Message, plurals: int) -> Iterator[str]:
    translations = _several(known.string)
    if known.fuzzy:
        yield f"fuzzy: {_first(known)!r}"
    if not all(translations) or len(translations) != (plurals if known.pluralizable else 1):
        yield f"not translated: {_first(known)!r}"
        return
    allowed = [_placeholders(text) for text in _several(known.id)]
    wanted = set().union(*allowed)
    for text in translations:
        # A singular may leave out its number ("one sheet"), as the English singular may.
        if _placeholders(text) not in (*allowed, wanted):
            yield f"placeholders differ: {_first(known)!r} and {text!r}"


def _placeholders(text: str) -> frozenset[tuple[str, str]]:
    """The named placeholders of a text; a stray percent sign shows up as one too."""
    stray = NAMED.sub("", text).replace("%%", "")
    braced = {(name, "{}") for name in BRACED.findall(text)}
    return frozenset(NAMED.findall(text)) | braced | ({("%", "")} if "%" in stray else frozenset())


def _texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def _several(texts: Any) -> list[str]:
    return [texts] if isinstance(texts, str) else [text or "" for text in texts or [""]]


def _first(message: Message) -> str:
    return _several(message.id)[0]


def compile_catalogues() -> None:
    """Write the compiled catalogue beside each source that is newer, in one step."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            file = BytesIO()
            write_mo(file, read_catalogue(source))
            _write(target, file.getvalue())


def _write(target: Path, content: bytes) -> None:
    """Replace a file in one step, so that nobody reads half of it."""
    fresh = target.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    os.replace(fresh, target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the three from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    choice = parser.add_mutually_exclusive_group(required=True)
    for name, text in (("update", "merge new texts"), ("check", "name what is wrong"), ("compile", "write django.mo")):
        choice.add_argument(f"--{name}", dest="task", action="store_const", const=name, help=text)
    task = parser.parse_args(arguments).task
    if task == "check":
        wrong = check()
        print("\n".join(wrong) or "The translations are complete.")
        return 1 if wrong else 0
    (update if task == "update" else compile_catalogues)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
