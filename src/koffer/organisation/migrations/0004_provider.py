import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_organisation'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domains', models.CharField(blank=True, max_length=400)),
                ('role', models.CharField(choices=[('administrator', 'Administrator: sets up teams, people, destination and sheets'), ('facilitator', 'Facilitator: starts and runs workshops of teams'), ('viewer', 'Viewer: sees what teams chose to show')], default='viewer', max_length=13)),
                ('listed', models.BooleanField(default=False)),
                ('app', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='of', to='socialaccount.socialapp')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='providers', to='organisation.organisation')),
            ],
        ),
    ]
