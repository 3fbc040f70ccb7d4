"""Links that let anybody answer for a visit leave the bodies they were written into; of waiting ones they are sealed."""

import re
from datetime import timedelta

from django.db import migrations, models

from vikno.common import clock
from vikno.common.sealing import seal

TABLE = "notifications_message"
LINK = re.compile(r"https?://\S+?/(?:feedback/visit/\d+|queue/my/\d+)/[\w-]+/")
CYRILLIC = re.compile("[а-яіїєґ]", re.IGNORECASE)
GOOD_FOR = timedelta(days=31)
STAND_INS = {"uk": "[посилання]", "en": "[link]"}


def cut_links(apps, schema_editor):
    """All hromadas at once: inside this transaction the owner of the table is let past its lock."""
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    written = models.Q(body__contains="/feedback/visit/") | models.Q(body__contains="/queue/my/")
    found, now = apps.get_model("notifications", "Message").objects.filter(written, secret_until=None), clock.now()
    for message in found.order_by("pk"):
        link = LINK.search(message.body)
        if link:
            hide(message, link[0], now=now)
            message.save(update_fields=["body", "language", "secret", "secret_until"])
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")


def hide(message, link, *, now):
    """A plain word for the link; the link itself, sealed, only where it may still be sent and still leads somewhere."""
    message.language = "uk" if CYRILLIC.search(message.body) else "en"
    message.body = message.body.replace(link, STAND_INS[message.language])
    message.secret_until = message.created_at + GOOD_FOR
    if message.delivery != "sent" and message.secret_until > now:
        message.secret = seal(link.encode(), purpose="message")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0006_secret_parts")]

    operations = [migrations.RunPython(cut_links, migrations.RunPython.noop)]
