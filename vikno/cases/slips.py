"""Short printed forms of a case: receipt of acceptance, notice to the applicant, card of the case, the day's list."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.utils.translation import override

from vikno.cases import queries
from vikno.cases.models import Case
from vikno.cases.printing import letterhead, place_of, status_page
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.documents.enums import DocumentKind
from vikno.documents.papers import Letterhead, date_shown, moment_in_words
from vikno.documents.slips import DayList, DayRow, Size, Slip
from vikno.network.models import Centre, Point


def receipt_of(case: Case, *, size: Size, at: datetime) -> Slip:
    """Розписка про прийняття: number, code of access, where to look. For a roll of paper as well as for a sheet."""
    code = case.inventory.data.get("access_code", "") if case.inventory else ""
    return _slip(
        case, DocumentKind.RECEIPT, "Розписка про прийняття документів", size=size, at=at,
        facts=(
            ("Зареєстровано", moment_in_words(case.registered_at)), ("Послуга", case.service.name),
            ("Заявник", str(case.applicant)), ("Документів", str(queries.papers_of(case).count())),
            ("Строк", date_shown(case.due_on)), ("Код доступу", code), ("Прийнято", place_of(case.point)),
        ),
        sentences=(f"Стан справи: {status_page()}, номер справи й код доступу.",),
        signatures=(("Документи прийнято", case.officer.full_name),),
    )  # fmt: skip


def notice_of(case: Case, *, size: Size, at: datetime) -> Slip:
    """Повідомлення заявникові: in which state the case is and what to do."""
    result = getattr(case, "result", None)
    sentences = ["Візьміть документ, що посвідчує особу. Представникові потрібен документ про повноваження."]
    if result is not None and result.issued_at is None:
        sentences.insert(0, f"Результат готовий. Отримати: {case.get_result_channel_display()}.")
    return _slip(
        case, DocumentKind.NOTICE, "Повідомлення заявникові", size=size, at=at,
        facts=(
            ("Заявник", str(case.applicant)), ("Послуга", case.service.name), ("Стан", case.get_state_display()),
            ("Строк", date_shown(case.due_on)), ("Де", place_of(case.point)), ("Телефон", _phone(case.point)),
        ),
        sentences=tuple(sentences), signatures=(),
    )  # fmt: skip


def card_of(case: Case, *, size: Size, at: datetime) -> Slip:
    """Картка справи: what stands on the folder."""
    return _slip(
        case, DocumentKind.CARD, "Картка справи", size=size, at=at,
        facts=(
            ("Зареєстровано", moment_in_words(case.registered_at)),
            ("Послуга", f"{case.service.name} ({case.service.code})"), ("Заявник", str(case.applicant)),
            ("Телефон або адреса", identifiers.phone_formatted(case.contact) or case.contact),
            ("Суб'єкт надання", case.provider.name if case.provider else ""),
            ("Стан", case.get_state_display()), ("Строк", date_shown(case.due_on)),
            ("Прийнято", f"{case.point.name}; {case.officer.full_name}"),
            ("Документи", "; ".join(f"{p.name} ({p.sheets})" for p in queries.papers_of(case))),
            ("Номер в іншій системі", case.external_number),
        ),
        sentences=(), signatures=(),
    )  # fmt: skip


SLIPS: Final[dict[str, Callable[..., Slip]]] = {
    DocumentKind.RECEIPT: receipt_of,
    DocumentKind.NOTICE: notice_of,
    DocumentKind.CARD: card_of,
}


def day_list_of(cases: Iterable[Case], *, actor: Actor, on: date, point: Point | None, at: datetime) -> DayList:
    """Перелік справ за день: what was taken in, point by point or in the whole network."""
    with override("uk"):
        centres = Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk")
        centre = point.centre if point else centres.first()
        rows = tuple(
            DayRow(
                number_shown=case.number_shown, time=f"{case.registered_at.astimezone(clock.KYIV):%H:%M}",
                applicant=str(case.applicant), service=case.service.name, officer=case.officer.full_name,
                state=case.get_state_display(), due_on=case.due_on,
            )
            for case in cases
        )  # fmt: skip
        head = letterhead(centre) if centre else Letterhead(name="ЦНАП")
        return DayList(
            letterhead=head, on=on, place=point.name if point else "Уся мережа", rows=rows,
            made_by=actor.name, made_at=at,
        )  # fmt: skip


def _slip(
    case: Case,
    kind: DocumentKind,
    title: str,
    *,
    size: Size,
    at: datetime,
    facts: tuple[tuple[str, str], ...],
    sentences: tuple[str, ...],
    signatures: tuple[tuple[str, str], ...],
) -> Slip:
    return Slip(
        kind=kind, size=size, letterhead=letterhead(case.point.centre), title=title, number=case.number,
        number_shown=case.number_shown, facts=tuple((name, str(value)) for name, value in facts),
        sentences=sentences, signatures=signatures, made_at=at, is_demo=case.is_demo,
    )  # fmt: skip


def _phone(point: Point) -> str:
    return point.phones[0] if point.phones else point.centre.phone
