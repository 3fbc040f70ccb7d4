"""Practices of the demo: cards on every step of their way, adopters, recordings with chapters, a pilot, a model."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from vikno.catalogue.models import PublicService, ServiceGroup
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.demo import places
from vikno.demo.cast import Cast
from vikno.demo.film import slides
from vikno.practices import services
from vikno.practices.enums import PracticeMove, Topic
from vikno.practices.models import Practice
from vikno.practices.rules import Mark
from vikno.practices.services import CardFacts, PilotFacts, RecordingFacts

_DAY: Final = timedelta(days=1)
_SLIDES: Final = (
    (0, "Що кладуть у валізу?"), (8, "Хто перевіряє її перед виїздом?"), (16, "Що робити, коли зв'язку немає?"),
)  # fmt: skip
_SLIDES_LAST: Final = 30
_OWN: Final[dict[str, Any]] = {
    "title": "Валіза за тридцять секунд: слайди", "duration": 60, "address": "", "speakers": "",
    "conclusions": "Зарядіть принтер звечора.", "topics": [Topic.STAROSTA.value],
}  # fmt: skip
_M = PracticeMove
_TO_PUBLISHED: Final = (_M.SUBMIT, _M.EDIT, _M.VERIFY, _M.PUBLISH)
_WORDS: Final = {
    _M.VERIFY: "Телефоном із керівником ЦНАП і за журналом виїздів", _M.RETURN: "Додайте, скільки це коштувало.",
    _M.OUTDATE: "Змінився порядок передачі документів", _M.ARCHIVE: "Послугу надають інакше",
}  # fmt: skip
_SUITCASE: Final = CardFacts(
    title="Валіза щочетверга: заяви там, де живуть люди", topics=[Topic.STAROSTA.value, Topic.ELDERLY.value],
    problem="До центру 40 кілометрів, автобус двічі на тиждень. Третина заяв була від рідні, а не від самих людей.",
    context="Селищна громада, дванадцять сіл, центр у Вербополі.",
    done="Купили мобільну валізу, склали розклад на пів року, старости записують людей телефоном.",
    documents="Рішення ради про графік виїздів; порядок передачі документів",
    cost=Decimal(128_000), cost_note="валіза, принтер, пальне на рік",
    staff="адміністратор і водій, один день на тиждень",
    result="За рік прийнято заяв із сіл удвічі більше.", source="Журнал центру, щомісячні підсумки",
    failed="Перший розклад не збігся з днем пенсії: ніхто не прийшов.", contact="cnap@example.org",
)  # fmt: skip
_VETERANS: Final = replace(
    _SUITCASE, title="Один стіл для ветеранів", topics=[Topic.VETERANS.value, Topic.RESILIENCE.value],
    problem="Ветеран обходив п'ять установ із тією самою текою.",
    done="Соцзахист, пенсійний фонд і центр зайнятості приймають за одним столом двічі на тиждень.",
    context="Міська громада, 13 тисяч людей.", documents="Три угоди про прийом", cost=Decimal(36_000),
    cost_note="стіл, стільці, перегородка", staff="адміністратор, який пройшов навчання",
    result="Середній шлях людини — один візит замість п'яти.", source="Опитування 42 ветеранів",
    failed="Без окремого входу люди не заходили.",
)  # fmt: skip
_POWER: Final = replace(
    _SUITCASE, title="Прийом без світла: паперовий день", topics=[Topic.POWER_CUTS.value],
    problem="Світло зникало на шість годин, черга розходилася.", context="Сільська громада біля фронту.",
    done="Генератор на два вікна, паперові талони, заяви вносять увечері.", documents="Порядок роботи під час перебоїв",
    cost=Decimal(74_500), cost_note="генератор і пальне", staff="ті самі люди", failed="Паперові талони губили.",
    result="Жодного закритого дня за зиму.", source="Журнал перебоїв",
)  # fmt: skip
_RAMP: Final = replace(
    _SUITCASE, title="Вхід без сходинки за вісім тижнів", topics=[Topic.INCLUSION.value], cost=Decimal(210_000),
    problem="До центру не могли зайти люди на кріслах колісних.", done="Зробили пологий вхід і низьке вікно прийому.",
    documents="Акт обстеження, договір підряду", cost_note="роботи й матеріали", staff="без змін",
    result="Уперше прийшли 14 людей, до яких раніше їздили.", source="Журнал центру",
    failed="Строк зсунувся на місяць.",
)  # fmt: skip
CHAPTERS: Final = (
    (140, "Хто приймає заяви в старостинському окрузі?"), (960, "Як передають документи ветеранів?"),
    (1125, "Скільки коштує віддалене робоче місце?"), (1584, "Хто підписує договір із надавачем?"),
    (1800, "Як навчали людей?"), (1910, "Що змінив карантин?"), (2280, "З чого почати сусідам?"),
)  # fmt: skip
_SPOKEN: Final = (
    (142, 170, "У нашому окрузі заяви приймає староста, а перевіряє адміністратор основного офісу."),
    (965, 990, "Документи ветеранів їдуть окремим пакетом, під підпис, того самого дня."),
    (1130, 1160, "Віддалене робоче місце обійшлося у вісімдесят тисяч: меблі, техніка, зв'язок."),
    (1590, 1620, "Договір підписує голова громади, рада лише погоджує перелік послуг."),
    (1805, 1830, "Навчали двома тижнями стажування поруч із досвідченим адміністратором."),
    (1915, 1940, "Карантин навчив нас записувати людей телефоном на годину."),
    (2285, 2320, "Починайте з найдальшого села: там результат видно одразу."),
)  # fmt: skip


def tell(*, cast: Cast, now: datetime) -> None:
    """Cards of the demo's own hromada and of further ones, two recordings, a pilot, decisions of a model."""
    own = places.HROMADA
    suitcase = _card(cast, own, _SUITCASE, _TO_PUBLISHED, at=now - 200 * _DAY)
    veterans = _card(cast, places.FURTHER[11].hromada, _VETERANS, _TO_PUBLISHED, at=now - 150 * _DAY)
    _card(cast, places.FURTHER[5].hromada, _POWER, (*_TO_PUBLISHED, _M.OUTDATE), at=now - 400 * _DAY)
    _card(cast, own, _RAMP, (_M.SUBMIT,), at=now - 3 * _DAY)
    _card(cast, places.FURTHER[2].hromada, replace(_POWER, title="Зв'язок, коли немає зв'язку"), (_M.SUBMIT, _M.EDIT),
          at=now - 9 * _DAY)  # fmt: skip
    _card(cast, own, replace(_VETERANS, title="Психолог у залі очікування"), (_M.SUBMIT, _M.RETURN), at=now - 15 * _DAY)
    for place, days, note in (
        (0, 60, "Купили таку саму валізу"), (3, 35, "Почали з двох сіл"), (7, 12, "Їздимо раз на два тижні"),
    ):  # fmt: skip
        _adopt(cast, places.FURTHER[place].hromada, suitcase, note, at=now - days * _DAY)
    _adopt(cast, own, veterans, "Поставили стіл в основному офісі", at=now - 8 * _DAY)
    _recordings(cast, suitcase, at=now - 90 * _DAY)
    _own_centre(cast.leaders[own], suitcase, at=now - 30 * _DAY)


