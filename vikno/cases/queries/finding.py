"""One case by what was typed or scanned, and what its page shows."""

from datetime import date

from django.db.models import QuerySet

from vikno.cases import policies, rules
from vikno.cases.errors import CaseNotFound
from vikno.cases.models import Case, CasePaper, StatusChange
from vikno.cases.queries.lists import visible_cases
from vikno.common.actors import Actor
from vikno.network.models import Centre

_ALWAYS = ("applicant", "service", "point__centre", "officer", "version")
# Asked separately: thirteen joins in one statement take the planner 17 ms, longer than everything else together.
_SOMETIMES = ("provider", "representative__person", "decision", "result", "authorisation", "inventory", "registrar")


def number_in(text: str) -> str | None:
    """Thirteen digits of a case number from any spelling or scan; None when the text is none."""
    return rules.number_read(text)


def case_by_number(actor: Actor, number: str) -> Case:
    """A case by any spelling of its number, with what its page shows. Unknown and foreign: CaseNotFound (404)."""
    digits = rules.number_read(number)
    cases = policies.visible(actor).select_related(*_ALWAYS).prefetch_related(*_SOMETIMES)
    case = digits and cases.filter(number=digits).order_by().first()
    if not case:
        raise CaseNotFound
    return case


def cases_by_tail(actor: Actor, text: str, *, today: date) -> list[Case]:
    """Cases of the actor's network whose number ends so (`123-5`), this year and last."""
    network = (
        Centre.objects.filter(hromada_id=actor.hromada_code, network_number__isnull=False)
        .values_list("network_number", flat=True)
        .first()
    )
    numbers = rules.numbers_ending(text, years=(today.year, today.year - 1), network=network or 0)
    return list(visible_cases(actor).filter(number__in=numbers)) if numbers else []


def steps_of(case: Case, *, reader: Actor | None = None) -> QuerySet[StatusChange]:
    """The history of a case, oldest first, ready for the screen and the progress sheet.

    Without a reader of the centre its own remarks are left out.
    """
    return (
        StatusChange.objects.filter(hromada_id=case.hromada_id, case=case)
        .exclude(step__in=policies.unreadable_steps(reader))
        .select_related("point", "organisation")
        .order_by("happened_at", "pk")
    )


def papers_of(case: Case) -> QuerySet[CasePaper]:
    """Lines of the inventory in their order."""
    return CasePaper.objects.filter(hromada_id=case.hromada_id, case=case).order_by("order")
