"""The last second of a call comes at once: `python -m tests.browser.sooner NUMBER`.

What takes weeks is walked in a minute. The row of the call says that the time to submit is over; frozen rules, which
nobody may change, still say the day that was promised. A program of its own, as the owner of the tables.
"""

import sys
from datetime import timedelta

import django

CALLS = "programmes_programmecall"


def main(number: str) -> None:
    django.setup()
    from django.db import connection, transaction

    from vikno.common import tenancy
    from vikno.common.clock import now
    from vikno.programmes.models import ProgrammeCall

    with transaction.atomic(), connection.cursor() as cursor:
        tenancy.bind("")
        cursor.execute(f"ALTER TABLE {CALLS} DISABLE TRIGGER USER")
        closed = ProgrammeCall.objects.filter(number=number).update(closes_at=now() - timedelta(minutes=3))
        cursor.execute(f"ALTER TABLE {CALLS} ENABLE TRIGGER USER")
    assert closed == 1, number


if __name__ == "__main__":
    main(*sys.argv[1:])
