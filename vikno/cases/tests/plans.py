"""How the database would read cases once it keeps one plan for any values.

A connection plans a statement anew five times only; then one plan serves all that is asked.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import sql


def plan_for_any_values(asked: str, values: Sequence[Any], *, index: str) -> str:
    """The plan of a statement («%s» for each value) over a table of cases with this index alone.

    Which of several indexes a planner takes depends on the rows that lie there; whether it may take one does not.
    """
    text = asked
    for place in range(1, len(values) + 1):
        text = text.replace("%s", f"${place}", 1)
    given = sql.SQL(", ").join(map(sql.Literal, values))
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index])
        made = cursor.fetchone()[0].replace(" public.cases_case ", " pg_temp.cases_case ")
        cursor.execute("CREATE TEMP TABLE cases_case (LIKE public.cases_case)")
        try:
            cursor.execute(made)
            cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"PREPARE asked AS {text}")
            told = sql.SQL("EXPLAIN EXECUTE asked ({})").format(given) if values else "EXPLAIN EXECUTE asked"
            cursor.execute(told)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            cursor.execute("DEALLOCATE asked")
        finally:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.cases_case")
    return plan
