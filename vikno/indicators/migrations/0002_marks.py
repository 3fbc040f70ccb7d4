"""The database marks what has to be counted anew: whatever changes records, by whatever way, nothing is missed."""

from django.db import migrations

from vikno.common.rls import TenantPolicy

# Steps of a case that are counted; `facts.py` counts the same ones.
FUNCTIONS = """
CREATE FUNCTION indicators_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT (moment AT TIME ZONE 'Europe/Kyiv')::date
$$;

CREATE FUNCTION indicators_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        VALUES (NEW.hromada_id, NEW.point_id, indicators_day(NEW.registered_at), 'cases');
    END IF;
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        VALUES (OLD.hromada_id, OLD.point_id, indicators_day(OLD.registered_at), 'cases');
    END IF;
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        SELECT DISTINCT place.hromada, place.point, days.day, 'cases'
        FROM (VALUES (OLD.hromada_id, OLD.point_id), (NEW.hromada_id, NEW.point_id)) AS place (hromada, point),
             (SELECT indicators_day(happened_at) FROM cases_statuschange
              WHERE case_id = NEW.id AND step IN ('issued', 'posted', 'without_motion', 'withdrawn')
              UNION SELECT decided_on FROM cases_decision WHERE case_id = NEW.id) AS days (day);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT found.hromada_id, found.point_id, days.day, 'cases'
    FROM cases_case AS found,
         (SELECT indicators_day(NEW.happened_at)
          -- A result that is given twice is counted the first time: which one that is may have changed.
          UNION SELECT indicators_day(happened_at) FROM cases_statuschange
          WHERE case_id = NEW.case_id AND step IN ('issued', 'posted')) AS days (day)
    WHERE found.id = NEW.case_id;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        SELECT hromada_id, point_id, NEW.decided_on, 'cases' FROM cases_case WHERE id = NEW.case_id;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        SELECT hromada_id, point_id, OLD.decided_on, 'cases' FROM cases_case WHERE id = OLD.case_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_call() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one queue_call;
BEGIN
    one := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT hromada_id, one.point_id, day, 'queue' FROM queue_ticket WHERE id = one.ticket_id;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_span(hromada text, point bigint, since timestamptz, until timestamptz, family text)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT hromada, point, each::date, family
    FROM generate_series(indicators_day(since), greatest(indicators_day(since), indicators_day(until)), '1 day') AS each
$$;

CREATE FUNCTION indicators_of_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM indicators_of_span(NEW.hromada_id, NEW.point_id, NEW.began_at, NEW.ends_at, 'queue');
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM indicators_of_span(OLD.hromada_id, OLD.point_id, OLD.began_at, OLD.ends_at, 'queue');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_outage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM indicators_of_span(touch.hromada_id, touch.point_id, NEW.began_at,
                               greatest(coalesce(NEW.ended_at, NEW.lapses_at), OLD.lapses_at), 'outages')
    FROM continuity_interruptionpoint AS touch WHERE touch.interruption_id = NEW.id;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_touch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one continuity_interruptionpoint;
BEGIN
    one := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    PERFORM indicators_of_span(one.hromada_id, one.point_id, began_at, coalesce(ended_at, lapses_at), 'outages')
    FROM continuity_interruption WHERE id = one.interruption_id;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT hromada, NEW.id, '1900-01-01'::date, 'kind'
    FROM unnest(ARRAY[OLD.hromada_id, NEW.hromada_id]) AS hromada WHERE hromada IS NOT NULL;
    RETURN NULL;
END $$;
"""


def _of_day(table: str, day: str, family: str) -> str:
    """A record with a point of its own and a day: both its former and its present day are marked."""
    put = "INSERT INTO indicators_mark (hromada_id, point_id, day, family) VALUES"
    rows = {one: f"({one}.hromada_id, {one}.point_id, {day.format(one)}, '{family}')" for one in ("OLD", "NEW")}
    return f"""
CREATE FUNCTION indicators_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN {put} {rows["NEW"]}; END IF;
    IF TG_OP <> 'INSERT' THEN {put} {rows["OLD"]}; END IF;
    RETURN NULL;
END $$;
"""


