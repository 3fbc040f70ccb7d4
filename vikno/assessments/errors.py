"""Why a self-assessment or a roadmap is not shown, answered or moved on, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchAssessment(Refusal, Http404):
    code = "assessments.no_such_assessment"
    message = _("Такої самооцінки немає. Поверніться до списку.")


class NoSuchRound(Refusal, Http404):
    code = "assessments.no_such_round"
    message = _("Такої кампанії немає. Поверніться до списку.")


class NoSuchExpert(Refusal):
    code = "assessments.no_such_expert"
    message = _("Такого експерта в програмі немає. Оберіть зі списку.")


class NoSuchQuestion(Refusal, Http404):
    code = "assessments.no_such_question"
    message = _("Такого питання в цій моделі немає. Поверніться до самооцінки.")


class NoSuchItem(Refusal, Http404):
    code = "assessments.no_such_item"
    message = _("Такого заходу в дорожній карті немає. Поверніться до неї.")


class NoSuchEvidence(Refusal, Http404):
    code = "assessments.no_such_evidence"
    message = _("Такого доказу немає. Поверніться до питання.")


class MayNotAssess(Refusal):
    code = "assessments.may_not_assess"
    message = _("Самооцінку заповнює керівник ЦНАП або голова громади. Зверніться до них.")


class MayNotVerify(Refusal):
    code = "assessments.may_not_verify"
    message = _("Перевіряють керівник програми та її експерти. Зверніться до них.")


class MayNotRunRounds(Refusal):
    code = "assessments.may_not_run_rounds"
    message = _("Кампанії веде керівник програми. Зверніться до нього.")


class MoveRefused(Refusal):
    code = "assessments.move_refused"
    message = _("Зі стану «{state}» так перейти не можна. Оновіть сторінку й перевірте стан.")


class ReasonMissing(Refusal):
    code = "assessments.reason_missing"
    message = _("Напишіть, чому. Причину прочитають ті, хто перевіряє.")


class NothingProposed(Refusal):
    code = "assessments.nothing_proposed"
    message = _("Записи нічого не пропонують на це питання. Оберіть рівень самі.")


class LevelMissing(Refusal):
    code = "assessments.level_missing"
    message = _("Оберіть рівень від 0 до 3.")


class NotAsked(Refusal):
    code = "assessments.not_asked"
    message = _("Цього питання не ставлять громадам такого розміру.")


class NotAnswered(Refusal):
    code = "assessments.not_answered"
    message = _("Ще не все заповнено: бракує відповідей — {answers}, доказів — {proofs}. Відкрийте «Чого бракує».")


class RoundClosed(Refusal):
    code = "assessments.round_closed"
    message = _("Кампанію закрито {closes}. Зверніться до програми.")


class RoundNotOpen(Refusal):
    code = "assessments.round_not_open"
    message = _("Кампанія починається {opens}. Поверніться тоді.")


class PeriodWrong(Refusal):
    code = "assessments.period_wrong"
    message = _("Кампанія має закінчуватися пізніше, ніж починається. Виправте час.")


class RoundOver(Refusal):
    code = "assessments.round_over"
    message = _("Кампанію закрито. Запросити ще когось не можна.")


class CodesRefused(Refusal):
    code = "assessments.codes_refused"
    message = _("Нікого не запрошено: рядків із помилкою — {wrong}. Виправте їх і завантажте файл знову.")


class NobodyInvited(Refusal):
    code = "assessments.nobody_invited"
    message = _("Назвіть хоч одну громаду: код, назву або область.")


class AlreadyBegun(Refusal):
    code = "assessments.already_begun"
    message = _("Самооцінку вже почато. Заповніть і закрийте її, тоді почніть нову.")


class ItemAlreadyThere(Refusal):
    code = "assessments.item_already_there"
    message = _("Захід для цієї прогалини вже є в дорожній карті.")


class ProofMissing(Refusal):
    code = "assessments.proof_missing"
    message = _("Напишіть, чим підтверджено виконання: акт, рішення, світлина.")


class FundingMissing(Refusal):
    code = "assessments.funding_missing"
    message = _("Вкажіть, чиї це кошти: громади чи програми.")


class FrameworkDamaged(Refusal):
    code = "assessments.framework_damaged"
    message = _("Цю анкету не можна взяти за модель: {why}")
