"""Programmes tell people too; an announcement leads to pages of this site."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_overseers"), ("announcements", "0002_versions_stay")]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="organisation",
            field=models.ForeignKey(
                help_text="the programme that tells it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="links",
            field=models.JSONField(
                blank=True, default=list, help_text="[{title, path}]: pages of this site, up to five"
            ),
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(fields=["organisation", "-published_at"], name="announcement_of_programme"),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(("hromada__isnull", True), ("organisation__isnull", True), _connector="OR"),
                name="announcement_of_one_side",
            ),
        ),
    ]