def _card(cast: Cast, code: str, facts: CardFacts, moves: tuple[PracticeMove, ...], *, at: datetime) -> Practice:
    """A card led along its way, two days a step."""
    leader, boss = cast.leaders[code], cast.manager
    with tenancy.working_for(code):
        card = services.begin_card(facts=facts, actor=leader, at=at, is_demo=True)
    for step, move in enumerate(moves, start=1):
        is_author = move == _M.SUBMIT
        bound = tenancy.working_for(code) if is_author else tenancy.working_for_programme(boss.organisation_id or 0)
        with bound:
            card = services.move_card(
                practice=card, move=move, words=_WORDS.get(move, ""), to=boss.organisation_id,
                actor=leader if is_author else boss, at=at + 2 * step * _DAY / 3,
            )  # fmt: skip
    return card


def _adopt(cast: Cast, code: str, card: Practice, note: str, *, at: datetime) -> None:
    with tenancy.working_for(code):
        services.adopt(practice=card, on=clock.today(at), note=note, actor=cast.leaders[code], at=at)


def _recordings(cast: Cast, card: Practice, *, at: datetime) -> None:
    """A discussion of seven questions that was published, and one that is being prepared."""
    facts = RecordingFacts(
        title="Розмова керівників: прийом у старостинських округах", held_on=clock.today(at), duration=2700,
        address="https://video.example.org/watch?v=starosta",
        speakers="Веселка Ірина, керівниця ЦНАП, Калинівецька громада\nҐалаґан Єлизавета, керівниця ЦНАП",
        conclusions="Починайте з найдальшого села.\nПакет ветерана їде того самого дня.",
        topics=[Topic.STAROSTA.value, Topic.VETERANS.value], practices=[card],
    )  # fmt: skip
    with tenancy.working_for_programme(cast.manager.organisation_id or 0):
        hand = {"actor": cast.manager, "at": at}
        made = services.add_recording(facts=facts, is_demo=True, **hand)
        services.write_chapters(recording=made, marks=[Mark(*one) for one in CHAPTERS], **hand)
        services.take_transcript(recording=made, text=_vtt(), **hand)
        services.publish_recording(recording=made, **hand)
        draft = replace(
            facts, title="Черга без черги: запис телефоном", practices=[], conclusions="",
            address="https://video.example.org/watch?v=queue",
        )  # fmt: skip
        services.add_recording(facts=draft, is_demo=True, **hand)
        _own_film(replace(facts, **_OWN), hand)


