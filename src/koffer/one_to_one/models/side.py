"""One of the two: the own place, the own sheet, and what each does alone (M16)."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koffer.database.prepared import Prepared
from koffer.method.points import check_sheet, settle
from koffer.one_to_one.models import agreement, handing_in, inviting, review
from koffer.one_to_one.models.one_to_one import GONE, LOOK_AFTER, OneToOne
from koffer.one_to_one.models.role import SideRole
from koffer.organisation.models import Category
from koffer.sheets.moving import Moving
from koffer.sheets.points import PointsRow, in_order, m4
from koffer.sheets.refusals import OldPage, Refused
from koffer.web.tokens import hashed, new_token, random_key


class Side(Moving):
    """One of the two. Only hashes of secrets are stored; one that was invited has no name and no token yet.

    An invitation opens nothing: who takes it gets another secret, so that whoever sent the link cannot come in as the
    other.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="sides")
    role = models.CharField(max_length=8, choices=SideRole.choices)
    name = models.CharField(max_length=40, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    invitation_hash = models.CharField(max_length=64, blank=True, db_index=True)
    draft: Any = models.JSONField(null=True)
    draft_number = models.PositiveIntegerField(default=0)
    press_key = models.CharField(max_length=40, blank=True)  # of the sheet that is in
    opens = models.BooleanField(default=False)
    confirms = models.BooleanField(default=False)
    withdrew_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one_to_one", "role"], name="one_side_per_role")]

    def __str__(self) -> str:
        return self.name

    # Coming in

    @classmethod
    def begin(cls, one: OneToOne, role: str, name: str) -> tuple["Side", str]:
        """The first of the two, and the secret of the own link."""
        token = new_token()
        return cls.objects.create(one_to_one=one, role=role, name=name, token_hash=hashed(token)), token

    @classmethod
    def found(cls, token: str) -> "Side | None":
        """The side whose personal link has this secret, in the newest filling."""
        sides = _OF_TOKEN.all(hashed(token))
        followed = {side.one_to_one.follows_id for side in sides}
        return next((side for side in sides if side.one_to_one_id not in followed), None)

    @classmethod
    def held(cls, key: uuid.UUID, token: str) -> "Side | None":
        """The side of conversation `key` whose secret this is."""
        return next((side for side in _OF_TOKEN.all(hashed(token)) if side.one_to_one_id == key), None)

    @classmethod
    def invited(cls, token: str) -> "Side | None":
        """The place that waits for whoever has this invitation."""
        places = cls.objects.filter(invitation_hash=hashed(token), token_hash="")
        return places.select_related("one_to_one__design").first()

    def edit(self, **texts: str) -> None:
        """Correct the destination, the role or the frame (M1), as long as no sheet is in."""
        with self.changing() as one:
            if one.sides.exclude(press_key="").exists():
                raise Refused(_("A sheet is in: it was filled for this destination, so it stays as it is."))
            OneToOne.objects.filter(pk=one.pk).update(**texts)

    def rename(self, name: str) -> None:
        """Correct the own name."""
        with self.changing():
            Side.objects.filter(pk=self.pk).update(name=name)

    # Queries

    @property
    def other_role(self) -> SideRole:
        """The role of the other."""
        return SideRole(self.role).other

    @property
    def is_employee(self) -> bool:
        """Whether the suitcase is this person's."""
        return self.role == SideRole.EMPLOYEE

    @property
    def fills(self) -> bool:
        """Whether this person fills a sheet: the employee, and the manager when asked to."""
        return self.is_employee or self.one_to_one.asks_manager

    @property
    def handed_in(self) -> bool:
        """Whether the own sheet is in."""
        return bool(self.press_key)

    def sheet(self) -> list[int] | None:
        """The points in the order of the sheet; None when no sheet is in, or when it was erased."""
        return in_order(self.points.all()) or None

    @property
    def alone(self) -> bool:
        """Whether the employee keeps the suitcase to themselves: nobody was invited, so there is nothing to leave."""
        return self.is_employee and not self.one_to_one.sides.exclude(pk=self.pk).exists()

    # The own sheet

    @contextmanager
    def changing(self) -> Iterator[OneToOne]:
        """`OneToOne.changing`, with this person read afresh. Raises `Refused` after a withdrawal."""
        one = self.one_to_one
        with one.changing():
            self.refresh_from_db()
            self.one_to_one = one
            one.check_going()
            yield one

    @contextmanager
    def locked(self) -> Iterator[OneToOne]:
        """The same lock for a change that the other may not notice: no version is raised."""
        with transaction.atomic():
            one = OneToOne.objects.select_for_update(of=("self",)).filter(pk=self.one_to_one_id).first()
            if one is None:
                raise Refused(GONE)
            self.refresh_from_db()
            self.one_to_one = one
            one.check_going()
            yield one

    @contextmanager
    def writing(self) -> Iterator[OneToOne]:
        """The same for what the two write together. Whatever then changes says so with `OneToOne.rewritten`."""
        with self.changing() as one:
            one.check_together()
            yield one

    @property
    def changing_sheet(self) -> bool:
        """Whether the own sheet is in and this person is changing it: it stays in until it is handed in again."""
        return self.handed_in and not self.one_to_one.opened and self.draft is not None

    def store(self, categories: Sequence[Category], points: Sequence[int]) -> None:
        """Inside a verb: write the sheet whole."""
        SidePoints.objects.bulk_create(
            SidePoints(side=self, category=category, points=number)
            for category, number in zip(categories, points, strict=True)
        )

    def drop_sheet(self) -> None:
        """Inside a verb: the sheet goes."""
        self.points.all().delete()

    def settle(self, press_key: str) -> None:
        """Inside a verb: a sheet came or went, by this press or by none; it is judged anew whether to open."""
        if press_key:
            self.draft = None
        self.press_key, self.draft_number = press_key, self.draft_number + 1
        self.save(update_fields=["press_key", "draft_number", "draft"])
        self.one_to_one.sides.update(opens=False)

    # Verbs in the file of their theme

    invite = inviting.invite
    seat_beside = inviting.seat_beside
    accept = inviting.accept
    let_go = inviting.let_go
    withdraw = inviting.withdraw
    delete_all = inviting.delete_all
    keep_draft = handing_in.keep_draft
    hand_in = handing_in.hand_in
    begin_to_change = handing_in.begin_to_change
    leave_as_it_was = handing_in.leave_as_it_was
    take_back = handing_in.take_back
    ask_manager = handing_in.ask_manager
    open = handing_in.open_suitcase
    write_score = agreement.write_score
    make_scores_fit = agreement.make_scores_fit
    tell_example = agreement.tell_example
    name_finding = agreement.name_finding
    keep_pair = agreement.keep_pair
    hold_review = review.hold_review
    write_answers = review.write_answers

    # The agreement

    def confirm(self, seen: int) -> None:
        """Confirm what both wrote. When both did, it is agreed, and a review that was held is done.

        `seen`: the number of the text that was read. Raises `OldPage` when it changed, `InvalidSheet` when the
        numbers break a rule of the sheet (M4), `Refused` when there is nothing to confirm.
        """
        with self.changing() as one:
            self.move()
            review = one.review()
            if one.agreed_on and not review:
                return
            one.check_together()
            if seen != one.text_number:
                raise OldPage(_("The other changed something just before. Read it once more."))
            if not one.agreed_on:
                check_sheet(settle(one.settled_points()), len(one.categories()))
            Side.objects.filter(pk=self.pk).update(confirms=True)
            if one.sides.filter(confirms=True).count() < len(SideRole):
                return
            today = timezone.localdate()
            one.agreed_on = today
            if one.look_on is None or one.look_on <= today:
                one.look_on = today + LOOK_AFTER
            one.purge_on = one.kept_until(today)
            if review is None:
                one.keep_settled_points()
            else:
                review.finish()
            one.save(update_fields=["agreed_on", "look_on", "purge_on"])
            one.sides.update(confirms=False)

    def look_on(self, day: date) -> None:
        """Choose the day of the next look: it is part of what both confirm."""
        with self.writing() as one:
            one.rewritten()
            OneToOne.objects.filter(pk=one.pk).update(look_on=day)

    def unconfirm(self) -> None:
        """Take the own confirmation back, as long as the other did not confirm."""
        with self.changing():
            self.move()
            Side.objects.filter(pk=self.pk).update(confirms=False)

    # Afterwards

    def fill_again(self) -> "Side":
        """A new filling of the same two, with the same sheet and links; returns the own side of it.

        One that was begun and not opened is taken instead. Raises `Refused` before they agreed.
        """
        with self.changing() as one:
            self.move()
            if not one.agreed_on:
                raise Refused(_("First confirm what you agree on, both of you."))
            begun = one.followed_by.filter(opened_on=None).first()
            if begun is None:
                begun = OneToOne.create(
                    destination=one.destination,
                    frame=one.frame,
                    work=one.work,
                    days_kept=one.days_kept,
                    design=one.design,
                    follows=one,
                )
                for side in one.sides_by_role().values():
                    Side.objects.create(one_to_one=begun, role=side.role, name=side.name, token_hash=side.token_hash)
        return begun.sides.get(role=self.role)


_OF_TOKEN = Prepared(lambda: Side.objects.select_related("one_to_one__design", "one_to_one__follows"), "token_hash")


class SidePoints(PointsRow):
    """The points of one category on a sheet. The database holds M4: whole, 0 to 100, no two equal."""

    pk = models.CompositePrimaryKey("side_id", "category_id")
    side = models.ForeignKey(Side, models.CASCADE, related_name="points")

    class Meta:
        constraints = m4("side", no_two_equal="one_to_one_no_two_equal", from_0_to_100="one_to_one_0_to_100")
