"""Papers on their way, fees, repeated applications: what has to be counted anew of them is marked too."""

from django.db import migrations

# `facts.py` counts the same rows. Of a deleted row NEW is empty, of a new one OLD is.
FUNCTIONS = """
CREATE FUNCTION indicators_of_repeats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT later.hromada_id, later.point_id, indicators_day(later.registered_at), 'cases'
    FROM (VALUES (OLD.hromada_id, OLD.applicant_id, OLD.service_id, OLD.registered_at),
                 (NEW.hromada_id, NEW.applicant_id, NEW.service_id, NEW.registered_at)
         ) AS one (hromada_id, applicant_id, service_id, registered_at)
    JOIN cases_case AS later
      ON later.hromada_id = one.hromada_id AND later.applicant_id = one.applicant_id
     AND later.service_id = one.service_id AND later.registered_at >= one.registered_at
     AND later.registered_at <= one.registered_at + interval '92 days'
    WHERE later.id <> coalesce(NEW.id, OLD.id);
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT place.hromada, place.point, found.day, found.family
    FROM (VALUES (OLD.hromada_id, OLD.point_id), (NEW.hromada_id, NEW.point_id)) AS place (hromada, point),
         (SELECT indicators_day(since), 'papers' FROM consignments_custody
          WHERE case_id = NEW.id AND holder_kind = 'provider'
          UNION SELECT indicators_day(bag.received_at), 'papers' FROM consignments_bagitem AS item
          JOIN consignments_bag AS bag ON bag.id = item.bag_id
          WHERE item.case_id = NEW.id AND bag.received_at IS NOT NULL
          UNION SELECT indicators_day(declared_at), 'papers' FROM consignments_loss WHERE case_id = NEW.id
          UNION SELECT issued_on, 'money' FROM payments_bill WHERE case_id = NEW.id
          UNION SELECT line.happened_on, 'money' FROM payments_entry AS line
          JOIN payments_bill AS bill ON bill.id = line.bill_id WHERE bill.case_id = NEW.id
         ) AS found (day, family);
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_papers(about bigint, days date[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT DISTINCT hromada_id, point_id, day, 'papers' FROM cases_case, unnest(days) AS day
    WHERE id = about AND day IS NOT NULL
$$;

CREATE FUNCTION indicators_of_custody() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about bigint := coalesce(NEW.case_id, OLD.case_id);
BEGIN
    -- Only the first provider that had the papers is counted: which one that is may have changed.
    PERFORM indicators_of_papers(about, ARRAY[indicators_day(OLD.since), indicators_day(NEW.since)] || ARRAY(
        SELECT indicators_day(since) FROM consignments_custody WHERE case_id = about AND holder_kind = 'provider'
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_bag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM indicators_of_papers(
        item.case_id, ARRAY[indicators_day(OLD.received_at), indicators_day(NEW.received_at)]
    ) FROM consignments_bagitem AS item WHERE item.bag_id = NEW.id;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM indicators_of_papers(one.case_id, ARRAY[indicators_day(bag.received_at)])
    FROM (VALUES (OLD.case_id, OLD.bag_id), (NEW.case_id, NEW.bag_id)) AS one (case_id, bag_id)
    JOIN consignments_bag AS bag ON bag.id = one.bag_id AND bag.received_at IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_loss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM indicators_of_papers(
        coalesce(NEW.case_id, OLD.case_id), ARRAY[indicators_day(OLD.declared_at), indicators_day(NEW.declared_at)]
    );
    RETURN NULL;
END $$;

CREATE FUNCTION indicators_of_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_mark (hromada_id, point_id, day, family)
    SELECT about.hromada_id, about.point_id,
           CASE TG_TABLE_NAME WHEN 'payments_entry' THEN (to_jsonb(NEW) ->> 'happened_on')::date ELSE bill.issued_on END,
           'money'
    FROM payments_bill AS bill JOIN cases_case AS about ON about.id = bill.case_id
    WHERE bill.id = (to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'payments_bill' THEN 'id' ELSE 'bill_id' END)::bigint;
    RETURN NULL;
END $$;
"""


def _each(table: str, function: str, events: str, *, name: str, when: str = "") -> str:
    condition = f"WHEN ({when}) " if when else ""
    return f"CREATE TRIGGER indicators_{name} AFTER {events} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION {function}();"


