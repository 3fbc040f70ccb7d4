"""Why an applicant is not saved."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class ApplicantNotFound(Refusal, Http404):
    """Unknown and foreign answer the same."""

    code = "applicants.not_found"
    message = _("Такої особи серед заявників немає. Знайдіть її ще раз.")


class MayNotAct(Refusal):
    code = "applicants.may_not_act"
    message = _("Ваша роль не дозволяє змінювати дані заявників.")


class NameMissing(Refusal):
    code = "applicants.name_missing"
    message = _("Напишіть прізвище або ім'я, а для організації — назву.")


class ChangedMeanwhile(Refusal):
    """Somebody saved the same person first; `theirs` is what is kept now."""

    code = "applicants.changed_meanwhile"
    message = _("Поки ви вносили зміни, дані цієї особи змінив хтось інший. Порівняйте й виберіть, що лишити.")

    def __init__(self, *, theirs: Any) -> None:
        super().__init__()
        self.theirs = theirs


class RepresentsThemselves(Refusal):
    code = "applicants.represents_themselves"
    message = _("Людина не може представляти сама себе. Виберіть іншу особу.")


class DocumentMissing(Refusal):
    code = "applicants.document_missing"
    message = _("Назвіть документ, що підтверджує повноваження: вид, номер, дату.")


class UnknownSettlement(Refusal):
    code = "applicants.unknown_settlement"
    message = _("Такого населеного пункту в кодифікаторі немає. Виберіть його зі списку.")


class MayNotMerge(Refusal):
    code = "applicants.may_not_merge"
    message = _("Об'єднують записи адміністратор і керівник ЦНАП. Попросіть когось із них.")


class SameRecord(Refusal):
    code = "applicants.same_record"
    message = _("Це той самий запис. Виберіть інший.")


class MergedAlready(Refusal):
    code = "applicants.merged_already"
    message = _("Ці записи вже хтось об'єднав. Відкрийте людину ще раз.")


class RepresentsEachOther(Refusal):
    code = "applicants.represents_each_other"
    message = _("Одна з цих людей представляє другу, тому це не один запис. Якщо ні, спершу приберіть представництво.")


class MergeNotFound(Refusal, Http404):
    code = "applicants.merge_not_found"
    message = _("Такого об'єднання немає.")


class MergeUndone(Refusal):
    code = "applicants.merge_undone"
    message = _("Це об'єднання вже скасовано.")


class ChangedSinceMerge(Refusal):
    code = "applicants.changed_since_merge"
    message = _("Після об'єднання дані людини змінили, тому скасувати його не можна. Виправте дані вручну.")
