"""The Dutch texts are complete, and their ids are those that Django looks up."""

import gettext
import os
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode
from django.utils import translation

from tools import translations

TEMPLATES = sorted(
    path.relative_to(translations.PACKAGE).as_posix().rpartition("templates/")[2]
    for path in translations.PACKAGE.rglob("*.html")
)


@pytest.fixture(scope="module")
def found() -> Catalog:
    """The texts in the source, looked up once."""
    return translations.extract_messages()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: Catalog) -> Path:
    """The Dutch catalogue somewhere else, to spoil or compile."""
    path = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(translations.catalogues()[0].read_bytes())
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    monkeypatch.setattr(translations, "extract_messages", lambda: found)
    return path


def spoil(path: Path, old: str, new: str) -> list[str]:
    """Change the catalogue at one place; what check says of it."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [line.removeprefix("nl/LC_MESSAGES/django.po: ") for line in translations.check()]


def test_the_catalogue_is_complete() -> None:
    assert translations.check() == []


def test_a_missing_text_is_named(copy: Path) -> None:
    assert spoil(copy, '"Dit staat vast"', '""') == ["not translated: 'This is fixed'"]


def test_an_unknown_text_is_named_twice(copy: Path) -> None:
    assert spoil(copy, 'msgid "This is fixed"', 'msgid "This was fixed"') == [
        "missing: 'This is fixed'",
        "not used any more: 'This was fixed'",
    ]


def test_a_fuzzy_text_is_named(copy: Path) -> None:
    assert spoil(copy, 'msgid "This is fixed"', '#, fuzzy\nmsgid "This is fixed"') == ["fuzzy: 'This is fixed'"]


def test_other_placeholders_are_named(copy: Path) -> None:
    wrong = spoil(copy, '"Mooi gepakt, %(name)s. ', '"Mooi gepakt, %(naam)s. ')
    assert [line.split(":")[0] for line in wrong] == ["placeholders differ"]


def test_the_placeholders_of_the_script_count_too(copy: Path) -> None:
    assert spoil(copy, '"Maak {n}"', '"Maak {m}"') == ["placeholders differ: 'Make it {n}' and 'Maak {m}'"]


def test_an_older_file_is_not_up_to_date_until_updated(copy: Path) -> None:
    assert spoil(copy, '"Language: nl\\n"\n', "") == ["not up to date with the source: run --update"]
    translations.update()
    assert translations.check() == []


def test_update_keeps_translations_and_drops_what_is_not_used(copy: Path) -> None:
    spoil(copy, 'msgid "This is fixed"', 'msgid "This was fixed"')
    translations.update()
    assert translations.check() == [f"{copy.relative_to(translations.LOCALE)}: not translated: 'This is fixed'"]
    assert "Mooi gepakt" in copy.read_text(encoding="utf-8")


def test_compiled_it_speaks_dutch(copy: Path) -> None:
    translations.compile_catalogues()
    with copy.with_suffix(".mo").open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("This is fixed") == "Dit staat vast"
    one, more = "%(n)s person is here", "%(n)s people are here"
    assert dutch.ngettext(one, more, 1) % {"n": 1} == "1 persoon is er"
    assert dutch.ngettext(one, more, 0) % {"n": 0} == "0 mensen zijn er"
    assert dutch.gettext("") != ""  # the header, which names the character set


def test_it_is_compiled_only_when_older(copy: Path) -> None:
    compiled = copy.with_suffix(".mo")
    compiled.write_bytes(b"kept")
    os.utime(copy, (1, 1))
    translations.compile_catalogues()
    assert compiled.read_bytes() == b"kept"
    os.utime(compiled, (0, 0))
    translations.compile_catalogues()
    assert compiled.read_bytes() != b"kept"
    assert sorted(path.name for path in copy.parent.iterdir()) == ["django.mo", "django.po"]


def blocks(nodes: Any) -> list[BlockTranslateNode]:
    """Every blocktranslate in a parsed template."""
    return [node for node in nodes if isinstance(node, BlockTranslateNode)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_ids_are_those_that_django_looks_up(name: str, found: Catalog) -> None:
    template: Any = engines["django"].get_template(name)
    for block in blocks(template.template.nodelist.get_nodes_by_type(Node)):
        ids = [block.render_token_list(tokens)[0] for tokens in (block.singular, block.plural) if tokens]
        looked_up = tuple(ids) if len(ids) > 1 else ids[0]
        message = found.get(looked_up)
        assert message is not None and message.id == looked_up


def test_english_stays_english() -> None:
    with translation.override("en"):
        assert translation.gettext("This is fixed") == "This is fixed"


def test_no_text_hides_inside_an_f_string() -> None:
    """The extractor does not look there, so it would stay English without a word."""
    hidden = re.compile(r"""f["'].*\{(_|gettext|ngettext)\(""")
    found = [path.name for path in translations.PACKAGE.rglob("*.py") if hidden.search(path.read_text())]
    assert found == []
