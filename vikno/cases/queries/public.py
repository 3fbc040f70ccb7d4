"""What the holder of a receipt may read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch

from vikno.cases import rules
from vikno.cases.enums import ResultChannel, Step
from vikno.cases.models import Case, CaseNumber, StatusChange
from vikno.common import clock, tenancy


@dataclass(frozen=True, kw_only=True)
class PublicStep:
    step: str
    label: str
    happened_at: datetime
    place: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicStatus:
    """What the holder of a receipt may read: no names, no papers, no word about the decision."""

    number: str
    service: str
    service_en: str
    state: str
    state_label: str
    registered_at: datetime
    due_on: date | None
    term_sentence: str
    is_overdue: bool
    result_channel_label: str
    point_name: str
    steps: tuple[PublicStep, ...]


_PUBLIC_STEPS = frozenset(Step) - {Step.NOTE, Step.INTERNAL_NOTE, Step.REASSIGNED, Step.BAGGED}


def public_status(number: str, code: str) -> PublicStatus | None:
    """The status for the public page; None for an unknown number and for a wrong code alike.

    Call inside a transaction. One indexed read finds whose the number is, then that hromada is bound for the rest
    and the former binding is put back. The comparison takes the same time for every wrong code.
    """
    digits, secret = rules.number_read(number), rules.access_code_read(code)
    given = CaseNumber.objects.filter(number=digits).first() if digits else None
    before = tenancy.bound()
    try:
        tenancy.bind(given.hromada_code if given else "")
        case = _publicly_asked(given)
        keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
        fits = rules.code_matches(
            keys=keys, number=digits or "", code=secret or "", digest=case.access_code_hash if case else ""
        )
        return _public(case) if case is not None and secret and fits else None
    finally:
        tenancy.bind(before)


def _publicly_asked(given: CaseNumber | None) -> Case | None:
    if given is None:
        return None
    steps = StatusChange.objects.filter(hromada_id=given.hromada_code, step__in=_PUBLIC_STEPS)
    return (
        Case.objects.filter(hromada_id=given.hromada_code, number=given.number)
        .select_related("service", "point")
        .prefetch_related(Prefetch("steps", steps.select_related("point").order_by("happened_at", "pk")))
        .first()
    )


def _public(case: Case) -> PublicStatus:
    return PublicStatus(
        number=rules.number_formatted(case.number), service=case.service.name, service_en=case.service.name_en,
        state=case.state, state_label=case.get_state_display(), registered_at=case.registered_at,
        due_on=case.due_on, term_sentence=case.term_explanation.get("sentence", ""),
        is_overdue=rules.is_overdue(state=case.state, due_on=case.due_on, today=clock.today()),
        result_channel_label=str(ResultChannel(case.result_channel).label), point_name=case.point.name,
        steps=tuple(
            PublicStep(
                step=s.step, label=s.get_step_display(), happened_at=s.happened_at,
                place=s.point.name if s.point else "", note=s.note if s.step == Step.APPLICANT_NOTE else "",
            )
            for s in case.steps.all()
        ),
    )  # fmt: skip
