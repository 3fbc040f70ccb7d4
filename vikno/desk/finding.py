"""The one field: what a typed or scanned word leads to, each role among what it may read."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.applicants import queries as applicants
from vikno.applicants.models import Applicant
from vikno.applicants.queries import FoundBy
from vikno.audit import services as audit
from vikno.audit.places import Place
from vikno.cases import queries as cases
from vikno.cases.models import Case
from vikno.cases.queries import CaseFilters
from vikno.common import identifiers
from vikno.common.actors import Actor
from vikno.consignments.policies import visible_bags
from vikno.payments import queries as payments
from vikno.payments.models import Bill
from vikno.territories.models import Unit

MOST_CASES: Final = 50
_BAG_LENGTH: Final = 12
FINDERS: Final = (*sorted(DESK_ROLES), Role.PROVIDER, Role.COURIER)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a question of the find field leads to: one thing, several to choose from, or nothing. `by`: how."""

    by: str = FoundBy.NOTHING
    cases: tuple[Case, ...] = ()
    people: tuple[Applicant, ...] = ()
    bills: tuple[Bill, ...] = ()
    bag_number: str = ""
    has_more: bool = False

    @property
    def only(self) -> Case | Applicant | Bill | None:
        """Straight to the thing only when the question was exact: a likeness is shown, not followed."""
        found = (*self.cases, *self.people, *self.bills)
        return found[0] if len(found) == 1 and self.by != FoundBy.ALIKE else None

    @property
    def is_empty(self) -> bool:
        return not (self.cases or self.people or self.bills or self.bag_number)

    @property
    def shown(self) -> set[int]:
        """Keys of people whose records the page of answers shows."""
        of_cases = {case.applicant_id for case in self.cases} | {bill.case.applicant_id for bill in self.bills}
        return {person.pk for person in self.people} | of_cases


def may_find(actor: Actor) -> bool:
    """Whoever has something to find: the desk everything, a provider its cases and bags, a courier bags."""
    return actor.role in FINDERS and bool(actor.hromada_code)


def answer_to(actor: Actor, text: str, *, today: date) -> Answer:
    """A case, a bag, a bill, people; what is exact before what is a part, what is a number before what is a name."""
    text = text.strip().lstrip("№#").strip()
    ways: tuple[Callable[[Actor, str, date], Answer | None], ...] = (
        _case,
        _bag,
        _bill,
        _tail_or_people,
        _cases_of_name,
    )
    return next((answer for way in ways if (answer := way(actor, text, today))), Answer())


def _case(actor: Actor, text: str, _today: date) -> Answer | None:
    number = cases.number_in(text)
    found = tuple(cases.visible_cases(actor).filter(number=number)) if number else ()
    return Answer(by="case", cases=found) if found else None


def _bag(actor: Actor, text: str, _today: date) -> Answer | None:
    """A bag by its whole number. One that is not there is still said to be a bag's number."""
    digits = identifiers.ungrouped(text)
    if len(digits) != _BAG_LENGTH or not identifiers.has_valid_check_digit(digits):
        return None
    found = visible_bags(actor).filter(number=digits).exists()
    return Answer(by="bag", bag_number=digits) if found or actor.role == Role.COURIER else None


def _bill(actor: Actor, text: str, _today: date) -> Answer | None:
    found = tuple(payments.find_bills(actor, text))
    return Answer(by="bill", bills=found) if found else None


def _tail_or_people(actor: Actor, text: str, today: date) -> Answer | None:
    by_tail = tuple(cases.cases_by_tail(actor, text, today=today)) if re.search(r"\d", text) else ()
    people = applicants.find_applicants(actor, text)
    by = people.by if people.applicants else "tail"
    answer = Answer(cases=by_tail, people=people.applicants, by=by, has_more=people.has_more)
    return None if answer.is_empty else answer


def _cases_of_name(actor: Actor, text: str, today: date) -> Answer | None:
    """A provider knows people by their cases only."""
    if actor.role != Role.PROVIDER or not text:
        return None
    found = tuple(cases.visible_cases(actor, CaseFilters(text=text), today=today)[: MOST_CASES + 1])
    return Answer(by=FoundBy.NAME, cases=found[:MOST_CASES], has_more=len(found) > MOST_CASES) if found else None


def record_answer(*, by: str, people: Collection[int], actor: Actor, at: datetime, place: Place) -> None:
    """One entry for a page of answers: how they were found, how many, whose. The words asked are not kept."""
    audit.record_shown(
        actor=actor, action="search.made", subject=Unit(pk=actor.hromada_code), at=at,
        hromada_code=actor.hromada_code, people=people, place=place,
        asked={"by": str(by), "shown": len(people)},
    )  # fmt: skip
