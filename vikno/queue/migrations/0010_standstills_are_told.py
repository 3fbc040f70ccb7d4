"""A queue that stands still, or goes on, is told to boards as a call is."""

from django.db import migrations

TELL = """
CREATE TRIGGER queue_pause_told AFTER INSERT OR UPDATE ON queue_queuepause
FOR EACH ROW EXECUTE FUNCTION queue_tell_call();
"""
BE_SILENT = "DROP TRIGGER queue_pause_told ON queue_queuepause;"


class Migration(migrations.Migration):
    dependencies = [("queue", "0009_topics_of_consultations")]

    operations = [migrations.RunSQL(TELL, BE_SILENT)]