def _watch(table: str, function: str, *columns: str, events: str = "INSERT OR DELETE", when: str = "") -> str:
    """Triggers: on new and removed rows, and on a change of what is counted only."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    condition = f"({changed}) AND {when}" if when else changed
    made = f"CREATE TRIGGER indicators_rows AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();"
    update = f"""CREATE TRIGGER indicators_change AFTER UPDATE ON {table} FOR EACH ROW WHEN ({condition})
EXECUTE FUNCTION {function}();"""
    return (made if events else "") + "\n" + update + "\n"


WATCHED = (
    _watch(
        "cases_case", "indicators_of_case", "hromada_id", "point_id", "service_id", "provider_id", "registered_at",
        "due_on", "intake_channel",
    ),
    # Steps are only ever added.
    "CREATE TRIGGER indicators_rows AFTER INSERT ON cases_statuschange FOR EACH ROW "
    "WHEN (NEW.step IN ('issued', 'posted', 'without_motion', 'withdrawn')) EXECUTE FUNCTION indicators_of_step();",
    _watch("cases_decision", "indicators_of_decision", "outcome", "decided_on", "case_id"),
    _of_day("queue_ticket", "{}.day", "queue"),
    _watch("queue_ticket", "indicators_of_queue_ticket", "state", "day", "point_id", "purpose", "issued_by"),
    _watch(
        "queue_call", "indicators_of_call", "ended_at", "outcome", "started_at", "called_at", "queued_at",
        events="DELETE", when="(OLD.ended_at IS NOT NULL OR NEW.ended_at IS NOT NULL)",
    ),
    "CREATE TRIGGER indicators_ended AFTER INSERT ON queue_call FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) "
    "EXECUTE FUNCTION indicators_of_call();",
    _watch("queue_queuepause", "indicators_of_pause", "began_at", "ends_at", "point_id"),
    _of_day("queue_consultation", "{}.day", "talks"),
    _watch("queue_consultation", "indicators_of_queue_consultation", "day", "point_id", "topic", "channel", "cancelled_at"),
    _of_day("appointments_booking", "indicators_day({}.starts_at)", "bookings"),
    _watch("appointments_booking", "indicators_of_appointments_booking", "state", "starts_at", "point_id", "service_id"),
    _of_day("feedback_answer", "indicators_day({}.answered_at)", "answers"),
    _watch("feedback_answer", "indicators_of_feedback_answer", "score", "tags", "answered_at", "point_id"),
    _watch("continuity_interruption", "indicators_of_outage", "began_at", "ended_at", "lapses_at", "cause", events=""),
    _watch("continuity_interruptionpoint", "indicators_of_touch", "effect", "point_id"),
    _watch("network_point", "indicators_of_kind", "kind", "hromada_id", events=""),
)  # fmt: skip
TABLES = (
    "cases_case", "cases_statuschange", "cases_decision", "queue_ticket", "queue_call", "queue_queuepause",
    "queue_consultation", "appointments_booking", "feedback_answer", "continuity_interruption",
    "continuity_interruptionpoint", "network_point",
)  # fmt: skip
OWN = ("case", "step", "decision", "call", "pause", "outage", "touch", "kind")
BY_DAY = ("queue_ticket", "queue_consultation", "appointments_booking", "feedback_answer")
FORGET = "\n".join(
    [
        *(
            f"DROP TRIGGER IF EXISTS indicators_{name} ON {table};"
            for table in TABLES
            for name in ("rows", "change", "ended")
        ),
        *(f"DROP FUNCTION indicators_of_{name}();" for name in (*OWN, *BY_DAY)),
        "DROP FUNCTION indicators_of_span(text, bigint, timestamptz, timestamptz, text);",
        "DROP FUNCTION indicators_day(timestamptz);",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("cases", "0018_words_of_destroyed_cases"),
        ("queue", "0010_standstills_are_told"),
        ("appointments", "0005_second_lock_of_stops"),
        ("feedback", "0003_agreements"),
        ("continuity", "0002_second_lock"),
        ("network", "0004_provider_availability"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS + "\n".join(WATCHED), FORGET),
        TenantPolicy("indicators_daycount"),
    ]
