"""Somebody with copies of the disk, who knows the truth and looks for what leads from a person to a sheet.

The reader knows of each person what names them in the database, and how each sheet looks. Whatever would have told it
to somebody who does not know the truth is a link:

- a *row* (or a part of a JSON value) that holds something of a person and something of a sheet, also by way of values
  that only that person and that sheet have in common;
- *bytes* of a page in a file, also of an older version in the write-ahead log, that hold both within one record;
- an *order*: the people in some order of their rows, and the sheets in some order of theirs, one for one;
- a *transaction* in which a row of one person and a row of sheets were last written (xmin; a commit in the log).
"""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

RECORD = 300  # bytes around a name in which a record of a page lies
LEAST = 8  # signs of a value that can name something

Row = dict[str, Any]


@dataclass
class Truth:
    """Whose sheet is whose: names of people to the points that they gave last."""

    sheets: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Copy:
    """A copy of the database: rows by table with where they stand, and the raw pages of its files."""

    tables: Mapping[str, list[Row]]
    pages: tuple[bytes, ...] = ()
    commits: tuple[bytes, ...] = ()  # what each transaction in the log wrote


def copy_of(folder: Path) -> Copy:
    """The database as it is on the disk at this moment: on PostgreSQL all tables with their system columns."""
    return _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite(folder)


def _of_postgresql() -> Copy:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t.*, t.ctid::text AS "place", t.xmin::text AS "written" FROM "{name}" t')
            columns = [column[0] for column in cursor.description]
            tables[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return Copy(tables)


def _of_sqlite(folder: Path) -> Copy:
    import sqlite3

    source = Path(str(connection.settings_dict["NAME"]))
    for old in folder.iterdir():
        old.unlink()
    for file in source.parent.glob(f"{source.name}*"):
        shutil.copy(file, folder / file.name)
    raw = {file.name: file.read_bytes() for file in folder.iterdir()}
    log = raw.get(f"{source.name}-wal", b"")
    with sqlite3.connect(folder / source.name) as opened:
        opened.row_factory = sqlite3.Row
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: [dict(row) for row in _with_place(opened, name)] for name in names}
    size = int.from_bytes(raw[source.name][16:18], "big") or 4096
    frames = [log[at : at + 24 + size] for at in range(32, len(log), 24 + size)]
    commits, open_ = [], b""
    for frame in frames:
        open_ += frame[24:]
        if int.from_bytes(frame[4:8], "big"):  # the size of the database after a commit
            commits.append(open_)
            open_ = b""
    whole = raw[source.name]
    pages = [whole[at : at + size] for at in range(0, len(whole), size)] + [frame[24:] for frame in frames]
    return Copy(tables, tuple(pages), tuple(commits))


def _with_place(opened: Any, table: str) -> Iterable[Any]:
    import sqlite3

    try:
        return opened.execute(f'SELECT *, rowid AS "place" FROM "{table}"').fetchall()  # type: ignore[no-any-return]
    except sqlite3.OperationalError:  # a table without such a place
        return opened.execute(f'SELECT * FROM "{table}"').fetchall()  # type: ignore[no-any-return]


