"""Stories that wait are in the box; a row is one that everybody sees."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("workshop", "0008_box"),
    ]

    operations = [
        migrations.RemoveField(model_name="story", name="sent"),
    ]
