"""Responses are a hromada's own and, once submitted, its programme's too. What was published, locked or answered stays.

A response without a hromada is the programme's own from the first. One that was returned stays visible to whoever returned it:
its row could not be written otherwise; queries show the programme submitted ones alone.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy

RESPONSE, ANSWER, VERSION = "questionnaires_response", "questionnaires_answer", "questionnaires_questionnaireversion"

_FROZEN = f"""
CREATE FUNCTION questionnaires_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('draft', 'testing') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published version is kept';
  END IF;
  IF (NEW.questionnaire_id, NEW.number, NEW.document, NEW.sha256, NEW.published_at, NEW.published_by_name)
     IS DISTINCT FROM (OLD.questionnaire_id, OLD.number, OLD.document, OLD.sha256, OLD.published_at, OLD.published_by_name)
     OR (OLD.state = 'published' AND NEW.state NOT IN ('published', 'retired'))
     OR (OLD.state = 'retired' AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'a published version is not changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER questionnaires_keep_version BEFORE UPDATE OR DELETE ON {VERSION}
FOR EACH ROW EXECUTE FUNCTION questionnaires_keep_version();

CREATE FUNCTION questionnaires_keep_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.locked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a locked response is not changed';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.hromada_id, NEW.organisation_id)
     IS DISTINCT FROM (OLD.version_id, OLD.hromada_id, OLD.organisation_id) THEN
    RAISE EXCEPTION 'a response stays whose it is';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER questionnaires_keep_response BEFORE UPDATE OR DELETE ON {RESPONSE}
FOR EACH ROW EXECUTE FUNCTION questionnaires_keep_response();

CREATE FUNCTION questionnaires_keep_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of RECORD;
BEGIN
  SELECT locked_at, hromada_id, organisation_id INTO of FROM {RESPONSE} WHERE id = NEW.response_id;
  IF NOT FOUND OR of.locked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a locked response takes no answers';
  END IF;
  IF (of.hromada_id, of.organisation_id) IS DISTINCT FROM (NEW.hromada_id, NEW.organisation_id) THEN
    RAISE EXCEPTION 'an answer belongs to whom its response does';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER questionnaires_keep_answers BEFORE INSERT ON {ANSWER}
FOR EACH ROW EXECUTE FUNCTION questionnaires_keep_answers();
"""
_BACK = f"""
DROP TRIGGER questionnaires_keep_answers ON {ANSWER};
DROP FUNCTION questionnaires_keep_answers();
DROP TRIGGER questionnaires_keep_response ON {RESPONSE};
DROP FUNCTION questionnaires_keep_response();
DROP TRIGGER questionnaires_keep_version ON {VERSION};
DROP FUNCTION questionnaires_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        SharedPolicy(RESPONSE, shown="submitted_at IS NOT NULL OR hromada_id IS NULL"),
        # The row of its response is asked under the response's own policy.
        SharedPolicy(ANSWER, shown=f"EXISTS (SELECT 1 FROM {RESPONSE} r WHERE r.id = response_id)"),
        AppendOnly(ANSWER),
        migrations.RunSQL(_FROZEN, _BACK),
    ]
