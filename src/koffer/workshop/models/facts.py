"""Facts: things that happened, as rows with who and when. The state of a workshop is derived from them."""

from django.db import models

from koffer.method.mode import Mode


class Start(models.Model):
    """Filling was started. Taken back by `Workshop.restart` only while no sheet is in."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)


class Opening(models.Model):
    """The suitcase was opened; `mode` is the strictest of what was announced and wished. Nobody un-opens."""

    workshop = models.OneToOneField("Workshop", models.CASCADE, primary_key=True)
    by = models.ForeignKey("FacilitatorKey", models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    mode = models.CharField(max_length=9, choices=[(m.value, m.value) for m in Mode])
    sheet_count = models.PositiveIntegerField()
