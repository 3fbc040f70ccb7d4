"""Files that leave the house, as answers."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import override

from vikno.common.clock import today
from vikno.programmes.models import Programme
from vikno.support import giving
from vikno.support.exports import handover
from vikno.support.exports.iati import activity_file
from vikno.support.exports.words import memorandum_docx
from vikno.support.models import ActLine, Memorandum, Result
from vikno.support.queries import Transaction

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_answer(one: Memorandum) -> HttpResponse:
    with override("uk"):
        return _file(memorandum_docx(one), DOCX, f"memorandum-{one.pk}.docx")


def iati_answer(
    programme: Programme, results: Iterable[Result], transactions: Callable[[], Iterable[Transaction]], *, at: datetime
) -> HttpResponse:
    """`transactions` are asked for here: their words are in the language of the file, not of the page."""
    with override("uk"):
        body = activity_file(programme, results, transactions(), at=at)
    return _file(body, "application/xml", f"iati-{programme.code}.xml")


def giving_answer(programme: Programme, memoranda: QuerySet[Memorandum], *, at: datetime) -> HttpResponse:
    body = giving.write_package(package_of(programme, memoranda, at=at))
    return _file(body, "application/json", f"360giving-{programme.code}.json")


def handover_answer(lines: QuerySet[ActLine], *, kind: str, at: datetime) -> HttpResponse:
    rows = lines.select_related("organisation")
    if kind == "csv":
        return _file(handover.as_csv(rows), "text/csv; charset=utf-8", "handover.csv")
    return _file(handover.as_json(rows, at=at), "application/json", "handover.json")


def package_of(programme: Programme, memoranda: QuerySet[Memorandum], *, at: datetime) -> giving.Package:
    """A grant for each memorandum that came into force; the amount is what was allocated, in hryvnias."""
    found = memoranda.filter(steps__move="enforce").distinct().prefetch_related("allocations", "steps")
    return giving.package_of([_grant(programme, one) for one in found.order_by("pk")])


def _grant(programme: Programme, one: Memorandum) -> giving.Grant:
    enforced = next(step.at for step in one.steps.all() if step.move == "enforce")
    return giving.grant_of(
        key=f"360G-{programme.code}-{one.pk}", title=one.title, description=one.goal or one.title,
        amount=sum((each.value_uah for each in one.allocations.all()), Decimal(0)), currency="UAH",
        awarded_on=today(enforced), recipient=(f"UA-KATOTTG-{one.hromada_id}", one.hromada.title),
        funder=(programme.code, programme.donor or str(programme.organisation)),
        planned=(one.starts_on, one.ends_on), programme=(programme.code, programme.title),
        area=(one.hromada_id, one.hromada.title),
    )  # fmt: skip


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=kind, headers=headers)