def _own_film(facts: RecordingFacts, hand: dict[str, Any]) -> None:
    """A recording whose file is kept here: slides that we draw ourselves."""
    made = services.add_recording(facts=facts, is_demo=True, **hand)
    services.write_chapters(recording=made, marks=[Mark(*one) for one in _SLIDES], **hand)
    film = slides(_SLIDES, seconds=_SLIDES_LAST)
    services.take_film(recording=made, stream=io.BytesIO(film), name="valiza.webm", size=len(film), **hand)
    ends = [*(starts for starts, _text in _SLIDES[1:]), _SLIDES_LAST]
    cues = (f"{_clock(starts)} --> {_clock(end)}\n{text}\n" for (starts, text), end in zip(_SLIDES, ends, strict=True))
    services.take_transcript(recording=made, text="WEBVTT\n\n" + "\n".join(cues), **hand)
    services.publish_recording(recording=made, **hand)


def _vtt() -> str:
    lines = [f"{_clock(starts)} --> {_clock(ends)}\n{text}\n" for starts, ends, text in _SPOKEN]
    return "WEBVTT\n\n" + "\n".join(lines)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000"


def _own_centre(leader: Actor, card: Practice, *, at: datetime) -> None:
    with tenancy.working_for(leader.hromada_code):
        taken_over = list(PublicService.objects.filter(code__in=("00034", "00037")).order_by("pk"))
        facts = PilotFacts(
            title="Реєстрація місця проживання у старост", starts_on=clock.today(at - 60 * _DAY), practice=card,
            powers="Приймати й реєструвати заяви про місце проживання в трьох старостинських округах.",
            decision="Рішення виконавчого комітету № 41", services=taken_over,
        )  # fmt: skip
        services.tell_pilot(facts=facts, actor=leader, at=at, is_demo=True)
        for group, decides, days in zip(
            ServiceGroup.objects.order_by("pk")[:3], ("староста", "адміністратор", "державний реєстратор"),
            (30, 60, 90), strict=False,
        ):  # fmt: skip
            services.decide_group(
                group=group, decides=decides, decision="Рішення ради про повноваження",
                due_on=clock.today(at) + days * _DAY, actor=leader, at=at,
            )  # fmt: skip
