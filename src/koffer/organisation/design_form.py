"""The form of a sheet: up to fourteen categories, each with texts in one or two languages, and their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from koffer.method.design import MAX_CATEGORIES
from koffer.organisation.models.design import LANGUAGES, LONGEST, TEXTS, CategoryTexts
from koffer.web.names import tidy


@dataclass
class CategoryLine:
    """One row of the form: its place as typed, its texts by field and language, and what is wrong with it."""

    place: str
    texts: dict[str, str]
    error: str = ""
    wrong: str = ""  # the text that is wrong, such as "name_nl"

    @property
    def cells(self) -> list[tuple[str, str, str, int, bool]]:
        """(field, language, text, longest, whether it is wrong) for each text."""
        keys = [(text, code, f"{text}_{code}") for code in ("nl", "en") for text in TEXTS]
        return [(text, code, self.texts[key], LONGEST[text], key == self.wrong) for text, code, key in keys]

    @property
    def wrong_inside(self) -> bool:
        """Whether a text that is folded away is wrong."""
        return bool(self.wrong) and not self.wrong.startswith("name")


@dataclass
class DesignForm:
    """What stands in the form; `error` is about the whole of it."""

    name: str
    languages: str
    lines: list[CategoryLine]
    error: str = ""
    name_error: str = ""
    rows: list[CategoryTexts] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, languages: str, rows: list[CategoryTexts]) -> "DesignForm":
        """The form of what is there, with empty rows below."""
        lines = [CategoryLine(str(place), dict(vars(row))) for place, row in enumerate(rows, 1)]
        return cls(name, languages, lines + _empty(len(lines)), rows=rows)

    @classmethod
    def typed(cls, request: HttpRequest) -> "DesignForm":
        """The form as it was sent; texts beyond their length are cut nowhere but told."""
        count = min(len(request.POST.getlist("place")), MAX_CATEGORIES + 6)
        columns = {key: request.POST.getlist(key) for key in _keys()}
        lines = [
            CategoryLine(
                place[:4],
                {key: tidy(values[number]) if number < len(values) else "" for key, values in columns.items()},
            )
            for number, place in enumerate(request.POST.getlist("place")[:count])
        ]
        chosen = request.POST.get("languages", "")
        languages = chosen if chosen in dict(LANGUAGES) else "nl en"
        return cls(tidy(request.POST.get("name", "")), languages, lines)

    def is_valid(self) -> bool:
        """Whether every text fits; puts the rows in order into `rows`."""
        if not self.name or len(self.name) > 60:
            self.name_error = _("Give the sheet a name of at most sixty characters.")
        used = [line for line in self.lines if any(line.texts.values())]
        for line in used:
            line.wrong, line.error = self._wrong_with(line)
        used.sort(key=lambda line: int(line.place) if line.place.isascii() and line.place.isdigit() else MAX_CATEGORIES)
        self.lines = used + _empty(len(used))
        self.rows = [CategoryTexts(**self._both(line.texts)) for line in used]
        return not self.wrong

    @property
    def wrong(self) -> bool:
        """Whether something is refused."""
        return bool(self.error or self.name_error or any(line.error for line in self.lines))

    def _wrong_with(self, line: CategoryLine) -> tuple[str, str]:
        """(text, why), or two empty ones."""
        codes = self.languages.split()
        for text in TEXTS:
            for key in (f"{text}_{code}" for code in codes):
                if len(line.texts[key]) > LONGEST[text]:
                    told = _("This is too long: at most %(limit_value)d characters.")
                    return key, told % {"limit_value": LONGEST[text]}
        for key in (f"name_{code}" for code in codes):
            if not line.texts[key]:
                return key, _("A category needs a name, in each language of the sheet.")
        return "", ""

    def _both(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts in both languages: of a sheet in one language the other says the same."""
        if " " in self.languages:
            return dict(texts)
        return {f"{text}_{code}": texts[f"{text}_{self.languages}"] for text in TEXTS for code in ("nl", "en")}


def _keys() -> list[str]:
    return [f"{text}_{code}" for text in TEXTS for code in ("nl", "en")]


def _empty(used: int) -> list[CategoryLine]:
    return [
        CategoryLine(str(place), dict.fromkeys(_keys(), "")) for place in range(used + 1, max(MAX_CATEGORIES, used) + 1)
    ]
