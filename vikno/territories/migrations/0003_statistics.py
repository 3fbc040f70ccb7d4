from django.db import migrations

# The web role may not ANALYZE tables it does not own; after a large import the planner must not wait for autovacuum:
# with statistics of an empty table a search of 2 ms took longer than the statement timeout.
CREATE = """
CREATE FUNCTION territories_refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE territories_unit;
    ANALYZE territories_unitname;
    ANALYZE territories_postcode;
    ANALYZE territories_oldcode;
    ANALYZE territories_demandpoint;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0002_sort_key_by_code_point")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION territories_refresh_statistics()"),
    ]
