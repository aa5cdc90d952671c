"""Names of people, normalised before they are compared (rules.md, section 7)."""

import itertools
import unicodedata

LONGEST = 40
LONGEST_KEY = 80
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and patterns that show nothing


def tidy(name: str) -> str:
    """The name as it is shown: NFC, without invisible characters, single spaces, at most as typed."""
    visible = "".join(c for c in unicodedata.normalize("NFC", name) if not _invisible(c))
    return " ".join(visible.split())


def tidy_text(text: str) -> str:
    """People's words on several lines: without control characters, and without signs that turn other words round.

    Emoji of several parts and marks inside words of other scripts stay. Empty when nothing shows.
    """
    kept = "".join(c for c in unicodedata.normalize("NFC", text.replace("\r\n", "\n")) if not _harmful(c)).strip()
    return kept if tidy(kept) else ""


def _harmful(character: str) -> bool:
    if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":  # embeddings and overrides
        return True
    return character != "\n" and unicodedata.category(character) in {"Cc", "Co", "Cs"}


def name_key(name: str) -> str:
    """The key by which two names are the same: NFKC, casefolded, invisible characters removed."""
    return unicodedata.normalize("NFKC", tidy(unicodedata.normalize("NFKC", name))).casefold()


def _invisible(character: str) -> bool:
    if character in BLANKS:
        return True
    # Cf: zero-width and direction marks; Cc: control characters (spaces among them are split on later);
    # Co, Cs: private use and surrogates, which no font shows.
    return unicodedata.category(character) in {"Cf", "Cc", "Co", "Cs"} and not character.isspace()


def free_name(name: str, taken: set[str]) -> str:
    """The name, or another one where its key is among those that are taken."""
    return another(name, taken) if name_key(name) in taken else name


def another(name: str, taken: set[str]) -> str:
    """A kind alternative for a name that is taken: "Anna 2", "Anna 3", …"""
    for number in itertools.count(2):
        other = f"{name[: LONGEST - len(str(number)) - 1]} {number}"
        if name_key(other) not in taken:
            return other
    raise AssertionError("counting ends nowhere")
