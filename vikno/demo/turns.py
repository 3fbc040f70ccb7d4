"""What does not go smoothly in the invented year: defects, pauses, hearings, results nobody takes, the archive."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vikno.cases import services as cases
from vikno.cases.enums import CaseState, HearingResponse, HearingWay, Outcome
from vikno.cases.errors import NotYetUnclaimed
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point

LEFT: Final = "left"
RUNS: Final = "runs"
WAITS: Final = "waits"
GROUNDS: Final = {
    Outcome.GRANTED: "",
    Outcome.REFUSED: "Заявник не належить до кола осіб, яким надають послугу.",
    Outcome.LEFT_WITHOUT_CONSIDERATION: "Недоліків заяви не усунено у визначений строк.",
}
_DEFECTS: Final = ("Заява без підпису. Підпишіть її.", "Бракує довідки про склад сім'ї.", "У заяві не вказано адреси.")
_SAID: Final = (
    "Не згоден: усі довідки подано разом із заявою.",
    "Просить урахувати, що дохід зменшився через втрату роботи.",
    "Погоджується, що підстав немає, подасть нову заяву.",
)


@dataclass(frozen=True)
class Turn:
    """What comes next instead, and in how many working days."""

    what: str
    days: int


def instead_of_a_decision(dice: random.Random, case: Case, *, actor: Actor, at: datetime) -> Turn | None:
    """In one case of eight something happens before the decision; None when nothing does."""
    chance = dice.random()
    if case.is_immediate or chance > 0.15 or (case.due_on is not None and case.due_on <= clock.today(at)):
        return None
    if chance < 0.07:
        return _invite(dice, case, actor=actor, at=at)
    if case.state != CaseState.ACCEPTED:
        return None
    if chance < 0.11:
        return _find_defects(dice, case, actor=actor, at=at)
    if chance < 0.13:
        cases.suspend_case(case=case, actor=actor, at=at, on=clock.today(at), ground="other_body", detail="запит № 17")
        return Turn("go on", 12 + dice.randrange(10))
    if case.term_explanation.get("extended_days"):
        return None
    cases.extend_term(case=case, actor=actor, at=at, on=clock.today(at), days=7, ground="evidence")
    return Turn("decide", 5)


def _invite(dice: random.Random, case: Case, *, actor: Actor, at: datetime) -> Turn:
    cases.invite_to_hearing(
        case=case, actor=actor, at=at, held_on=clock.today(at) + timedelta(days=5),
        way=dice.choice(list(HearingWay)), place="о 10:00, вул. Соборна, 14, кабінет 3",
        about="Збираються відмовити: за документами заявник не належить до кола осіб, яким надають послугу.",
    )  # fmt: skip
    return Turn("hear", 5 + dice.randrange(4))


def _find_defects(dice: random.Random, case: Case, *, actor: Actor, at: datetime) -> Turn:
    today = clock.today(at)
    cases.leave_without_motion(
        case=case, actor=actor, at=at, on=today, defects=dice.choice(_DEFECTS), cure_by=today + timedelta(days=14)
    )
    return Turn("go on", 4 + dice.randrange(14))


def hear(dice: random.Random, case: Case, *, officer: Actor, at: datetime) -> bool:
    """Most come and speak; whether a hearing was on."""
    if case.state != CaseState.HEARING:
        return False
    response = HearingResponse.CAME if dice.random() < 0.7 else HearingResponse.ABSENT
    words = dice.choice(_SAID) if response == HearingResponse.CAME else ""
    cases.record_hearing(case=case, actor=officer, at=at, response=response, on=clock.today(at), words=words)
    return True


def go_on(dice: random.Random, case: Case, *, actor: Actor, officer: Actor, at: datetime) -> str:
    """Mend or resume; LEFT when the day of cure passed and nobody came, WAITS while it has not."""
    today = clock.today(at)
    if case.state == CaseState.SUSPENDED:
        cases.resume_case(case=case, actor=actor, at=at, on=today, note="надійшла відповідь на запит")
        return RUNS
    if case.state != CaseState.WITHOUT_MOTION:
        return ""
    if case.term_explanation["cure_by"] < today.isoformat():
        return LEFT
    if dice.random() < 0.3:
        return WAITS
    cases.record_cure(case=case, actor=officer, at=at, on=today, note="доповнений пакет документів")
    return RUNS


def forgotten(dice: random.Random, case: Case, *, officer: Actor, point: Point, at: datetime) -> Turn | None:
    """Mark it; a third stays on the shelf, the rest is posted or goes to the archive."""
    if case.state == CaseState.POSTED:
        cases.take_back_letter(case=case, actor=officer, at=at, point=point, shelf="Б-7", note="адресат вибув")
        return Turn("archive", 10)
    if case.state == CaseState.NOTIFIED:
        try:
            cases.mark_unclaimed(case=case, actor=officer, at=at)
        except NotYetUnclaimed:
            return Turn("forgotten", 10)
    if case.state != CaseState.UNCLAIMED or dice.random() < 0.35:
        return None
    if dice.random() < 0.4:
        return Turn("archive", 5)
    person = case.applicant
    home = person.settlement.name if person.settlement else "Вербопіль"
    cases.post_result(
        case=case, actor=officer, at=at, address=f"{home}, {person.street_address}",
        tracking=f"05001{dice.randrange(10**8):08d}",
    )  # fmt: skip
    return Turn("forgotten", 15) if dice.random() < 0.4 else Turn("archive", 30)


def archive(dice: random.Random, case: Case, *, officer: Actor, at: datetime) -> None:
    """Put away what is over."""
    if case.state in (CaseState.ISSUED, CaseState.POSTED, CaseState.UNCLAIMED):
        cases.archive_case(case=case, actor=officer, at=at, shelf=f"Шафа {1 + dice.randrange(6)}, {at:%Y}")
