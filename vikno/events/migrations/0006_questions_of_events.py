"""An event asks its own questions, a delegation answers them.

What the database forbids: other questions on an event that was opened, a delegation that answers something else or
nothing, seats confirmed while its answers may still change.
"""

import django.db.models.deletion
from django.db import migrations, models

_WHOLE = """
CREATE OR REPLACE FUNCTION events_delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'delegations are never deleted'; END IF;
  IF (NEW.event_id, NEW.pool_id, NEW.size, NEW.hromada_id, NEW.organisation_id, NEW.asked_at{new})
     IS DISTINCT FROM (OLD.event_id, OLD.pool_id, OLD.size, OLD.hromada_id, OLD.organisation_id, OLD.asked_at{old})
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF OLD.state IN ('cancelled', 'lapsed') AND NEW.state <> OLD.state
  THEN RAISE EXCEPTION 'what is gone never comes back'; END IF;
  IF OLD.state = 'requested' AND NEW.state NOT IN ('requested', 'cancelled')
     AND (SELECT count(*) FROM events_participant p WHERE p.delegation_id = NEW.id) <> NEW.size
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;{more}
  RETURN NEW;
END $$;
"""
_CLOSED = """
  IF NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND NEW.response_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM questionnaires_response r WHERE r.id = NEW.response_id AND r.locked_at IS NOT NULL)
  THEN RAISE EXCEPTION 'answers are closed before seats are confirmed'; END IF;"""
# An event's own row is read by everybody, a response under its own policy: what is not seen is not there.
_BEGINS = """
CREATE OR REPLACE FUNCTION events_delegation_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'requested' THEN RAISE EXCEPTION 'a delegation begins by asking'; END IF;{more}
  RETURN NEW;
END $$;
"""
_ANSWERED = """
  IF NEW.response_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM events_event e WHERE e.id = NEW.event_id AND e.questionnaire_id IS NOT NULL)
  THEN
    IF NOT EXISTS (
      SELECT 1 FROM questionnaires_response r JOIN events_event e ON e.questionnaire_id = r.version_id
      WHERE r.id = NEW.response_id AND e.id = NEW.event_id AND r.is_submitted
        AND r.hromada_id = NEW.hromada_id AND r.organisation_id = NEW.organisation_id)
    THEN RAISE EXCEPTION 'a delegation answers what its event asks'; END IF;
  END IF;"""
_STAND = """
CREATE FUNCTION events_questions_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND NEW.questionnaire_id IS DISTINCT FROM OLD.questionnaire_id
  THEN RAISE EXCEPTION 'questions of an opened event stand'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER questions_stand BEFORE UPDATE OF questionnaire_id ON events_event
  FOR EACH ROW EXECUTE FUNCTION events_questions_stand();
"""
_GUARDS = (
    _WHOLE.format(new=", NEW.response_id", old=", OLD.response_id", more=_CLOSED) + _BEGINS.format(more=_ANSWERED)
    + _STAND
)  # fmt: skip
_UNDONE = (
    "DROP TRIGGER questions_stand ON events_event; DROP FUNCTION events_questions_stand();"
    + _BEGINS.format(more="") + _WHOLE.format(new="", old="", more="")
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("events", "0005_timetables"), ("questionnaires", "0002_second_lock")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="questionnaire",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="questionnaires.questionnaireversion", verbose_name="що запитати під час реєстрації",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="response",
            field=models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="questionnaires.response",
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDONE),
    ]  # fmt: skip
