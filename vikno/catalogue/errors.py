"""Why the catalogue declines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal
from vikno.common.tables import Problem, TableRefused

if TYPE_CHECKING:
    from vikno.catalogue.models import EventBundle
    from vikno.catalogue.rules import Finding


class MayNotEditCatalogue(Refusal):
    code = "catalogue.may_not_edit"
    message = _("Каталог змінюють розпорядник довідників і керівник ЦНАП. Зверніться до них.")


class MayNotPublish(Refusal):
    code = "catalogue.may_not_publish"
    message = _(
        "Додає послуги й оприлюднює зміни розпорядник довідників. Підготуйте чернетку і попросіть його переглянути."
    )


class CodeTaken(Refusal):
    code = "catalogue.code_taken"
    message = _("Код {code} уже має послуга «{name}». Оберіть інший код.")


class VersionIsPublished(Refusal):
    code = "catalogue.version_is_published"
    message = _("Оприлюднену версію не змінюють: за нею вже могли приймати людей. Створіть нову версію з нової дати.")


class VersionStartsTooEarly(Refusal):
    code = "catalogue.version_starts_too_early"
    message = _("Нова версія не може діяти з {date}: на той день уже діяла інша. Оберіть сьогоднішню або пізнішу дату.")


class VersionStartTaken(Refusal):
    code = "catalogue.version_start_taken"
    message = _("З {date} уже починає діяти інша оприлюднена версія. Оберіть інший день.")


class ServiceIsWithdrawn(Refusal):
    code = "catalogue.service_is_withdrawn"
    message = _("Послугу вилучено з каталогу. Спочатку поверніть її.")


class CardHasErrors(Refusal):
    """The linter found what a resident must not be shown; `findings` says what."""

    code = "catalogue.card_has_errors"
    message = _("Картку не оприлюднено: {sentence} Усього зауважень, які треба виправити: {count}.")

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__(sentence=self.findings[0].sentence, count=len(self.findings))


class UnknownFormat(Refusal):
    code = "catalogue.unknown_format"
    message = _(
        "Не впізнаємо цей файл: потрібен CSV, XLSX чи JSON зі стовпцями «Код послуги» і «Назва» або таблиця iGov."
    )


class CatalogueFileRefused(TableRefused):
    """Nothing was taken from the file; `problems` names each line and reason."""

    code = "catalogue.file_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)


class CardFolderMissing(Refusal):
    code = "catalogue.card_folder_missing"
    message = _("Теки з картками {folder} немає. Перевірте шлях.")


class UnknownExport(Refusal):
    code = "catalogue.unknown_export"
    message = _("Не знаємо, як записати {name}: ім'я має закінчуватися на .json, .csv або .xlsx.")


class UnknownFigure(Refusal):
    code = "catalogue.unknown_figure"
    message = _("Показника {code} немає. Оберіть показник зі списку.")


class WorkflowIsPublished(Refusal):
    code = "catalogue.workflow_is_published"
    message = _("Оприлюднену технологічну картку не змінюють: за нею вже йдуть справи. Створіть нову чернетку.")


class WorkflowChangedMeanwhile(Refusal):
    code = "catalogue.workflow_changed_meanwhile"
    message = _("Поки ви писали, чернетку змінив хтось інший. Порівняйте етапи нижче і збережіть те, що правильно.")


class TooManySteps(Refusal):
    code = "catalogue.too_many_steps"
    message = _("У технологічній картці може бути щонайбільше {most} етапів. Об'єднайте дрібні.")


class UnknownWorkflowFormat(Refusal):
    code = "catalogue.unknown_workflow_format"
    message = _(
        "Не впізнаємо цей файл: потрібна таблиця CSV, XLSX або ODS зі стовпцями "
        "«Код послуги», «Етап», «Відповідальний» і «Дія»."
    )


class ServiceNotFound(Refusal, Http404):
    code = "catalogue.service_not_found"
    message = _("Послуги з таким кодом у каталозі немає. Перевірте код.")


class VersionNotFound(Refusal, Http404):
    code = "catalogue.version_not_found"
    message = _("Такої версії в послуги немає. Перевірте номер.")


class GroupUnknown(Refusal):
    code = "catalogue.group_unknown"
    message = _("Такої групи послуг немає. Вкажіть код групи з каталогу.")


class AuthorityUnknown(Refusal):
    code = "catalogue.authority_unknown"
    message = _("Такого органу в каталозі немає. Вкажіть код органу з каталогу.")


class CostUnclear(Refusal):
    code = "catalogue.cost_unclear"
    message = _("Плата на суму потребує суми, а безоплатна чи за тарифом — ні. Виправте рядок плати.")


class BundleFileRefused(Refusal):
    code = "catalogue.bundle_file_refused"
    message = _("Набір послуг не прийнято: {reasons}. Виправте файл і завантажте знову.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(reasons="; ".join(str(problem.reason) for problem in problems))


class BundleIsEmpty(Refusal):
    code = "catalogue.bundle_is_empty"
    message = _("У наборі немає жодної послуги. Додайте хоча б одну.")


class BundleLineTwice(Refusal):
    code = "catalogue.bundle_line_twice"
    message = _("Послуга «{service}» стоїть у наборі двічі. Залиште один рядок.")


class BundleQuestionInUse(Refusal):
    code = "catalogue.bundle_question_in_use"
    message = _("Питання прибрано, а послуга в наборі ще залежить від нього. Оберіть для неї інше питання.")


class BundleChangedMeanwhile(Refusal):
    """Somebody saved the same bundle since it was opened; `theirs` is what is kept now."""

    code = "catalogue.bundle_changed_meanwhile"
    message = _("Поки ви вносили зміни, цей набір змінив хтось інший. Порівняйте й збережіть ще раз.")

    def __init__(self, *, theirs: "EventBundle") -> None:
        self.theirs = theirs
        super().__init__()


class WordIsEmpty(Refusal):
    code = "catalogue.word_is_empty"
    message = _("Саме це слово нічого не каже про послугу. Додайте до нього ще одне.")


class WordKnown(Refusal):
    code = "catalogue.word_known"
    message = _("Це слово вже веде до послуги «{service}». Оберіть іншу послугу або інше слово.")
