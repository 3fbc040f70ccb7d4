"""Boring defaults: each function makes one thing, names only what matters to the test, and needs no other call.

Two invented hromadas stand for «own» and «foreign»: Вигадівська and Сусідська.
"""

import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any
from unittest.mock import patch

from PIL import Image

from vikno.accounts.enums import BEYOND_HROMADAS, PROGRAMME_ROLES, KeyHolder, OrganisationKind, Role
from vikno.accounts.models import ApiKey, Membership, Organisation, User
from vikno.accounts.queries import actor_of
from vikno.accounts.rules import SCOPES_OF_ROLE
from vikno.accounts.services import issue_key
from vikno.applicants.models import Applicant, Merge
from vikno.applicants.services import ApplicantFacts, add_applicant, record_look
from vikno.audit.places import Place
from vikno.blanks.models import Keeper, Movement
from vikno.blanks.rules import Span
from vikno.blanks.services import appoint_keeper, receive_blanks
from vikno.cases.enums import CaseState, LocalKind, Step
from vikno.cases.models import Case, CaseScan, CaseTask, CaseTransfer, LocalDays, StatusChange
from vikno.cases.rules import case_number
from vikno.cases.services import attach_file
from vikno.catalogue.enums import CostKind, VersionStatus
from vikno.catalogue.models import (
    BundleLine,
    CompetentAuthority,
    Cost,
    EventBundle,
    LegalResource,
    LifeEvent,
    PublicService,
    Requirement,
    ServiceGroup,
    ServiceVersion,
    Workflow,
    WorkflowStep,
)
from vikno.catalogue.rules import search_key
from vikno.common.actors import Actor
from vikno.common.clock import now, today
from vikno.common.text import fold, sort_key
from vikno.consignments.models import Bag, Stop, Transfer, Trip
from vikno.consignments.rules import bag_number
from vikno.consignments.services import add_case_to_bag, seal_bag
from vikno.correspondence.models import Attachment, Letter
from vikno.desk.models import IntakeDraft, SavedFilter, Visit, VisitCase
from vikno.documents.cleaning import Cleaned, clean
from vikno.documents.enums import FileSource
from vikno.documents.models import DestructionAct, DestructionItem, GeneratedDocument, StoredFile
from vikno.documents.rules import MediaKind
from vikno.documents.services import files, keep_file, keep_form
from vikno.documents.tests import samples
from vikno.network.enums import Cause, OfferingMode, PlacementReason, PointKind, PointState
from vikno.network.models import (
    Authorisation,
    Centre,
    Offering,
    OpeningPeriod,
    PlacementTask,
    Point,
    PointStatus,
    Posting,
)
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message
from vikno.notifications.services import tell
from vikno.payments.models import Bill, Entry
from vikno.payments.services import AccountFacts, ReceiptFacts, issue_bill, record_receipt, set_account
from vikno.programmes.models import Programme
from vikno.territories.enums import Category
from vikno.territories.models import Boundary, Unit

OWN = "UA99010010000000011"
FOREIGN = "UA99010030000000033"
NAMES = {OWN: "Вигадівська", FOREIGN: "Сусідська"}
PASSWORD = "дуже-довгий-пароль-для-тестів"
LONG_AGO = date(2024, 1, 1)
IBAN = "UA213223130000026007233566001"  # right check digits, published in rules as an example
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
numbers = count(1)


def unit(code: str, *, name: str, category: str, **facts: Any) -> Unit:
    """A unit of the codifier, made once."""
    keys = {"search_key": fold(name), "sort_key": sort_key(name), "first_seen_on": LONG_AGO}
    return Unit.objects.get_or_create(code=code, defaults={"name": name, "category": category, **keys, **facts})[0]


def hromada(code: str = OWN) -> Unit:
    return unit(code, name=NAMES.get(code, f"Громада {code[-5:]}"), category=Category.HROMADA)


