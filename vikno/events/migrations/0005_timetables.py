"""People of a delegation choose sessions; seats of a session are counted by the database itself.

What the database forbids: more people than a session has seats, a count written by hand, one person in two rooms at
once, a session of another event.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from vikno.common.rls import SharedPolicy

GUARDS = """
CREATE FUNCTION events_chosen_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM events_participant p JOIN events_delegation d ON d.id = p.delegation_id
      JOIN events_session s ON s.event_id = d.event_id
    WHERE p.id = NEW.participant_id AND s.id = NEW.session_id)
  THEN RAISE EXCEPTION 'a session of another event'; END IF;
  IF EXISTS (
    SELECT 1 FROM events_chosen c JOIN events_session s ON s.id = c.session_id, events_session n
    WHERE c.participant_id = NEW.participant_id AND n.id = NEW.session_id AND s.id <> n.id
      AND tstzrange(s.begins_at, s.ends_at) && tstzrange(n.begins_at, n.ends_at))
  THEN RAISE EXCEPTION 'one person in two rooms at once'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chosen_guard BEFORE INSERT OR UPDATE ON events_chosen
  FOR EACH ROW EXECUTE FUNCTION events_chosen_guard();
CREATE FUNCTION events_count_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN UPDATE events_session SET taken = taken - 1 WHERE id = OLD.session_id; END IF;
  IF TG_OP <> 'DELETE' THEN UPDATE events_session SET taken = taken + 1 WHERE id = NEW.session_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_chosen AFTER INSERT OR DELETE OR UPDATE OF session_id ON events_chosen
  FOR EACH ROW EXECUTE FUNCTION events_count_chosen();
CREATE TRIGGER taken_guard BEFORE INSERT OR UPDATE ON events_session
  FOR EACH ROW EXECUTE FUNCTION events_taken_guard();
"""
UNDONE = """
DROP TRIGGER taken_guard ON events_session;
DROP TRIGGER count_chosen ON events_chosen; DROP FUNCTION events_count_chosen();
DROP TRIGGER chosen_guard ON events_chosen; DROP FUNCTION events_chosen_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_overseers"),
        ("events", "0004_what_an_event_is_about"),
        ("territories", "0004_trigrams_without_a_queue"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="seats",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="місць на сесії"),
        ),
        migrations.AddField(model_name="session", name="taken", field=models.IntegerField(default=0)),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=Q(taken__gte=0) & (Q(seats__isnull=True) | Q(taken__lte=F("seats"))),
                name="session_is_not_overfull",
            ),
        ),
        migrations.CreateModel(
            name="Chosen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "hromada",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territories.unit"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chosen", to="events.participant"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chosen", to="events.session"
                    ),
                ),
            ],
            options={
                "ordering": ["participant", "session"],
                "constraints": [
                    models.UniqueConstraint(models.F("participant"), models.F("session"), name="session_chosen_once")
                ],
            },
        ),
        SharedPolicy("events_chosen"),
        migrations.RunSQL(GUARDS, UNDONE),
    ]
