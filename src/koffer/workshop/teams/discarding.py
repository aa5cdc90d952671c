"""An administrator discards a workshop of the organisation, or restores one; what is in it stays unseen."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from koffer.organisation.access import get_administration
from koffer.workshop.forms import DiscardForm
from koffer.workshop.models import Workshop
from koffer.workshop.teams.views import get_workshop


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def discard(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """What it means, and the name of the team to type."""
    me = get_administration(request, organisation)
    here = get_workshop(me, workshop)
    form = DiscardForm(here.team, request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.discard(by=me.user)
        return redirect("team", organisation=organisation, team=here.owned_by_id)
    context = {"workshop": here, "form": form, "back": reverse("released", args=[organisation, workshop])}
    return render(request, "workshop/discarding.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def restore(request: HttpRequest, organisation: uuid.UUID, workshop: uuid.UUID) -> HttpResponse:
    """Bring one of the organisation's workshops back, as it was."""
    me = get_administration(request, organisation)
    mine = Workshop.everything.filter(owned_by__organisation=organisation).exclude(discarded_on=None)
    here = mine.filter(pk=workshop).first()
    if here is None:
        raise Http404
    here.restore(by=me.user)
    return redirect("team", organisation=organisation, team=here.owned_by_id)