def borders(of: str = OWN) -> Boundary:
    """A square around nowhere, as the whole polygon and as the simple one; made once."""
    square = {
        "type": "Polygon",
        "coordinates": [[[30.0, 50.0], [30.2, 50.0], [30.2, 50.1], [30.0, 50.1], [30.0, 50.0]]],
    }
    facts = {"geometry": square, "simplified": square, "source": "вигадано"}
    edges = {"west": 30.0, "south": 50.0, "east": 30.2, "north": 50.1}
    return Boundary.objects.get_or_create(unit=hromada(of), defaults={**facts, **edges})[0]


def settlement(name: str = "Лугове", *, of: str = OWN) -> Unit:
    serial = next(numbers)
    code = f"{of[:9]}{serial % 1000:03d}{serial:07d}"
    return unit(code, name=name, category=Category.VILLAGE, hromada=hromada(of), parent=hromada(of))


def organisation(name: str = "Управління соціального захисту", **facts: Any) -> Organisation:
    return Organisation.objects.create(name=name, **{"kind": OrganisationKind.PROVIDER, **facts})


def programme_organisation(of: str = OWN) -> Organisation:
    """Who runs programmes: another one for each hromada of a test, a stranger to the other's things."""
    known = {"authority_code": of, "kind": OrganisationKind.PROGRAMME}
    return Organisation.objects.get_or_create(**known, defaults={"name": f"Програма для {of}"})[0]


def programme(of: str = OWN, **facts: Any) -> Programme:
    """A programme in force."""
    organisation = programme_organisation(of)
    defaults = {"title": "Програма розвитку ЦНАП", "starts_on": LONG_AGO, **facts}
    return Programme.objects.get_or_create(organisation=organisation, code=f"p{organisation.pk}", defaults=defaults)[0]


def user(full_name: str = "Коваль Олена Петрівна", **facts: Any) -> User:
    """Somebody without a role."""
    made = User(username=f"user{next(numbers)}", full_name=full_name)
    for name, value in facts.items():
        setattr(made, name, value)
    made.set_password(PASSWORD)
    made.save()
    return made


def membership(role: str, *, of: str = OWN, person: User | None = None, **facts: Any) -> Membership:
    """A role in force since long ago. A steward works for no hromada, a provider for an organisation."""
    if role == Role.PROVIDER:
        facts.setdefault("organisation", organisation())
    if role in PROGRAMME_ROLES and "organisation" not in facts:
        facts["organisation"] = programme_organisation(of)
    defaults = {"valid_from": LONG_AGO, "granted_at": MOMENT}
    return Membership.objects.create(
        user=person or user(), role=role, hromada_code="" if role in BEYOND_HROMADAS else of, **{**defaults, **facts}
    )


def actor(role: str, *, of: str = OWN, **facts: Any) -> Actor:
    """An actor for services, with a membership behind it."""
    return actor_of(membership(role, of=of, **facts))


def key(role: str = Role.OFFICER, *, of: str = OWN) -> ApiKey:
    """A key of a program in a role, with all its scopes. Bind the hromada first."""
    return issue_key(
        actor=Actor.system(of), at=now(), name="Термінал", holder=KeyHolder.DEVICE, role=role,
        scopes=SCOPES_OF_ROLE[role], expires_on=today() + timedelta(days=30),
    )[0]  # fmt: skip


def group(code: str = "civil_status", name: str = "Сім'я та акти цивільного стану", **facts: Any) -> ServiceGroup:
    defaults = {"name": name, "name_en": "Family and civil status", "is_base": True, **facts}
    return ServiceGroup.objects.get_or_create(code=code, defaults=defaults)[0]


def life_event(code: str = "birth", name: str = "Народилася дитина") -> LifeEvent:
    return LifeEvent.objects.get_or_create(code=code, defaults={"name": name, "name_en": "A child is born"})[0]


def service(name: str = "Державна реєстрація народження", *, keywords: str = "", **facts: Any) -> PublicService:
    """A service with one published version and two papers; `version=None` leaves it without any."""
    with_version = facts.pop("version", {})
    facts.setdefault("group", None)
    facts["group"] = facts["group"] or group()
    code = facts.pop("code", f"T-{next(numbers):03d}")
    made = PublicService.objects.create(
        code=code, name=name, keywords=keywords, search_key=search_key(code, name, keywords), sort_key=sort_key(name),
        **{"name_en": "Registration of birth", **facts},
    )  # fmt: skip
    if with_version is not None:
        version(made, **with_version)
    return made


