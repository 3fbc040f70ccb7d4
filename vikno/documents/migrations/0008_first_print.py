"""A form may be laid down before it is printed: the hash of its bytes is filled once, nothing else ever changes."""

from django.db import migrations, models

FILL_ONCE = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.pdf_sha256 = '' AND NEW.pdf_sha256 <> ''
        AND to_jsonb(NEW) - 'pdf_sha256' - 'engine' = to_jsonb(OLD) - 'pdf_sha256' - 'engine' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a document once kept is never changed';
END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN GRANT UPDATE (pdf_sha256, engine) ON documents_generateddocument TO vikno_web; END IF; END $$;
"""
NEVER = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a document once kept is never changed'; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'vikno_web')
THEN REVOKE UPDATE (pdf_sha256, engine) ON documents_generateddocument FROM vikno_web; END IF; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_visits")]

    operations = [
        migrations.AlterField(
            model_name="generateddocument",
            name="pdf_sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RunSQL(FILL_ONCE, NEVER),
    ]
