"""Visits and conferences of the demo: held with their surveys and promises, and to come with a line that waits.

Hromadas of further oblasts send their people by their leaders. All of it goes through the doors people use.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.demo import people, places
from vikno.demo.cast import Cast
from vikno.events import services
from vikno.events.enums import EventKind, HostKind, Outcome, PoolKind, Post
from vikno.events.models import Delegation, Event, Host, Participant, Promise, SeatPool, SurveyInvite
from vikno.events.services import AnswerFacts, EventFacts, HostFacts, PersonFacts, ScanFacts, SessionFacts
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import Key, Plain, read
from vikno.questionnaires.models import QuestionnaireVersion

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_POSTS: Final = (
    (Post.HEAD, "керівник ЦНАП"), (Post.OFFICER, "адміністратор"), (Post.STAROSTA, "староста"),
    (Post.LEADER, "заступник голови"),
)  # fmt: skip
_WORDS: Final = (
    "Побачили, як черга зникає, коли заяви приймають у трьох селах.", "Забрали з собою список меблів і схему залу.",
    "Корисно говорити з тими, хто вже зробив помилки.", "Бракувало часу на запитання.",
    "Нарешті зрозуміли, що кладуть у валізу.", "Хочемо так само зустрічати людей біля входу.",
    "Побачили, що починати можна з двох сіл.", "Керівниця чесно розповіла, що не вийшло.",
)  # fmt: skip
_TOLD: Final = (
    "Гості проїхали з валізою двома селами й прийняли дві заяви разом із нами. Найбільше питали про зв'язок і пальне. "
    "Самі взяли від гостей пам'ятку для старост."
)
_ROAD: Final = {
    "format": "vikno-questionnaire/1",
    "code": "doroha",
    "title": {"uk": "Дорога, ночівля, харчування", "en": "Road, lodging, meals"},
    "choices": {
        "yes_no": [
            {"code": "yes", "labels": {"uk": "Так", "en": "Yes"}},
            {"code": "no", "labels": {"uk": "Ні", "en": "No"}},
        ],
        "road": [
            {"code": "train", "labels": {"uk": "Потягом", "en": "By train"}},
            {"code": "bus", "labels": {"uk": "Автобусом", "en": "By bus"}},
            {"code": "car", "labels": {"uk": "Машиною громади", "en": "By a car of the hromada"}},
        ],
    },
    "items": [
        {"code": "road", "kind": "select_one", "choices": "road", "required": True,
         "labels": {"uk": "Чим приїдете?", "en": "How will you come?"}},
        {"code": "lodging", "kind": "select_one", "choices": "yes_no", "required": True,
         "labels": {"uk": "Чи потрібна ночівля?", "en": "Do you need lodging?"}},
        {"code": "nights", "kind": "integer", "relevant": "${lodging} = 'yes'", "constraint": ". > 0 and . < 4",
         "labels": {"uk": "Скільки ночей?", "en": "How many nights?"}, "required": True,
         "constraint_message": {"uk": "Програма оплачує 1–3 ночі.", "en": "The programme pays for 1–3 nights."}},
        {"code": "topic", "kind": "text",
         "labels": {"uk": "Про що хочете почути насамперед?", "en": "What do you want to hear of first?"}},
    ],
}  # fmt: skip
_TOPICS: Final = ("пандус і кнопка виклику", "виїзди до лежачих людей", "послуги ветеранам", "робота без світла")
_USES: Final = ("виїзди до старостатів", "талони для людей 60+", "стіл для ветеранів", "договір із соцзахистом")


@dataclass(frozen=True)
class _Stage:
    """The players, and the dice of this telling."""

    cast: Cast
    dice: random.Random
    is_demo: bool = True

    @property
    def boss(self) -> Actor:
        return self.cast.manager

    def programme(self) -> int:
        return self.boss.organisation_id or 0


def tell(*, cast: Cast, now: datetime, seed: int) -> None:
    """Two visits and a conference that were held; a visit with a line, a conference and a webinar to come; a draft."""
    stage = _Stage(cast=cast, dice=random.Random(f"{seed}-learning"))
    with tenancy.working_for_programme(stage.programme()):
        own = _host(stage, places.HROMADA, "ЦНАП Вербопільської громади", HostKind.MOBILE, now - 300 * _DAY)
        far = _host(stage, places.FURTHER[0].hromada, "ЦНАП Калинівецької громади", HostKind.MODEL, now - 300 * _DAY)
    _visit_long_ago(stage, far, now=now)
    _visit_here(stage, own, now=now)
    _conference(stage, now=now)
    _visit_with_a_line(stage, far, now=now)
    _to_come(stage, own, now=now)


def _host(stage: _Stage, code: str, title: str, kind: HostKind, at: datetime) -> Host:
    learn = "Як розділено зал, хто зустрічає людей, як готують виїзд і що кладуть у мобільну валізу."
    facts = HostFacts(unit_code=code, title=title, kind=kind, learn=learn, capacity=30, rest_days=5)
    return services.add_host(facts=facts, actor=stage.boss, at=at, is_demo=stage.is_demo)


def _event(
    stage: _Stage, day: datetime, title: str, *, kind: EventKind, seats: dict[PoolKind, int], host: Host | None = None,
    place: str = "", sessions: Sequence[tuple[str, str, int]] = (), hours: int = 6, **more: object,
) -> Event:  # fmt: skip
    """Drafted six weeks before its day, opened a day later. `sessions`: title, room, hours from the beginning."""
    begins = clock.kyiv_moment(clock.today(day), time(10))
    at = begins - 45 * _DAY
    facts = EventFacts(**{
        "number": f"{kind.value.replace('_', '-')}-{clock.today(day):%Y-%m-%d}", "kind": kind, "title": title,
        "begins_at": begins, "ends_at": begins + hours * _HOUR, "closes_at": begins - 5 * _DAY,
        "capacity": sum(seats.values()), "host": host, "place": place or (host.title if host else ""),
        "summary": "Програма оплачує проживання і проїзд двох людей від громади. Візьміть із собою план залу.", **more,
    })  # type: ignore[arg-type]  # fmt: skip
    with tenancy.working_for_programme(stage.programme()):
        hand = {"actor": stage.boss, "at": at}
        made = services.draft_event(facts=facts, is_demo=stage.is_demo, **hand)
        for pool, capacity in seats.items():
            codes = [places.OBLAST] if pool == PoolKind.OBLAST else []
            services.add_pool(
                event=made, kind=pool, capacity=capacity, codes=codes, basis="Рішення програми № 7", **hand
            )
        for name, room, after in sessions:
            told = SessionFacts(
                title=name, room=room, begins_at=begins + after * _HOUR, ends_at=begins + (after + 1) * _HOUR,
                speakers=[("Веселка Ірина Тарасівна", "керівниця ЦНАП", places.FURTHER[0].hromada)],
            )  # fmt: skip
            services.add_session(event=made, facts=told, **hand)
        return services.open_event(event=made, actor=stage.boss, at=at + _DAY)


def _questions(stage: _Stage, *, at: datetime) -> QuestionnaireVersion:
    """What a conference asks each delegation."""
    with tenancy.working_for_programme(stage.programme()):
        made = questionnaires.create_questionnaire(
            code="doroha", title="Дорога, ночівля, харчування", organisation_id=stage.programme(), actor=stage.boss,
            at=at, document=read(_ROAD),
        )  # fmt: skip
        questionnaires.publish_version(version=made, actor=stage.boss, at=at)
        return QuestionnaireVersion.objects.get(pk=made.pk)


def _answers(dice: random.Random) -> dict[Key, Plain | None]:
    needs = dice.random() < 0.6
    told: dict[Key, Plain | None] = {
        ("road", 0): dice.choice(("train", "bus", "car")), ("lodging", 0): "yes" if needs else "no",
        ("topic", 0): dice.choice(_TOPICS),
    }  # fmt: skip
    return told | {("nights", 0): str(dice.choice((1, 2)))} if needs else told


def _register(
    stage: _Stage, event: Event, code: str, size: int, *, kind: PoolKind = PoolKind.OPEN, days: int = 30
) -> Delegation:
    """By the leader of a hromada, some days before the event."""
    pool, at = SeatPool.objects.get(event=event, kind=kind), event.begins_at - days * _DAY
    named = []
    for place in range(size):
        who = people.person(stage.dice, stage.dice.randrange(10_000, 99_999))
        post, position = _POSTS[place % len(_POSTS)]
        name = f"{who.family_name} {who.given_name} {who.patronymic}"
        needs = "без м'яса" if stage.dice.random() < 0.1 else ""
        named.append(PersonFacts(name=name, post=post, position=position, needs=needs, email=who.email))
    with tenancy.working_for(code):
        return services.register_delegation(
            event=event, pool=pool, people=named, contact=f"{code.lower()}@example.org", actor=stage.cast.leaders[code],
            at=at, answers=_answers(stage.dice) if event.questionnaire_id else {}, is_demo=stage.is_demo,
        )  # fmt: skip


def _hold(stage: _Stage, event: Event, *, missing: int = 1) -> None:
    """The day itself: scans, who did not come, certificates, answers a week later."""
    end = event.ends_at + _HOUR
    with tenancy.working_for_programme(stage.programme()):
        seated = Participant.objects.filter(delegation__event=event, delegation__state="confirmed").order_by("pk")
        scans = [
            ScanFacts(
                scan_id=UUID(int=stage.dice.getrandbits(128), version=4), code=one.code, device="phone-1",
                at=event.begins_at - timedelta(minutes=stage.dice.randrange(5, 50)),
            )
            for one in list(seated)[missing:]
        ]  # fmt: skip
        services.check_in(event=event, scans=scans, actor=stage.cast.experts[0], at=event.begins_at + _HOUR)
        services.close_attendance(event=event, actor=stage.boss, at=end)
        services.issue_certificates(event=event, actor=stage.boss, at=end + _DAY)
        words = stage.dice.sample(_WORDS, len(_WORDS))
        for token in SurveyInvite.objects.filter(event=event).order_by("pk").values_list("token", flat=True):
            if stage.dice.random() < 0.8:
                services.answer_survey(token=token, facts=_answer(stage.dice, words))


def _answer(dice: random.Random, words: list[str]) -> AnswerFacts:
    will_use = dice.random() < 0.85
    return AnswerFacts(
        useful=dice.choice((3, 4, 4, 5, 5, 5)), will_use=will_use, what=dice.choice(_USES) if will_use else "",
        quote=words.pop() if words and dice.random() < 0.4 else "", may_quote=dice.random() < 0.7,
    )  # fmt: skip


def _promise(stage: _Stage, made: Delegation, text: str, *, at: datetime, months: int = 3) -> Promise:
    with tenancy.working_for(made.hromada_id):
        one = Delegation.objects.select_related("event").get(pk=made.pk)
        leader = stage.cast.leaders[made.hromada_id]
        return services.make_promise(delegation=one, text=text, months=months, item=None, actor=leader, at=at)


def _visit_long_ago(stage: _Stage, host: Host, *, now: datetime) -> None:
    """Four months ago: promises were made, one was kept, one is asked about today."""
    event = _event(
        stage, now - 125 * _DAY, "Візит до зразкового ЦНАП: зал, черга, виїзди", kind=EventKind.STUDY_VISIT,
        seats={PoolKind.OPEN: 12, PoolKind.OBLAST: 4}, host=host,
    )  # fmt: skip
    own = _register(stage, event, places.HROMADA, 3, kind=PoolKind.OBLAST)
    others = [_register(stage, event, one.hromada, 2) for one in places.FURTHER[1:6]]
    _hold(stage, event)
    at = event.ends_at + 2 * _DAY
    _promise(stage, own, "Поставимо біля входу талони великими літерами й консультанта на першу годину", at=at)
    kept = _promise(stage, others[0], "Почнемо виїзди з валізою у два старостати", at=at)
    _promise(stage, others[1], "Підпишемо договір із соцзахистом про прийом заяв", at=at, months=6)
    with tenancy.working_for(kept.hromada_id):
        services.answer_promise(
            promise=Promise.objects.get(pk=kept.pk), outcome=Outcome.APPLIED,
            words="Їздимо щочетверга, 30 заяв на місяць.",
            actor=stage.cast.leaders[kept.hromada_id], at=now - 20 * _DAY,
        )  # fmt: skip


def _visit_here(stage: _Stage, host: Host, *, now: datetime) -> None:
    """Seven weeks ago the demo's own centre received guests."""
    event = _event(
        stage, now - 49 * _DAY, "Візит до мобільного ЦНАП: день із валізою", kind=EventKind.STUDY_VISIT,
        seats={PoolKind.OPEN: 14}, host=host,
    )  # fmt: skip
    for one in places.FURTHER[6:10]:
        _register(stage, event, one.hromada, 2)
    _hold(stage, event, missing=2)
    leader, day = stage.cast.leaders[places.HROMADA], event.ends_at + 3 * _DAY
    with tenancy.working_for(places.HROMADA):
        services.write_host_report(event=Event.objects.get(pk=event.pk), text=_TOLD, actor=leader, at=day)


