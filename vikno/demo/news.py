"""What the centre of the demo, its programme and its steward announce: in force, changed, withdrawn, a draft."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from vikno.announcements import services
from vikno.announcements.models import Announcement
from vikno.announcements.queries import Link
from vikno.announcements.services import Told
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


def announce(*, head: Actor, points: Sequence[Point], at: datetime) -> None:
    """The hromada's own. Bind it first."""
    day = clock.today(at)
    changed = _publish(_friday(15, day), head, at - timedelta(days=3))
    services.change_announcement(announcement=changed, told=_friday(14, day), actor=head, at=at - timedelta(days=1))
    _publish(
        Told(
            title="Адміністратор приїде до села", tags=("visit",), point=points[-1],
            visible_from=day - timedelta(days=5), visible_until=day + timedelta(days=20),
            text="Щовівторка від 10:00 до 13:00 адміністратор приймає у старостинському пункті.\n\n"
            "Можна подати заяву на субсидію, зареєструвати місце проживання, забрати результат.",
        ),
        head, at - timedelta(days=5),
    )  # fmt: skip
    _publish(
        Told(
            title="Світла не буде за графіком", tags=("power", "break"), visible_from=day, point=points[0],
            visible_until=day + timedelta(days=2),
            text="Від 9:00 до 11:00 працюємо від генератора: приймаємо заяви, але не друкуємо паспорти.\n\n"
            "Графік вимкнень: https://example.org/grafik",
        ),
        head, at - timedelta(hours=2),
    )  # fmt: skip
    gone = _publish(
        Told(title="Терміналу немає", text="Оплата лише за квитанцією.", visible_from=day - timedelta(days=12)),
        head, at - timedelta(days=12),
    )  # fmt: skip
    services.withdraw_announcement(announcement=gone, revision=gone.revision, actor=head, at=at - timedelta(days=10))
    draft = Told(title="Нова послуга: обмін посвідчення водія", text="Розкажемо, коли почнемо.", visible_from=day)
    services.write_announcement(told=draft, actor=head, at=at, is_demo=True)


def _friday(hour: int, day: date) -> Told:
    return Told(
        title=f"У п'ятницю приймаємо до {hour}:00", tags=("hours",), is_pinned=True,
        visible_from=day - timedelta(days=3), visible_until=day + timedelta(days=9),
        text=f"Цієї п'ятниці ЦНАП працює до {hour}:00: встановлюємо нове обладнання.\n\n"
        "Результат справи можна забрати в понеділок від 8:00.",
        title_en=f"On Friday we close at {hour}:00",
        text_en=f"This Friday the centre works until {hour}:00: new equipment is being installed.\n\n"
        "Results can be collected on Monday from 8:00.",
    )  # fmt: skip


def announce_to_all(*, at: datetime) -> None:
    """The steward's, for the country. Bind nobody first."""
    told = Told(
        title="Ветеранам: усі послуги в одному місці", tags=("veterans", "service"), visible_from=clock.today(at),
        text="У кожному ЦНАП ветеран може подати всі заяви за один візит.\n\n"
        "Спершу запитайте, які документи взяти: консультація безоплатна.",
        title_en="For veterans: all services in one place",
        text_en="At every centre a veteran can submit all applications in one visit.\n\n"
        "Ask first which documents to bring: advice is free.",
    )  # fmt: skip
    _publish(told, Actor.system(), at - timedelta(days=1))


def announce_calls(*, manager: Actor, at: datetime) -> None:
    """The programme's, for the country. Bind nobody first."""
    told = Told(
        title="Практики громад: читайте й беріть собі", visible_from=clock.today(at),
        text="Громади розповіли, що їм удалося: виїзди до старост, черга без штовханини, послуги ветеранам.\n\n"
        "Кожну картку ми перевірили. Впровадили в себе — запишіть це на картці.",
        title_en="Practices of hromadas: read and take them",
        text_en="Hromadas have told what worked: visits to villages, orderly queues, services for veterans.\n\n"
        "We have checked every card. If you do the same at home, write it on the card.",
        links=(Link("/practices/", "Усі практики"), Link("/practices/recordings/", "Записи розмов")),
    )  # fmt: skip
    _publish(told, manager, at - timedelta(days=2))


def _publish(told: Told, actor: Actor, at: datetime) -> Announcement:
    draft = services.write_announcement(told=told, actor=actor, at=at, is_demo=True)
    return services.publish_announcement(announcement=draft, revision=draft.revision, actor=actor, at=at)
