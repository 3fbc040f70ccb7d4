"""The queue of the demo: three windows and a surge at the main office, a few days behind, today under way."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.queue import queries, services
from vikno.queue.enums import Channel, IssuedBy, PressureKind, Purpose
from vikno.queue.models import Counter, PriorityClass, QueueService
from vikno.queue.services import TicketFacts

_DAYS, _TICKETS_A_DAY, _CONSULTATIONS = 3, 9, 60
_STARTED_TODAY: Final = 150  # minutes of today's queue behind us
_PURPOSES = (Purpose.SUBMIT, Purpose.SUBMIT, Purpose.CONSULT, Purpose.CONSULT, Purpose.COLLECT)


def tell(*, point: Point, head: Actor, officers: Sequence[Actor], at: datetime, seed: int) -> None:
    """Arrange the office, live a few days, leave today's queue as it stands."""
    dice = random.Random(seed)
    first = services.set_up_point(point=point, actor=head, at=at)
    surge = services.add_service(point=point, name="Відстрочка", lane="surge", one_in=3, actor=head, at=at)
    counters = [first]
    for name in ("2", "3"):
        counters.append(services.add_counter(point=point, name=name, serves=[], actor=head, at=at))
    ordinary = queries.services_of(point).exclude(pk=surge.pk).get()
    for back in range(_DAYS, 0, -1):
        began = clock.midnight(clock.today(at) - timedelta(days=back)) + timedelta(hours=9)
        _live(
            point, ordinary, counters[:1], officers[:1], began, tickets=_TICKETS_A_DAY, served=_TICKETS_A_DAY, dice=dice
        )
    services.close_past_days(hromada_code=head.hromada_code, at=at)
    began = max(at - timedelta(minutes=_STARTED_TODAY), clock.midnight(clock.today(at)))
    _live(point, ordinary, counters[:2], officers[:2], began, tickets=12, served=5, dice=dice, until=at, surge=surge)
    _consult(point, officers, at=at, dice=dice)


def _live(
    point: Point, queue: QueueService, counters: Sequence[Counter], officers: Sequence[Actor], began: datetime, *,
    tickets: int, served: int, dice: random.Random, until: datetime | None = None, surge: QueueService | None = None,
) -> None:  # fmt: skip
    """People come every few minutes and are called in turn; the last of a day past is left to its closing."""
    step = timedelta(minutes=12) if until is None else (until - began) / (tickets + 1)
    priorities = [None, None, None, *PriorityClass.objects.filter(hromada_id=point.hromada_id).order_by("order")]
    for officer, counter in zip(officers, counters, strict=True):
        services.begin_shift(counter=counter, actor=officer, at=began)
    for place in range(tickets):
        facts = TicketFacts(
            purpose=dice.choice(_PURPOSES), service=surge if surge and place % 4 == 3 else queue,
            priority=dice.choice(priorities), issued_by=IssuedBy.RECEPTION, is_demo=True,
        )  # fmt: skip
        services.issue_ticket(point=point, facts=facts, actor=officers[0], at=began + place * step)
        if place < served:
            officer, moment = officers[place % len(officers)], began + place * step + timedelta(minutes=1)
            call = services.call_next_ticket(press=uuid.uuid4(), actor=officer, at=moment)
            if call and place % 3:
                services.start_ticket(ticket=call.ticket, actor=officer, at=moment + timedelta(seconds=40))


def _consult(point: Point, officers: Sequence[Actor], *, at: datetime, dice: random.Random) -> None:
    topics = list(queries.topics(point.hromada_id or "", on=clock.today(at)))
    for _ in range(_CONSULTATIONS):
        moment = at - timedelta(days=dice.randrange(1, 30), minutes=dice.randrange(300))
        services.record_consultation(
            point=point, topic=dice.choice(topics), channel=dice.choice(list(Channel)), press=uuid.uuid4(),
            actor=dice.choice(officers), at=moment, is_demo=True,
        )  # fmt: skip
    for kind in (PressureKind.CROWD, PressureKind.CONFLICT):
        services.record_pressure(
            point=point, kind=kind, actor=officers[0], at=at - timedelta(days=2), is_demo=True
        )  # fmt: skip
