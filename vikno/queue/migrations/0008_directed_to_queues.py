"""To which queue of a point services of a group and purposes go; shown to its own hromada only."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import TenantPolicy


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_popular_words"),
        ("network", "0004_provider_availability"),
        ("queue", "0007_second_lock_of_pauses"),
        ("territories", "0004_trigrams_without_a_queue"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupQueue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.servicegroup"
                    ),
                ),
                (
                    "hromada",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territories.unit"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.point"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="queue.queueservice"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("point"), models.F("group"), name="group_has_one_queue_at_a_point"
                    )
                ],
            },
        ),
        TenantPolicy("queue_groupqueue"),
        migrations.AddField(
            model_name="queueservice",
            name="purposes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("consult", "консультація"),
                        ("submit", "подати документи"),
                        ("collect", "забрати результат"),
                        ("booked", "за записом"),
                    ],
                    max_length=10,
                ),
                blank=True,
                default=list,
                help_text="of a kiosk without a link: who comes for this goes here",
                size=None,
            ),
        ),
    ]
