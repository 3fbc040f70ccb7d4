"""Words written freely in steps and acts on terms go with a destroyed case; nothing else of these rows ever changes."""

from django.db import migrations


def _one_change(table: str, column: str) -> str:
    return f"""
CREATE FUNCTION {table}_only_when_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.{column} LIKE 'знищено за актом %'
     AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.destroyed_at IS NOT NULL)
     AND (to_jsonb(NEW) - '{column}') = (to_jsonb(OLD) - '{column}')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER append_only ON {table};
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_only_when_destroyed();
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN GRANT UPDATE ({column}) ON {table} TO vikno_web; END IF; END $$;
"""


def _no_change(table: str, column: str) -> str:
    return f"""
DROP TRIGGER append_only ON {table};
DROP FUNCTION {table}_only_when_destroyed();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION vikno_refuse_change();
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN REVOKE UPDATE ({column}) ON {table} FROM vikno_web; END IF; END $$;
"""


COLUMNS = (("cases_statuschange", "note"), ("cases_termchange", "words"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_how_it_came")]

    operations = [
        migrations.RunSQL([_one_change(*each) for each in COLUMNS], [_no_change(*each) for each in COLUMNS])
    ]
