"""Where the sums of a hromada stand is kept with them. What stood there is summed once more from the beginning."""

from django.db import migrations, models

SETTLE = [
    "LOCK TABLE indicators_oblastcount IN SHARE ROW EXCLUSIVE MODE",
    "DELETE FROM indicators_oblastcount",
    """
    INSERT INTO indicators_oblastcount (oblast, month, fact, kind, b, bucket, n, total)
    SELECT coalesce(place.oblast_id, place.code), month, fact, kind, b, bucket, sum(n), sum(total)
    FROM indicators_monthcount AS counted JOIN territories_unit AS place ON place.code = counted.hromada_id
    GROUP BY 1, month, fact, kind, b, bucket
    """,
    """
    UPDATE indicators_counted AS counted SET oblast = coalesce(place.oblast_id, place.code)
    FROM territories_unit AS place WHERE place.code = counted.hromada_id
    """,
]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_hours_kept"), ("territories", "0004_trigrams_without_a_queue")]

    operations = [
        migrations.AddField(
            "counted",
            "oblast",
            models.CharField(max_length=19, default="", help_text="its own code where the hromada is in none"),
            preserve_default=False,
        ),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
    ]
