"""A hromada's drafts are nobody else's; what was submitted is shared with the programme. Rules stand still once approved."""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy

# A step or a typed fact is shown when its proposal is.
SUBMITTED = (
    "EXISTS (SELECT 1 FROM programmes_proposal p WHERE p.id = proposal_id AND p.submitted_at IS NOT NULL)"
)
SHARED = ("proposalrevision", "receipt", "clarificationrequest", "eligibilitycheck", "question")
ADDED_ONLY = (
    "callstep", "callversion", "outage", "clarification", "proposalstep", "typedfact", "proposalrevision", "receipt",
    "eligibilitycheck",
)  # fmt: skip
OF_A_CALL = (
    "track", "eligibilityrule", "advantage", "regionrule", "visibilityphase", "calldocument",
)  # fmt: skip

RULES_STAND_STILL = """
CREATE FUNCTION programmes_rules_stand_still() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    owner bigint;
    may_change boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF;
    IF TG_TABLE_NAME = 'programmes_criterion' THEN
        SELECT t.call_id INTO owner FROM programmes_track t WHERE t.id = touched.track_id;
    ELSE
        owner := touched.call_id;
    END IF;
    SELECT c.state = 'draft' OR c.amending <> '' INTO may_change FROM programmes_programmecall c WHERE c.id = owner;
    IF NOT may_change THEN
        RAISE EXCEPTION 'rules of a call are frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN touched;
END $$
"""

# What was committed to stays; what is gone stays gone, whatever a program says.
CALL_KEEPS_ITS_WORD = """
CREATE FUNCTION programmes_call_keeps_its_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('cancelled', 'archived') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a call that is over does not begin again' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'draft' AND (NEW.seed_sha256 <> OLD.seed_sha256 OR NEW.number <> OLD.number) THEN
        RAISE EXCEPTION 'the seed and the number of a call are promised' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.seed <> '' AND NEW.seed <> OLD.seed THEN
        RAISE EXCEPTION 'a seed is revealed once' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> 'draft' AND OLD.amending = '' AND (
        NEW.quota, NEW.limit_per_hromada, NEW.who_may_submit, NEW.positions
    ) IS DISTINCT FROM (OLD.quota, OLD.limit_per_hromada, OLD.who_may_submit, OLD.positions) THEN
        RAISE EXCEPTION 'rules of a call are frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

GONE_STAYS_GONE = """
CREATE FUNCTION programmes_gone_stays_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('withdrawn', 'expired') AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a proposal that is gone never comes back' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.call_id, NEW.hromada_id, NEW.organisation_id, NEW.number)
       IS DISTINCT FROM (OLD.call_id, OLD.hromada_id, OLD.organisation_id, OLD.number)
       OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NULL) THEN
        RAISE EXCEPTION 'whose proposal it is does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

SEED_IS_AS_PROMISED = (
    "ALTER TABLE programmes_programmecall ADD CONSTRAINT call_seed_is_as_promised "
    "CHECK (seed = '' OR (encode(sha256(convert_to(seed, 'UTF8')), 'hex') = seed_sha256 "
    "AND state NOT IN ('draft', 'approved', 'forecasted', 'open', 'extended')))"
)


def _function(body: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL([(body, None)], f"DROP FUNCTION {name}()")


def _trigger(table: str, function: str, events: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {function} BEFORE {events} ON programmes_{table} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {function} ON programmes_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_calls_and_proposals"), ("common", "0001_extensions")]

    operations = [
        SharedPolicy("programmes_proposal", shown="submitted_at IS NOT NULL"),
        *(SharedPolicy(f"programmes_{name}") for name in SHARED),
        *(SharedPolicy(f"programmes_{name}", shown=SUBMITTED) for name in ("proposalstep", "typedfact")),
        *(AppendOnly(f"programmes_{name}") for name in ADDED_ONLY),
        _function(RULES_STAND_STILL, "programmes_rules_stand_still"),
        *(_trigger(name, "programmes_rules_stand_still", "INSERT OR UPDATE OR DELETE") for name in OF_A_CALL),
        _trigger("criterion", "programmes_rules_stand_still", "INSERT OR UPDATE OR DELETE"),
        _function(CALL_KEEPS_ITS_WORD, "programmes_call_keeps_its_word"),
        _trigger("programmecall", "programmes_call_keeps_its_word", "UPDATE"),
        _function(GONE_STAYS_GONE, "programmes_gone_stays_gone"),
        _trigger("proposal", "programmes_gone_stays_gone", "UPDATE"),
        migrations.RunSQL(
            SEED_IS_AS_PROMISED, "ALTER TABLE programmes_programmecall DROP CONSTRAINT call_seed_is_as_promised"
        ),
    ]
