"""Pattern cases: the project's services lead each through its life, and leave one at every stage of it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from bench.country.network import AT_ONCE_FROM, SERVICES
from bench.hromada import HOME, OFFICER, SINCE
from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant
from vikno.applicants.services import ApplicantFacts, add_applicant
from vikno.cases import services
from vikno.cases.enums import Outcome, Step
from vikno.cases.models import Case, CasePaper, Decision, Result, StatusChange
from vikno.cases.services import PaperLine
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.network.models import Offering, Point

type Act = Callable[[Case, dt.datetime], object]
COPIED: Final = (Case, CasePaper, StatusChange, Decision, Result)
_PAPERS: Final = [PaperLine(name=name, evidence_form="original") for name in ("Заява", "Довідка про доходи")]
_BEGAN: Final = dt.datetime(2026, 3, 2, 9, tzinfo=clock.KYIV)


@dataclass(frozen=True)
class Life:
    """What befalls a case and on which day after the first; how many of a hundred cases live so, on which services."""

    of_hundred: int
    services: range
    acts: tuple[tuple[int, Act], ...]
    has_provider: bool = False


@dataclass(frozen=True)
class Pattern:
    """The case to copy for a case of a life that is from `since` to `until` days old (the last outside)."""

    life: int
    since: int
    until: int
    case_id: int


def _step(step: Step) -> Act:
    return lambda case, at: services.record_step(
        case=case, step=step, actor=OFFICER, at=at, point=case.point, organisation=case.provider
    )


def _decide(case: Case, at: dt.datetime) -> object:
    return services.decide_case(
        case=case, actor=OFFICER, at=at, outcome=Outcome.GRANTED, decided_on=clock.today(at), point=case.point
    )


def _return(case: Case, at: dt.datetime) -> object:
    return services.receive_result(case=case, actor=OFFICER, at=at, point=case.point, shelf="А1")


def _tell(case: Case, at: dt.datetime) -> object:
    return services.notify_applicant(case=case, actor=OFFICER, at=at, point=case.point, proof="телефоном")


def _issue(case: Case, at: dt.datetime) -> object:
    return services.issue_result(case=case, actor=OFFICER, at=at, point=case.point, identity_seen="паспорт")


def _withdraw(case: Case, at: dt.datetime) -> object:
    return services.withdraw_case(case=case, actor=OFFICER, at=at, reason="Передумав", point=case.point)


def _of_days(*days: int) -> tuple[tuple[int, Act], ...]:
    """Decided by the centre, told, handed over."""
    return tuple(zip(days, (_decide, _return, _tell, _issue), strict=True))


def _by_provider(*days: int) -> tuple[tuple[int, Act], ...]:
    acts = (_step(Step.FORWARDED), _step(Step.ACCEPTED), _decide, _return, _tell, _issue)
    return tuple(zip(days, acts, strict=True))


_SLOW, _AT_ONCE = range(1, AT_ONCE_FROM), range(AT_ONCE_FROM, SERVICES + 1)
LIVES: Final = (
    Life(64, _AT_ONCE, ((0, _decide), (0, _return), (0, _issue))),
    Life(11, _SLOW, _of_days(3, 3, 4, 6)),
    Life(9, _SLOW, _of_days(9, 10, 10, 15)),
    Life(5, _SLOW, _of_days(24, 25, 26, 30)),
    Life(2, _SLOW, _of_days(38, 39, 40, 52)),
    Life(4, _SLOW, _by_provider(1, 2, 14, 16, 17, 21), has_provider=True),
    Life(2, _SLOW, _by_provider(2, 5, 29, 31, 32, 45), has_provider=True),
    Life(1, _SLOW, ((1, _withdraw),)),
    Life(1, _SLOW, _of_days(20, 21, 22, 400)),  # nobody comes for the result
    Life(1, _SLOW, ((900, _decide),)),  # forgotten
)


def lay_lives() -> list[Pattern]:
    """Patterns of every life at every stage; copies of their rows in the schema `laid`, where no policy hides them."""
    with tenancy.working_for(HOME):
        _offer_all()
        facts = ApplicantFacts(family_name="Іваненко", given_name="Марія", phone="0501234567")
        person = add_applicant(actor=OFFICER, at=_BEGAN, facts=facts)
        found = [one for number, life in enumerate(LIVES) for one in _stages(number, life, person)]
        with connection.cursor() as cursor:
            for model in COPIED:
                table = model._meta.db_table
                cursor.execute(f"CREATE TABLE laid.{table} AS SELECT * FROM {table}")  # noqa: S608  our own names
    return found


def _stages(number: int, life: Life, person: Applicant) -> Sequence[Pattern]:
    """A case for each number of acts that are done."""
    days = [day for day, _act in life.acts]
    since = [0, *(day + 1 for day in days)]
    until = [*(day + 1 for day in days), 100_000]
    stages = range(len(life.acts) + 1)
    return [
        Pattern(number, since[stage], until[stage], _lived(life, stage, person))
        for stage in stages if since[stage] < until[stage]
    ]  # fmt: skip


def _lived(life: Life, stage: int, person: Applicant) -> int:
    papers = _PAPERS[:1] if life.services is _AT_ONCE else _PAPERS
    opened = services.open_case(
        actor=OFFICER, at=_BEGAN, point=Point.objects.get(pk=1), applicant=person, papers=papers,
        service=PublicService.objects.get(pk=life.services[0]), notification_channel="phone", contact="+380501234567",
        provider=Organisation.objects.get(pk=1) if life.has_provider else None,
    )  # fmt: skip
    for place, (day, act) in enumerate(life.acts[:stage], start=1):
        act(opened.case, _BEGAN + dt.timedelta(days=day, minutes=10 * place))
    return opened.case.pk


def _offer_all() -> None:
    """The pattern's point gives one service; here it gives all."""
    Offering.objects.bulk_create(
        Offering(point_id=1, service_id=key, valid_from=SINCE) for key in range(2, SERVICES + 1)
    )
