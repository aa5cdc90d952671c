"""Addresses of what a team takes along."""

from django.urls import path

from koffer.one_to_one.urls import HERE
from koffer.takeaway import two, views

urlpatterns = [
    path("w/<uuid:workshop>/takeaway", views.page, name="takeaway"),
    path("w/<uuid:workshop>/takeaway/own.pdf", views.own, name="takeaway-own"),
    path("w/<uuid:workshop>/takeaway/<slug:name>.pdf", views.paper, name="takeaway-paper"),
    path("w/<uuid:workshop>/takeaway/<slug:name>.png", views.preview, name="takeaway-preview"),
    path("w/<uuid:workshop>/takeaway/<slug:name>.csv", views.table, name="takeaway-table"),
    path("w/<uuid:workshop>/takeaway/team.xlsx", views.workbook, name="takeaway-workbook"),
    path("w/<uuid:workshop>/takeaway/dates.ics", views.dates, name="takeaway-dates"),
    path("w/<uuid:workshop>/takeaway/archive.json", views.export, name="takeaway-archive"),
    path(f"{HERE}/sheet.pdf", two.blank_sheet, {"into": "pdf"}, name="one-to-one-paper"),
    path(f"{HERE}/sheet.png", two.blank_sheet, {"into": "png"}, name="one-to-one-paper-preview"),
    path(f"{HERE}/own.pdf", two.own, {"into": "pdf"}, name="one-to-one-own-pdf"),
    path(f"{HERE}/own.png", two.own, {"into": "png"}, name="one-to-one-own-preview"),
    path(f"{HERE}/agreement.pdf", two.agreement, {"into": "pdf"}, name="one-to-one-pdf"),
    path(f"{HERE}/agreement.png", two.agreement, {"into": "png"}, name="one-to-one-preview"),
    path(f"{HERE}/dates.ics", two.dates, name="one-to-one-dates"),
    path("t/<str:token>/<slug:name>.pdf", views.paper, name="team-paper"),
    path("t/<str:token>/<slug:name>.png", views.preview, name="team-preview"),
    path("import", views.bring, name="import"),
    path("calendar/<str:token>.ics", views.feed, name="calendar-feed"),
]
