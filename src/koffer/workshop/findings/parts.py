"""The card for one sentence on every phone, and what the facilitator picks from them."""

from koffer.sheets.findings import MOST_PICKED, STRENGTH
from koffer.workshop.findings.forms import FindingForm, SentenceForm
from koffer.workshop.findings.found import found
from koffer.workshop.models import Finding, Seat, Sentence, Workshop
from koffer.workshop.step import Card, Context, Forms, Returned

CARD = "workshop/findings/card.html"
EDITED = "edited"


def sentence_card(kind: str) -> Card:
    """One sentence, or one word, from a phone."""

    def card(seat: Seat, returned: Returned | None) -> tuple[str, Context]:
        sent = Sentence.everything.filter(seat=seat, kind=kind).first()
        empty = SentenceForm(kind, initial={"text": sent.text if sent else ""})
        return CARD, {"kind": kind, "sent": sent, "form": returned.form if returned else empty}

    return card


def findings_forms(kind: str) -> Forms:
    """What the team picks, and how that is changed. `returned.about`: what was ticked, or the finding that changes."""

    def forms(workshop: Workshop, returned: Returned | None) -> Context:
        here = found(workshop, kind)
        edited = returned if returned and returned.name == EDITED else None
        mends = [
            (finding, edited.form if edited and finding.pk == edited.about else _mend(finding))
            for finding in here.picked
        ]
        stories = workshop.stories.exclude(keep="now").select_related("category")
        return {
            "kind": kind,
            "found": here,
            "mends": mends,
            "merged": returned.about if returned and not edited else (),
            "enough": len(here.picked) >= MOST_PICKED[kind],
            "pick": FindingForm(auto_id="pick_%s"),
            "stories": stories.order_by("category__position", "pk") if kind == STRENGTH else (),
        }

    return forms


def _mend(finding: Finding) -> FindingForm:
    texts = {"text": finding.text, "example": finding.example, "remedy": finding.remedy}
    return FindingForm(initial=texts, auto_id=f"f{finding.pk}_%s")
