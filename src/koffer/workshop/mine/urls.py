"""Addresses of what is one person's own."""

from django.urls import path

from koffer.workshop.mine import views

urlpatterns = [
    path("w/<uuid:workshop>/mine", views.page, name="mine"),
    path("w/<uuid:workshop>/mine.json", views.take_along, name="mine-file"),
    path("w/<uuid:workshop>/mine/sheet/withdrawal", views.withdrawal, name="withdrawal-of-sheet"),
    path("w/<uuid:workshop>/mine/erasure", views.erasure, name="erasure"),
    path("erased", views.erased, name="erased"),
]