def workflow(of: PublicService, **facts: Any) -> Workflow:
    """A draft of a technological card with two lines."""
    made = Workflow.objects.create(service=of, **{"valid_from": LONG_AGO, "created_at": MOMENT, **facts})
    for order, name in enumerate(("Прийом заяви", "Рішення"), start=1):
        WorkflowStep.objects.create(
            workflow=made, order=order, name=name, responsible="Адміністратор, ЦНАП", performer="centre", action="В",
            days=1, unit="working", event="registered" if order == 1 else "",
        )  # fmt: skip
    return made


def version(of: PublicService, **facts: Any) -> ServiceVersion:
    """A published version: a paper for everybody, a paper on a condition, no fee, ten working days."""
    authority = CompetentAuthority.objects.get_or_create(
        code="dracs", defaults={"name": "Відділ ДРАЦС", "name_en": "Civil status office"}
    )[0]
    defaults = {
        "status": VersionStatus.PUBLISHED, "valid_from": LONG_AGO, "authority": authority, "applicants": ["person"],
        "channels": ["person"], "term_days": 10, "term_unit": "working", "who_may_apply": "Батьки дитини.",
        "result": "Свідоцтво про народження.", "refusal_grounds": ["Подано не всі документи."], "created_at": MOMENT,
    }  # fmt: skip
    made = ServiceVersion.objects.create(service=of, **{**defaults, **facts})
    Requirement.objects.create(version=made, order=1, name="Паспорт", name_en="Passport")
    Requirement.objects.create(version=made, order=2, name="Довіреність", condition="Діє представник.")
    Cost.objects.create(version=made, kind=CostKind.FREE)
    LegalResource.objects.create(version=made, title="Закон України № 2398-VI")
    return made


def centre(*, of: str = OWN) -> Centre:
    """The ЦНАП of a hromada, made once."""
    known = {OWN: 417, FOREIGN: 418}
    facts = {"name": f"ЦНАП, {hromada(of)} громада", "network_number": known.get(of)}
    return Centre.objects.get_or_create(hromada=hromada(of), defaults=facts)[0]


def point(name: str = "Віддалене робоче місце, Лугове", *, of: str = OWN, **facts: Any) -> Point:
    """A point that has been open since long ago, weekdays 9–13 and 14–18."""
    defaults = {
        "kind": PointKind.REMOTE, "search_key": fold(name), "sort_key": sort_key(name),
        "street_address": "вул. Миру, 1", "phones": ["+380441234567"],
    }  # fmt: skip
    made = Point.objects.create(centre=centre(of=of), hromada=hromada(of), name=name, **{**defaults, **facts})
    since = datetime(2024, 1, 1, tzinfo=UTC)
    PointStatus.objects.create(
        point=made,
        state=PointState.OPEN,
        cause=Cause.PLANNED,
        starts_at=since,
        reason="рішення ради",
        recorded_at=since,
    )
    for weekday in range(1, 6):
        for opens, closes in ((9, 13), (14, 18)):
            OpeningPeriod.objects.create(point=made, weekday=weekday, opens=time(opens), closes=time(closes))
    return made


def offering(at: Point, service: PublicService, **facts: Any) -> Offering:
    """A service given at a point since long ago."""
    return Offering.objects.create(
        point=at, service=service, **{"mode": OfferingMode.FULL, "valid_from": LONG_AGO, **facts}
    )


def posting(person: User, at: Point) -> Posting:
    """A person works at a point since long ago."""
    return Posting.objects.create(user=person, point=at, valid_from=LONG_AGO)


def applicant(family_name: str = "Незабудько", *, of: str = OWN) -> Applicant:
    """A person known to a hromada. Bind the hromada first."""
    hromada(of)
    facts = ApplicantFacts(family_name=family_name, given_name="Мар'яна", phone="050 123 45 67")
    return add_applicant(actor=Actor.system(of), at=MOMENT, facts=facts)


