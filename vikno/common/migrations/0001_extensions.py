"""Search by trigrams and exclusion of overlapping periods."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    operations = [TrigramExtension(), BtreeGistExtension()]
