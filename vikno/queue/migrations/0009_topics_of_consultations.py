"""Topics of consultations as a hromada has them. It needs nothing of the queue but units: put it after any other."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [("queue", "0008_directed_to_queues"), ("territories", "0004_trigrams_without_a_queue")]

    operations = [
        migrations.CreateModel(
            name="TopicRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=60, verbose_name="назва")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="назва англійською")),
                ("order", models.PositiveSmallIntegerField()),
                ("is_hidden", models.BooleanField(default=False)),
                ("valid_from", models.DateField(verbose_name="діє з")),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=200)),
                (
                    "hromada",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territories.unit"
                    ),
                ),
            ],
            options={"ordering": ["code", "valid_from"]},
        ),
        migrations.AddConstraint(
            model_name="topicrow",
            constraint=models.UniqueConstraint(
                models.F("hromada"), models.F("code"), models.F("valid_from"), name="topic_once_a_day"
            ),
        ),
        TenantPolicy("queue_topicrow"),
    ]
