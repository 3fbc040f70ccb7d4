import django.db.models.deletion
from django.db import migrations, models


def _link(to, *, related="+"):
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0005_timetables"), ("practices", "0002_second_lock")]

    operations = [
        migrations.AddField(model_name="adoption", name="event", field=_link("events.event")),
        migrations.AddField(model_name="practice", name="event", field=_link("events.event")),
        migrations.AddField(model_name="practice", name="promise", field=_link("events.promise")),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.UniqueConstraint(models.F("promise"), name="practice_begun_once_from_a_promise"),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(promise__isnull=True) | models.Q(event__isnull=False),
                name="practice_of_a_promise_names_its_event",
            ),
        ),
    ]