def look(person: Applicant, *, of: str = OWN) -> Applicant:
    """Somebody of the hromada has opened a person's record. Bind the hromada first."""
    record_look(actor=actor(Role.OFFICER, of=of), at=now(), applicant=person, place=Place("desk:person"))
    return person


def case(*, of: str = OWN, officer: User | None = None, provider: Organisation | None = None) -> Case:
    """A case that its provider has been handed, registered today. Bind the hromada first."""
    number = case_number(year=2026, network=417 if of == OWN else 418, sequence=next(numbers))
    given = service()
    made = Case.objects.create(
        hromada=hromada(of), number=number, state=CaseState.HANDED_OVER, applicant=applicant(of=of),
        service=given, version=given.versions.get(), point=point(of=of), officer=officer or user(),
        provider=provider or organisation(), notification_channel="phone", contact="+380501234567",
        result_channel="same_point", registered_at=now(), access_code_hash="-", inventory=document(of=of),
    )  # fmt: skip
    for step, state in ((Step.REGISTERED, CaseState.REGISTERED), (Step.FORWARDED, CaseState.HANDED_OVER)):
        StatusChange.objects.create(
            hromada_id=of, case=made, step=step, state_after=state, actor=made.officer, actor_name="Хтось",
            actor_role=Role.OFFICER, happened_at=made.registered_at, recorded_at=made.registered_at,
        )  # fmt: skip
    return made


def task(of: Case) -> CaseTask:
    """The second step of the card of a case, not done, so that whose work it is may mark it. Bind the hromada first."""
    card = workflow(of.service, status=VersionStatus.PUBLISHED)
    of.workflow = card
    of.save(update_fields=["workflow"])
    made = [
        CaseTask.objects.create(hromada_id=of.hromada_id, case=of, step=step, order=step.order)
        for step in card.steps.order_by("order")
    ]  # fmt: skip
    return made[1]


def transfer(of: Case, *, to: User) -> CaseTransfer:
    """A hand-over of today by the one who takes the case. Bind the hromada first."""
    made = CaseTransfer.objects.create(
        hromada_id=of.hromada_id, case=of, from_officer=of.officer, to_officer=to, reason="leave", by=to, at=now()
    )
    of.officer, of.registrar = to, of.officer
    of.save(update_fields=["officer", "registrar"])
    return made


def local_days(person: User, *, of: str = OWN) -> LocalDays:
    """A day of closure long ahead. Bind the hromada first."""
    return LocalDays.objects.create(
        hromada=hromada(of), kind=LocalKind.CLOSURE, starts_on=date(2030, 1, 2), ends_on=date(2030, 1, 2),
        name="Ремонт", source="Наказ 1", recorded_by=person, recorded_at=MOMENT,
    )  # fmt: skip


def bag(inside: Case, *, of: str = OWN) -> Bag:
    """A sealed bag with a case, from the case's point to its provider. Bind the hromada first."""
    serial, keeper = next(numbers), Actor.system(of)
    made = Bag.objects.create(
        hromada_id=of, number=bag_number(year=2026, network=417 if of == OWN else 418, sequence=serial),
        opened_at=now(), origin_point=inside.point, destination_provider=inside.provider,
    )  # fmt: skip
    add_case_to_bag(bag=made, case=inside, actor=keeper, at=now())
    return seal_bag(bag=made, seal=f"П {serial}", actor=keeper, at=now())


def civil_case(*, of: str = OWN, officer: User | None = None, provider: Organisation | None = None) -> Case:
    """A case whose result is written on a blank. Bind the hromada first."""
    made = case(of=of, officer=officer, provider=provider)
    made.service = PublicService.objects.filter(code="V-CIV-01").first() or service(code="V-CIV-01")
    made.save()
    return made


def blanks(*, of: str = OWN) -> Movement:
    """Ten blanks received today into the store of a hromada. Bind the hromada first."""
    hromada(of)
    first = 10 * next(numbers)
    (made,) = receive_blanks(
        kind="birth", series="І-АБ", spans=(Span(first, first + 9),), party="Відділ ДРАЦС", document="накладна № 1",
        commission=("Перший П. П.", "Другий Д. Д.", "Третій Т. Т."), happened_on=today(), actor=Actor.system(of),
        at=now(),
    )  # fmt: skip
    return made


