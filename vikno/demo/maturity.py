"""Self-assessment of the demo: last year's closed, its gaps in the roadmap, this year's half filled in."""

from datetime import datetime, timedelta
from decimal import Decimal

from vikno.assessments import queries, services
from vikno.assessments.services import Answer, Paper, Plan
from vikno.common.actors import Actor
from vikno.common.clock import today

_WAS, _IS = "Торік", "Цього року"
_LOW = {"A2": 1, "D2": 1, "E5": 0, "G3": 1, "I2": 0}  # last year's gaps; all the rest was two
_LEFT = ("I2", "Вартість послуги порахуємо, коли буде фінансовий облік за точками.")
_BEGUN = {"A1": 2, "A4": 2, "A5": 1, "E1": 2, "E4": 2}


def tell(*, head: Actor, at: datetime) -> None:
    """By the head, through the doors people use."""
    before = at - timedelta(days=330)
    row = services.begin(actor=head, at=before, is_demo=True).pk
    _answer_all(row, head, at=before)
    services.hand_in(assessment=row, actor=head, at=before)
    services.close_own(assessment=row, actor=head, at=before)
    _plan(row, head, at=before)
    present = services.begin(actor=head, at=at, is_demo=True).pk
    _answer(present, head, _BEGUN, words=_IS, at=at)


def _answer_all(row: int, head: Actor, *, at: datetime) -> None:
    """What is asked of this size; a paper wherever one is needed."""
    sheet = queries.sheet_of(queries.access_assessment(row, actor=head), actor=head, at=at)
    _answer(row, head, {line.question.code: _LOW.get(line.question.code, 2) for line in sheet.lines}, words=_WAS, at=at)
    filled = queries.sheet_of(queries.access_assessment(row, actor=head), actor=head, at=at)
    for line in filled.without_evidence:
        paper = Paper(title=str(line.question.proof).capitalize(), words="Теки центру, розділ 3", made_on=today(at))
        services.add_evidence(assessment=row, question=line.question.code, paper=paper, actor=head, at=at)


def _answer(row: int, head: Actor, levels: dict[str, int], *, words: str, at: datetime) -> None:
    sheet = queries.sheet_of(queries.access_assessment(row, actor=head), actor=head, at=at)
    answers = {}
    for code, level in levels.items():
        line = sheet.line(code)
        if line is not None:
            agrees = line.measured_level == level
            reason = "" if agrees or line.measured_level is None else f"{words} записи ще не з усіх точок."
            answers[code] = Answer(reply="accept") if agrees else Answer(reply="answer", level=level, reason=reason)
    services.answer(assessment=row, answers=answers, actor=head, at=at)


def _plan(row: int, head: Actor, *, at: datetime) -> None:
    """Two gaps are being closed, one is done, one is left as it is, one waits for a decision."""
    took = {
        code: services.take_up(assessment=row, question=code, actor=head, at=at)
        for code in ("A2", "D2", "E5")
        if code in _gaps(row, head, at=at)
    }
    if _LEFT[0] in _gaps(row, head, at=at):
        services.leave_as_is(assessment=row, question=_LEFT[0], reason=_LEFT[1], actor=head, at=at)
    due = today(at) + timedelta(days=400)
    for code, cost in (("A2", "186000"), ("E5", "94500")):
        if code in took:
            plan = Plan(
                title=took[code].title, result=took[code].result, owner_name="відділ ЦНАП", due_on=due,
                cost=Decimal(cost), funding="own",
            )  # fmt: skip
            services.change_item(item=took[code].pk, plan=plan, actor=head, at=at)
            for to in ("agreed", "funded", "in_progress"):
                services.move_item(item=took[code].pk, to=to, actor=head, at=at, funding="own")
    if "E5" in took:
        done = at + timedelta(days=200)
        services.move_item(
            item=took["E5"].pk, to="done", words="акт уведення генератора", actor=head, at=done
        )  # fmt: skip


def _gaps(row: int, head: Actor, *, at: datetime) -> set[str]:
    sheet = queries.sheet_of(queries.access_assessment(row, actor=head), actor=head, at=at)
    return {line.question.code for line in sheet.gaps}
