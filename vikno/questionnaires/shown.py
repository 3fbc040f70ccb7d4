"""Words of people for problems of documents, expressions and answers, and labels in the language of the page."""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Words
from vikno.questionnaires.engine import Document, Key, Labels, Problem, Value, plain

_NAMED: Final = re.compile(r"\$\{\s*([^}\s]*)\s*\}")

ANSWER_PROBLEMS: Final[Mapping[str, Words]] = {
    "text_wanted": _("Напишіть відповідь словами."),
    "text_too_long": _("Відповідь задовга. Скоротіть її."),
    "integer_wanted": _("Напишіть ціле число, наприклад 12."),
    "decimal_wanted": _("Напишіть число, наприклад 12,5."),
    "date_wanted": _("Уведіть дату числами: день, місяць, рік — наприклад, 05.09.2026."),
    "not_a_choice": _("Такого варіанта немає. Оберіть зі списку."),
    "choices_wanted": _("Оберіть варіанти зі списку."),
    "choice_filtered_out": _("Цей варіант не підходить до інших відповідей. Оберіть ще раз."),
    "not_applicable_not_offered": _("На це питання потрібна відповідь."),
    "not_typed": _("Це система рахує сама."),
    "file_wanted": _("Додайте файл."),
    "constraint": _("Відповідь не відповідає умові. Перевірте її."),
    "unknown_question": _("Такого питання тут немає."),
    "unknown_row": _("Такого рядка немає."),
    "read_only": _("Цю відповідь дає запис, її тут не змінюють."),
    "missing": _("Дайте відповідь на це питання."),
    "answered": _("Людина вже відповіла, її відповідь лишається."),
}

DOCUMENT_PROBLEMS: Final[Mapping[str, Words]] = {
    "not_json": _("це не JSON"),
    "mapping_wanted": _("тут має бути об'єкт"),
    "list_wanted": _("тут має бути список"),
    "unknown_format": _("невідомий формат документа"),
    "unknown_property": _("невідома властивість"),
    "missing_property": _("бракує властивості"),
    "wrong_form": _("значення не тієї форми"),
    "wrong_name": _("назва не тієї форми"),
    "text_wanted": _("тут має бути текст"),
    "text_too_long": _("текст задовгий"),
    "truth_wanted": _("тут має бути «так» або «ні»"),
    "decimal_wanted": _("тут має бути число"),
    "out_of_bounds": _("число поза межами"),
    "months_wanted": _("тут має бути кількість місяців від 1 до 600"),
    "scale_wanted": _("тут мають бути два різні числа"),
    "not_one_of": _("такого значення немає в переліку"),
    "too_many_items": _("понад {most} питань"),
    "nested_too_deep": _("розділи вкладено глибше ніж {most}"),
    "list_of_choices_wanted": _("у списку має бути від 1 до {most} варіантів"),
    "code_twice": _("код ужито двічі"),
    "choice_twice": _("варіант ужито двічі"),
    "list_not_used": _("список не використано"),
    "label_missing": _("бракує тексту"),
    "choices_missing": _("бракує списку варіантів"),
    "choices_not_wanted": _("список варіантів тут зайвий"),
    "calculation_missing": _("бракує формули"),
    "calculation_not_wanted": _("формула тут зайва"),
    "wrong_default": _("початкова відповідь не підходить до питання"),
    "scale_not_wanted": _("шкала потрібна лише числу"),
    "target_missing": _("бракує цілі"),
    "evidence_condition": _("умова доказу не складається"),
    "repeat_in_repeat": _("повтор у повторі не підтримано"),
    "circle": _("вирази посилаються один на одного по колу: {path}"),
    "unknown_reference": _("немає питання {name}"),
    "unknown_name": _("незрозуміле слово {name}"),
    "unknown_function": _("функції {name} немає в переліку"),
    "wrong_number_of_arguments": _("функція {name} має іншу кількість частин"),
    "unexpected": _("незрозуміло: {found}"),
    "expected": _("очікували {wanted}, а стоїть {found}"),
    "ends_too_early": _("вираз обірвано"),
    "comparison_of_comparison": _("порівняння в ряд не підтримано"),
    "expression_too_long": _("вираз довший за {most} знаків"),
    "expression_too_large": _("вираз має понад {most} частин"),
    "expression_too_deep": _("дужок більше ніж {most} рівнів"),
    "number_too_large": _("завелике число {found}"),
    "wrong_sort": _("тут має бути {wanted}, а не {found}"),
    "different_sorts": _("різні види: {left} і {right}"),
    "not_compared": _("такі значення так не порівнюють: {sort}"),
    "date_wanted": _("дату пишуть як 2026-03-02"),
    "many_values": _("{name} має багато рядків: потрібні sum, count, min або max"),
    "no_own_value": _("крапка тут нічого не означає"),
    "choices_wanted": _("{name} читає лише питання з варіантами"),
    "question_wanted": _("{name} рахує лише питання"),
    "digits_wanted": _("у {name} кількість знаків від 0 до 6"),
    "not_a_workbook": _("це не електронна таблиця або вона завелика"),
    "sheet_missing": _("бракує аркуша survey"),
    "sheet_outside": _("аркуш {name} не підтримано"),
    "setting_outside": _("налаштування {name} не підтримано"),
    "column_outside": _("стовпець {name} не підтримано"),
    "column_twice": _("стовпець {name} ужито двічі"),
    "language_unclear": _("незрозуміла мова стовпця {name}: допишіть код, наприклад (uk)"),
    "type_outside": _("тип питання {name} не підтримано"),
    "type_missing": _("бракує типу питання"),
    "name_missing": _("бракує назви (name)"),
    "name_form": _("назва {name} має недозволені знаки"),
    "section_not_ended": _("розділ {name} не закрито"),
    "section_not_begun": _("тут нема чого закривати: {name}"),
    "list_name_missing": _("бракує назви списку"),
    "list_missing": _("списку {name} немає на аркуші choices"),
}