def keeper(person: User, *, of: str = OWN) -> Keeper:
    """Who answers for the blanks of a hromada. Bind the hromada first."""
    return appoint_keeper(
        user=person, order="Наказ № 4", valid_from=LONG_AGO, actor=Actor.system(of), at=now()
    )  # fmt: skip


def courier_comes(at: Point, *, of: str = OWN) -> Transfer:
    """A row of the timetable of a point. Bind the hromada first."""
    return Transfer.objects.create(
        hromada_id=of, point=at, weekday=2, at=time(15), valid_from=LONG_AGO, source="Наказ № 3", recorded_at=MOMENT
    )  # fmt: skip


def trip(courier: User, *, of: str = OWN) -> Trip:
    """A trip planned for today, of two stops. Bind the hromada first."""
    made = Trip.objects.create(hromada=hromada(of), on=today(), courier=courier, planned_at=now())
    for order in (1, 2):
        Stop.objects.create(hromada_id=of, trip=made, order=order, point=point(of=of))
    return made


def account(*, of: str = OWN) -> None:
    """Where everything of a hromada is paid to since long ago. Bind the hromada first."""
    facts = AccountFacts(
        valid_from=LONG_AGO, recipient="ГУК у Вигаданій обл.", edrpou="37567646", iban=IBAN,
        purpose="Плата за адміністративну послугу",
    )  # fmt: skip
    set_account(facts=facts, actor=Actor.system(of), at=MOMENT)


def bill(*, of: str = OWN) -> Bill:
    """A bill of a new case for 100 hryvnias, nothing paid. Bind the hromada first."""
    inside = case(of=of)
    account(of=of)
    cost = Cost.objects.create(
        version=inside.version, order=1, kind=CostKind.AMOUNT, amount=Decimal(100), is_confirmed=True
    )
    return issue_bill(case=inside, cost=cost, actor=Actor.system(of), at=now())


def entry(on: Bill, *, of: str = OWN) -> Entry:
    """A part of a bill paid today. Bind the hromada first."""
    facts = ReceiptFacts(number=f"кв-{next(numbers)}", paid_on=today(), amount=Decimal(40), channel="post")
    return record_receipt(bill=on, facts=facts, actor=Actor.system(of), at=now())


def merge(kept: Applicant, *, of: str = OWN) -> Merge:
    """Another record joined to one. Bind the hromada first."""
    gone = applicant(of=of)
    gone.merged_into = kept
    gone.save()
    return Merge.objects.create(
        hromada=hromada(of),
        kept=kept,
        gone=gone,
        kept_version=kept.version + 5,
        merged_at=MOMENT,
        merged_by_name="Хтось",
    )


def draft(person: User, *, of: str = OWN) -> IntakeDraft:
    """An application that an officer has begun. Bind the hromada first."""
    facts = {"hromada": hromada(of), "point": point(of=of), "applicant": applicant(of=of)}
    return IntakeDraft.objects.create(user=person, started_at=now(), saved_at=now(), **facts)


def saved_filter(person: User, *, of: str = OWN) -> SavedFilter:
    return SavedFilter.objects.create(
        hromada_id=of, owner=person, name=f"Фільтр {next(numbers)}", query="work=overdue", created_at=now()
    )


def visit(person: User, case: Case, *, of: str = OWN) -> Visit:
    """A visit of one case. Bind the hromada first."""
    made = Visit.objects.create(
        hromada=hromada(of), user=person, point=case.point, applicant=case.applicant, began_at=MOMENT
    )
    VisitCase.objects.create(hromada=hromada(of), visit=made, case=case, order=1)
    return made


def bundle() -> EventBundle:
    """A turn of life with one service."""
    event, _ = LifeEvent.objects.get_or_create(code="birth", defaults={"name": "Народилася дитина", "name_en": "Birth"})
    made = EventBundle.objects.create(
        code=f"b{next(numbers)}", life_event=event, name="Народилася дитина", valid_from=LONG_AGO, source="рішення"
    )
    BundleLine.objects.create(bundle=made, order=1, service=service())
    return made


