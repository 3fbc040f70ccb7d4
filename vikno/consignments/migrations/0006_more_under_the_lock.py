"""Trips, timetables, reconciliations and losses are shown to their own hromada only."""

from django.db import migrations

from vikno.common.rls import TenantPolicy

TABLES = (
    *("transfer", "transferexception", "trip", "stop", "tripbag", "overduealarm"),
    *("daycheck", "dayline", "servicemode", "casemode", "loss"),
)


class Migration(migrations.Migration):
    dependencies = [("consignments", "0005_trips_days_and_modes")]

    operations = [TenantPolicy(f"consignments_{name}") for name in TABLES]