SORTS: Final[Mapping[str, Words]] = {
    "number": _("число"), "text": _("текст"), "date": _("дата"), "truth": _("умова"), "choices": _("кілька варіантів"),
}  # fmt: skip


SUBMISSION_PROBLEMS: Final[Mapping[str, Words]] = {
    "no_instance": _("Немає номера відповіді (instanceID, _uuid або KEY)."),
    "instance_twice": _("Ця відповідь стоїть у файлі двічі."),
    "no_version": _("Невідомо, на яку версію відповідали: немає поля vikno_version. Візьміть форму з цієї сторінки."),
    "another_version": _("Відповідали на іншу версію анкети. Внесіть файл на сторінці тієї версії."),
    "no_collector": _("Не сказано, хто зібрав відповідь."),
    "no_place": _("Не сказано, де зібрано відповідь."),
    "unknown_hromada": _("Такого коду громади в КАТОТТГ немає."),
}
FILE_PROBLEMS: Final[Mapping[str, Words]] = {
    "empty": _("У файлі немає жодної відповіді."),
    "too_many": _("У файлі понад 1000 відповідей. Вивантажте їх частинами."),
    "no_known_question": _("У файлі немає жодного питання цієї анкети. Вивантажте його з кодами, а не з підписами."),
    "not_utf8": _("Файл має інше кодування. Збережіть його в UTF-8."),
    "not_xml": _("Це не XML із відповідями."),
    "not_json": _("Це не JSON із відповідями."),
    "not_a_table": _("Таблицю не прочитано: {found}"),
    "repeats_in_table": _("Анкета має розділи, що повторюються: у CSV вони губляться. Вивантажте JSON або XML."),
}


def file_words(code: str, found: str = "") -> Words:
    """Why a file of submissions was not read."""
    return format_lazy(FILE_PROBLEMS[code], found=found) if found else FILE_PROBLEMS[code]


def submission_words(code: str) -> Words:
    return SUBMISSION_PROBLEMS.get(code) or answer_words(code)


def problem_words(problem: Problem) -> Words:
    """What is wrong, without the place."""
    words = DOCUMENT_PROBLEMS.get(problem.code, problem.code)
    facts = {name: SORTS.get(said, said) for name, said in problem.facts.items()}
    return format_lazy(words, **facts) if facts else words


def answer_words(code: str) -> Words:
    return ANSWER_PROBLEMS.get(code, code)


def spoken(labels: Labels, language: str = "") -> str:
    """A label in the language of the page, else in Ukrainian, else in any."""
    wanted = (language or get_language() or "uk")[:2]
    return labels.get(wanted) or labels.get("uk") or next(iter(labels.values()), "")


def filled(document: Document, text: str, values: Mapping[Key, Value], row: int = 0) -> str:
    """A label with answers in place of `${name}`; an unknown one is a dash."""

    def said(match: re.Match[str]) -> str:
        place = (match[1], row if match[1] in document.repeated else 0)
        value = plain(values.get(place))
        return "—" if value is None else answer_text(document, match[1], value)

    return _NAMED.sub(said, text)


def answer_text(document: Document, code: str, value: object) -> str:
    """An answer as a person reads it: labels of choices, decimals with a comma, days with points."""
    question = document.question(code)
    if value is None or question is None:
        return ""
    if value == {"na": True}:
        return str(_("не застосовується"))
    listed = {choice.code: spoken(choice.labels) for choice in reversed(document.choices_of(question))}
    if isinstance(value, list | tuple):
        return ", ".join(listed.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return str(_("так") if value else _("ні"))
    text = str(value)
    if question.kind == "date" and len(text) == 10:
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return listed.get(text, text.replace(".", ",") if question.kind in ("decimal", "calculate") else text)


def in_english(label: Words) -> Words:
    """The label of a field that takes the same words in English."""
    return format_lazy(_("{label}, англійською"), label=label)


KINDS: Final[Mapping[str, Words]] = {
    "text": _("текст"), "integer": _("ціле число"), "decimal": _("число"), "date": _("дата"),
    "select_one": _("один варіант"), "select_multiple": _("кілька варіантів"), "note": _("примітка"),
    "calculate": _("обчислення"), "file": _("файл"), "image": _("зображення"),
}  # fmt: skip
AUDIENCES: Final[Mapping[str, Words]] = {
    "applicant": _("заявник"), "reviewer": _("експерт"), "public": _("усі"),
}  # fmt: skip
SECTIONS: Final[Mapping[str, Words]] = {"group": _("розділ"), "repeat": _("розділ, що повторюється")}
CHANGES: Final[Mapping[str, Words]] = {
    "added": _("додано"), "removed": _("прибрано"), "changed": _("змінено"), "moved": _("переставлено"),
}  # fmt: skip
LINE_PROBLEMS: Final[Mapping[str, Words]] = {
    "not_told": _("питання не згадано"), "told_twice": _("питання згадано двічі"),
    "unknown_question": _("такого питання немає"), "unknown_kind": _("такого виду рядка немає"),
    "wrong_size": _("кількість кодів не відповідає виду"), "code_changed": _("код інший: це «інший код»"),
    "not_the_same": _("шкали різні: це «інша шкала»"), "not_rescaled": _("види питань різні"),
    "table_incomplete": _("таблиця має згадати кожен старий варіант і лише наявні нові"),
    "unreadable": _("рядок не читається"),
}  # fmt: skip
