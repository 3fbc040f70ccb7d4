"""Makers for practices: cards on their way, recordings with chapters, pilots; by services only.

Bind the hromada and its programme first (`for_support.bound`), as one press would.
"""

import io
from datetime import timedelta
from typing import Any

from tests import factories as make
from tests.for_films import mp4
from tests.for_support import actor
from vikno.accounts.enums import Role
from vikno.catalogue.models import ServiceGroup
from vikno.common.clock import now, today
from vikno.practices import services
from vikno.practices.enums import PracticeMove
from vikno.practices.models import Pilot, Practice, Recording
from vikno.practices.rules import Mark

FACTS: dict[str, Any] = {
    "title": "Виїзди до старост", "topics": ["starosta"], "problem": "До центру 40 км.", "done": "Купили валізу.",
    "result": "Заяв удвічі більше.", "source": "Журнал", "contact": "cnap@example.org",
}  # fmt: skip
TO_PUBLISHED = (PracticeMove.EDIT, PracticeMove.VERIFY, PracticeMove.PUBLISH)
# The discussion of 2019 that the room must hold: seconds and questions, the questions in our own words.
CHAPTERS = (
    (140, "Хто приймає заяви в старостинському окрузі?"), (960, "Як передають документи ветеранів?"),
    (1125, "Скільки коштує віддалене робоче місце?"), (1584, "Хто підписує договір?"),
    (1800, "Як навчали людей?"), (1910, "Що змінив карантин?"), (2280, "З чого почати сусідам?"),
)  # fmt: skip


def draft(*, of: str = make.OWN, **facts: Any) -> Practice:
    """A card that only its author sees."""
    make.hromada(of)
    said = services.CardFacts(**{**FACTS, **facts})
    return services.begin_card(facts=said, actor=actor(Role.HEAD, of=of), at=now())


def sent(*, of: str = make.OWN, **facts: Any) -> Practice:
    return moved(draft(of=of, **facts), PracticeMove.SUBMIT, of=of)


def published(*, of: str = make.OWN, **facts: Any) -> Practice:
    """A card that everybody reads."""
    card = sent(of=of, **facts)
    for move in TO_PUBLISHED:
        card = moved(card, move, of=of)
    return card


def moved(
    card: Practice, move: PracticeMove, *, of: str = make.OWN, role: str = "", words: str = "Телефоном"
) -> Practice:
    """One step, by whoever may make it."""
    by = role or (Role.HEAD if move == PracticeMove.SUBMIT else Role.PROGRAMME)
    to = make.programme_organisation(of).pk
    return services.move_card(practice=card, move=move, words=words, to=to, actor=actor(by, of=of), at=now())


def recording(*, of: str = make.OWN, chapters: tuple[tuple[int, str], ...] = CHAPTERS, **facts: Any) -> Recording:
    """A discussion with chapters that nobody sees yet."""
    said = {
        "title": "Розмова керівників", "held_on": today(), "duration": 2700, "address": "https://video.example/w?v=1",
        "speakers": "Олена, керівниця ЦНАП, Степова громада", "conclusions": "Починайте з найдальшого села.", **facts,
    }  # fmt: skip
    by = actor(Role.PROGRAMME, of=of)
    made = services.add_recording(facts=services.RecordingFacts(**said), actor=by, at=now())
    services.write_chapters(recording=made, marks=[Mark(*one) for one in chapters], actor=by, at=now())
    return made


def shown_recording(*, of: str = make.OWN, **facts: Any) -> Recording:
    made = recording(of=of, **facts)
    services.publish_recording(recording=made, actor=actor(Role.PROGRAMME, of=of), at=now())
    return made


def filmed_recording(*, of: str = make.OWN, **facts: Any) -> Recording:
    """Everybody sees it, its file is kept here, with captions; there is an address too, so that the file may go."""
    made, by = recording(of=of, **facts), actor(Role.PROGRAMME, of=of)
    film, hand = mp4(seconds=made.duration), {"recording": made, "actor": by, "at": now()}
    services.take_film(stream=io.BytesIO(film), name="film.mp4", size=len(film), **hand)
    services.take_transcript(text="WEBVTT\n\n00:01.000 --> 00:02.000\nДобрий день.\n", **hand)
    services.publish_recording(**hand)
    return made


def pilot(*, of: str = make.OWN, **facts: Any) -> Pilot:
    make.hromada(of)
    said = {
        "title": "Соціальні послуги", "powers": "Приймаємо й вирішуємо самі", "decision": "Рішення ради № 12",
        "starts_on": today() - timedelta(days=90), **facts,
    }  # fmt: skip
    return services.tell_pilot(facts=services.PilotFacts(**said), actor=actor(Role.HEAD, of=of), at=now())


def model_group(*, of: str = make.OWN) -> ServiceGroup:
    """A group of services given in the hromada."""
    point = make.point(of=of)
    service = make.service()
    make.offering(point, service)
    return service.group