def _conference(stage: _Stage, *, now: datetime) -> None:
    """Three weeks ago: pools, parallel sessions, delegations of all further hromadas."""
    sessions = (
        ("Відкриття: що змінилося за рік", "Велика зала", 0), ("Послуги для ветеранів: один стіл", "Велика зала", 1),
        ("Віддалене робоче місце без черги", "Зала 2", 1), ("Робота без світла: журнал, валіза, зв'язок", "Зала 2", 2),
        ("Що не вийшло і чому", "Велика зала", 3),
    )  # fmt: skip
    event = _event(
        stage, now - 21 * _DAY, "Осіння конференція центрів: послуги поруч", kind=EventKind.CONFERENCE,
        seats={PoolKind.OPEN: 40, PoolKind.OBLAST: 10, PoolKind.INVITED: 6}, sessions=sessions,
        place="Вербопіль, Будинок культури", per_hromada=4, per_oblast=24,
    )  # fmt: skip
    for place, one in enumerate(places.FURTHER):
        _register(stage, event, one.hromada, 2 + place % 3)
    own = _register(stage, event, places.HROMADA, 4, kind=PoolKind.OBLAST)
    _hold(stage, event, missing=3)
    _promise(stage, own, "Зробимо один стіл для ветеранів у основному офісі", at=event.ends_at + _DAY)


