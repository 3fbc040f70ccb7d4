"""Rows of decree 835 that a hromada publishes by its own hand: posts (appendix 2) and services given (appendix 38).

The hromada must be bound: cases are its own rows. No resident's name, number, address or exact minute leaves.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet, Sum
from django.utils.crypto import salted_hmac

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.accounts.models import Membership
from vikno.applicants.enums import ApplicantKind
from vikno.cases.enums import CaseState, Outcome
from vikno.cases.models import Case
from vikno.common import clock
from vikno.network.models import Posting
from vikno.network.queries import centre_of
from vikno.network.queries.people import in_force
from vikno.opendata.queries.decree import Cells, centre_uid, point_uid

_NOBODY_TOLD: Final = 9  # «не застосовується»: the sex of staff is not kept
_CHUNK: Final = 1000
_STATUSES: Final = {
    CaseState.WITHOUT_MOTION: "Повернуто на доопрацювання",
    CaseState.WITHDRAWN: "Відкликано",
}
_OUTCOMES: Final = {
    Outcome.GRANTED: "Виконано",
    Outcome.REFUSED: "Відмовлено",
    Outcome.LEFT_WITHOUT_CONSIDERATION: "Залишено без розгляду",
}
_TYPES: Final = {
    ApplicantKind.PERSON: "Фізична особа",
    ApplicantKind.ENTREPRENEUR: "Фізична особа-підприємець",
    ApplicantKind.LEGAL_ENTITY: "Юридична особа",
}


def posts(hromada_code: str, *, on: dt.date) -> Iterator[Cells]:
    """Who serves people in the network of a hromada."""
    centre = centre_of(hromada_code)
    held = Membership.objects.filter(
        in_force(on), hromada_code=hromada_code, role__in=DESK_ROLES, ended_at=None, user__is_active=True
    )
    places = _postings(hromada_code, on=on)
    for one in held.select_related("user", "organisation").order_by("pk"):
        posting = places.get(one.user_id)
        body = one.organisation or (centre.operator if centre else None)
        unit = (point_uid(posting.point), posting.point.name) if posting else ("", "")
        if posting is None and centre is not None:
            unit = (centre_uid(centre), centre.name)
        yield {
            "uid": f"m{one.pk}", "name": one.user.full_name, "gender": _NOBODY_TOLD,
            "positionName": one.position or str(Role(one.role).label), "unitId": unit[0], "unitName": unit[1],
            "orgId": body.edrpou if body else "", "orgName": body.name if body else "",
        }  # fmt: skip


def cases_of_year(hromada_code: str, year: int) -> QuerySet[Case]:
    """Cases registered in a year, the earliest first; what was destroyed by an act is not published again."""
    first, last = (clock.midnight(dt.date(day, 1, 1)) for day in (year, year + 1))
    found = Case.objects.filter(hromada_id=hromada_code, registered_at__gte=first, registered_at__lt=last)
    return (
        found.filter(destroyed_at=None)
        .select_related("service", "version__authority", "provider", "applicant", "decision", "result")
        .annotate(paid=Sum("bills__entries__amount"))
        .order_by("registered_at", "pk")
    )


def services_given(cases: QuerySet[Case]) -> Iterator[Cells]:
    """Appendix 38, a row a case."""
    for case in cases.iterator(chunk_size=_CHUNK):
        yield _given(case)


def _given(case: Case) -> Cells:
    applicant = case.applicant
    is_legal = applicant.kind == ApplicantKind.LEGAL_ENTITY
    decision, result = getattr(case, "decision", None), getattr(case, "result", None)
    authority = case.version.authority
    issued = (result.issued_at or result.posted_at) if result else None
    return {
        "uid": public_number(case.number), "registrationDateTime": _moment(case.registered_at, is_exact=is_legal),
        "code": case.service.code, "title": case.service.name,
        "authorityId": case.provider.edrpou if case.provider else "",
        "authorityName": case.provider.name if case.provider else authority.name if authority else "",
        "applicantType": _TYPES[ApplicantKind(applicant.kind)],
        "applicantName": applicant.entity_name if is_legal else "",
        "applicantId": applicant.edrpou if is_legal else "",
        "status": _status(case.state, decision.outcome if decision else ""),
        "providDate": decision.decided_on if decision else None,
        "amount": getattr(case, "paid", None) or Decimal("0.00"), "currency": "UAH",
        "issuedDate": clock.today(issued) if issued else None,
    }  # fmt: skip


def public_number(number: str) -> str:
    """A name of a case that leads nowhere: its own number is half of what opens the page of its state."""
    return salted_hmac("opendata.case", number, algorithm="sha256").hexdigest()[:20]


def _moment(at: dt.datetime, *, is_exact: bool) -> str:
    """Kyiv time. Of a person only the hour: in a village a minute is a name."""
    local = at.astimezone(clock.KYIV)
    return f"{local:%Y-%m-%dT%H:%M}" if is_exact else f"{local:%Y-%m-%dT%H}:00"


def _status(state: str, outcome: str) -> str:
    if outcome:
        return _OUTCOMES[Outcome(outcome)]
    return _STATUSES.get(CaseState(state), "На виконанні")


def _postings(hromada_code: str, *, on: dt.date) -> dict[int, Posting]:
    held = Posting.objects.filter(in_force(on), point__hromada_id=hromada_code).select_related("point")
    return {one.user_id: one for one in held.order_by("-pk")}
