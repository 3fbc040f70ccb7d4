"""A call of the last months, told to its end: proposals of hromadas, experts, the run, the protocol, a memorandum.

Hromadas of further oblasts are known by their leaders alone. All of it goes through the doors people use.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.accounts.queries import actor_of
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.demo import judging, places
from vikno.demo.cast import Cast
from vikno.demo.staff import Staffed
from vikno.programmes import services
from vikno.programmes.enums import Hidden, Phase, RegionKind, Source, Stage
from vikno.programmes.models import (
    Advantage,
    Criterion,
    EligibilityRule,
    Programme,
    ProgrammeCall,
    Proposal,
    RegionRule,
    Track,
    VisibilityPhase,
)
from vikno.programmes.queries import received_proposals
from vikno.programmes.services import Said
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import read
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.support import services as support
from vikno.support.enums import ActivityKind, MemorandumMove, Side
from vikno.support.models import Memorandum
from vikno.support.services import ActivityFacts, MemorandumFacts, MilestoneFacts

_DAY: Final = timedelta(days=1)
_ANCHORS: Final = (
    ("немає відповіді на питання", "the question is not answered"),
    ("загальні слова без цифр і відповідальних", "general words, no figures and nobody in charge"),
    ("є план, не все пораховано", "there is a plan, not everything is counted"),
    ("план із цифрами, людьми і строками", "a plan with figures, people and dates"),
)
QUESTIONS: Final[dict[str, Any]] = {
    "format": "vikno-questionnaire/1",
    "code": "zayavka",
    "title": {"uk": "Заявка на участь", "en": "Proposal"},
    "choices": {
        "yes_no": [
            {"code": "yes", "labels": {"uk": "Так", "en": "Yes"}},
            {"code": "no", "labels": {"uk": "Ні", "en": "No"}},
        ]
    },
    "items": [
        {"code": "why", "kind": "text", "required": True,
         "labels": {"uk": "Що зміниться для людей громади?", "en": "What will change for people?"}},
        {"code": "premises", "kind": "select_one", "choices": "yes_no", "required": True,
         "labels": {"uk": "Чи є приміщення?", "en": "Are there premises?"}},
        {"code": "area", "kind": "integer", "relevant": "${premises} = 'yes'", "constraint": ". > 0 and . < 5000",
         "labels": {"uk": "Площа приміщення, м²", "en": "Area of the premises, m²"}, "required": True},
        {"code": "staff", "kind": "integer", "required": True, "constraint": ". >= 0 and . < 200",
         "labels": {"uk": "Скільки людей працюватиме?", "en": "How many people will work?"}},
    ],
}  # fmt: skip
_WHY: Final = (
    "Люди їздять по довідку за сорок кілометрів. Послуги будуть у центрі громади й у двох старостинських округах.",
    "Половина звернень — від людей за шістдесят. Мобільна валіза приїде до тих, хто не може вийти з дому.",
    "Ветерани обходять п'ять установ. Зберемо послуги в одному місці й навчимо двох адміністраторів.",
    "Після переїзду поліції звільнилася будівля. Потрібні меблі, техніка й навчання людей.",
)


def gather(*, staffed: Staffed, since: datetime) -> Cast:
    """Leaders of the further hromadas get accounts nobody signs in with."""
    leaders = {places.HROMADA: staffed.actors["leader"]}
    for place, one in enumerate(places.FURTHER, start=1):
        user = User(username=f"leader{place}", full_name=f"Голова {one.name[:-1]}ої громади", is_demo=True)
        user.set_unusable_password()
        user.save()
        held = Membership.objects.create(
            user=user, role=Role.LEADER, hromada_code=one.hromada, valid_from=clock.today(since), granted_at=since
        )
        leaders[one.hromada] = actor_of(held)
    experts = [staffed.actors[name] for name in ("expert", "expert2", "expert3")]
    return Cast(manager=staffed.actors["programme"], experts=experts, leaders=leaders)


def questions(cast: Cast, *, at: datetime) -> QuestionnaireVersion:
    version = questionnaires.create_questionnaire(
        code="zayavka", title="Заявка на участь", organisation_id=cast.manager.organisation_id, actor=cast.manager,
        at=at, document=read(QUESTIONS),
    )  # fmt: skip
    questionnaires.publish_version(version=version, actor=cast.manager, at=at)
    return version


def announce(
    programme: Programme, asked: QuestionnaireVersion, cast: Cast, *, number: str, title: str, opens_at: datetime,
    closes_at: datetime, hidden: Sequence[Hidden] | None = None,
) -> ProgrammeCall:  # fmt: skip
    """A call made, approved and opened, with three directions of four, three and one place.

    `hidden`: what experts do not read; None says nothing about it.
    """
    hand = {"actor": cast.manager, "at": opens_at - 20 * _DAY}
    call = services.create_call(programme=programme, number=number, title=title, is_demo=True, **hand)
    facts = {
        "summary": "Для громад, які хочуть відкрити ЦНАП або мобільний прийом: пів року порад, навчання, меблі.",
        "opens_at": opens_at, "closes_at": closes_at, "questions_until": closes_at - 3 * _DAY, "quota": 8,
        "results_on": clock.today(closes_at + 30 * _DAY), "questionnaire": asked,
        "who_may_submit": [Role.HEAD.value, Role.LEADER.value],
    }  # fmt: skip
    services.change_call(call=call, facts=facts, **hand)
    for track in (
        Track(call=call, code="create", title="Створення центру", title_en="A new centre", places=4, unused_order=1,
              threshold=Decimal(40), cap_per_oblast=2, stages=[Stage.FACTS, Stage.REVIEW], position=1,
              who_may_apply="Громади, де ще немає ЦНАП."),
        Track(call=call, code="mobile", title="Мобільний прийом", title_en="Mobile reception", places=3, unused_order=2,
              threshold=Decimal(40), cap_per_oblast=2, stages=[Stage.FACTS, Stage.REVIEW], position=2,
              who_may_apply="Громади, де ще немає мобільної валізи чи мобільного офісу."),
        Track(call=call, code="develop", title="Розвиток центру", title_en="A centre that grows", places=1,
              unused_order=3, threshold=Decimal(40), stages=[Stage.FACTS, Stage.REVIEW], position=3,
              who_may_apply="Громади, де вже є ЦНАП."),
    ):  # fmt: skip
        services.keep_part(call=call, part=track, **hand)
        for criterion in _criteria(track):
            services.keep_part(call=call, part=criterion, **hand)
    for part in _rules(call):
        services.keep_part(call=call, part=part, **hand)
    if hidden is not None:
        phase = VisibilityPhase(call=call, phase=Phase.REVIEW, hidden=[one.value for one in hidden])
        services.keep_part(call=call, part=phase, **hand)
    services.plant_seed(call=call, **hand)
    services.approve_call(call=call, actor=cast.manager, at=opens_at - 10 * _DAY)
    services.forecast_call(call=call, actor=cast.manager, at=opens_at - 9 * _DAY)
    services.open_call(call=call, actor=cast.manager, at=opens_at)
    return ProgrammeCall.objects.get(pk=call.pk)


def _criteria(track: Track) -> list[Criterion]:
    anchors = [{"value": value, "text": text, "text_en": en} for value, (text, en) in enumerate(_ANCHORS)]
    people = [
        {"least": None, "most": 5999, "score": 60}, {"least": 6000, "most": 9999, "score": 100},
        {"least": 10000, "most": None, "score": 70},
    ]  # fmt: skip
    return [
        Criterion(track=track, code=f"{track.code}-people", title="Скільки людей отримає послуги",
                  title_en="How many people will be served", weight=Decimal(20), source=Source.FACT, fact="population",
                  bands=people, position=1),
        Criterion(track=track, code=f"{track.code}-change", title="Що зміниться для людей",
                  title_en="What will change for people", weight=Decimal(50), source=Source.REVIEWER, anchors=anchors,
                  position=2),
        Criterion(track=track, code=f"{track.code}-ready", title="Готовність громади",
                  title_en="Readiness of the hromada", weight=Decimal(30), source=Source.REVIEWER, anchors=anchors,
                  position=3),
    ]  # fmt: skip


def _rules(call: ProgrammeCall) -> list[EligibilityRule | Advantage | RegionRule]:
    create, mobile, develop = (call.tracks.get(code=code) for code in ("create", "mobile", "develop"))
    near = places.FURTHER[-1].oblast
    return [
        EligibilityRule(call=call, track=create, code="no-centre", predicate="not(${has_centre})",
                        sentence="У громаді ще немає ЦНАП.", sentence_en="The hromada has no centre yet.", position=1),
        EligibilityRule(call=call, track=develop, code="centre", predicate="${has_centre}",
                        sentence="У громаді вже є ЦНАП.", sentence_en="The hromada has a centre.", position=3),
        EligibilityRule(call=call, track=mobile, code="no-mobile", predicate="not(${has_suitcase} or ${has_bus})",
                        sentence="У громаді ще немає мобільного прийому.",
                        sentence_en="The hromada has no mobile reception yet.", position=2),
        Advantage(call=call, code="pilot", predicate="${was_in_pilot}",
                  sentence="Громада брала участь у пілоті: перевага за рівних балів.",
                  sentence_en="The hromada took part in a pilot: preferred among equals.", position=1),
        RegionRule(call=call, track=create, code="near", title="Області поблизу фронту",
                   title_en="Oblasts near the front", kind=RegionKind.GUARANTEE, oblasts=[near], seats=1, position=1),
    ]  # fmt: skip


def apply(call: ProgrammeCall, cast: Cast, *, seed: int, since: datetime, until: datetime) -> list[Proposal]:
    """Every hromada writes and submits: those of other oblasts to two directions, the demo's own to the third."""
    dice = random.Random(f"{seed}-{call.number}")
    made = []
    for place, one in enumerate(places.FURTHER):
        at = since + (until - since) * (place + 1) / (len(places.FURTHER) + 2)
        track = call.tracks.get(code="create" if place % 2 == 0 or dice.random() < 0.2 else "mobile")
        with tenancy.working_for(one.hromada):
            made.append(_apply(call, track, cast.leaders[one.hromada], dice, at=at))
    with tenancy.working_for(places.HROMADA):
        own = call.tracks.get(code="develop")
        made.append(_apply(call, own, cast.leaders[places.HROMADA], dice, at=until - _DAY))
    return made


