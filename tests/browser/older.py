"""Make one case of the demo older: `python -m tests.browser.older NUMBER DAYS`.

What takes months is walked in a minute: the rows of the case's history say that all of it happened earlier. A program
of its own, as the owner of the tables: rows of the history are never changed by anybody else.
"""

import sys
from datetime import timedelta
from typing import Any

import django

HISTORY = "cases_statuschange"


def main(number: str, days: str) -> None:
    django.setup()
    from vikno.common import tenancy
    from vikno.demo.places import HROMADA

    with tenancy.working_for(HROMADA):
        _grow_old(number.replace("-", ""), timedelta(days=int(days)))


def _grow_old(number: str, by: timedelta) -> None:
    from django.db import connection

    from vikno.cases.models import Case, Decision, Result, StatusChange
    from vikno.demo.places import HROMADA

    case = Case.objects.get(number=number, hromada_id=HROMADA)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {HISTORY} DISABLE TRIGGER append_only")
        for rows in (
            Case.objects.filter(pk=case.pk),
            *(model.objects.filter(case=case, hromada_id=HROMADA) for model in (StatusChange, Decision, Result)),
        ):
            rows.update(**_earlier(rows.model, by))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {HISTORY} ENABLE TRIGGER append_only")


def _earlier(model: Any, by: timedelta) -> dict[str, Any]:
    """Every day and moment of a row."""
    from django.db.models import DateField, F

    return {field.name: F(field.name) - by for field in model._meta.concrete_fields if isinstance(field, DateField)}


if __name__ == "__main__":
    main(*sys.argv[1:])
