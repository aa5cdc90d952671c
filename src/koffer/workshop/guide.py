"""The script of the workshop: per step what it is for, what to say, how long, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koffer.method.mode import Mode
from koffer.workshop.models.step import Step
from koffer.workshop.models.workshop import Workshop
from koffer.workshop.steps.conversation.turn import following


@dataclass(frozen=True)
class Guide:
    """One step of the script; `minutes` as text, `otherwise` for a shorter, longer or larger workshop.

    `modes`: what is said before `say`, where that depends on who sees what.
    """

    step: Step
    purpose: str | Promise
    say: tuple[str | Promise, ...]
    minutes: str | Promise
    otherwise: tuple[str | Promise, ...] = ()
    modes: Mapping[Mode, tuple[str | Promise, ...]] = field(default_factory=dict)

    def lines(self, mode: Mode) -> tuple[str | Promise, ...]:
        """What can be said in a workshop of this mode."""
        return (*self.modes.get(mode, ()), *self.say)


SCRIPT = (
    Guide(
        Step.LOBBY,
        _("People arrive, join on their phone and see who is there."),
        (),
        _("4 minutes"),
        modes={
            mode: (
                _("Scan the code, or type it in. A first name is enough; you may also use another name."),
                _("This is about us together. Nobody gets a mark."),
                line,
            )
            for mode, line in {
                Mode.OPEN: _(
                    "If you would rather have no names on the screen: ask on your phone. Nobody sees that you asked."
                ),
                Mode.DISCREET: _("No names stand at the points. You decide whether to say which ones are yours."),
                Mode.ANONYMOUS: _(
                    "After the opening nobody can find out whose points are whose, and we cannot either."
                ),
            }.items()
        },
    ),
    Guide(
        Step.DESTINATION,
        _("Everyone knows where we are going, because every point is given for this destination."),
        (
            _("Read the destination aloud, and what is fixed."),
            _("Talk in pairs: what can our team contribute to this? Two answers aloud."),
            _("The closed suitcase goes along: it holds where we come from. We leave it closed."),
        ),
        _("5 minutes"),
    ),
    Guide(
        Step.CATEGORIES,
        _("Everyone understands the categories in the same way."),
        (
            _("Read the categories aloud."),
            _("Give points for us as a team, not for yourself."),
        ),
        _("3 minutes"),
    ),
    Guide(
        Step.FILLING,
        _("Everyone fills a sheet, alone and in silence."),
        (
            _("You have 100 points. Much of it in the team: many points. No two categories the same."),
            _("Until we open, nobody sees your points."),
        ),
        _("10 minutes"),
        (
            _("Sixty minutes in all? Let everyone fill the sheet at home."),
            _("Two sittings? Stop here, before the opening."),
        ),
    ),
    Guide(
        Step.SUITCASE,
        _("The team sees the whole picture for the first time."),
        (
            _("Look in silence for a minute."),
            _("What strikes you? Start with what is strong."),
        ),
        _("4 minutes"),
    ),
    Guide(
        Step.CONVERSATION,
        _("The team hears what lies behind the differences, with examples from practice. Nobody has to tell one."),
        (_("Which score fits for now? Keep it, and go on to the next category."),),
        _("28 minutes"),
        (
            _("Sixty minutes in all? Talk about three categories. Thirteen to twenty-five people? Four."),
            _("People far away speak first."),
        ),
        {
            Mode.OPEN: (
                _("When did we see this in our team? Who gave much, and who gave little?"),
                _("First the highest, then the lowest, then whoever wants to add something. Listen, do not judge yet."),
            ),
            Mode.DISCREET: (
                _("When did we see this in our team? And when did we miss it?"),
                _("Who would like to tell something? You need not say which points are yours. Listen; judge later."),
            ),
            Mode.ANONYMOUS: (
                _("When did we see this in our team? And when did we miss it?"),
                _("Who would like to tell something? Nobody asks which points are yours. Listen; judge later."),
            ),
        },
    ),
    Guide(
        Step.SCORE,
        _("The team decides its score: what do we have much of, and what less?"),
        (
            _("Of which of the two do we have more? Put the categories in order; the numbers follow."),
            _("Settle the rest at a glance. Does everyone agree? Then decide."),
        ),
        _("8 minutes"),
    ),
    Guide(
        Step.STRENGTHS,
        _("The team names where its strength lies, in two or three sentences with an example."),
        (
            _("Where does our strength lie? One sentence on your phone; it may go across categories."),
            _("Which two or three fit us best? And what is an example of each?"),
        ),
        _("5 minutes"),
    ),
    Guide(
        Step.GAPS,
        _("The team names one or two things that are missing, and how to provide them."),
        (
            _("What does the destination ask that is not in our suitcase yet?"),
            _("Do we learn it, borrow it, invite somebody, or leave it?"),
        ),
        _("5 minutes"),
    ),
    Guide(
        Step.LABEL,
        _("The team ties pairs to the handle: a large step, and a small one that anyone can take."),
        (
            _("Go and sit in threes. Choose the large step first."),
            _("Then the small one: before two weeks are over, within an hour, without budget or permission."),
            _("Read your pair aloud. Which three do we really do?"),
        ),
        _("10 minutes"),
        (_("Thirteen to twenty-five people? Make the label in groups."),),
    ),
    Guide(
        Step.SHARING,
        _("The team chooses what it shows to whom, and when it looks again."),
        (
            _("May this be seen by others? Yes or no, item by item."),
            _("When do we look at our suitcase again?"),
            _("With which word do you go home? Send one word."),
        ),
        _("4 minutes"),
    ),
    Guide(
        Step.CLOSED,
        _("The suitcase is packed and closed, with its label at the handle."),
        (_("Thank each other. In two weeks we see what became of the small steps."),),
        _("2 minutes"),
    ),
)
TALKS = frozenset(entry.step.value for entry in SCRIPT[4:])  # the steps that show what the team says, not who is in


@dataclass(frozen=True)
class Stop:
    """A step in the facilitator's rail."""

    guide: Guide
    shown: bool
    allowed: bool
    past: bool


