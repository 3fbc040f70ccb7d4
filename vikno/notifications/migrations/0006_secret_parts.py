"""The part of a message that is for its addressee alone: sealed, and gone with the message."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_hearing_is_told")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="secret",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="message",
            name="secret_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("secret", ""), _negated=True),
                fields=["hromada_code", "secret_until"],
                name="message_with_secret",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("secret", ""),
                    models.Q(
                        ("secret_until__isnull", False),
                        models.Q(("delivery", "sent"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="message_sent_keeps_no_secret",
            ),
        ),
    ]
