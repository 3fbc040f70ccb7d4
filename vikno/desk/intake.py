"""Steps of taking an application in: which there are, which are done, where to go next. No clock, no database."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class IntakeStep(StrEnum):
    WHO = "who"
    SERVICE = "service"
    PAPERS = "papers"
    WISHES = "wishes"
    CHECK = "check"


TITLES: dict[IntakeStep, Promise] = {
    IntakeStep.WHO: _("Заявник"),
    IntakeStep.SERVICE: _("Послуга"),
    IntakeStep.PAPERS: _("Документи"),
    IntakeStep.WISHES: _("Зв'язок і результат"),
    IntakeStep.CHECK: _("Перевірка"),
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a draft already has."""

    has_applicant: bool
    has_service: bool
    has_papers: bool
    has_wishes: bool

    def is_done(self, step: IntakeStep) -> bool:
        return {
            IntakeStep.WHO: self.has_applicant,
            IntakeStep.SERVICE: self.has_service,
            IntakeStep.PAPERS: self.has_papers,
            IntakeStep.WISHES: self.has_wishes,
            IntakeStep.CHECK: False,
        }[step]


def next_step(progress: Progress) -> IntakeStep:
    """The first step that is not done: an officer who corrects one step is brought back to the check."""
    return next((step for step in IntakeStep if not progress.is_done(step)), IntakeStep.CHECK)


def may_enter(step: IntakeStep, progress: Progress) -> bool:
    """A step opens when those before it are done."""
    steps = list(IntakeStep)
    return all(progress.is_done(before) for before in steps[: steps.index(step)])


def missing(progress: Progress) -> list[IntakeStep]:
    """Steps that keep an application from its number."""
    return [step for step in IntakeStep if step != IntakeStep.CHECK and not progress.is_done(step)]