class Reader:
    """Looks at copies, and gathers in `links` what was found: (when, name, how)."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        self._folder, self._truth = folder, truth
        self.links: set[tuple[str, str, str]] = set()
        self._before: dict[str, list[Row]] = {}

    def look(self, when: str) -> None:
        """Search a copy of this moment."""
        copy = copy_of(self._folder)
        people = {
            row["name"]: _names_of(row) for row in copy.tables["workshop_seat"] if row["name"] in self._truth.sheets
        }
        for name, points in self._truth.sheets.items():
            if name in people:
                self._search(when, name, people[name], points, copy)
        self._orders(when, copy)
        self._transactions(when, copy, people)

    def _search(self, when: str, name: str, person: set[str], points: list[int], copy: Copy) -> None:
        nodes = list(_nodes(copy.tables))
        common = _common(nodes)
        of_sheet = {value for part, found in nodes if found == points for value in part}
        reached, grown = set(person), True
        while grown:
            grown = False
            for part, _points in nodes:
                own = part - common
                if own & reached and not own <= reached:
                    reached |= own
                    grown = True
        if (of_sheet - common) & reached or any(part & reached and found == points for part, found in nodes):
            self.links.add((when, name, "a row"))
        keys = {value for value in of_sheet - common if len(value) >= 32}
        for page in copy.pages:
            text = page.decode("latin-1")
            for at in (match.start() for one in person for match in re.finditer(re.escape(one), text)):
                near = text[max(at - RECORD, 0) : at + RECORD]
                if any(key in near for key in keys) or json.dumps(points) in near:
                    self.links.add((when, name, "bytes"))

    def _orders(self, when: str, copy: Copy) -> None:
        """Whether people and sheets, each in an order that stands there, give the truth."""
        everybody = [row for row in copy.tables["workshop_seat"] if row["name"] in self._truth.sheets]
        told = list(self._truth.sheets.values())
        for by in ("place", "number", "written"):
            if not everybody or by not in everybody[0]:
                continue
            people = [row["name"] for row in sorted(everybody, key=lambda row: _sortable(row[by]))]
            wanted = [self._truth.sheets[name] for name in people]
            for how, sheets in _sheet_orders(copy.tables):
                found = [points for points in sheets if points in told]
                if len(found) == len(wanted) > 4 and found in (wanted, wanted[::-1]):
                    self.links.add((when, "everybody", f"the order: people by {by}, sheets by {how}"))

    def _transactions(self, when: str, copy: Copy, people: Mapping[str, set[str]]) -> None:
        seats, boxes = copy.tables["workshop_seat"], copy.tables.get("workshop_box", [])
        sheets = [row for name in ("workshop_sheet", "workshop_draft") for row in copy.tables[name]]
        for written in {row.get("written") for row in [*boxes, *sheets]} - {None}:
            together = [row["name"] for row in seats if row["written"] == written]
            if len(together) == 1:
                self.links.add((when, together[0], "a transaction"))
        for commit in copy.commits:
            text = commit.decode("latin-1")
            here = {name for name, names in people.items() if any(one in text for one in names)}
            if here and any(json.dumps(points) in text for points in self._truth.sheets.values()):
                self.links.add((when, ", ".join(sorted(here)), "a commit in the log"))


def _names_of(seat: Row) -> set[str]:
    """What names a person in the database, as text: the key of the seat in its forms, and its hash."""
    key = str(seat["id"])
    return {key, key.replace("-", ""), str(seat["token_hash"])}


def _nodes(tables: Mapping[str, list[Row]]) -> Iterator[tuple[set[str], list[int] | None]]:
    """Each row, and each part of a JSON value, as (the values that can name something, the points that it holds)."""
    points = _points_of_rows(tables)
    for rows in tables.values():
        for row in rows:
            values = {name: value for name, value in row.items() if name not in ("place", "written")}
            inside = [_read(value) for value in values.values()]
            sheet = points.get(str(row.get("id")))
            whole = next((list(value) for value in inside if _is_points(value)), sheet)
            yield {str(v).replace("-", "") for v in values.values() if _names(v)} | _plain(values), whole
            for value in inside:
                if isinstance(value, dict):
                    yield from _entries(value)


def _entries(found: Mapping[str, Any]) -> Iterator[tuple[set[str], list[int] | None]]:
    for key, entry in found.items():
        if isinstance(entry, dict):
            values = {key, *(str(v) for v in entry.values() if isinstance(v, str) and len(v) >= LEAST)}
            points = next((v for v in (entry.get("points"), entry.get("draft")) if _is_points(v)), None)
            yield values, points


def _plain(values: Mapping[str, Any]) -> set[str]:
    return {str(value) for value in values.values() if _names(value)}


def _names(value: object) -> bool:
    return value is not None and len(str(value)) >= LEAST and not str(value).startswith(("{", "["))


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _is_points(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1 and all(isinstance(one, int) for one in value)


def _points_of_rows(tables: Mapping[str, list[Row]]) -> dict[str, list[int]]:
    """Of each sheet that is rows, by its key: the points in the order of the categories."""
    position = {row["id"]: row["position"] for row in tables["organisation_category"]}
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in tables["workshop_sheetpoints"]:
        found[str(row["sheet_id"])][position[row["category_id"]]] = row["points"]
    return {key: [points[place] for place in sorted(points)] for key, points in found.items()}


def _sheet_orders(tables: Mapping[str, list[Row]]) -> Iterator[tuple[str, list[list[int]]]]:
    points = _points_of_rows(tables)
    for by in ("place", "id", "written"):
        rows = [row for row in tables["workshop_sheet"] if by in row]
        yield by, [points[str(row["id"])] for row in sorted(rows, key=lambda row: _sortable(row[by]))]
    for row in tables.get("workshop_box", []):
        entries = _read(row["sheets"])
        yield "the box", [entry["points"] for entry in entries.values() if entry.get("points")]


def _common(nodes: list[tuple[set[str], list[int] | None]]) -> set[str]:
    """Values that stand in so many places that they tell nobody apart, such as the key of the workshop."""
    times: dict[str, int] = defaultdict(int)
    for part, _points in nodes:
        for value in part:
            times[value] += 1
    return {value for value, count in times.items() if count > 4}


def _sortable(value: Any) -> Any:
    """A place or a number, so that they sort as they stand: "(0,12)" after "(0,2)"."""
    numbers = re.findall(r"\d+", str(value)) if isinstance(value, str) and not re.search("[a-z]", value) else None
    return [int(number) for number in numbers] if numbers else value
