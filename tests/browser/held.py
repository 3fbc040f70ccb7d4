"""Move an event of the demo into the past: `python -m tests.browser.held NUMBER DAYS`.

What takes weeks is walked in a minute: it ended so many days ago, and what was promised after it was promised before.
A program of its own, as the owner of the tables.
"""

import sys
from datetime import timedelta

import django


def main(number: str, days: str) -> None:
    django.setup()
    from django.db.models import F

    from vikno.common import clock, tenancy
    from vikno.demo.places import HROMADA
    from vikno.events.models import Event, Promise, Session

    event = Event.objects.get(number=number)
    by = event.ends_at - clock.now() + timedelta(days=int(days), minutes=5)
    with tenancy.working_for(HROMADA):
        tenancy.bind_programme(event.organisation_id)
        for rows, names in (
            (Session.objects.filter(event=event), ("begins_at", "ends_at")),
            (Event.objects.filter(pk=event.pk), ("begins_at", "ends_at", "closes_at")),
            (Promise.objects.filter(delegation__event=event, outcome=""), ("made_on", "due_on")),
        ):
            rows.update(**{name: F(name) - by for name in names})


if __name__ == "__main__":
    main(*sys.argv[1:])
