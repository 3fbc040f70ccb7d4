"""Makers for support: a memorandum on its way, a plan, a ledger line, equipment up to a signed act; by services only.

Bind the hromada and its programme first (`bound`), as one press would.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import actor_of
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now, today
from vikno.support import services
from vikno.support.enums import (
    ActivityKind,
    ActMove,
    Condition,
    Correctable,
    IncidentKind,
    MemorandumMove,
    MilestoneMove,
    ResultKind,
    Side,
)
from vikno.support.models import (
    ActLine,
    AllocationLine,
    Amendment,
    AssetIncident,
    BroughtGrant,
    CorrectionAct,
    EquipmentItem,
    GrantPackage,
    HandoverAct,
    Indicator,
    Inspection,
    Memorandum,
    Milestone,
    Period,
    Result,
    SupportActivity,
)

TO_FORCE = (
    (MemorandumMove.AGREE, Role.LEADER), (MemorandumMove.SIGN_FOR_HROMADA, Role.LEADER),
    (MemorandumMove.SIGN_FOR_PROGRAMME, Role.PROGRAMME), (MemorandumMove.ENFORCE, Role.PROGRAMME),
)  # fmt: skip
serials = count(1)


@contextmanager
def bound(of: str = make.OWN) -> Iterator[None]:
    """Both sides of a hromada of the tests, until the end of the block."""
    before = tenancy.bound(), tenancy.bound_programme()
    tenancy.bind(of)
    tenancy.bind_programme(make.programme_organisation(of).pk)
    yield
    tenancy.bind(before[0])
    tenancy.bind_programme(before[1])


def actor(role: str, *, of: str = make.OWN) -> Actor:
    """Somebody in a role, the same one each time."""
    held = Membership.objects.filter(role=role, user__full_name=f"Діє {role} {of}").first()
    return actor_of(held or make.membership(role, of=of, person=make.user(f"Діє {role} {of}")))


def memorandum(*, of: str = make.OWN, in_force: bool = False, **facts: Any) -> Memorandum:
    """Another memorandum each time: of a programme of its own, so that a hromada may have several in a test."""
    make.hromada(of)
    n = next(serials)
    organisation = make.programme_organisation(of)
    programme = organisation.programmes.create(
        code=f"pr{n}", title="Програма розвитку ЦНАП", title_en="Programme of centres", starts_on=make.LONG_AGO,
        donor="Донор", currency="SEK",
    )  # fmt: skip
    said = {
        "hromada_code": of, "number": f"М-{n}", "title": "Меморандум про співпрацю", "goal": "Відкрити два ВРМ.",
        "starts_on": today() - timedelta(days=60), "ends_on": today() + timedelta(days=120), "needs_council": False,
    }  # fmt: skip
    made = services.draft_memorandum(
        programme=programme, facts=services.MemorandumFacts(**{**said, **facts}), actor=actor(Role.PROGRAMME, of=of),
        at=now(),
    )  # fmt: skip
    return enforced(made) if in_force else made


def enforced(made: Memorandum) -> Memorandum:
    """Through every move to force."""
    for move, role in TO_FORCE:
        services.move_memorandum(memorandum=made, move=move, actor=actor(role, of=made.hromada_id), at=now())
    made.refresh_from_db()
    return made


def amendment(*, of: str = make.OWN) -> Amendment:
    on = memorandum(of=of, in_force=True)
    return services.propose_amendment(
        memorandum=on, reason="Довший строк", text=f"{on.text}\n7. Додано.", ends_on=on.ends_on + timedelta(days=30),
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def milestone(*, of: str = make.OWN, on: Memorandum | None = None, due_on: date | None = None) -> Milestone:
    facts = services.MilestoneFacts(
        title="Обладнати зал", responsible=Side.HROMADA, due_on=due_on or today() + timedelta(days=30),
        deliverables=["Фото залу", "Акт ремонту"],
    )  # fmt: skip
    return services.add_milestone(
        memorandum=on or memorandum(of=of), facts=facts, actor=actor(Role.PROGRAMME, of=of), at=now()
    )


def reported(*, of: str = make.OWN) -> Milestone:
    """Reported by the head with a proof."""
    made, head = milestone(of=of), actor(Role.HEAD, of=of)
    services.move_milestone(
        milestone=made, move=MilestoneMove.REPORT, actor=head, at=now(), words="Готово", proof=make.stored_file(of=of)
    )
    made.refresh_from_db()
    return made


def activity(*, of: str = make.OWN, on: Memorandum | None = None, **facts: Any) -> SupportActivity:
    said: dict[str, Any] = {
        "kind": ActivityKind.CONSULTING, "on": today(), "hours": Decimal("2.5"), "who": "Експерт Вигадана",
        "note": "Порада про зонування",
    }  # fmt: skip
    return services.record_activity(
        memorandum=on or memorandum(of=of, in_force=True), facts=services.ActivityFacts(**{**said, **facts}),
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def item(*, of: str = make.OWN, needs_serial: bool = True) -> EquipmentItem:
    n = next(serials)
    return services.add_item(
        code=f"pc-{n}", name=f"Робоче місце {n}", unit="шт.", needs_serial=needs_serial,
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def allocation(
    *, of: str = make.OWN, on: Memorandum | None = None, quantity: int = 2, needs_serial: bool = True, **facts: Any
) -> AllocationLine:
    said: dict[str, Any] = {
        "item": item(of=of, needs_serial=needs_serial), "quantity": quantity, "unit_value": Decimal("24500.00"),
        "place": "Основний офіс",
    }  # fmt: skip
    return services.allocate(
        memorandum=on or memorandum(of=of, in_force=True), facts=services.AllocationFacts(**{**said, **facts}),
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def delivered(*, of: str = make.OWN, **given: Any) -> AllocationLine:
    """An allocation that has come whole."""
    made = allocation(of=of, **given)
    services.record_delivery(
        allocation=made, quantity=made.quantity, delivered_on=today(), document="ТТН 1",
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip
    return made


def act(*, of: str = make.OWN, **given: Any) -> HandoverAct:
    """A draft with empty serial numbers."""
    come = delivered(of=of, **given)
    return services.draft_act(memorandum=come.memorandum, actor=actor(Role.PROGRAMME, of=of), at=now())


def filled(made: HandoverAct) -> HandoverAct:
    """Every serial number typed."""
    facts = {
        line.pk: services.LineFacts(serial=f"SN{next(serials):05d}", place=line.place) for line in made.lines.all()
    }
    services.write_lines(act=made, lines=facts, actor=actor(Role.PROGRAMME, of=made.hromada_id), at=now())
    return made


def moved(made: HandoverAct, *moves: ActMove) -> HandoverAct:
    """By whoever's move it is; registering gives numbers."""
    from vikno.support import rules

    for move in moves:
        whoever = actor(rules.ACT_BY[move], of=made.hromada_id)
        if move == ActMove.REGISTER:
            numbers = {line.pk: f"1014{line.pk}" for line in made.lines.all()}
            services.register_inventory(act=made, numbers=numbers, actor=whoever, at=now())
        else:
            services.move_act(act=made, move=move, actor=whoever, at=now())
    made.refresh_from_db()
    return made


