"""Shared rows are shown to their hromada and their programme; what was signed, told or given is never changed.

What the database forbids besides: lines beyond their allocation, deliveries beyond it, a line edited after the draft,
an act edited after the first signature, support without a memorandum in force and without an exception, words of a
memorandum that no version holds.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy

SHARED = (
    "memorandum", "memorandumversion", "memorandumstep", "amendment", "milestone", "deliverable", "milestonestep",
    "supportactivity", "needline", "allocationline", "delivery", "handoveract", "actline", "actsignature", "actstep",
    "inspection", "assetincident", "returnact", "correctionact",
)
ADDED_ONLY = (
    "memorandumversion", "memorandumstep", "milestonestep", "supportactivity", "delivery", "actsignature", "actstep",
    "assetincident", "returnact", "actual",
)

IN_FORCE = """
CREATE FUNCTION support_in_force(of_memorandum bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM support_memorandum m WHERE m.id = of_memorandum AND m.state = 'in_force'
                 AND m.starts_on <= day AND day <= m.ends_on)
$$;
CREATE FUNCTION support_activity_needs_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.exception = '' AND NOT support_in_force(NEW.memorandum_id, NEW."on") THEN
    RAISE EXCEPTION 'support without a memorandum in force';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER needs_force BEFORE INSERT ON support_supportactivity
  FOR EACH ROW EXECUTE FUNCTION support_activity_needs_force();
"""
ACTS = """
CREATE FUNCTION support_act_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'acts are never deleted'; END IF;
  IF OLD.state NOT IN ('draft', 'issued')
     AND (NEW.number, NEW.memorandum_id, NEW.sha256, NEW.issued_at, NEW.exception, NEW.hromada_id, NEW.organisation_id)
         IS DISTINCT FROM
         (OLD.number, OLD.memorandum_id, OLD.sha256, OLD.issued_at, OLD.exception, OLD.hromada_id, OLD.organisation_id)
  THEN RAISE EXCEPTION 'a signed act is corrected, not edited'; END IF;
  IF OLD.state NOT IN ('draft', 'issued') AND NEW.state IN ('draft', 'issued')
  THEN RAISE EXCEPTION 'a signed act is corrected, not edited'; END IF;
  IF NEW.state = 'issued' AND OLD.state = 'draft' AND NEW.exception = ''
     AND NOT support_in_force(NEW.memorandum_id, (NEW.issued_at AT TIME ZONE 'Europe/Kyiv')::date)
  THEN RAISE EXCEPTION 'an act without a memorandum in force'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER act_guard BEFORE UPDATE OR DELETE ON support_handoveract
  FOR EACH ROW EXECUTE FUNCTION support_act_guard();
CREATE FUNCTION support_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE act_state text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.act_id, NEW.allocation_id, NEW.item_id, NEW."order", NEW.name, NEW.place, NEW.quantity, NEW.serial,
        NEW.unit_value, NEW.currency, NEW.rate, NEW.rate_on)
       IS NOT DISTINCT FROM
       (OLD.act_id, OLD.allocation_id, OLD.item_id, OLD."order", OLD.name, OLD.place, OLD.quantity, OLD.serial,
        OLD.unit_value, OLD.currency, OLD.rate, OLD.rate_on)
    THEN RETURN NEW; END IF;
  END IF;
  SELECT state INTO act_state FROM support_handoveract
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.act_id ELSE NEW.act_id END;
  IF act_state IS DISTINCT FROM 'draft' THEN RAISE EXCEPTION 'lines change only in a draft'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_guard BEFORE INSERT OR UPDATE OR DELETE ON support_actline
  FOR EACH ROW EXECUTE FUNCTION support_line_guard();
"""
SUMS = """
CREATE FUNCTION support_line_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most bigint; given bigint;
BEGIN
  SELECT quantity INTO most FROM support_allocationline WHERE id = NEW.allocation_id FOR UPDATE;
  SELECT coalesce(sum(l.quantity), 0) INTO given FROM support_actline l JOIN support_handoveract a ON a.id = l.act_id
    WHERE l.allocation_id = NEW.allocation_id AND a.state <> 'dropped';
  IF given > most THEN RAISE EXCEPTION 'lines beyond the allocation'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER line_sum AFTER INSERT OR UPDATE OF quantity, allocation_id ON support_actline
  FOR EACH ROW EXECUTE FUNCTION support_line_sum();
CREATE FUNCTION support_delivery_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most bigint; come bigint;
BEGIN
  SELECT quantity INTO most FROM support_allocationline WHERE id = NEW.allocation_id FOR UPDATE;
  SELECT coalesce(sum(quantity), 0) INTO come FROM support_delivery WHERE allocation_id = NEW.allocation_id;
  IF come > most THEN RAISE EXCEPTION 'delivered beyond the allocation'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER delivery_sum AFTER INSERT ON support_delivery
  FOR EACH ROW EXECUTE FUNCTION support_delivery_sum();
"""
WORDS = """
CREATE FUNCTION support_words_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text <> OLD.text AND OLD.state <> 'drafting' AND NOT EXISTS (
    SELECT 1 FROM support_memorandumversion v WHERE v.memorandum_id = NEW.id AND v.text = NEW.text)
  THEN RAISE EXCEPTION 'words of a memorandum that no version holds'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER words_guard BEFORE UPDATE ON support_memorandum
  FOR EACH ROW EXECUTE FUNCTION support_words_guard();
CREATE FUNCTION support_amendment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.memorandum_id, NEW.number, NEW.reason, NEW.text, NEW.ends_on, NEW.sha256)
     IS DISTINCT FROM (OLD.memorandum_id, OLD.number, OLD.reason, OLD.text, OLD.ends_on, OLD.sha256)
     OR (OLD.hromada_signed_at IS NOT NULL AND NEW.hromada_signed_at IS DISTINCT FROM OLD.hromada_signed_at)
     OR (OLD.programme_signed_at IS NOT NULL AND NEW.programme_signed_at IS DISTINCT FROM OLD.programme_signed_at)
  THEN RAISE EXCEPTION 'an amendment is signed or not, never edited'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER amendment_guard BEFORE UPDATE ON support_amendment
  FOR EACH ROW EXECUTE FUNCTION support_amendment_guard();
"""
UNDONE = """
DROP TRIGGER amendment_guard ON support_amendment; DROP FUNCTION support_amendment_guard();
DROP TRIGGER words_guard ON support_memorandum; DROP FUNCTION support_words_guard();
DROP TRIGGER delivery_sum ON support_delivery; DROP FUNCTION support_delivery_sum();
DROP TRIGGER line_sum ON support_actline; DROP FUNCTION support_line_sum();
DROP TRIGGER line_guard ON support_actline; DROP FUNCTION support_line_guard();
DROP TRIGGER act_guard ON support_handoveract; DROP FUNCTION support_act_guard();
DROP TRIGGER needs_force ON support_supportactivity; DROP FUNCTION support_activity_needs_force();
DROP FUNCTION support_in_force(bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(SharedPolicy(f"support_{name}") for name in SHARED),
        *(AppendOnly(f"support_{name}") for name in ADDED_ONLY),
        migrations.RunSQL(IN_FORCE + ACTS + SUMS + WORDS, UNDONE),
    ]