def _apply(call: ProgrammeCall, track: Track, leader: Actor, dice: random.Random, *, at: datetime) -> Proposal:
    proposal = write(call, track, leader, dice, at=at)
    services.submit_proposal(proposal=proposal, actor=leader, at=at + timedelta(hours=2))
    return Proposal.objects.get(pk=proposal.pk)


def write(call: ProgrammeCall, track: Track, leader: Actor, dice: random.Random, *, at: datetime) -> Proposal:
    """A draft with everything that is asked."""
    hand = {"actor": leader, "at": at}
    email = f"{leader.hromada_code.lower()}@example.org"
    proposal = services.start_proposal(call=call, track=track, email=email, is_demo=True, **hand)
    pilot = Said(
        code="was_in_pilot", value=dice.random() < 0.25, source="рішення ради",
        since=clock.today(at - 300 * _DAY), until=clock.today(at - 100 * _DAY),
    )  # fmt: skip
    services.type_facts(proposal=proposal, said=[pilot], **hand)
    has_premises = dice.random() < 0.7
    answers = {
        ("why", 0): dice.choice(_WHY), ("premises", 0): "yes" if has_premises else "no",
        ("staff", 0): dice.randrange(2, 9), **({("area", 0): dice.randrange(60, 320)} if has_premises else {}),
    }  # fmt: skip
    services.answer_questions(proposal=proposal, answers=answers, **hand)
    return proposal


