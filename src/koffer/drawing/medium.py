"""The measures of a suitcase on each medium (look.md, "The suitcase as a function", 1, 2 and 7)."""

from dataclasses import dataclass
from typing import Literal

Medium = Literal["phone", "screen", "print"]


@dataclass(frozen=True)
class Measures:
    """Size of the case without handle, the smallest type, and the unit all details scale with."""

    width: float
    height: float
    units: float
    smallest: float
    lid: float
    slips: bool
    pocket: bool

    @property
    def u(self) -> float:
        """The unit."""
        return self.width / self.units

    @property
    def name_sizes(self) -> tuple[float, ...]:
        """Sizes a name may have, largest first, ending with the smallest readable one."""
        steps = (4.4, 3.8, 3.3, 2.9, 2.5, 2.2, 1.95, 1.75, 1.6)
        return (*(step * self.u for step in steps if step * self.u > self.smallest), self.smallest)


MEASURES: dict[Medium, Measures] = {
    "screen": Measures(1270, 742, 100, 18, 0.265, slips=True, pocket=True),
    "phone": Measures(358, 404, 62, 11.5, 0.18, slips=False, pocket=False),
    "print": Measures(474, 298, 84, 10.5, 0.2, slips=False, pocket=False),
}
