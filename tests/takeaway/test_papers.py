"""The papers: PDF/UA-1 whatever people wrote, and nobody's sheet or name in any of them."""

import io
import itertools
import re
import uuid

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from koffer.bounds import Limit
from koffer.organisation.models import Category
from koffer.sheets.findings import STRENGTH
from koffer.takeaway.papers import PAPERS, Request
from koffer.takeaway.typeset import typeset
from koffer.workshop.models import Finding, Workshop
from koffer.workshop.models.label import Action, Pair
from koffer.workshop.models.seat import Seat
from tests.takeaway.conftest import SHEETS, text_of, tie, whole

FAMILY = "👩‍👩‍👧"
HEBREW = "שלום עולם"


def made(workshop, name, audience="team", language="nl"):
    with override(language):
        return [
            typeset(name, PAPERS[name].values(workshop, Request(audience, size, "https://koffer.example/x")))
            for size in PAPERS[name].sizes
        ]


def is_accessible(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    about = reader.xmp_metadata.rdf_root.toxml()
    return "pdfuaid:part>1<" in about and reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.metadata.title


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_accessible(make_done, name, language):
    for pdf in made(whole(make_done()), name, language=language):
        assert is_accessible(pdf)
        assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("categories", [2, 14])
@pytest.mark.parametrize("people", [3, 40])
def test_small_and_large_teams(make_play, categories, people):
    play = make_play("open")
    play.workshop.edit_design([(f"Categorie {number}", "x" * 160) for number in range(categories)])
    play.fill(people)
    play.open()
    for name in PAPERS:
        for pdf in made(whole(play), name):
            assert is_accessible(pdf)
    (sheet,) = made(whole(play), "sheet")
    assert len(PdfReader(io.BytesIO(sheet)).pages) == 2
    assert f"Categorie {categories - 1}" in text_of(sheet)


@pytest.mark.parametrize("word", ["W" * 12 + " ", f"{FAMILY} ", f"{HEBREW} ", "<b>#[$*_`@]</b> ", "ﷺ", "\u0301"])
def test_the_longest_texts_in_any_script(make_done, word):
    play = make_done()
    workshop = whole(play)
    Workshop.objects.update(team=(word * 60)[:60], destination=(word * 200)[:200], frame=(word * 400)[:400])
    Category.objects.filter(design=workshop.design).update(name_nl=(word * 40)[:40], description_nl=(word * 160)[:160])
    Finding.objects.update(text=(word * 280)[:280], example=(word * 1000)[:1000])
    Action.objects.update(text=(word * 280)[:280])
    workshop.stories.update(text=(word * 10_000)[:10_000])
    for name in PAPERS:
        for pdf in made(whole(play), name):
            assert is_accessible(pdf)


def test_thirty_pairs_and_none_at_all(make_done):
    play = make_done()
    play.do("reopening")
    for number in range(30):
        tie(play, f"Large step number {number}", f"Small step number {number}")
    for name in ("report", "label"):
        (pdf,) = made(whole(play), name)
        assert is_accessible(pdf)
        words = text_of(pdf)
        assert all(f"Small step number {number}" in words for number in range(30))
    Pair.objects.all().delete()
    for name in ("report", "label", "poster"):
        assert all(is_accessible(pdf) for pdf in made(whole(play), name))


def test_a_family_leaves_other_scripts_in_the_drawings_alone(make_done, monkeypatch):
    """Its people are drawn one by one; nothing becomes a question mark."""
    from koffer.takeaway import typeset as module

    play = make_done()
    Workshop.objects.update(destination=f"{HEBREW} {FAMILY}")
    values = PAPERS["poster"].values(whole(play), Request("team", "a4", "https://koffer.example/x"))
    assert FAMILY in values["suitcase"]
    tried = []
    compiled = module._compile
    monkeypatch.setattr(module, "_compile", lambda *asked: tried.append(asked[1]) or compiled(*asked))
    assert is_accessible(module.typeset("poster", values))
    assert HEBREW in tried[-1]["suitcase"] and FAMILY not in tried[-1]["suitcase"]


def test_a_machine_without_fonts_asks_a_question_mark(make_done, monkeypatch):
    """PDF/UA-1 forbids a sign without a shape: without the fonts of a machine there is a question mark."""
    import typst

    from koffer.takeaway import typeset as module

    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(module.FONTS)])
    monkeypatch.setattr(module, "_fonts", lambda: ours)
    play = make_done()
    Finding.objects.update(text=f"Hello {FAMILY} {HEBREW}")
    for name in PAPERS:
        assert all(is_accessible(pdf) for pdf in made(whole(play), name))
    (report,) = made(whole(play), "report")
    drawn = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(report)).pages
    )  # poppler reads what was meant
    assert "Hello ??" in " ".join(drawn.split())


