"""Colours of the drawings: names of tokens for pages, fixed colours for print (look.md, "Palette")."""

from dataclasses import dataclass

INK = "#14213D"
"""Ink on the luggage itself: the same by day and by night."""

FABRIC_FILLS = (
    "#F3C226",
    "#FE8089",
    "#1C2E74",
    "#D41A10",
    "#8440B2",
    "#10795F",
    "#A4ECFD",
    "#501927",
    "#00C1D8",
    "#F3F7A8",
)


@dataclass(frozen=True)
class Palette:
    """Every colour a drawing uses, as the value of a `fill` or `stroke` attribute."""

    case: str
    case_deep: str
    leather: str
    leather_deep: str
    stitch: str
    brass: str
    brass_deep: str
    lining: str
    lining_stripe: str
    lining_ink: str
    tag: str
    page_ink: str
    page_ink_2: str
    link: str
    signal: str
    sky: str
    fabrics: tuple[str, ...]


PAGE = Palette(
    case="var(--case)",
    case_deep="var(--case-deep)",
    leather="var(--leather)",
    leather_deep="var(--leather-deep)",
    stitch="var(--stitch)",
    brass="var(--brass)",
    brass_deep="var(--brass-deep)",
    lining="var(--lining)",
    lining_stripe="var(--lining-stripe)",
    lining_ink="var(--lining-ink)",
    tag="var(--tag)",
    page_ink="var(--ink)",
    page_ink_2="var(--ink-2)",
    link="var(--link)",
    signal="var(--signal)",
    sky="var(--sky)",
    fabrics=tuple(f"var(--c{number})" for number in range(1, 11)),
)
"""Follows the tokens of the page, so light and dark need no second drawing."""

PRINT = Palette(
    case="#0E4A56",
    case_deep="#0A3A45",
    leather="#B4622D",
    leather_deep="#8C4519",
    stitch="#F0C58F",
    brass="#F0BC3E",
    brass_deep="#A8741A",
    lining="#F4E7CB",
    lining_stripe="#E9D6AE",
    lining_ink="#6B3410",
    tag="#FFF6DC",
    page_ink=INK,
    page_ink_2="#46506A",
    link="#0E4A56",
    signal="#FFCB2E",
    sky="#CFE8F1",
    fabrics=FABRIC_FILLS,
)
"""Fixed colours of the light theme, for PDF and downloaded pictures."""
