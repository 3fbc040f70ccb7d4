"""Names of every column of every table of ours: what somebody who knows the database would try to set."""

from typing import Final

from django.apps import apps

COLUMNS: Final = sorted({field.attname for model in apps.get_models() for field in model._meta.concrete_fields})
