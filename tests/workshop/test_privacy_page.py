"""The privacy page tells the whole table of rules.md, section 3, and what the other tests find on the bytes."""

import pytest

from koffer.method.mode import Mode
from koffer.workshop.privacy.kept import KEPT
from koffer.workshop.privacy.seen import ROWS
from tests.conftest import new_client
from tests.workshop.test_visibility import AUDIENCES, FACILITATOR, PARTICIPANT, SCREEN, streamed

# rules.md, section 3, as it stands there
LAW = """
| who joined | T P F names | T P F names (attendance is seen in the room anyway) | F names; T P n | the two |
| handed in yet | S; F names; T P n | S; F names; T P n | S; all others n | the two |
| busy, connection lost | S; F n | S; F n | S; F n | the other: "here / away" |
| draft points | S (D) | S (D) | S (D) | S (D) |
| handed-in points before opening | S (D) | S (D) | S (D) | S (D) |
| own sheet after opening | S | S | S, own browser only | S + the other |
| dots per category, unnamed | T P F | T P F from 5 sheets | T P F from 5, bands of 5 | the two |
| name at a dot | T P F, this category, this step | S; T P F only where S ticked it | nobody | the two |
| "you are highest/lowest" | S + names on P | S | S (computed in browser) | - |
| passed, declined, not answered | nobody, not stored | nobody | nobody | nobody |
| whole sheet of another | nobody | nobody | nobody | the other |
| mean, proposal | T P F from 2 sheets | T P F from 5 | T P F from 5 | not shown |
| late mark | T P F | nobody | no late sheets | - |
| story text | T P F once sent | T P F once sent | T P F, shuffled, in one go | the two |
| story author | T P F | only if ticked | nobody, not stored | the two |
| points of a paper sheet | W | W | W (slip without name) | W = never; each own device |
| provisional and team score, strengths, gaps, label | T P F; V O X after the team's release | same | same | the two; X employee |
| released stories | V X, unnamed | same | same | never |
| individual points in X (PDF, sheet, JSON archive) | never | never | never | employee's own only |
| sheet-person link for D | until erased (day 14) | until erased (day 14) | never, in nothing that is stored (tightened before the opening: until then, and what backups hold is said) | until either erases |
| that the workshop exists | O: team, date | O: team, date | O: team, date | the two; O nothing, no counts |
| review answers | T P F; O what the team releases | same | same | the two |
"""  # noqa: E501
VIEWERS = {PARTICIPANT: "T", SCREEN: "P", FACILITATOR: "F"}


def test_the_page_holds_every_row_and_cell_of_the_law():
    law = [[cell.strip() for cell in line.strip("|").split("|")] for line in LAW.strip().splitlines()]
    assert [[row.law, *(cell.law for cell in row.cells)] for row in ROWS] == law


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_can_read_it(db, language):
    page = new_client(headers={"accept-language": language}).get("/privacy").content.decode()
    assert page.count("<dt>") == len(KEPT) + 4 * len(ROWS)
    for row in ROWS if language == "en" else ():
        assert str(row.item).replace("'", "&#x27;") in page


@pytest.mark.parametrize("mode", list(Mode))
def test_the_row_of_names_is_what_the_bytes_say(make_play, mode):
    play = make_play(mode)
    play.join("Annabel")
    play.join("Bartholomeus")
    cell = ROWS[0].cells[list(Mode).index(mode)].law
    named = cell.split(" names")[0]
    for audience in AUDIENCES:
        assert ("Bartholomeus" in streamed(play, audience)) == (VIEWERS[audience] in named)


@pytest.mark.parametrize("sheets", [2, 4, 5])
@pytest.mark.parametrize("mode", list(Mode))
def test_the_rows_of_dots_and_means_are_what_the_bytes_say(make_play, mode, sheets):
    play = make_play(mode)
    play.fill(sheets)
    if play.open().status_code != 302:
        return
    rows = {row.law: row.cells[list(Mode).index(mode)].law for row in ROWS}
    html = streamed(play, SCREEN)
    for item, sign in (("dots per category, unnamed", 'class="spreads"'), ("mean, proposal", "points on average")):
        least = int(rows[item].split("from ")[1].split()[0].strip(",")) if "from" in rows[item] else 1
        assert (sign in html) == (sheets >= least), item


def test_it_is_found_from_the_first_page_and_before_joining(play):
    assert 'href="/privacy"' in play.stranger.get("/").content.decode()
    assert 'href="/privacy"' in play.stranger.get(f"/j/{play.workshop.code}").content.decode()


def test_the_promise_about_a_whole_sheet_says_what_holds_for_paper(play):
    for page in ("/privacy", f"/j/{play.workshop.code}"):
        text = play.stranger.get(page).content.decode()
        assert "not the director (only whoever types a paper sheet sees that one)" in text


@pytest.mark.parametrize(
    "what",
    [
        "For whom an invitation to an organisation is, or the address to which it went",
        "For whom a facilitator made a link of their own",
        "and when that was last",
        "That a workshop was deleted, or its sheets were erased",
        "or mails an invitation",
    ],
)
def test_the_list_of_what_is_kept_is_whole(play, what):
    assert what in play.stranger.get("/privacy").content.decode()
