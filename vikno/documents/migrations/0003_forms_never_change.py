"""A form once kept is never changed: by grant, and by a trigger behind it. The typesetter is remembered."""

from django.db import migrations, models

FORBID = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a document once kept is never changed'; END $$;
CREATE TRIGGER never_changed BEFORE UPDATE ON documents_generateddocument
FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN REVOKE UPDATE ON documents_generateddocument FROM vikno_web; END IF; END $$;
"""
ALLOW = """
DROP TRIGGER never_changed ON documents_generateddocument;
DROP FUNCTION documents_refuse_change();
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN GRANT UPDATE ON documents_generateddocument TO vikno_web; END IF; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_second_lock")]

    operations = [
        migrations.AddField(
            model_name="generateddocument",
            name="engine",
            field=models.CharField(default="", help_text="typesetter that made the bytes", max_length=40),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
