"""Why a questionnaire is not changed or an answer not kept, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchQuestionnaire(Refusal, Http404):
    code = "questionnaires.no_such_questionnaire"
    message = _("Такої анкети немає. Поверніться до списку.")


class NoSuchVersion(Refusal, Http404):
    code = "questionnaires.no_such_version"
    message = _("Такої версії анкети немає. Поверніться до анкети.")


class NoSuchResponse(Refusal, Http404):
    code = "questionnaires.no_such_response"
    message = _("Такої відповіді немає. Перевірте адресу.")


class NoSuchQuestion(Refusal, Http404):
    code = "questionnaires.no_such_question"
    message = _("Такого питання у версії немає. Поверніться до таблиці.")


class MayNotEdit(Refusal):
    code = "questionnaires.may_not_edit"
    message = _("Цю анкету змінює її власник. Зробіть свою копію.")


class CodeTaken(Refusal):
    code = "questionnaires.code_taken"
    message = _("Анкета з кодом {name} уже є. Оберіть інший код.")


class VersionFrozen(Refusal):
    code = "questionnaires.version_frozen"
    message = _("Опубліковану версію не змінюють. Почніть нову.")


class DraftExists(Refusal):
    code = "questionnaires.draft_exists"
    message = _("Версія {number} ще не опублікована. Завершіть її.")


class WrongMove(Refusal):
    code = "questionnaires.wrong_move"
    message = _("Версія зараз у стані «{state}», і так її не змінюють.")


class DocumentUnsound(Refusal):
    code = "questionnaires.document_unsound"
    message = _("У документі є помилки: {count}. Виправте їх і спробуйте ще раз.")


class NothingAsked(Refusal):
    code = "questionnaires.nothing_asked"
    message = _("У версії немає жодного питання. Додайте хоча б одне.")


class CodeReused(Refusal):
    code = "questionnaires.code_reused"
    message = _("Код {name} уже мав інше значення у версії {number}. Дайте питанню новий код.")


class NotPublished(Refusal):
    code = "questionnaires.not_published"
    message = _("На цю версію ще не відповідають. Спершу її публікують.")


class ResponseLocked(Refusal):
    code = "questionnaires.response_locked"
    message = _("Відповідь закрито, її більше не змінюють.")


class ResponseSubmitted(Refusal):
    code = "questionnaires.response_submitted"
    message = _("Відповідь уже подано. Щоб виправити, попросіть її повернути.")


class AnswersMissing(Refusal):
    code = "questionnaires.answers_missing"
    message = _("Не вистачає відповідей: {missing}; треба виправити: {wrong}.")


class LineUnsound(Refusal):
    code = "questionnaires.line_unsound"
    message = _("Рядок «{name}» не складається. Перевірте вид, коди й таблицю.")


class SubmissionsWrong(Refusal):
    code = "questionnaires.submissions_wrong"
    message = _("Нічого не внесено: із {count} відповідей помилки мають {wrong}. Виправте їх і завантажте файл ще раз.")


class NothingNew(Refusal):
    code = "questionnaires.nothing_new"
    message = _("Усі відповіді з файлу вже внесено раніше: {count}. Нового немає.")
