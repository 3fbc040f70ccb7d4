"""Makers for reception and the resident's site: bookings, tickets, kiosks, opinions, questions; beside `factories`."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.accounts.queries import actor_of
from vikno.announcements.models import Announcement
from vikno.appointments.models import Booking, Feed, PublicNumber, Resource, StandardMinutes, WaitingEntry
from vikno.appointments.services import open_feed, set_door
from vikno.catalogue.models import MissedQuestion, PopularWord, PublicService
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, now, today
from vikno.common.identifiers import with_check_digit
from vikno.continuity.models import Interruption, InterruptionPoint, InterruptionStep
from vikno.feedback.links import digest_of
from vikno.feedback.models import ActionTaken, Answer, Complaint, Invitation, Poster
from vikno.network.models import Point, ProviderAvailability
from vikno.queue.enums import Purpose
from vikno.queue.models import Consultation, Kiosk, Ticket
from vikno.queue.services import TicketFacts, issue_ticket, make_kiosk, set_up_point
from vikno.reporting.models import SignedReport
from vikno.reporting.rules import Quarter
from vikno.reporting.services import sign_report

POSTER_KEY = "abcdefghijkl"


def booking_point(gives: PublicService, *, of: str = make.OWN) -> Point:
    """A point that anybody books, the first of its hromada by name. Bind the hromada first."""
    made = make.point("Адмінбудинок", of=of)
    make.offering(made, gives)
    set_door(point=made, door="name", actor=Actor.system(of), at=now())
    return made


def booking(at: Point, gives: PublicService, *, of: str = make.OWN, name: str = "Незабудько") -> Booking:
    """Somebody booked for ten today, at a desk of their own. Bind the hromada first."""
    desk = Resource.objects.create(hromada_id=of, point=at, kind="desk", name=f"Вікно {next(make.numbers)}")
    number = with_check_digit(f"{next(make.numbers):08d}")
    PublicNumber.objects.create(number=number, hromada_code=of)
    starts_at = datetime.combine(today(), time(10), KYIV)
    return Booking.objects.create(
        hromada_id=of, number=number, point=at, service=gives, resource=desk, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=20), state="booked", origin="phone", name=name, channel="in_person",
        created_at=now(), changed_at=now(),
    )  # fmt: skip


def waiting_entry(at: Point, gives: PublicService, *, of: str = make.OWN) -> WaitingEntry:
    """Somebody waits for a time today or tomorrow. Bind the hromada first."""
    return WaitingEntry.objects.create(
        hromada_id=of, point=at, service=gives, name="Незабудько", channel="in_person", since=today(),
        until=today() + timedelta(days=1), created_at=now(),
    )  # fmt: skip


def booking_feed(by: Membership, at: Point) -> Feed:
    """A calendar of a point. Bind the hromada first."""
    return open_feed(point=at, resource=None, actor=actor_of(by), at=now())


def standard_minutes(of_service: PublicService, *, of: str = make.OWN) -> StandardMinutes:
    return StandardMinutes.objects.create(
        hromada_id=of, service=of_service, minutes=30, valid_from=make.LONG_AGO, recorded_at=make.MOMENT,
        recorded_by_name="Керівник",
    )  # fmt: skip


def ticket(at: Point, *, of: str = make.OWN) -> Ticket:
    """A ticket of today at a point where one queue and one window were begun. Bind the hromada first."""
    system = Actor.system(of)
    set_up_point(point=at, actor=system, at=now())
    facts = TicketFacts(purpose=Purpose.SUBMIT, service=at.queue_services.get())
    return issue_ticket(point=at, facts=facts, actor=system, at=now())


def kiosk(at: Point, *, of: str = make.OWN) -> Kiosk:
    """A device of a point that gives tickets. Bind the hromada first."""
    return make_kiosk(point=at, name="планшет", prints=False, actor=Actor.system(of), at=now())


def consultation(at: Point, person: User, *, of: str = make.OWN) -> Consultation:
    """A consultation given today. Bind the hromada first."""
    return Consultation.objects.create(
        hromada_id=of, point=at, user=person, topic="land", channel="phone", day=today(), happened_at=now()
    )


def poster(*, of: str = make.OWN) -> Poster:
    """A sheet at the one point that people speak of. Bind the hromada first."""
    place = Point.objects.filter(name="Точка з плакатом", hromada_id=of).first() or make.point(
        "Точка з плакатом", of=of
    )
    known = Poster.objects.filter(key=POSTER_KEY).exists()
    return Poster.objects.create(
        hromada=make.hromada(of), point=place, key=f"poster{next(make.numbers)}" if known else POSTER_KEY,
        created_at=make.MOMENT, created_by_name="Керівник",
    )  # fmt: skip


def open_link(*, of: str = make.OWN) -> Invitation:
    """A link that nobody has answered yet, to the point of `poster`. Bind the hromada first."""
    place = poster(of=of).point
    return Invitation.objects.get_or_create(
        digest=digest_of(POSTER_KEY),
        defaults={
            "hromada": make.hromada(of),
            "point": place,
            "given_at": make.MOMENT,
            "valid_until": date(2099, 1, 1),
        },
    )[0]


def said(*, of: str = make.OWN) -> Answer:
    """What somebody said after a visit. Bind the hromada first."""
    place = poster(of=of).point
    now = datetime.now(UTC)
    return Answer.objects.create(
        hromada=make.hromada(of), point=place, score=4, tags=["quick"], words="Гарно", answered_at=now
    )


def interruption(*, of: str = make.OWN) -> Interruption:
    """No power at a point of its own, since an hour ago. Bind the hromada first."""
    began_at = now() - timedelta(hours=1)
    made = Interruption.objects.create(
        press=uuid4(), hromada_id=of, cause="power", began_at=began_at, lapses_at=now() + timedelta(hours=5),
        begun_by_name="Керівник",
    )  # fmt: skip
    InterruptionPoint.objects.create(
        hromada_id=of, interruption=made, point=make.point("Без світла", of=of), effect="restricted",
        added_at=began_at,
    )  # fmt: skip
    InterruptionStep.objects.create(
        hromada_id=of, interruption=made, kind="began", at=began_at, by_name="Керівник"
    )  # fmt: skip
    return made


def complaint(*, of: str = make.OWN) -> Complaint:
    """A complaint that waits for an answer. Bind the hromada first."""
    return Complaint.objects.create(
        hromada=make.hromada(of), year=2026, number=next(make.numbers), way="visit", received_at=make.MOMENT,
        name="Шевченко Іван", channel="in_person", text="Двічі приходив дарма.", due_on=date(2026, 4, 2),
    )  # fmt: skip


def action_taken(*, of: str = make.OWN) -> ActionTaken:
    """What was done after people spoke. Bind the hromada first."""
    return ActionTaken.objects.create(
        hromada=make.hromada(of), point=poster(of=of).point, asked="Тісно", done="Поставили лави",
        done_on=make.LONG_AGO, published_at=make.MOMENT, published_by_name="Керівник",
    )  # fmt: skip


def announcement(*, of: str | None = make.OWN) -> Announcement:
    """Published news of a hromada; of the whole country, where there is none."""
    number = next(make.numbers)
    return Announcement.objects.create(
        hromada_id=of, title=f"Змінюється графік {number}", text="Приходьте до 17:00.", tags=["hours"],
        search_key="змінюється графік", visible_from=make.LONG_AGO, state="published", created_at=make.MOMENT,
        created_by_name="Керівник", changed_at=make.MOMENT, published_at=make.MOMENT,
        feed_id=f"tag:localhost,2026-01-01:news/made-{number}",
    )  # fmt: skip


def availability(at: PublicService | None = None) -> ProviderAvailability:
    """A provider that does not work, in the whole country."""
    return ProviderAvailability.objects.create(
        service=at or make.service(), state="stopped", note="Спробуйте в грудні.", source="лист", starts_at=make.MOMENT,
        set_by_name="Керівник",
    )  # fmt: skip


def popular_word(phrase: str = "жировка", *, to: PublicService | None = None) -> PopularWord:
    found = to or make.service()
    row, _ = PopularWord.objects.get_or_create(
        key=phrase, service=found, defaults={"phrase": phrase, "changed_at": make.MOMENT}
    )
    return row


def missed_question(words: str = "морозиво") -> MissedQuestion:
    values = {"words": words, "asked": 3, "first_on": make.LONG_AGO, "last_on": make.LONG_AGO}
    row, _ = MissedQuestion.objects.get_or_create(digest="ab" * 32, defaults=values)
    return row


def past_quarter() -> Quarter:
    """The last one that is over."""
    return Quarter.of(today()).previous


def signed_report(*, of: str = make.OWN) -> SignedReport:
    """A report of the earliest quarter before that nobody has signed yet. Bind the hromada first."""
    make.centre(of=of)
    quarter = past_quarter()
    while SignedReport.objects.filter(hromada_id=of, year=quarter.year, number=quarter.number).exists():
        quarter = quarter.previous
    return sign_report(quarter=quarter, actor=make.actor(Role.HEAD, of=of), at=now())