def issued(*, of: str = make.OWN, **given: Any) -> HandoverAct:
    return moved(filled(act(of=of, **given)), ActMove.ISSUE)


def signed_by_giver(*, of: str = make.OWN) -> HandoverAct:
    return moved(issued(of=of), ActMove.SIGN_AS_GIVER)


def signed(*, of: str = make.OWN, **given: Any) -> HandoverAct:
    return moved(issued(of=of, **given), ActMove.SIGN_AS_GIVER, ActMove.SIGN_AS_RECEIVER)


def in_use(*, of: str = make.OWN, **given: Any) -> HandoverAct:
    return moved(signed(of=of, **given), ActMove.REGISTER, ActMove.USE)


def first_line(made: HandoverAct) -> ActLine:
    return made.lines.order_by("order")[0]


def inspection(*, of: str = make.OWN) -> Inspection:
    facts = services.InspectionFacts(on=today(), found=Condition.IDLE, note="Стоїть у коробці")
    return services.inspect(act=in_use(of=of), facts=facts, actor=actor(Role.PROGRAMME, of=of), at=now())


def incident(*, of: str = make.OWN) -> AssetIncident:
    made = in_use(of=of)
    facts = services.IncidentFacts(
        line=first_line(made), kind=IncidentKind.DAMAGE, happened_on=today(), words="Розбито екран",
        proof=make.stored_file(of=of),
    )  # fmt: skip
    return services.tell_incident(act=made, facts=facts, actor=actor(Role.HEAD, of=of), at=now())


def correction(*, of: str = make.OWN) -> CorrectionAct:
    made = signed(of=of)
    facts = services.CorrectionFacts(
        line=first_line(made), field=Correctable.SERIAL, becomes=f"FIX{next(serials)}", reason="Описка на наклейці"
    )
    return services.correct_line(act=made, facts=facts, actor=actor(Role.PROGRAMME, of=of), at=now())


def result(*, of: str = make.OWN) -> Result:
    return services.add_result(
        programme=make.programme(of), kind=ResultKind.OUTPUT, title="Громади отримали підтримку",
        title_en="Hromadas supported", actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def indicator(*, of: str = make.OWN, metric: str = "hours", **facts: Any) -> Indicator:
    said = services.IndicatorFacts(
        **{"code": f"i{next(serials)}", "title": "Години", "title_en": "Hours", "metric": metric, **facts}
    )
    return services.add_indicator(result=result(of=of), facts=said, actor=actor(Role.PROGRAMME, of=of), at=now())


def period(*, of: str = make.OWN, metric: str = "hours") -> Period:
    return services.add_period(
        indicator=indicator(of=of, metric=metric), starts_on=today() - timedelta(days=90),
        ends_on=today() + timedelta(days=90), target=Decimal(40), actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def grants(*keys: str, **facts: Any) -> bytes:
    """A package of grants of somebody else; `facts` are of each of them."""
    made = [
        {
            "id": key, "title": f"Грант {key}", "description": "Обладнання", "currency": "EUR",
            "amountAwarded": 1250.5, "awardDate": "2026-03-02", "recipientOrganization": [{"id": "x", "name": "Рада"}],
            "fundingOrganization": [{"id": "y", "name": "Вигаданий фонд"}], "колір": "синій", **facts,
        }
        for key in keys
    ]  # fmt: skip
    return json.dumps({"grants": made}).encode()


def package(*, of: str = make.OWN, content: bytes | None = None) -> GrantPackage:
    """A file that is looked at."""
    return services.offer_package(
        programme=make.programme(of), file_name="grants.json", content=content or grants(f"360G-{next(serials)}"),
        actor=actor(Role.PROGRAMME, of=of), at=now(),
    )  # fmt: skip


def grant(*, of: str = make.OWN) -> BroughtGrant:
    """One that was brought in."""
    made = package(of=of)
    services.bring_package(package=made, actor=actor(Role.PROGRAMME, of=of), at=now())
    return made.grants.get()
