"""A card is its hromada's, since it was sent the programme's too, what was published everybody reads.

What the database forbids besides: a chapter after the end of its recording, a revision changed.
"""

from django.db import migrations

from vikno.common.rls import AppendOnly, SharedPolicy, TenantPolicy, WrittenByOwn

PUBLIC = {
    "practice": "published_id IS NOT NULL AND state <> 'archived'",
    "practicerevision": "move = 'publish'",
}
READ = "".join(
    f"CREATE POLICY everybody ON practices_{name} FOR SELECT USING ({rule});" for name, rule in PUBLIC.items()
)
UNREAD = "".join(f"DROP POLICY everybody ON practices_{name};" for name in PUBLIC)
CHAPTERS = """
CREATE FUNCTION practices_chapter_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.starts >= (SELECT duration FROM practices_recording WHERE id = NEW.recording_id FOR SHARE)
  THEN RAISE EXCEPTION 'a chapter after the end of its recording'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER chapter_inside BEFORE INSERT OR UPDATE ON practices_chapter
  FOR EACH ROW EXECUTE FUNCTION practices_chapter_inside();
CREATE FUNCTION practices_duration_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.duration <= (SELECT coalesce(max(starts), -1) FROM practices_chapter WHERE recording_id = NEW.id)
  THEN RAISE EXCEPTION 'a recording shorter than its chapters'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duration_holds BEFORE UPDATE OF duration ON practices_recording
  FOR EACH ROW EXECUTE FUNCTION practices_duration_holds();
"""
UNDONE = """
DROP TRIGGER duration_holds ON practices_recording; DROP FUNCTION practices_duration_holds();
DROP TRIGGER chapter_inside ON practices_chapter; DROP FUNCTION practices_chapter_inside();
"""


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        SharedPolicy("practices_practice"),
        SharedPolicy("practices_practicerevision"),
        WrittenByOwn("practices_adoption"),
        WrittenByOwn("practices_pilot"),
        TenantPolicy("practices_modelline"),
        migrations.RunSQL(READ, UNREAD),
        AppendOnly("practices_practicerevision"),
        migrations.RunSQL(CHAPTERS, UNDONE),
    ]
