"""Calls of the demo: one open with a draft of the hromada, one closed with its proposal. All through services."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.programmes import queries, services
from vikno.programmes.enums import Source, Stage
from vikno.programmes.models import (
    Advantage,
    Criterion,
    EligibilityRule,
    Programme,
    ProgrammeCall,
    Track,
)

_LEVELS: Final = (
    ("немає", "none"), ("лише намір", "an intention only"), ("є план і відповідальні", "a plan with people"),
    ("уже робиться", "under way"),
)  # fmt: skip
_TRACKS: Final = (
    ("create", "Створення центру", "A new centre", 2, "not(${has_centre})", "У громаді ще немає ЦНАП."),
    ("develop", "Розвиток центру", "A centre that grows", 3, "${has_centre}", "У громаді є ЦНАП."),
    (
        "mobile", "Мобільний центр", "A mobile centre", 3, "${has_centre} and not(${is_oblast_centre})",
        "ЦНАП є; громада не обласного центру.",
    ),
)  # fmt: skip
_CRITERIA: Final = (
    ("will", "Мотивація і готовність до змін", "Motivation and readiness", 40),
    ("people", "Кадрова спроможність", "Capacity of staff", 30),
    ("services", "Готовність додати базові послуги", "Readiness to add base services", 30),
)
WAS_AUDITED: Final = services.Said(code="was_audited", value=True, source="Звіт про аудит центру, розділ 2")


def tell(*, manager: Actor, leader: Actor, head: Actor, at: datetime) -> None:
    """By the head of the programme and by people of a hromada, through the doors people use."""
    with tenancy.working_for_programme(manager.organisation_id or 0):
        programme = services.create_programme(
            code="open-doors", title="Програма „Відкриті двері“", title_en="Programme “Open doors”",
            starts_on=(at - timedelta(days=400)).date(), donor="Вигаданий донор", actor=manager, at=at, is_demo=True,
        )  # fmt: skip
        old = open_one(programme, 1, opens_at=at - timedelta(days=60), closes_at=at - timedelta(days=20), by=manager)
        new = open_one(programme, 2, opens_at=at - timedelta(days=5), closes_at=at + timedelta(days=25), by=manager)
    with tenancy.working_for(leader.hromada_code):
        _submit(old, leader=leader, head=head, at=at - timedelta(days=30))
        draft = services.start_proposal(call=new, track=_track(new, "mobile"), actor=head, at=at, is_demo=True)
        services.ask_question(
            call=new, words="Чи можна подати заявку разом із сусідньою громадою?", actor=head, at=at
        )  # fmt: skip
        services.type_facts(proposal=draft, said=[WAS_AUDITED], actor=head, at=at)
    with tenancy.working_for_programme(manager.organisation_id or 0):
        services.close_call(call=old, actor=manager, at=at - timedelta(days=19))
        for proposal in queries.received_proposals(manager, old):
            services.check_eligibility(proposal=proposal, actor=manager, at=at)


def open_one(programme: Programme, serial: int, *, opens_at: datetime, closes_at: datetime, by: Actor) -> ProgrammeCall:
    """A call of three directions, each read and talked about, opened at its hour."""
    begun = opens_at - timedelta(days=20)
    made = services.create_call(
        programme=programme, number=f"{opens_at.astimezone(KYIV).year}-{90 + serial}",
        title=f"Разом до зручних послуг, хвиля {serial}", actor=by, at=begun, is_demo=True,
    )  # fmt: skip
    services.change_call(
        call=made, actor=by, at=begun,
        facts={
            "title_en": f"Services at hand, wave {serial}", "quota": 8, "opens_at": opens_at, "closes_at": closes_at,
            "summary": "Допомагаємо громадам створити центр, додати послуги й виїжджати до людей.",
            "summary_en": "Help to begin a centre, to add services and to travel to people.",
            "questions_until": closes_at - timedelta(days=5), "results_on": (closes_at + timedelta(days=50)).date(),
        },
    )  # fmt: skip
    _rules(made, by, begun)
    services.plant_seed(call=made, actor=by, at=begun)
    services.approve_call(call=made, actor=by, at=begun)
    services.forecast_call(call=made, actor=by, at=begun)
    return services.open_call(call=made, actor=by, at=opens_at)


def _rules(call: ProgrammeCall, by: Actor, at: datetime) -> None:
    anchors = [{"value": place, "text": uk, "text_en": en} for place, (uk, en) in enumerate(_LEVELS)]
    for position, (code, title, title_en, places, predicate, sentence) in enumerate(_TRACKS, start=1):
        track = Track(
            call=call, code=code, title=title, title_en=title_en, places=places, unused_order=position,
            threshold=Decimal(50), cap_per_oblast=2, stages=[Stage.REVIEW, Stage.INTERVIEW], position=position,
        )  # fmt: skip
        services.keep_part(call=call, part=track, actor=by, at=at)
        for place, (name, said, said_en, weight) in enumerate(_CRITERIA, start=1):
            criterion = Criterion(
                track=track, code=name, title=said, title_en=said_en, weight=Decimal(weight), source=Source.REVIEWER,
                anchors=anchors, position=place,
            )  # fmt: skip
            services.keep_part(call=call, part=criterion, actor=by, at=at)
        rule = EligibilityRule(call=call, track=track, code=f"{code}-fit", predicate=predicate, sentence=sentence)
        services.keep_part(call=call, part=rule, actor=by, at=at)
    audited = Advantage(
        call=call, code="audited", predicate="${was_audited}", sentence="Центр проходив аудит за останні два роки."
    )
    services.keep_part(call=call, part=audited, actor=by, at=at)


def _submit(call: ProgrammeCall, *, leader: Actor, head: Actor, at: datetime) -> None:
    """The head fills it in, the leader submits."""
    made = services.start_proposal(call=call, track=_track(call, "develop"), actor=head, at=at, is_demo=True)
    said = {"contact_name": head.name, "contact_phone": "+380400000001"}
    services.save_contacts(proposal=made, contacts=said, actor=head, at=at)
    services.type_facts(proposal=made, said=[WAS_AUDITED], actor=head, at=at)
    services.submit_proposal(proposal=made, actor=leader, at=at)


def _track(call: ProgrammeCall, code: str) -> Track:
    return Track.objects.get(call=call, code=code)