class TestWhoSeesWhat:
    @pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
    def test_no_paper_holds_a_name_or_a_sheet(self, make_done, mode):
        play = make_done(mode)
        Seat.objects.filter(workshop=play.workshop).update(name="Zwaantje")
        for name in PAPERS:
            for pdf in made(whole(play), name):
                words = text_of(pdf)
                assert "Zwaantje" not in words
                assert "A story for us" not in words
                for sheet in SHEETS[1:]:  # the first is what the team decided
                    assert " ".join(map(str, sheet)) not in words

    @pytest.mark.parametrize(("mode", "sheets"), [("open", 4), ("discreet", 4), ("open", 1)])
    def test_few_sheets_have_no_spread(self, make_done, mode, sheets):
        play = make_done(mode, sheets)
        with override("en"):
            values = PAPERS["report"].values(whole(play), Request())
        assert values["rows"] and not any(row["strip"] for row in values["rows"])

    def test_a_story_that_others_may_see_has_no_teller(self, make_done):
        (report,) = made(whole(make_done("open")), "report")
        assert "A story for everybody" in text_of(report) and "Member0" not in text_of(report)

    def test_others_get_what_the_team_released(self, make_done):
        play = make_done()
        told = [
            "We listen to the neighbourhood.",
            "We do not dare to stop.",
            "Ask three visitors",
            "A story for everybody",
        ]
        (closed,) = made(whole(play), "report", "organisation")
        assert not any(text in text_of(closed) for text in told)
        assert "Kansen zien" not in text_of(closed)
        with override("en"):
            values = PAPERS["report"].values(whole(play), Request("organisation"))
        assert len(values["facts"]) == 1  # the day: neither how many sheets nor the sum of the score
        assert not any(values[name] for name in ("rows", "strengths", "gaps", "pairs", "stories", "suitcase"))
        items = ("strengths", "gaps", "label", "stories")
        for item, text in zip(items, told, strict=True):
            to, others = ("teams", "organisation") if item == "stories" else ("organisation", "teams")
            play.do("sharing", {"release": [f"{item} {to}"]})
            (report,) = made(whole(play), "report", to)
            (other,) = made(whole(play), "report", others)
            assert [text in text_of(report) for text in told] == [text == one for one in told]
            assert not any(text in text_of(other) for text in told)
        play.do("sharing", {"release": ["score organisation"]})
        (report,) = made(whole(play), "report", "organisation")
        assert "Kansen zien" in text_of(report)
        with override("en"):
            values = PAPERS["report"].values(whole(play), Request("organisation"))
        assert not values["spread"]

    def test_a_score_that_was_not_decided_stays_in_the_team(self, make_play):
        """Until then there is only the mean, and the mean is for the team."""
        play = make_play("open").opened(SHEETS)
        play.do("sharing", {"release": ["score organisation"]})
        with override("en"):
            for name in ("report", "poster"):
                assert PAPERS[name].values(whole(play), Request())["suitcase"]
                assert not PAPERS[name].values(whole(play), Request("organisation"))["suitcase"]
                assert not PAPERS[name].audiences(whole(play))

    def test_a_sheet_without_a_name_in_an_anonymous_workshop(self, make_play):
        for mode, room in (("anonymous", False), ("discreet", True)):
            with override("en"):
                values = PAPERS["sheet"].values(whole(make_play(mode)), Request())
            assert values["named"] is room
            assert "sees your points" in values["who-sees"]


