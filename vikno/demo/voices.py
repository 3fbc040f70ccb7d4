"""What the people of the demo say: answers, complaints in every state, what was done, providers that do not work."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from vikno.accounts.models import User
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.feedback import services
from vikno.feedback.services.complaints import Told
from vikno.network import services as network
from vikno.network.enums import ProviderState
from vikno.network.models import Point
from vikno.territories.models import Unit

_WORDS = (
    "Усе пояснили, дякую.", "Прийшла з дитиною, коляску не було де лишити.", "Чекав понад годину, сісти ніде.",
    "Швидко й спокійно.", "Не зрозуміла, який документ треба ще донести.", "Влітку дуже душно.",
)  # fmt: skip
_TICKS = (("quick", "kind"), ("clear",), ("no_seats", "long_wait"), ("hot",), ("unclear",), ())
_ANSWERS = 90


def tell(*, head: Actor, officer: Actor, points: Sequence[Point], seed: int, at: datetime) -> None:
    """Everything through the same doors as people use; about a second."""
    dice = random.Random(f"{seed}-voices")
    for point in points[:4]:
        poster = services.make_poster(point=point, place="біля виходу", actor=head, at=at - timedelta(days=95))
        for _ in range(_ANSWERS // 4):
            mood = dice.randrange(len(_WORDS))
            score = dice.choice((5, 5, 4, 4, 3) if mood in (0, 3) else (2, 3, 4))
            services.answer_at_poster(
                point=point, key=poster.key, score=score, ticked=_TICKS[mood],
                words=_WORDS[mood] if dice.random() < 0.4 else "",
                at=at - timedelta(days=dice.randrange(90), minutes=dice.randrange(600)),
            )  # fmt: skip
    services.publish_action(
        point=points[0], asked="Місць немає, довго чекати стоячи", done="Поставили стільці й відкрили друге вікно",
        done_on=clock.today(at) - timedelta(days=20), actor=head, at=at,
    )  # fmt: skip
    _complain(head, officer, points[0], at)
    _providers(head, at)


def _complain(head: Actor, officer: Actor, point: Point, at: datetime) -> None:
    told = Told(
        text="Двічі приходив із тими самими документами: першого разу не сказали про довідку.", way="visit",
        name="Вигаданий Петро Іванович", channel="phone", contact="+380400000077",
    )  # fmt: skip
    answered = services.register_complaint(told=told, point=point, actor=officer, at=at - timedelta(days=40))
    person = User.objects.get(pk=officer.user_id)
    services.assign_complaint(number=answered.pk, to=person, actor=head, at=at - timedelta(days=39))
    words = "Перепрошуємо. Перелік документів тепер друкуємо й віддаємо на консультації."
    services.answer_complaint(number=answered.pk, answer=words, actor=officer, at=at - timedelta(days=25))
    for days in (36, 28, 2):
        late = services.register_complaint(told=told, point=point, actor=officer, at=at - timedelta(days=days))
        if days == 28:
            services.assign_complaint(number=late.pk, to=person, actor=head, at=at - timedelta(days=27))


def _providers(head: Actor, at: datetime) -> None:
    area = Unit.objects.get(pk=head.hromada_code)
    told = (
        ("V-LND-01", ProviderState.STOPPED, "Кадастр оновлюють. Приходьте за тиждень."),
        ("V-SOC-06", ProviderState.LIMITED, "Заяви приймають лише вранці, до 12:00."),
    )
    for code, state, note in told:
        service = PublicService.objects.filter(code=code).first()
        if service is not None:
            network.set_availability(
                actor=head, at=at - timedelta(days=3), service=service, area=area, state=state, note=note,
                source="лист надавача (вигаданий)", expected_until=clock.today(at) + timedelta(days=7),
            )  # fmt: skip
