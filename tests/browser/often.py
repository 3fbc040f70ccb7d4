"""Services that the demo's main office was asked for most of late: `python -m tests.browser.often NAME…`.

They stand first, under the digits of the intake; what the demo's own dice chose changes with its day. Every case that
is opened for it is withdrawn, so no list of work grows.
"""

import sys
from typing import Any

import django

TIMES = 12


def main(*names: str) -> None:
    django.setup()
    from vikno.accounts import queries
    from vikno.accounts.models import Membership
    from vikno.catalogue.models import PublicService
    from vikno.common import tenancy
    from vikno.demo.places import HROMADA
    from vikno.network.models import Posting

    with tenancy.working_for(HROMADA):
        officer = queries.actor_of(Membership.objects.get(user__username="officer"))
        office = Posting.objects.get(user_id=officer.user_id).point
        services = [PublicService.objects.get(name__startswith=name) for name in names]
        for service in services * TIMES:
            _asked_and_withdrawn(service, office=office, officer=officer)


def _asked_and_withdrawn(service: Any, *, office: Any, officer: Any) -> None:
    from vikno.applicants.models import Applicant
    from vikno.cases.services import PaperLine, open_case, withdraw_case
    from vikno.common.clock import now
    from vikno.demo.places import HROMADA
    from vikno.notifications.enums import Channel

    somebody = Applicant.objects.filter(hromada_id=HROMADA, is_demo=True).exclude(phone="").order_by("pk").first()
    assert somebody is not None
    said, papers = {"actor": officer, "at": now()}, [PaperLine(name="Заява", evidence_form="original")]
    opened = open_case(
        **said, point=office, service=service, applicant=somebody, papers=papers, notification_channel=Channel.PHONE,
        contact=somebody.phone,
    )  # fmt: skip
    withdraw_case(**said, case=opened.case, reason="Заявник передумав")


if __name__ == "__main__":
    main(*sys.argv[1:])
