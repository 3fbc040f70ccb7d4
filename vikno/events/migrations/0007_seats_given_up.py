"""One person of a confirmed delegation gives the seat up; the others stay, the count follows by itself.

What the database forbids: a size written by hand, a seat given up before it was confirmed or after the person came,
one that comes back.
"""

import django.db.models.deletion
from django.db import migrations, models

_WHOLE = """
CREATE OR REPLACE FUNCTION events_delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'delegations are never deleted'; END IF;
  IF (NEW.event_id, NEW.pool_id, NEW.hromada_id, NEW.organisation_id, NEW.asked_at, NEW.response_id)
     IS DISTINCT FROM (OLD.event_id, OLD.pool_id, OLD.hromada_id, OLD.organisation_id, OLD.asked_at, OLD.response_id)
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF NEW.size <> OLD.size {unless}
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF OLD.state IN ('cancelled', 'lapsed') AND NEW.state <> OLD.state
  THEN RAISE EXCEPTION 'what is gone never comes back'; END IF;
  IF OLD.state = 'requested' AND NEW.state NOT IN ('requested', 'cancelled')
     AND (SELECT count(*) FROM events_participant p WHERE p.delegation_id = NEW.id) <> NEW.size
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND NEW.response_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM questionnaires_response r WHERE r.id = NEW.response_id AND r.locked_at IS NOT NULL)
  THEN RAISE EXCEPTION 'answers are closed before seats are confirmed'; END IF;
  RETURN NEW;
END $$;
"""
# Depth 2: the trigger of a person who gives the seat up writes the size, nothing else does.
_BY_A_PERSON = "AND (pg_trigger_depth() < 2 OR NEW.size <> OLD.size - 1)"
_COUNT = """
DROP TRIGGER count_seats ON events_delegation;
CREATE TRIGGER count_seats AFTER UPDATE OF {columns} ON events_delegation
  FOR EACH ROW EXECUTE FUNCTION events_count_seats();
"""
_GIVEN_UP = """
CREATE FUNCTION events_seat_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'cancelled' THEN RAISE EXCEPTION 'a seat that is not confirmed is not given up'; END IF;
  ELSIF OLD.state = 'cancelled' AND NEW.state <> 'cancelled' THEN
    RAISE EXCEPTION 'what is gone never comes back';
  ELSIF NEW.state = 'cancelled' AND OLD.state NOT IN ('confirmed', 'cancelled') THEN
    RAISE EXCEPTION 'who came has not given the seat up';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seat_guard BEFORE INSERT OR UPDATE OF state ON events_participant
  FOR EACH ROW EXECUTE FUNCTION events_seat_guard();
CREATE FUNCTION events_seat_given_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE events_delegation SET size = size - 1 WHERE id = NEW.delegation_id AND state = 'confirmed';
  IF NOT FOUND THEN RAISE EXCEPTION 'a seat that is not confirmed is not given up'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seat_given_up AFTER UPDATE OF state ON events_participant
  FOR EACH ROW WHEN (OLD.state <> 'cancelled' AND NEW.state = 'cancelled') EXECUTE FUNCTION events_seat_given_up();
"""
_GUARDS = _WHOLE.format(unless=_BY_A_PERSON) + _COUNT.format(columns="state, size") + _GIVEN_UP
_UNDONE = (
    "DROP TRIGGER seat_given_up ON events_participant; DROP FUNCTION events_seat_given_up();"
    "DROP TRIGGER seat_guard ON events_participant; DROP FUNCTION events_seat_guard();"
    + _COUNT.format(columns="state") + _WHOLE.format(unless="")
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_overseers'),
        ('events', '0006_questions_of_events'),
        ('territories', '0004_trigrams_without_a_queue'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='participant',
            name='participant_came_or_not',
        ),
        migrations.AddField(
            model_name='delegationstep',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='events.participant'),
        ),
        migrations.AlterField(
            model_name='delegationstep',
            name='move',
            field=models.CharField(choices=[('approve', 'Погодити'), ('wait', 'Поставити в чергу'), ('offer', 'Запропонувати місця'), ('confirm', 'Підтвердити участь'), ('lapse', 'Закрити пропозицію'), ('cancel', 'Скасувати участь'), ('leave', 'Одна людина не приїде'), ('attend', 'Записати присутність'), ('miss', 'Записати відсутність')], max_length=20),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('offer', 'пропозиція місць'), ('confirmed', 'участь підтверджено'), ('lapsed', 'пропозиція минула'), ('cancelled', 'участь скасовано'), ('left', 'людина не приїде'), ('called_off', 'захід скасовано'), ('changed', 'захід змінено'), ('reminder', 'нагадування'), ('survey', 'анкета'), ('certificate', 'сертифікат'), ('follow_up', 'чи вдалося впровадити')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'attended', 'no_show', 'cancelled'])), name='participant_came_or_not'),
        ),
        migrations.RunSQL(_GUARDS, _UNDONE),
    ]
