"""Registrations are shown to their hromada and their programme; seats are counted by the database itself.

What the database forbids: more seats than a pool has, a count written by hand, people added to or taken from a
delegation once it has asked, a delegation without its people, the gone that come back, a changed past.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy

SHARED = ("delegation", "participant", "delegationstep", "attendance", "promise")
ADDED_ONLY = ("delegationstep", "scan", "certificate", "surveyanswer")

GUARDS = """
CREATE FUNCTION events_delegation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'delegations are never deleted'; END IF;
  IF (NEW.event_id, NEW.pool_id, NEW.size, NEW.hromada_id, NEW.organisation_id, NEW.asked_at)
     IS DISTINCT FROM (OLD.event_id, OLD.pool_id, OLD.size, OLD.hromada_id, OLD.organisation_id, OLD.asked_at)
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF OLD.state IN ('cancelled', 'lapsed') AND NEW.state <> OLD.state
  THEN RAISE EXCEPTION 'what is gone never comes back'; END IF;
  IF OLD.state = 'requested' AND NEW.state NOT IN ('requested', 'cancelled')
     AND (SELECT count(*) FROM events_participant p WHERE p.delegation_id = NEW.id) <> NEW.size
  THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_guard BEFORE UPDATE OR DELETE ON events_delegation
  FOR EACH ROW EXECUTE FUNCTION events_delegation_guard();
CREATE FUNCTION events_delegation_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'requested' THEN RAISE EXCEPTION 'a delegation begins by asking'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_begins BEFORE INSERT ON events_delegation
  FOR EACH ROW EXECUTE FUNCTION events_delegation_begins();
CREATE FUNCTION events_people_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE standing text;
BEGIN
  SELECT state INTO standing FROM events_delegation
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.delegation_id ELSE NEW.delegation_id END;
  IF standing IS DISTINCT FROM 'requested' THEN RAISE EXCEPTION 'a delegation is whole'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_guard BEFORE INSERT OR DELETE OR UPDATE OF delegation_id ON events_participant
  FOR EACH ROW EXECUTE FUNCTION events_people_guard();
CREATE FUNCTION events_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE more integer;
BEGIN
  more := CASE WHEN NEW.state IN ('offered', 'confirmed') THEN NEW.size ELSE 0 END
        - CASE WHEN OLD.state IN ('offered', 'confirmed') THEN OLD.size ELSE 0 END;
  IF more <> 0 THEN UPDATE events_seatpool SET taken = taken + more WHERE id = NEW.pool_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_seats AFTER UPDATE OF state ON events_delegation
  FOR EACH ROW EXECUTE FUNCTION events_count_seats();
CREATE FUNCTION events_taken_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.taken <> 0 THEN RAISE EXCEPTION 'seats are counted, not written'; END IF;
  ELSIF NEW.taken <> OLD.taken AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'seats are counted, not written';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER taken_guard BEFORE INSERT OR UPDATE ON events_seatpool
  FOR EACH ROW EXECUTE FUNCTION events_taken_guard();
ALTER TABLE events_session ADD CONSTRAINT session_room_once
  EXCLUDE USING gist (event_id WITH =, room WITH =, tstzrange(begins_at, ends_at) WITH &&) WHERE (room <> '');
"""
UNDONE = """
ALTER TABLE events_session DROP CONSTRAINT session_room_once;
DROP TRIGGER taken_guard ON events_seatpool; DROP FUNCTION events_taken_guard();
DROP TRIGGER count_seats ON events_delegation; DROP FUNCTION events_count_seats();
DROP TRIGGER people_guard ON events_participant; DROP FUNCTION events_people_guard();
DROP TRIGGER delegation_begins ON events_delegation; DROP FUNCTION events_delegation_begins();
DROP TRIGGER delegation_guard ON events_delegation; DROP FUNCTION events_delegation_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(SharedPolicy(f"events_{name}") for name in SHARED),
        *(AppendOnly(f"events_{name}") for name in ADDED_ONLY),
        migrations.RunSQL(GUARDS, UNDONE),
    ]