def agree(programme: Programme, call: ProgrammeCall, cast: Cast, *, at: datetime) -> None:
    """A memorandum with the demo's hromada: agreed, signed by both, in force, with a plan and a line of support."""
    own = received_proposals(cast.manager, call).get(hromada_id=places.HROMADA)
    day = clock.today(at)
    facts = MemorandumFacts(
        hromada_code=places.HROMADA, number=f"М-{day.year}-1", title="Розвиток центру Вербопільської громади",
        goal="Відкрити два віддалені робочі місця і виїжджати до тих, хто не може прийти.", starts_on=day,
        ends_on=day + timedelta(days=180), needs_council=False, proposal_number=own.number,
    )  # fmt: skip
    memorandum = support.draft_memorandum(
        programme=programme, facts=facts, actor=cast.manager, at=at, is_demo=True
    )  # fmt: skip
    for title, who, days in (
        ("Навчити двох адміністраторів", Side.PROGRAMME, 30),
        ("Обрати приміщення для віддаленого місця", Side.HROMADA, 20),
        ("Відкрити перше віддалене робоче місце", Side.HROMADA, 90),
    ):  # fmt: skip
        plan = MilestoneFacts(title=title, responsible=who, due_on=day + timedelta(days=days))
        support.add_milestone(memorandum=memorandum, facts=plan, actor=cast.manager, at=at)
    leader = cast.leaders[places.HROMADA]
    for move, hand in (
        (MemorandumMove.AGREE, leader), (MemorandumMove.SIGN_FOR_HROMADA, leader),
        (MemorandumMove.SIGN_FOR_PROGRAMME, cast.manager), (MemorandumMove.ENFORCE, cast.manager),
    ):  # fmt: skip
        _work(hand, memorandum, move, at=at)
    line = ActivityFacts(
        kind=ActivityKind.CONSULTING, on=day, hours=Decimal(3), who="Вигаданий радник",
        note="Розібрали план на пів року.", is_visit=True, people=4, amount=Decimal(2400),
    )  # fmt: skip
    in_force = Memorandum.objects.get(pk=memorandum.pk)
    support.record_activity(memorandum=in_force, facts=line, actor=cast.manager, at=at)