def _differs(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


_OF_CASE = ("hromada_id", "point_id", "service_id", "provider_id", "registered_at", "due_on", "intake_channel")
_PERSON = ("hromada_id", "applicant_id", "service_id", "registered_at")
_PLACE = ("hromada_id", "point_id", "service_id", "registered_at")
_CHANGE = ("cases_case", "indicators_of_case", "UPDATE")
WATCHED = "\n".join(
    (
        # Who registered it and for whom is counted now, too.
        "DROP TRIGGER indicators_change ON cases_case;",
        _each(*_CHANGE, name="change", when=_differs(*_OF_CASE, "officer_id", "registrar_id", "applicant_id")),
        _each("cases_case", "indicators_of_repeats", "INSERT OR DELETE", name="repeats"),
        _each("cases_case", "indicators_of_repeats", "UPDATE", name="repeats_change", when=_differs(*_PERSON)),
        _each("cases_case", "indicators_of_place", "UPDATE", name="place", when=_differs(*_PLACE)),
        "DROP TRIGGER indicators_change ON queue_ticket;",
        _each(
            "queue_ticket", "indicators_of_queue_ticket", "UPDATE", name="change",
            when=_differs("state", "day", "point_id", "purpose", "issued_by", "priority_id"),
        ),
        _each("consignments_custody", "indicators_of_custody", "INSERT", name="rows", when="NEW.holder_kind = 'provider'"),
        _each("consignments_custody", "indicators_of_custody", "DELETE", name="gone", when="OLD.holder_kind = 'provider'"),
        _each(
            "consignments_custody", "indicators_of_custody", "UPDATE", name="change",
            when=_differs("since", "case_id", "holder_kind", "organisation_id"),
        ),
        _each("consignments_bag", "indicators_of_bag", "UPDATE", name="change", when=_differs("received_at")),
        _each("consignments_bagitem", "indicators_of_item", "INSERT OR DELETE", name="rows"),
        _each(
            "consignments_bagitem", "indicators_of_item", "UPDATE", name="change", when=_differs("state", "case_id", "bag_id")
        ),
        _each("consignments_loss", "indicators_of_loss", "INSERT OR DELETE", name="rows"),
        _each("consignments_loss", "indicators_of_loss", "UPDATE", name="change", when=_differs("declared_at", "found_at")),
        # Rows of money are only ever added.
        _each("payments_entry", "indicators_of_money", "INSERT", name="rows"),
        _each("payments_bill", "indicators_of_money", "INSERT", name="rows", when="NEW.amount < NEW.full_amount"),
        _each("payments_cancellation", "indicators_of_money", "INSERT", name="rows"),
        # What is counted from now on was never counted: within a minute it is, from the beginning.
        """INSERT INTO indicators_mark (hromada_id, point_id, day, family)
        SELECT counted.hromada_id, min(place.id), '1900-01-01', 'papers'
        FROM indicators_counted AS counted JOIN network_point AS place ON place.hromada_id = counted.hromada_id
        GROUP BY counted.hromada_id;""",
        "DELETE FROM indicators_counted;",
    )
)  # fmt: skip
_MADE = {
    "cases_case": ("change", "repeats", "repeats_change", "place"),
    "queue_ticket": ("change",),
    "consignments_custody": ("rows", "gone", "change"),
    "consignments_bag": ("change",),
    "consignments_bagitem": ("rows", "change"),
    "consignments_loss": ("rows", "change"),
    "payments_entry": ("rows",),
    "payments_bill": ("rows",),
    "payments_cancellation": ("rows",),
}
_FUNCTIONS = ("repeats", "place", "custody", "bag", "item", "loss", "money")
FORGET = "\n".join(
    (
        *(f"DROP TRIGGER indicators_{name} ON {table};" for table, names in _MADE.items() for name in names),
        *(f"DROP FUNCTION indicators_of_{name}();" for name in _FUNCTIONS),
        "DROP FUNCTION indicators_of_papers(bigint, date[]);",
        _each(*_CHANGE, name="change", when=_differs(*_OF_CASE)),
        _each(
            "queue_ticket", "indicators_of_queue_ticket", "UPDATE", name="change",
            when=_differs("state", "day", "point_id", "purpose", "issued_by"),
        ),
    )
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_marks"),
        ("consignments", "0007_read_by_day"),
        ("payments", "0002_second_lock"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS + WATCHED, FORGET)]
