"""What is kept, where, and for how long, in words; docs/privacy-and-security.md says it to hosts."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class KindOfData(NamedTuple):
    """One kind of data."""

    what: Promise
    where: Promise
    how_long: Promise


SERVER = _("on the server")
TERM = _("as long as the workshop")

KEPT = (
    KindOfData(_("The team, the destination and the sheet with its categories"), SERVER, TERM),
    KindOfData(_("Your name, or the other name that you chose"), SERVER, TERM),
    KindOfData(
        _("What you type on your sheet"),
        _("on the server; in your browser while there is no network"),
        _("until you hand in, or until the suitcase is opened without it"),
    ),
    KindOfData(
        _("Your points, with your seat"),
        SERVER,
        _("until two weeks after closing; in an anonymous workshop never"),
    ),
    KindOfData(
        _("In an anonymous workshop: your points, under a key that only your personal link leads to"),
        SERVER,
        _("the key until the opening; the points, without it, until two weeks after closing"),
    ),
    KindOfData(
        _("Which sheets came from one browser, as a mark that says nothing else"),
        _("on the server, with the sheet; a secret for it in a cookie"),
        _("until two weeks after closing"),
    ),
    KindOfData(
        _("That you would like to say something"),
        _("on the server; not in an anonymous workshop"),
        _("until closing, or until you take it back"),
    ),
    KindOfData(
        _("Your examples from practice"),
        _("on the server; without your name in an anonymous workshop, where nobody sees them until all come together"),
        _("as you choose: until closing, or as long as the workshop"),
    ),
    KindOfData(_("Your sentences for strengths and gaps, and your one word"), SERVER, TERM),
    KindOfData(
        _("Your name at a step"),
        _("on the server, only if you put it there yourself"),
        _("until you take it off, or as long as the workshop"),
    ),
    KindOfData(
        _("Your e-mail address, if you want mail about a step or the next look"),
        _("on the server, after you said yes in that mail"),
        _("until you say no, or as long as the workshop"),
    ),
    KindOfData(_("How a step stands, and what was written at a review"), _("on the server, without any name"), TERM),
    KindOfData(_("That you asked for a workshop without names"), _("on the server; nobody sees it"), TERM),
    KindOfData(_("What the team decides: score, strengths, gaps, steps"), SERVER, TERM),
    KindOfData(
        _("In a conversation of two: both sheets, examples, and what you agree on"),
        SERVER,
        _("sheets until two weeks after you both confirmed; the rest until its term, or until the employee deletes it"),
    ),
    KindOfData(
        _("Your personal link"),
        _("on the server as a fingerprint; the link itself in a cookie"),
        TERM,
    ),
    KindOfData(
        _("For whom a facilitator made a link of their own"),
        SERVER,
        _("until that link is withdrawn, or as long as the workshop"),
    ),
    KindOfData(
        _("Of who signs in for an organisation: the name, the way of signing in, and when that was last"),
        SERVER,
        _("until you erase your account"),
    ),
    KindOfData(
        _("For whom an invitation to an organisation is, or the address to which it went"),
        SERVER,
        _("until it is accepted or withdrawn, and fourteen days at most"),
    ),
    KindOfData(
        _("What people of an organisation looked at and changed"),
        SERVER,
        _("two years; without your name once your account is erased"),
    ),
    KindOfData(
        _("That a workshop was deleted, or its sheets were erased"),
        _("on the server, without any name"),
        _("400 days"),
    ),
    KindOfData(
        _("The address of your device"),
        _("nowhere; we count wrong codes with a fingerprint of it, in memory"),
        _("ten minutes; an hour for who starts a workshop or mails an invitation"),
    ),
)
