# Lists of a point and of an officer are read from their index in its own order, whatever the plan.
#
# A point and an officer are of one hromada. A plan for any values took them for independent, awaited one case where
# there are thousands, and read all of a point to sort them. The statistics say it; ANALYZE makes them true at once.

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_language_of_letters'),
        ('applicants', '0006_found_by_address'),
        ('cases', '0019_decisions_by_day'),
        ('catalogue', '0006_popular_words'),
        ('documents', '0010_retention'),
        ('network', '0004_provider_availability'),
        ('territories', '0004_trigrams_without_a_queue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_of_point',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_of_officer',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['hromada', 'point', '-registered_at', '-id'], name='case_of_point'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['hromada', 'officer', '-registered_at', '-id'], name='case_of_officer'),
        ),
        migrations.RunSQL(
            [
                'CREATE STATISTICS IF NOT EXISTS case_whose (dependencies)'
                ' ON hromada_id, point_id, officer_id FROM cases_case',
                'ANALYZE cases_case',
            ],
            ['DROP STATISTICS IF EXISTS case_whose'],
        ),
    ]
