"""A call tells whoever listens at which point it happened: boards show it at once (`queue.stream`)."""

from django.db import migrations

TELL = """
CREATE FUNCTION queue_tell_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('vikno_queue', NEW.point_id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER queue_call_told AFTER INSERT OR UPDATE ON queue_call FOR EACH ROW EXECUTE FUNCTION queue_tell_call();
"""
BE_SILENT = "DROP TRIGGER queue_call_told ON queue_call; DROP FUNCTION queue_tell_call();"


class Migration(migrations.Migration):
    dependencies = [("queue", "0004_second_lock_of_kiosks")]

    operations = [migrations.RunSQL(TELL, BE_SILENT)]