def authorisation(person: User, *, of: str = OWN) -> Authorisation:
    """A council's decision in force since long ago, about no service in particular."""
    return Authorisation.objects.create(
        user=person, hromada=hromada(of), decision_number=f"{next(numbers)}-VIII", decided_on=LONG_AGO,
        valid_from=LONG_AGO, recorded_at=MOMENT,
    )  # fmt: skip


def placement_task(at: Point) -> PlacementTask:
    """An address of a point that waits for a person."""
    return PlacementTask.objects.create(point=at, reason=PlacementReason.NO_SETTLEMENT)


def stored_file(*, of: str = OWN, name: str = "скан.png") -> StoredFile:
    """A tiny picture somebody brought; bind the hromada first. It is always the same one, so it is cleaned once."""
    out = io.BytesIO()
    Image.new("1", (4, 4), 1).save(out, "PNG")
    with patch.object(files, "clean", _cleaned_once):
        return keep_file(
            stream=io.BytesIO(out.getvalue()), name=name, declared_size=None, source=FileSource.UPLOAD,
            actor=Actor.system(of), at=MOMENT, hromada_code=of,
        )  # fmt: skip


def _cleaned_once(source: IO[bytes], target: IO[bytes], *, kind: MediaKind) -> Cleaned:
    source.seek(0)
    said, harmless = _cleaned(source.read(), kind)
    target.write(harmless)
    target.flush()
    return said


@cache
def _cleaned(content: bytes, kind: MediaKind) -> tuple[Cleaned, bytes]:
    with TemporaryFile() as source, TemporaryFile() as target:
        source.write(content)
        said = clean(source, target, kind=kind)
        target.seek(0)
        return said, target.read()


def scan(of_case: Case) -> CaseScan:
    """A picture laid into a case."""
    code = of_case.hromada_id
    return attach_file(case=of_case, file=stored_file(of=code), actor=Actor.system(code), at=MOMENT)


def destruction_act(by: User, *, of: str = OWN) -> DestructionAct:
    """An act about one case of long ago that waits for approval; its number tells hromadas apart."""
    old = case(of=of, officer=by)
    act = DestructionAct.objects.create(
        hromada_id=of, number=f"2026-{next(numbers):03d}", commission=[], requested_by_id=by.pk,
        requested_by_name=by.full_name, requested_at=MOMENT,
    )  # fmt: skip
    DestructionItem.objects.create(
        hromada_id=of, act=act, about_type="cases.case", about_id=str(old.pk), number_shown=old.number_shown,
        title=old.service.name, rule="3 р.", keep_until=LONG_AGO,
    )  # fmt: skip
    return act


def letter(*, of: str = OWN) -> Letter:
    """A letter that waits, with one picture inside; bind the hromada first."""
    serial = next(numbers)
    made = Letter.objects.create(
        hromada=hromada(of), mailbox="cnap@mail.example/INBOX", uid_validity=1, uid=serial, digest=f"{serial:064d}",
        sender="maria@example.com", subject="Питання про справу", text="Добрий день!", received_at=MOMENT,
    )  # fmt: skip
    Attachment.objects.create(
        hromada_id=of, letter=made, order=1, name="скан.png", file=stored_file(of=of)
    )  # fmt: skip
    return made


def message(about: Case, *, of: str = OWN) -> Message:
    """A message about a case that a person has to tell; bind the hromada first."""
    return tell(
        actor=Actor.system(of), at=MOMENT, hromada_code=of, channel=Channel.PHONE, recipient="+380501234567",
        subject="Результат готовий", body="Результат готовий.", about=about,
    )  # fmt: skip


def told_case(case: Case, *, of: str = OWN) -> Case:
    """A case with one such message."""
    message(case, of=of)
    return case


def document(*, of: str = OWN) -> GeneratedDocument:
    """An inventory of papers, as it was given out. Bind the hromada first."""
    hromada(of)
    return keep_form(paper=samples.INVENTORY, actor=Actor.system(of), at=MOMENT, hromada_code=of)
