"""Links and codes of bookings leave the bodies they were written into; of waiting messages they are sealed."""

import re
from datetime import timedelta

from django.db import migrations

from vikno.common import clock
from vikno.common.sealing import seal

TABLE = "notifications_message"
LINK = r"https?://\S+?/book/link/\d+/\?k=[0-9a-f]{32}"
CODE = r"(?<=Код: )\d{6}|(?<=код )\d{6}|(?<=Code: )\d{6}|(?<=code )\d{6}"
SECRET = re.compile(f"(?P<link>{LINK})|(?P<code>{CODE})")
GOOD_FOR = timedelta(days=31)
STAND_INS = {"uk": {"link": "[посилання]", "code": "[код]"}, "en": {"link": "[link]", "code": "[code]"}}


def cut_out(apps, schema_editor):
    """All hromadas at once: inside this transaction the owner of the table is let past its lock."""
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    found, now = apps.get_model("notifications", "Message").objects.filter(secret_until=None), clock.now()
    for message in found.filter(about_type="appointments.booking", body__contains="/book/link/").order_by("pk"):
        hide(message, now=now)
        message.save(update_fields=["body", "secret", "secret_until"])
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")


def hide(message, *, now):
    """Plain words for secrets; the secrets themselves, sealed, only where they may still be sent and are of use."""
    parts = [found[0] for found in SECRET.finditer(message.body)]
    if not parts:
        return
    words = STAND_INS.get(message.language, STAND_INS["uk"])
    message.body = SECRET.sub(lambda found: words[found.lastgroup], message.body)
    message.secret_until = message.created_at + GOOD_FOR
    if message.delivery != "sent" and message.secret_until > now:
        message.secret = seal("\n".join(parts).encode(), purpose="message")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_links_cut_out")]

    operations = [migrations.RunPython(cut_out, migrations.RunPython.noop)]
