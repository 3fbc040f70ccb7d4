"""States, steps and kinds of calls and proposals."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class CallState(TextChoices):
    DRAFT = "draft", _("чернетка")
    APPROVED = "approved", _("затверджено")
    FORECASTED = "forecasted", _("оголошено наперед")
    OPEN = "open", _("приймає заявки")
    EXTENDED = "extended", _("строк продовжено")
    CLOSED = "closed", _("прийом завершено")
    UNDER_REVIEW = "under_review", _("розглядають")
    DECIDED = "decided", _("рішення ухвалено")
    PUBLISHED = "published", _("результати оприлюднено")
    ARCHIVED = "archived", _("в архіві")
    CANCELLED = "cancelled", _("скасовано")


class CallMove(TextChoices):
    """What is done to a call. `resume` follows `extend` in the same moment."""

    APPROVE = "approve", _("Затвердити")
    FORECAST = "forecast", _("Оголосити наперед")
    OPEN = "open", _("Відкрити прийом")
    EXTEND = "extend", _("Продовжити строк")
    RESUME = "resume", _("Приймати далі")
    CLOSE = "close", _("Завершити прийом")
    REVIEW = "review", _("Почати розгляд")
    DECIDE = "decide", _("Ухвалити рішення")
    PUBLISH = "publish", _("Оприлюднити результати")
    ARCHIVE = "archive", _("Передати в архів")
    CANCEL = "cancel", _("Скасувати конкурс")


# Calls that anybody reads about: a draft and an approved one are the programme's own matter.
PUBLIC_STATES: Final = frozenset(CallState) - {CallState.DRAFT, CallState.APPROVED}

CALL_KINDS: Final[Mapping[str, StatusKind]] = {
    CallState.DRAFT: "draft", CallState.APPROVED: "waiting", CallState.FORECASTED: "waiting",
    CallState.OPEN: "progress", CallState.EXTENDED: "progress", CallState.CLOSED: "waiting",
    CallState.UNDER_REVIEW: "progress", CallState.DECIDED: "done", CallState.PUBLISHED: "done",
    CallState.ARCHIVED: "neutral", CallState.CANCELLED: "late",
}  # fmt: skip


class ProposalState(TextChoices):
    DRAFT = "draft", _("чернетка")
    SUBMITTED = "submitted", _("подано")
    CLARIFICATION = "clarification", _("потрібне уточнення")
    RESUBMITTED = "resubmitted", _("подано з уточненням")
    ELIGIBLE = "eligible", _("відповідає умовам")
    INELIGIBLE = "ineligible", _("не відповідає умовам")
    IN_REVIEW = "in_review", _("оцінюють")
    SCORED = "scored", _("оцінено")
    RANKED = "ranked", _("впорядковано")
    SELECTED = "selected", _("відібрано")
    RESERVE = "reserve", _("у резерві")
    NOT_SELECTED = "not_selected", _("не відібрано")
    CONFIRMED = "confirmed", _("участь підтверджено")
    DECLINED = "declined", _("громада відмовилась")
    EXPIRED = "expired", _("не подано вчасно")
    WITHDRAWN = "withdrawn", _("відкликано")


class ProposalMove(TextChoices):
    START = "start", _("Почати заявку")
    SUBMIT = "submit", _("Подати заявку")
    ASK = "ask", _("Попросити уточнення")
    RESUBMIT = "resubmit", _("Подати уточнення")
    ADMIT = "admit", _("Визнати відповідною")
    REFUSE = "refuse", _("Визнати невідповідною")
    REVIEW = "review", _("Передати на оцінювання")
    SCORE = "score", _("Завершити оцінювання")
    RANK = "rank", _("Впорядкувати")
    SELECT = "select", _("Відібрати")
    KEEP = "keep", _("Залишити в резерві")
    PASS_OVER = "pass_over", _("Не відбирати")
    RECONSIDER = "reconsider", _("Розглянути наново")
    CONFIRM = "confirm", _("Підтвердити участь")
    DECLINE = "decline", _("Відмовитися від участі")
    EXPIRE = "expire", _("Закрити неподану")
    WITHDRAW = "withdraw", _("Відкликати заявку")


PROPOSAL_KINDS: Final[Mapping[str, StatusKind]] = {
    ProposalState.DRAFT: "draft", ProposalState.SUBMITTED: "progress", ProposalState.CLARIFICATION: "late",
    ProposalState.RESUBMITTED: "progress", ProposalState.ELIGIBLE: "progress", ProposalState.INELIGIBLE: "neutral",
    ProposalState.IN_REVIEW: "progress", ProposalState.SCORED: "progress", ProposalState.RANKED: "progress",
    ProposalState.SELECTED: "done", ProposalState.RESERVE: "waiting", ProposalState.NOT_SELECTED: "neutral",
    ProposalState.CONFIRMED: "done", ProposalState.DECLINED: "neutral", ProposalState.EXPIRED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
}  # fmt: skip


class Stage(TextChoices):
    """Stages of the selection that a track may switch on."""

    FACTS = "facts", _("бали за вимірні факти")
    REVIEW = "review", _("оцінка експертів")
    INTERVIEW = "interview", _("співбесіда")
    VISIT = "visit", _("виїзд експертів")


class Source(TextChoices):
    """Who gives the score of a criterion."""

    FACT = "fact", _("факт із записів")
    REVIEWER = "reviewer", _("експерт")
    INTERVIEW = "interview", _("співбесіда")


class AdvantageMode(TextChoices):
    TIE_BREAK = "tie_break", _("перевага за рівних балів")
    POINTS = "points", _("додаткові бали")


class RegionKind(TextChoices):
    GUARANTEE = "guarantee", _("гарантовані місця")
    CAP = "cap", _("не більше місць")


class Phase(TextChoices):
    """Parts of a call in which fields of a proposal may be kept from those who look at it."""

    ELIGIBILITY = "eligibility", _("перевірка умов")
    REVIEW = "review", _("оцінювання")
    INTERVIEW = "interview", _("співбесіди")
    PUBLISHED = "published", _("оприлюднення")


class Hidden(TextChoices):
    """Groups of fields that a phase may hide."""

    HROMADA = "hromada", _("назва громади")
    OBLAST = "oblast", _("область")
    PEOPLE = "people", _("хто подав і контакти")
    FACTS = "facts", _("факти про громаду")
    ASSESSMENT = "assessment", _("самооцінка")
    ANSWERS = "answers", _("відповіді на питання")


class Fit(TextChoices):
    """What comes of a rule: a person looks where the records do not say."""

    PASS = "pass", _("виконано")
    FAIL = "fail", _("не виконано")
    PERSON = "person", _("вирішує людина")


FIT_KINDS: Final[Mapping[str, StatusKind]] = {Fit.PASS: "done", Fit.FAIL: "late", Fit.PERSON: "waiting"}


class QuestionState(TextChoices):
    ASKED = "asked", _("чекає відповіді")
    ANSWERED = "answered", _("відповідь оприлюднено")
    REFUSED = "refused", _("не стосується конкурсу")
