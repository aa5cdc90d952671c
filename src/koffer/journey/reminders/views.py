"""Asking for mail about a step or about the next look, agreeing to it, and saying no."""

import uuid

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koffer.bounds import REMINDERS
from koffer.database.waiting_work import NotSent
from koffer.journey.access import find_reminder, get_action, get_team_page
from koffer.journey.models import Reminder
from koffer.journey.reminders.forms import ReminderForm, StepReminderForm
from koffer.journey.reminders.mails import ask, offered
from koffer.web.limits import spend
from koffer.workshop.forms import press_ident
from koffer.workshop.models import Action, Workshop


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, pair: uuid.UUID, size: str) -> HttpResponse:
    """Ask for mail about a step."""
    here = get_team_page(token)
    return _ask(request, token, here, get_action(here, pair, size), StepReminderForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for mail before the next look."""
    return _ask(request, token, get_team_page(token), None, ReminderForm(request.POST or None))


def _ask(request: HttpRequest, token: str, here: Workshop, action: Action | None, form: forms.Form) -> HttpResponse:
    if not offered():
        raise Http404
    sent = False
    if request.method == "POST" and form.is_valid():
        spend(request, REMINDERS)
        sent = _mail(here, action, form, press_ident(request))
    context = {
        "workshop": here,
        "token": token,
        "action": action,
        "form": form,
        "sent": sent,
        "press_key": uuid.uuid4(),
    }
    context["press_key"] = uuid.uuid4()
    return render(request, "journey/reminder_ask.html", context, status=422 if form.errors else 200)


def _mail(here: Workshop, action: Action | None, form: forms.Form, press: uuid.UUID) -> bool:
    chosen = form.cleaned_data
    language = (get_language() or "nl")[:2]
    asked = Reminder.ask(here, action, chosen["address"], chosen.get("wishes", ()), language, press)
    if asked is None:
        return True  # said the same as always: nobody learns what is known of an address
    try:
        ask(asked)
    except (NotSent, OSError):
        asked.refuse()
        form.add_error("address", _("The mail could not be sent. Try again later."))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest, token: str) -> HttpResponse:
    """From a mail: what was asked for (GET), yes or no to it (POST). Following a link alone changes nothing."""
    found = find_reminder(token)
    if request.method == "POST" and found:
        if request.POST.get("answer") == "yes":
            found.agree()
        else:
            found.refuse()
        found = find_reminder(token)
    return render(request, "journey/reminder.html", {"reminder": found, "token": token})