def _visit_with_a_line(stage: _Stage, host: Host, *, now: datetime) -> None:
    """In two weeks: all seats were taken, one delegation cancelled an hour ago, its seats wait for the demo's own."""
    event = _event(
        stage, now + 16 * _DAY, "Візит до зразкового ЦНАП: зимовий", kind=EventKind.STUDY_VISIT,
        seats={PoolKind.OPEN: 8, PoolKind.CENTRE: 4}, host=host, offer_hours=48,
    )  # fmt: skip
    first = _register(stage, event, places.FURTHER[1].hromada, 4, days=28)
    _register(stage, event, places.FURTHER[2].hromada, 4, days=27)
    _register(stage, event, places.HROMADA, 4, days=26)
    _register(stage, event, places.FURTHER[3].hromada, 3, days=25)
    _register(stage, event, places.FURTHER[4].hromada, 2, days=24)
    _register(stage, event, places.FURTHER[5].hromada, 2, kind=PoolKind.CENTRE, days=23)
    with tenancy.working_for(first.hromada_id):
        services.cancel_delegation(
            delegation=Delegation.objects.select_related("event").get(pk=first.pk), words="Захворів водій",
            actor=stage.cast.leaders[first.hromada_id], at=now - _HOUR,
        )  # fmt: skip


