"""What an archive holds, field by field; `docs/archive.schema.json` is made from this.

Not in it, on purpose: sheets, who handed in, personal and facilitators' links, and who told a story or wrote a
sentence without putting a name there. A name stands only where its person put it, at a step or at a story, and
stayed. Neither are stories that wait to be opened, or that are for now only; files of before may hold them.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

FORMAT, VERSION = "koffer-workshop", 2
MOST_BYTES = 2_000_000
MOST_ROWS = 10_000  # of all lists together: what is taken in is one transaction, and others wait for it

Mode = Literal["open", "discreet", "anonymous"]
Name = Annotated[str, Meta(min_length=1, max_length=40)]
Short = Annotated[str, Meta(min_length=1, max_length=280)]
Points = Annotated[int, Meta(ge=0, le=100)]
Place = Annotated[int, Meta(ge=0, le=13, description="The place of a category on the sheet, from 0.")]

Moment = Annotated[datetime, Meta(tz=True)]


class Part(Struct, forbid_unknown_fields=True):
    """A part of an archive: every field is there, and no other."""


class Category(Part):
    """A compartment of the suitcase, in both languages."""

    name_nl: Name
    name_en: Name
    description_nl: Annotated[str, Meta(max_length=160)]
    description_en: Annotated[str, Meta(max_length=160)]
    small_nl: Annotated[str, Meta(max_length=200)]
    small_en: Annotated[str, Meta(max_length=200)]
    large_nl: Annotated[str, Meta(max_length=200)]
    large_en: Annotated[str, Meta(max_length=200)]


class Opening(Part):
    """The suitcase was opened, with so many sheets."""

    at: Moment
    mode: Mode
    sheet_count: Annotated[int, Meta(ge=1, le=100_000)]


class Closing(Part):
    """The suitcase was closed; `ended_at` when its texts were opened again."""

    at: Moment
    look_on: date
    ended_at: Moment | None


class Talk(Part):
    """A category in the plan of the talk; `turn` is its place among those that came on the table."""

    category: Place
    chosen: bool
    turn: Annotated[int, Meta(ge=1, le=1000)] | None


class Decision(Part):
    """A decided team score, in the order of the sheet."""

    at: Moment
    points: Annotated[list[Points], Meta(max_length=14)]


class Finding(Part):
    """A strength or a gap that the team picked, and the sentences from the phones that it took up."""

    kind: Literal["strength", "gap"]
    text: Short
    example: Annotated[str, Meta(max_length=1000)]
    remedy: Literal["", "learn", "borrow", "invite", "leave"]
    sentences: Annotated[list[Short], Meta(max_length=2000)]


class Sentence(Part):
    """A sentence that waits, or a last word."""

    kind: Literal["strength", "gap", "word"]
    text: Short


class Change(Part):
    """How a step stood from that day on; the last one counts."""

    on: date
    state: Literal["open", "done", "dropped"]
    result: Annotated[str, Meta(max_length=280)]


class Step(Part):
    """One half of a pair; `people` put their names there themselves. Version 1 knew no `changes`."""

    text: Short
    who: Literal["everyone", "two", "one"]
    due: date
    people: Annotated[list[Name], Meta(max_length=2000)]
    changes: Annotated[list[Change], Meta(max_length=100)] = []


class Pair(Part):
    """A pair of steps; one half may be missing."""

    aside: bool
    large: Step | None
    small: Step | None


class Story(Part):
    """A story from practice; `teller` only where that person put the name there."""

    category: Place
    side: Literal["high", "low", "other"]
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    keep: Literal["now", "us", "others"]
    teller: Name | None
    sent: bool  # always: what waits stays behind


class Answer(Part):
    """What somebody wrote at a review, without a name."""

    category: Place
    question: Literal["development", "well", "badly", "meets", "example", "needs", "small", "large"]
    text: Annotated[str, Meta(min_length=1, max_length=1000)]


class Review(Part):
    """The team looked at its suitcase again."""

    held_on: date
    together_at: Moment | None
    done_on: date | None
    answers: Annotated[list[Answer], Meta(max_length=3000)]


class Release(Part):
    """The team shows an item to an audience."""

    item: Literal["strengths", "label", "score", "gaps", "stories"]
    audience: Literal["organisation", "teams"]


class Workshop(Part):
    """One workshop."""

    team: Annotated[str, Meta(min_length=1, max_length=60)]
    destination: Annotated[str, Meta(min_length=1, max_length=200)]
    frame: Annotated[str, Meta(max_length=400)]
    announced_mode: Mode
    mode: Mode
    shown_step: Annotated[str, Meta(max_length=12)]
    shown_category: Place | None
    days_kept: Literal[30, 60, 90]
    categories: Annotated[list[Category], Meta(min_length=2, max_length=14)]
    started: Moment | None
    opening: Opening | None
    closing: Closing | None
    talks: Annotated[list[Talk], Meta(max_length=14)]
    scores: Annotated[list[Points | None], Meta(max_length=14, description="The team score while it is decided.")]
    decisions: Annotated[list[Decision], Meta(max_length=1000)]
    findings: Annotated[list[Finding], Meta(max_length=2000)]
    sentences: Annotated[list[Sentence], Meta(max_length=6000)]
    pairs: Annotated[list[Pair], Meta(max_length=60)]
    stories: Annotated[list[Story], Meta(max_length=500)]
    releases: Annotated[list[Release], Meta(max_length=10)]
    reviews: Annotated[list[Review], Meta(max_length=60, description="Version 1 knew none.")] = []


class Archive(Part):
    """The file. `made_at` is the only thing that differs between two archives of the same workshop."""

    format: Literal["koffer-workshop"]
    version: Literal[1, 2]
    made_at: Moment
    workshop: Workshop


def names(one: Workshop) -> Iterator[str]:
    """Every name that somebody put somewhere, as often as it stands there."""
    for story in one.stories:
        if story.teller is not None:
            yield story.teller
    for pair in one.pairs:
        for step in (pair.large, pair.small):
            if step:
                yield from step.people


def rows(value: Any) -> int:
    """How many things stand in the lists of a part, and in those of its parts."""
    if isinstance(value, list):
        return len(value) + sum(rows(one) for one in value)
    return sum(rows(getattr(value, name)) for name in value.__struct_fields__) if isinstance(value, Struct) else 0


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an archive."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Archive)


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))
