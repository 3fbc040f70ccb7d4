"""Timetables of days that are over, and marks of the days whose planned hours a state of a point has changed."""

import django.db.models.deletion
from django.db import migrations, models

from vikno.common.rls import AppendOnly

MARKS = """
CREATE FUNCTION indicators_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    VALUES (NEW.hromada_id, NEW.point_id, NEW.day, 'outages');
    RETURN NULL;
END $$;
CREATE TRIGGER indicators_rows AFTER INSERT ON indicators_plannedday FOR EACH ROW EXECUTE FUNCTION indicators_of_plan();

-- Only days whose timetable was written down: of the others nothing is counted yet.
CREATE FUNCTION indicators_of_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT plan.hromada_id, plan.point_id, plan.day, 'outages'
    FROM (VALUES (OLD.point_id, OLD.starts_at, OLD.ends_at), (NEW.point_id, NEW.starts_at, NEW.ends_at))
             AS one (point_id, starts_at, ends_at)
    JOIN indicators_plannedday AS plan ON plan.point_id = one.point_id
     AND plan.day >= indicators_day(one.starts_at)
     AND plan.day <= coalesce(indicators_day(one.ends_at), 'infinity'::date);
    RETURN NULL;
END $$;
CREATE TRIGGER indicators_rows AFTER INSERT OR DELETE ON network_pointstatus
FOR EACH ROW EXECUTE FUNCTION indicators_of_state();
CREATE TRIGGER indicators_change AFTER UPDATE ON network_pointstatus FOR EACH ROW
WHEN (OLD.point_id IS DISTINCT FROM NEW.point_id OR OLD.state IS DISTINCT FROM NEW.state
      OR OLD.starts_at IS DISTINCT FROM NEW.starts_at OR OLD.ends_at IS DISTINCT FROM NEW.ends_at)
EXECUTE FUNCTION indicators_of_state();

-- Tickets of a kiosk without a link were never counted: within a minute everything is, from the beginning.
INSERT INTO indicators_mark (hromada_id, point_id, day, family)
SELECT counted.hromada_id, min(place.id), '1900-01-01', 'queue'
FROM indicators_counted AS counted JOIN network_point AS place ON place.hromada_id = counted.hromada_id
GROUP BY counted.hromada_id;
DELETE FROM indicators_counted;
"""
FORGET = """
DROP TRIGGER indicators_rows ON indicators_plannedday;
DROP TRIGGER indicators_rows ON network_pointstatus;
DROP TRIGGER indicators_change ON network_pointstatus;
DROP FUNCTION indicators_of_plan();
DROP FUNCTION indicators_of_state();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0004_sums_of_oblasts'),
        ('network', '0004_provider_availability'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlannedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('hours', models.JSONField(default=list)),
                ('is_known', models.BooleanField()),
                ('hromada', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.point')),
            ],
            options={
                'ordering': ['day', 'point'],
                'indexes': [models.Index(fields=['hromada', '-day'], name='planned_day_newest')],
                'constraints': [models.UniqueConstraint(models.F('point'), models.F('day'), name='planned_day_once')],
            },
        ),
        migrations.RunSQL(MARKS, FORGET),
        AppendOnly("indicators_plannedday"),
    ]
