"""What the journal calls by its key and a person by its name: everything of theirs that an entry may be about."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from vikno.applicants.models import Applicant
from vikno.applicants.queries import records_of
from vikno.audit.queries import entries_of
from vikno.cases.models import Case, CoApplicant
from vikno.cases.rules import number_formatted
from vikno.notifications.models import Message
from vikno.payments.models import Bill, Entry
from vikno.payments.rules import bill_number_formatted

PERSON, CASE, DOCUMENT, HROMADA = (
    "applicants.applicant", "cases.case", "documents.generateddocument", "territories.unit",
)  # fmt: skip
_BILL, _ENTRY, _MESSAGE = "payments.bill", "payments.entry", "notifications.message"

type Abouts = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Subjects:
    """Cases of a person and, by kind and key of the journal, the words for each thing of theirs."""

    cases: dict[int, Case]
    abouts: Abouts

    def keys_by_kind(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind, key in self.abouts:
            found.setdefault(kind, []).append(key)
        return found


def subjects_of(person: Applicant) -> Subjects:
    """The person, their cases, what was printed, charged, paid and written to them; a constant number of queries."""
    cases = _cases_of(person)
    abouts = {(PERSON, str(pk)): _("дані особи") for pk in records_of(person)}
    abouts |= {(CASE, str(pk)): about(case) for pk, case in cases.items()}
    abouts |= _papers(cases, hromada_code=person.hromada_id)
    abouts |= _money(cases, hromada_code=person.hromada_id)
    abouts |= _messages(cases, hromada_code=person.hromada_id)
    return Subjects(cases, abouts)


def about(case: Case) -> str:
    return _("справа {number}").format(number=number_formatted(case.number))


def _cases_of(person: Applicant) -> dict[int, Case]:
    """Cases the person asked for, alone or with others, and those where they spoke for somebody: all name them."""
    spoke = Q(applicant=person) | Q(representative__person=person)
    together = CoApplicant.objects.filter(spoke, hromada_id=person.hromada_id).order_by()
    found = Case.objects.filter(spoke | Q(pk__in=together.values("case_id")), hromada_id=person.hromada_id)
    return {case.pk: case for case in found.order_by("pk")}


def _papers(cases: dict[int, Case], *, hromada_code: str) -> Abouts:
    kept = {
        (DOCUMENT, str(case.inventory_id)): f"{_('опис')}, {about(case)}"
        for case in cases.values()
        if case.inventory_id
    }
    for entry in entries_of(CASE, cases, hromada_code=hromada_code).filter(action="case.printed"):
        case = cases[int(entry.subject_id)]
        kept[DOCUMENT, str(entry.facts["document"])] = f"{_('лист про проходження')}, {about(case)}"
    return kept


def _money(cases: dict[int, Case], *, hromada_code: str) -> Abouts:
    found: Abouts = {}
    bills = Bill.objects.filter(hromada_id=hromada_code, case_id__in=list(cases)).order_by("pk")
    for bill in bills:
        words = _("рахунок {number}").format(number=bill_number_formatted(bill.number))
        found[_BILL, str(bill.pk)] = f"{words}, {about(cases[bill.case_id])}"
        for paper in filter(None, (bill.paper_a4_id, bill.paper_a5_id)):
            found[DOCUMENT, str(paper)] = f"{words}, {about(cases[bill.case_id])}"
    lines = Entry.objects.filter(hromada_id=hromada_code, bill__case_id__in=list(cases)).order_by("pk")
    for pk, bill_id in lines.values_list("pk", "bill_id"):
        found[_ENTRY, str(pk)] = found[_BILL, str(bill_id)]
    return found


def _messages(cases: dict[int, Case], *, hromada_code: str) -> Abouts:
    sent = Message.objects.filter(
        hromada_code=hromada_code, about_type=CASE, about_id__in=[str(pk) for pk in cases]
    ).order_by("pk")
    return {
        (_MESSAGE, str(pk)): f"{_('повідомлення')}, {about(cases[int(key)])}"
        for pk, key in sent.values_list("pk", "about_id")
    }