@dataclass(frozen=True)
class Target:
    """Where a button leads: a step, or a category of the talk; `target` is what `Workshop.show` takes."""

    target: str
    label: str | Promise


@dataclass(frozen=True)
class Rail:
    """The whole script with the place where we are."""

    stops: tuple[Stop, ...]
    now: Guide
    say: tuple[str | Promise, ...]
    back: Target | None
    forward: Target | None
    talks: frozenset[str] = TALKS


def guide(workshop: Workshop) -> Rail:
    """The script for the facilitator's console, with what may be shown now."""
    allowed = workshop.allowed_steps()
    order = [entry.step for entry in SCRIPT]
    here = order.index(Step(workshop.shown_step))
    return Rail(
        stops=tuple(
            Stop(entry, place == here, entry.step in allowed, place < here) for place, entry in enumerate(SCRIPT)
        ),
        now=SCRIPT[here],
        say=SCRIPT[here].lines(Mode(workshop.mode)),
        back=_beside(workshop, order, here, -1),
        forward=_beside(workshop, order, here, 1),
    )


def _beside(workshop: Workshop, order: list[Step], here: int, by: int) -> Target | None:
    """The step before or after; within the talk the category before or after."""
    if order[here] == Step.CONVERSATION:
        stop = following(workshop, by)
        if stop:
            return Target(f"{Step.CONVERSATION}/{stop.place}", stop.category.name)
    if not 0 <= here + by < len(order) or order[here + by] not in workshop.allowed_steps():
        return None
    step = order[here + by]
    stop = following(workshop, by) if step == Step.CONVERSATION else None
    return Target(f"{step}/{stop.place}" if stop else step.value, step.label)
