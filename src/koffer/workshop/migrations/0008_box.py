"""Sheets of anonymous workshops, until the opening, in a box: no row tells any more whose they are."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def into_the_box(apps, schema_editor):
    """What is in already goes along: sheets and drafts before the opening, and stories that wait after it.

    No secret of a person is here, so a sheet goes under the hash by which its personal link is known, until it is
    handed in again or the suitcase is opened. One on paper goes under a key that nobody has.
    """
    Workshop, Sheet, Draft = (apps.get_model("workshop", name) for name in ("Workshop", "Sheet", "Draft"))
    for sheet in Sheet.objects.select_related("seat"):
        # Who came from which browser, or typed what, was not kept: each browser counts as one, all typists together.
        sheet.typed = sheet.seat is not None and sheet.seat.kind == "paper"
        sheet.device = "" if sheet.typed else uuid.uuid4().hex
        sheet.save(update_fields=["device", "typed"])
    for workshop in Workshop.objects.filter(mode="anonymous"):
        sheets, words, on_paper = {}, [], []
        for draft in Draft.objects.filter(seat__workshop=workshop).select_related("seat"):
            sheets[draft.seat.token_hash or uuid.uuid4().hex] = {"draft": draft.body, "number": draft.seat.draft_number}
        if not hasattr(workshop, "opening"):
            for sheet in Sheet.objects.filter(workshop=workshop, seat__isnull=False).select_related("seat"):
                points = sheet.points.order_by("category__position").values_list("points", flat=True)
                key = sheet.seat.token_hash or uuid.uuid4().hex
                sheets[key] = sheets.get(key, {}) | {
                    "points": list(points),
                    "press": sheet.seat.press_key,
                    "number": sheet.seat.draft_number,
                    "device": sheet.device,
                    "typed": sheet.typed,
                    "aside": sheet.set_aside,
                }
                if not sheet.seat.token_hash:
                    on_paper.append(sheet.seat.pk)
                sheet.delete()
        for story in workshop.stories.filter(sent=False):
            word = {name: getattr(story, name) for name in ("side", "text", "keep")}
            words.append({"id": story.pk.hex, "kind": "story", "browser": uuid.uuid4().hex, "category": story.category_id, **word})
            story.delete()
        Draft.objects.filter(seat__workshop=workshop).delete()
        workshop.seats.update(press_key="", draft_number=0)
        for seat in workshop.seats.filter(kind="paper"):  # a slip has no name
            seat.name, seat.name_key = "Slip", f"slip {uuid.uuid4().hex}"
            seat.press_key = "(typed)" if seat.pk in on_paper else ""
            seat.save(update_fields=["name", "name_key", "press_key"])
        if sheets or words:
            apps.get_model("workshop", "Box").objects.create(
                workshop=workshop,
                sheets={key: sheets[key] for key in sorted(sheets)},
                words=sorted(words, key=lambda word: word["id"]),
                handed_in=sum("points" in one and not one["aside"] for one in sheets.values()),
            )


class Migration(migrations.Migration):

    dependencies = [
        ("workshop", "0007_discarding"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="key",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="sheet",
            name="key",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="sheet",
            name="device",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sheet",
            name="typed",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Box",
            fields=[
                (
                    "workshop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="box",
                        serialize=False,
                        to="workshop.workshop",
                    ),
                ),
                ("sheets", models.JSONField(default=dict)),
                ("presses", models.JSONField(default=list)),
                ("words", models.JSONField(default=list)),
                ("handed_in", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(into_the_box, migrations.RunPython.noop),
    ]
