"""What the printed forms of a case say: values for the room of documents, in Ukrainian whatever the screen speaks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from vikno.cases import law, queries, rules
from vikno.cases.afterwards import complaint_of, complaint_shown
from vikno.cases.arrival import arrival_in_words
from vikno.cases.enums import HearingResponse, HearingWay
from vikno.cases.models import Case, CasePaper, CoApplicant, Decision, StatusChange
from vikno.cases.workflow import ShownTask, shown_tasks
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.documents.papers import (
    DecisionNotice,
    Inventory,
    InventoryPaper,
    Journal,
    JournalRow,
    Letterhead,
    ProgressSheet,
    ProgressStep,
    ProgressTask,
)
from vikno.network.enums import PointKind
from vikno.network.models import Centre, Point


def inventory_of(
    case: Case, *, access_code: str, officer: str, papers: Iterable[CasePaper], together: Iterable[CoApplicant]
) -> Inventory:
    """The опис of a case just registered, of the rows just written."""
    with override("uk"):
        return Inventory(
            letterhead=letterhead(case.point.centre, main=case.point if case.point.kind == PointKind.MAIN else None),
            number=case.number,
            number_shown=rules.number_formatted(case.number),
            registered_at=case.registered_at,
            service=case.service.name,
            applicant=_everybody(case, together),
            representative=_representative(case),
            point=place_of(case.point),
            officer=officer,
            papers=tuple(
                InventoryPaper(name=p.name, form=p.get_evidence_form_display(), sheets=p.sheets) for p in papers
            ),
            notification=_channel(case),
            notes=_arrival(case),
            result=case.get_result_channel_display(),
            term=case.term_explanation.get("sentence", ""),
            access_code=rules.access_code_formatted(access_code),
            status_page=status_page(),
            phone=_phone(case.point),
            is_demo=case.is_demo,
        )


def progress_sheet_of(case: Case, *, at: datetime) -> ProgressSheet:
    """The лист про проходження справи as it stands at a moment."""
    with override("uk"):
        return ProgressSheet(
            letterhead=letterhead(case.point.centre),
            number=case.number,
            number_shown=rules.number_formatted(case.number),
            registered_at=case.registered_at,
            service=case.service.name,
            applicant=_everybody(case),
            provider=case.provider.name if case.provider else "",
            term=case.term_explanation.get("sentence", ""),
            state=case.get_state_display(),
            steps=tuple(_step(step) for step in queries.steps_of(case)),
            tasks=tuple(_task(number, task) for number, task in enumerate(shown_tasks(case, today=clock.today(at)), 1)),
            made_at=at,
            is_demo=case.is_demo,
        )


def decision_notice_of(case: Case, decision: Decision, *, officer: str, at: datetime) -> DecisionNotice:
    """The повідомлення про рішення: before the applicant is told it says the day that holds if it is given today."""
    with override("uk"):
        is_told = decision.told_on is not None
        route = complaint_shown(case, decision) if is_told else complaint_of(case, decision, told_on=clock.today(at))
        sentences = route.sentences if route else ()
        if route and not is_told:
            sentences = ("День пораховано так, ніби повідомлення вручено сьогодні.", *sentences)
        return DecisionNotice(
            letterhead=letterhead(case.point.centre),
            number=case.number,
            number_shown=rules.number_formatted(case.number),
            registered_at=case.registered_at,
            service=case.service.name,
            applicant=str(case.applicant),
            representative=_representative(case),
            together=together_of(case),
            decided_by=case.provider.name if case.provider else case.point.centre.name,
            outcome=decision.get_outcome_display(),
            decided_on=decision.decided_on,
            decision_number=decision.number,
            grounds=decision.grounds,
            hearing=hearing_in_words(case, decision),
            result=""
            if route
            else f"Де отримати: {case.get_result_channel_display()}. Візьміть документ, що посвідчує особу.",
            complain_until=route.until if route else None,
            complaint=sentences,
            officer=officer,
            phone=_phone(case.point),
            made_at=at,
            is_demo=case.is_demo,
        )


def together_of(case: Case) -> tuple[str, ...]:
    """«Петренко Іван, співвласник (через представника …)» for everybody who applies together."""
    return _in_words(queries.co_applicants_of(case))


def _in_words(together: Iterable[CoApplicant]) -> tuple[str, ...]:
    return tuple(
        f"{row.applicant}, {row.get_role_display()}"
        + (f" ({row.representative.person}, {row.representative})" if row.representative else "")
        for row in together
    )


def _everybody(case: Case, together: Iterable[CoApplicant] | None = None) -> str:
    """The applicant and, after them, whoever applies together."""
    beside = together_of(case) if together is None else _in_words(together)
    return "; ".join([str(case.applicant), *beside])


def hearing_in_words(case: Case, decision: Decision | None) -> str:
    """Whether the applicant was heard, when and how, or on which ground not; empty where nobody asked."""
    heard = queries.hearings_of(case).exclude(response="").last()
    if heard is not None and heard.response_on is not None:
        invited = f"Вас запрошено {heard.invited_on:%d.%m.%Y} висловитися {heard.held_on:%d.%m.%Y}"
        how = f"{invited} ({HearingWay(heard.way).label})."
        said = HearingResponse(heard.response).label
        words = f" {heard.response_words}" if heard.response_words else ""
        return f"{how} {heard.response_on:%d.%m.%Y}: {said}.{words}"
    if decision is None or not decision.unheard_ground:
        return ""
    grounds = {code: words for row in law.hearing_rules() for code, words in row.exceptions.items()}
    ground = grounds.get(decision.unheard_ground, decision.unheard_ground)
    sources = [row.source for row in law.hearing_rules() if row.regime == case.regime and decision.decided_on in row]
    source = f" ({sources[0]})" if sources else ""
    return f"Рішення ухвалено без слухання, тому що {ground}{source}. {decision.unheard_words}".strip()


def _representative(case: Case) -> str:
    person = case.representative
    return f"{person.person} ({person})" if person else ""


def journal_of(
    cases: Iterable[Case], *, actor: Actor, since: date, until: date, point: Point | None, at: datetime
) -> Journal:
    """The registration journal of a period, at one point or over the network."""
    centre = point.centre if point else Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk").first()
    with override("uk"):
        rows = tuple(journal_row(case) for case in cases)
        return Journal(
            letterhead=letterhead(centre) if centre else Letterhead(name=""),
            since=since,
            until=until,
            place=place_of(point) if point else str(centre or ""),
            rows=rows,
            made_at=at,
            is_demo=bool(centre and centre.is_demo),
        )


def journal_row(case: Case) -> JournalRow:
    """One line of the journal; `case` comes from queries.journal with its decision, result and hand-over."""
    decision, result = getattr(case, "decision", None), getattr(case, "result", None)
    forwarded_at: datetime | None = getattr(case, "forwarded_at", None)
    return JournalRow(
        number_shown=rules.number_formatted(case.number),
        registered_at=case.registered_at,
        applicant=str(case.applicant),
        service=case.service.name,
        point=case.point.name,
        officer=(case.registrar or case.officer).full_name,
        due_on=case.due_on,
        forwarded_on=clock.today(forwarded_at) if forwarded_at else None,
        outcome=decision.get_outcome_display() if decision else "",
        issued_on=clock.today(result.issued_at) if result and result.issued_at else None,
    )


def status_page() -> str:
    """Where the holder of a receipt looks: the public page, or the site itself where that page is not served."""
    try:
        return f"{settings.SITE_URL}{reverse('portal:status')}"
    except NoReverseMatch:
        return settings.SITE_URL


def letterhead(centre: Centre, *, main: Point | None = None) -> Letterhead:
    """The office a form comes from; `main` where the main point is at hand."""
    if main is None:
        main = centre.points.filter(kind=PointKind.MAIN).select_related("settlement").order_by("pk").first()
    address = _address(main) if main else ""
    return Letterhead(name=centre.name, lines=tuple(filter(None, (address, centre.phone))))


def place_of(point: Point) -> str:
    """«ВРМ Вербівка, Вербівка, вул. Шкільна, 1»."""
    return ", ".join(filter(None, (point.name, _address(point))))


def _address(point: Point) -> str:
    settlement = point.settlement.name if point.settlement else ""
    return ", ".join(filter(None, (settlement, point.street_address))) or point.address_text


def _phone(point: Point) -> str:
    return point.phones[0] if point.phones else point.centre.phone


def _arrival(case: Case) -> tuple[str, ...]:
    """How it came, where that is not by the applicant's own hands."""
    return (f"Подано {arrival_in_words(case)}.",) if case.intake_facts else ()


def _channel(case: Case) -> str:
    contact = identifiers.phone_formatted(case.contact)
    return (
        f"{case.get_notification_channel_display()}: {contact}" if contact else case.get_notification_channel_display()
    )


def _task(number: int, shown: ShownTask) -> ProgressTask:
    task = shown.task
    return ProgressTask(
        number=number,
        name=task.step.name,
        responsible=task.step.responsible,
        action=task.step.action,
        due_on=task.due_on,
        done_at=task.done_at,
        by=task.done_by_name,
        note=task.note,
    )


def _step(step: StatusChange) -> ProgressStep:
    place = step.point.name if step.point else str(step.organisation or "")
    return ProgressStep(
        happened_at=step.happened_at,
        step=step.get_step_display(),
        place=place,
        by=f"{step.actor_name}, {step.role_label}",
        note=step.note,
    )