class TestPages:
    def test_the_facilitator_prints_before_the_opening(self, play):
        page = play.facilitator.get(play.facilitator.page("takeaway")).content.decode()
        assert "sheet.pdf" in page and "script.pdf" in page and "report.pdf" not in page
        answer = play.facilitator.get(play.facilitator.page("takeaway/sheet.pdf"))
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
        assert is_accessible(answer.content)
        preview = play.facilitator.get(play.facilitator.page("takeaway/sheet.png"))
        assert preview.content.startswith(b"\x89PNG")

    def test_a_member_gets_no_sheet_and_no_script(self, play):
        anna = play.join("Anna")
        page = anna.get(anna.page("takeaway")).content.decode()
        assert "sheet.pdf" not in page and "script.pdf" not in page
        for name in ("sheet", "script"):
            assert anna.get(anna.page(f"takeaway/{name}.pdf")).status_code == 403

    def test_a_member_takes_the_report_along(self, make_done):
        play = make_done()
        anna = play.members[0]
        assert "takeaway/report.pdf" in anna.get(anna.page("takeaway")).content.decode()
        assert anna.page("takeaway") in anna.get(anna.page()).content.decode()
        answer = anna.get(anna.page("takeaway/report.pdf"))
        assert 'filename="team-klantcontact-report.pdf"' in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("label", "There is no pair on the label yet."),
            ("road", "Your suitcase does not stand beside the road yet."),
            ("history", "There is only a “then” so far."),
            ("sheet", "The team suitcase is open"),
        ],
    )
    def test_an_empty_paper_is_refused_in_words(self, make_done, name, reason):
        play = make_done()
        Pair.objects.all().delete()
        for kind in ("pdf", "png"):
            answer = play.facilitator.get(play.facilitator.page(f"takeaway/{name}.{kind}"))
            assert answer.status_code == 409
            assert answer.headers["Content-Type"].startswith("text/html") and reason in answer.content.decode()

    @pytest.mark.parametrize(
        ("item", "offered"),
        [("score", {"report", "poster"}), ("gaps", {"report"}), ("label", {"report", "poster", "label"})],
    )
    def test_others_are_offered_what_holds_something_for_them(self, make_done, item, offered):
        play = make_done()
        play.do("sharing", {"release": [f"{item} teams"]})
        anna = play.members[0]
        page = anna.get(anna.page("takeaway")).content.decode()
        assert set(re.findall(r"takeaway/(\w+)\.pdf\?for=teams", page)) == offered
        assert "?for=organisation" not in page
        for name in ("report", "poster", "label"):
            answer = anna.get(anna.page(f"takeaway/{name}.pdf?for=teams"))
            assert answer.status_code == (200 if name in offered else 409)
            answer = anna.get(anna.page(f"takeaway/{name}.png?for=organisation"))
            assert answer.status_code == 409 and "did not choose to show them" in answer.content.decode()

    def test_every_link_to_a_paper_leads_to_one(self, make_play, make_done):
        plays = [make_play(), make_play().opened(SHEETS[:2]), make_done()]
        for play, paths in itertools.product(plays, ("takeaway", "console/people", "console/review")):
            page = play.facilitator.get(play.facilitator.page(paths)).content.decode()
            for link in set(re.findall(r'(?:href|src)="(/w/[^"]*/takeaway/[^"]*)"', page)):
                assert play.facilitator.get(link.replace("&amp;", "&")).status_code == 200, link

    @pytest.mark.parametrize("query", ["?for=everybody", "?size=a0", "?size=a3"])
    def test_what_is_not_there(self, make_done, query):
        play = make_done()
        assert play.facilitator.get(play.facilitator.page(f"takeaway/report.pdf{query}")).status_code == 404
        assert play.facilitator.get(play.facilitator.page("takeaway/wall.pdf")).status_code == 404

    def test_a_stranger_learns_nothing(self, make_done):
        play = make_done()
        for path in ("takeaway", "takeaway/report.pdf", "takeaway/team.xlsx", "takeaway/dates.ics"):
            assert play.stranger.get(play.facilitator.page(path)).status_code == 404
        assert play.stranger.get(f"/w/{uuid.uuid4()}/takeaway").status_code == 404

    def test_a_poster_in_two_sizes(self, make_done):
        play = make_done()
        sizes = []
        for size in ("a3", "a4"):
            answer = play.facilitator.get(play.facilitator.page(f"takeaway/poster.pdf?size={size}"))
            sizes.append(float(PdfReader(io.BytesIO(answer.content)).pages[0].mediabox.width))
        assert sizes[0] > sizes[1] > 800


def test_the_facts_are_in_one_language(make_done):
    workshop = whole(make_done())
    with override("nl"):
        values = PAPERS["report"].values(workshop, Request())
    assert values["facts"][1] == "6 vellen, 100 van 100 punten"


class TestOwnSheet:
    @pytest.mark.parametrize("mode", ["open", "discreet"])
    def test_everybody_has_the_own_one_and_no_other(self, make_done, mode):
        play = make_done(mode)
        for member, sheet in zip(play.members, SHEETS, strict=True):
            answer = member.get(member.page("takeaway/own.pdf"))
            words = text_of(answer.content)
            rows = dict(zip((category.name_en for category in whole(play).categories()), sheet, strict=True))
            assert is_accessible(answer.content)
            assert all(f"{name} {points}" in words for name, points in rows.items())
            assert member.name not in words
        assert play.facilitator.get(play.facilitator.page("takeaway/own.pdf")).status_code == 404
        assert play.stranger.get(play.facilitator.page("takeaway/own.pdf")).status_code == 404

    def test_a_link_that_was_cut_gives_nothing(self, make_done):
        play = make_done("anonymous")
        assert play.members[0].get(play.members[0].page("takeaway/own.pdf")).status_code == 404


def test_strengths_that_the_team_did_not_pick_stay_out(make_done):
    play = make_done()
    Finding.objects.filter(kind=STRENGTH).delete()
    (report,) = made(whole(play), "report")
    assert "We listen" not in text_of(report)


def test_whoever_asks_for_very_many_papers_waits(make_done, monkeypatch):
    monkeypatch.setattr("koffer.takeaway.answers.PAPERS", Limit("test", 2, 60))
    play = make_done()
    address = play.facilitator.page("takeaway/label.png")
    assert [play.facilitator.get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert "Too often, for now" in play.facilitator.get(address).content.decode()