def _work(hand: Actor, memorandum: Memorandum, move: MemorandumMove, *, at: datetime) -> None:
    """In the transaction of whoever moves: a hromada signs bound to itself."""
    tenancy.bind(hand.hromada_code)
    support.move_memorandum(memorandum=memorandum, move=move, actor=hand, at=at)
    tenancy.bind("")


def tell(*, staffed: Staffed, now: datetime, seed: int) -> Cast:
    """Six weeks of proposals, six weeks of reading, the memorandum three weeks ago."""
    programme = Programme.objects.get(organisation=staffed.organisations["programme"])
    with tenancy.working_for(""):
        cast = gather(staffed=staffed, since=now - 400 * _DAY)
    opened, closed = now - 120 * _DAY, now - 90 * _DAY
    with tenancy.working_for_programme(programme.organisation_id):
        asked = questions(cast, at=now - 150 * _DAY)
        call = announce(
            programme, asked, cast, number=f"{clock.today(now).year}-01", title="Центр, до якого близько",
            opens_at=opened, closes_at=closed,
        )  # fmt: skip
    apply(call, cast, seed=seed, since=opened + _DAY, until=closed)
    with tenancy.working_for_programme(programme.organisation_id):
        judging.review(call, cast, seed=seed, since=closed + 3 * _DAY)
        agree(programme, call, cast, at=now - 21 * _DAY)
    return cast
