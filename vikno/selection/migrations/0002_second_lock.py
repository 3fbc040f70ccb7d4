"""What must never be is forbidden by the database: marks under a conflict, touched runs, more chosen than places.

A hromada's result and appeal are seen by it and by the programme. The rest is the programme's and is found by its call.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy

ADDED_ONLY = (
    "anchor", "opening", "pasttie", "declaration", "assignmentstep", "anchormarks", "discussion", "talk",
    "rankingentry", "publishedresult", "ownresult",
)  # fmt: skip

MARKS_WITHOUT_CONFLICT = """
CREATE FUNCTION selection_marks_without_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given record;
BEGIN
    SELECT a.state, a.reviewer_id, a.proposal_id INTO given FROM selection_assignment a
    WHERE a.id = NEW.assignment_id FOR SHARE;
    IF given.state NOT IN ('in_progress', 'reopened') THEN
        RAISE EXCEPTION 'a mark needs an accepted assignment' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM selection_conflict c WHERE c.reviewer_id = given.reviewer_id
               AND c.proposal_id = given.proposal_id AND c.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'no mark under a conflict of interest' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

NOBODY_ACCEPTS_UNDER_CONFLICT = """
CREATE FUNCTION selection_nobody_accepts_under_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('accepted', 'in_progress', 'submitted', 'reopened') AND EXISTS (
        SELECT 1 FROM selection_conflict c WHERE c.reviewer_id = NEW.reviewer_id
        AND c.proposal_id = NEW.proposal_id AND c.lifted_at IS NULL
    ) THEN
        RAISE EXCEPTION 'nobody accepts under a conflict of interest' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

RUN_STANDS_STILL = """
CREATE FUNCTION selection_run_stands_still() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.inputs_sha256 <> '' AND (NEW.inputs, NEW.inputs_sha256) IS DISTINCT FROM (OLD.inputs, OLD.inputs_sha256) THEN
        RAISE EXCEPTION 'inputs of a run are frozen' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.output_sha256 <> '' AND (NEW.output, NEW.output_sha256, NEW.cost_of_fairness)
       IS DISTINCT FROM (OLD.output, OLD.output_sha256, OLD.cost_of_fairness) THEN
        RAISE EXCEPTION 'the list of a run is computed once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.inputs <> '' AND encode(sha256(convert_to(NEW.inputs, 'UTF8')), 'hex') <> NEW.inputs_sha256
       OR NEW.output <> '' AND encode(sha256(convert_to(NEW.output, 'UTF8')), 'hex') <> NEW.output_sha256 THEN
        RAISE EXCEPTION 'a hash of a run is not of its bytes' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state = 'superseded' AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a run that was replaced stays so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

CHOSEN_WITHIN_PLACES = """
CREATE FUNCTION selection_chosen_within_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    made record;
    chosen bigint;
    places bigint;
BEGIN
    SELECT d.state, d.call_id INTO made FROM selection_decision d WHERE d.id = NEW.decision_id FOR UPDATE;
    IF made.state <> 'draft' THEN
        RAISE EXCEPTION 'a signed protocol does not change' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(*) INTO chosen FROM selection_decisionline l
    WHERE l.decision_id = NEW.decision_id AND l.outcome = 'selected';
    SELECT c.quota INTO places FROM programmes_programmecall c WHERE c.id = made.call_id;
    IF chosen > places THEN
        RAISE EXCEPTION 'more chosen than places' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

TRIGGERS = {
    "selection_marks_without_conflict": (MARKS_WITHOUT_CONFLICT, "BEFORE INSERT OR UPDATE", "selection_score"),
    "selection_nobody_accepts_under_conflict": (
        NOBODY_ACCEPTS_UNDER_CONFLICT, "BEFORE INSERT OR UPDATE", "selection_assignment",
    ),
    "selection_run_stands_still": (RUN_STANDS_STILL, "BEFORE UPDATE", "selection_rankingrun"),
    "selection_chosen_within_places": (CHOSEN_WITHIN_PLACES, "AFTER INSERT OR UPDATE", "selection_decisionline"),
}  # fmt: skip


def _trigger(name: str) -> migrations.RunSQL:
    body, when, table = TRIGGERS[name]
    return migrations.RunSQL(
        [body, f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"],
        [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"],
    )


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_review_ranking_and_results"), ("common", "0001_extensions")]

    operations = [
        SharedPolicy("selection_ownresult"),
        SharedPolicy("selection_appeal"),
        *(_trigger(name) for name in TRIGGERS),
        *(AppendOnly(f"selection_{name}") for name in ADDED_ONLY),
    ]