def _to_come(stage: _Stage, host: Host, *, now: datetime) -> None:
    """A conference with the demo's own people in it, a webinar, a draft nobody sees."""
    sessions = (
        ("Відкриття", "Велика зала", 0), ("Безбар'єрність: вхід, каса, туалет", "Велика зала", 1),
        ("Якісні консультації телефоном", "Зала 2", 1), ("Підсумки", "Велика зала", 3),
    )  # fmt: skip
    event = _event(
        stage, now + 30 * _DAY, "Зимова конференція: центр для кожного", kind=EventKind.CONFERENCE,
        seats={PoolKind.OPEN: 60, PoolKind.RESERVE: 10}, sessions=sessions, place="Озеринськ, гімназія № 2",
        per_hromada=4, online_url="https://meet.example.org/winter",
        questionnaire=_questions(stage, at=now - 20 * _DAY),
    )  # fmt: skip
    _register(stage, event, places.HROMADA, 3, days=40)
    for one in places.FURTHER[:5]:
        _register(stage, event, one.hromada, 2, days=38)
    webinar = _event(
        stage, now + 9 * _DAY, "Вебінар: як рахувати вартість послуги", kind=EventKind.WEBINAR,
        seats={PoolKind.OPEN: 200}, place="Онлайн", hours=2, online_url="https://meet.example.org/cost",
    )  # fmt: skip
    for one in places.FURTHER[8:11]:
        _register(stage, webinar, one.hromada, 1, days=12)
    begins = clock.kyiv_moment(clock.today(now + 75 * _DAY), time(10))
    facts = EventFacts(
        number=f"visit-{clock.today(begins):%Y-%m}", kind=EventKind.STUDY_VISIT,
        title="Візит до мобільного ЦНАП: навесні",
        begins_at=begins, ends_at=begins + 6 * _HOUR, closes_at=begins - 7 * _DAY, capacity=16, host=host,
        place=host.title,
    )  # fmt: skip
    with tenancy.working_for_programme(stage.programme()):
        services.draft_event(facts=facts, actor=stage.boss, at=now - 2 * _DAY, is_demo=stage.is_demo)
