"""Quarterly reports of an oblast, signed by heads through the service: what its summary is made of."""

import time
from typing import Final

from bench.country.network import Hromada
from vikno.accounts.enums import Role
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.reporting.rules import Quarter
from vikno.reporting.services import sign_report

OBLAST: Final = 0


def sign_oblast(country: list[Hromada]) -> list[float]:
    """Each hromada of the oblast signs the quarter that is over; milliseconds of each signing, the paper included."""
    quarter, spent = Quarter.of(clock.today()).previous, []
    for one in (one for one in country if one.oblast_number == OBLAST):
        head = Actor(user_id=one.points.start, name="Керівник", role=Role.HEAD, hromada_code=one.code)
        began = time.perf_counter()
        with tenancy.working_for(one.code):
            sign_report(quarter=quarter, actor=head, at=clock.now())
        spent.append((time.perf_counter() - began) * 1000)
    return spent
