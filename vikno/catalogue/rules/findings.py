"""A finding of the card linter: what is wrong, where, and what to do."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Severity(StrEnum):
    """An error keeps a version from being published; a warning is for staff to weigh; a note asks to confirm."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def gettext_noop(text: str) -> str:
    """Marks a sentence for translation; the screen translates it (rules do not know Django)."""
    return text


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE
_ = gettext_noop

# code → severity, sentence. `{excerpt}` is the text found, `{name}` the line it was found in.
FINDINGS: Final[dict[str, tuple[Severity, str]]] = {
    "no_provider": (_E, _("Немає суб'єкта надання. Оберіть орган, який ухвалює рішення.")),
    "no_term": (_E, _("Немає строку. Впишіть кількість днів або позначте, що послугу надають одразу.")),
    "no_result": (_E, _("Немає результату. Напишіть, що людина отримає.")),
    "no_refusal": (_E, _("Немає підстав для відмови. Перелічіть їх так, як у законі.")),
    "no_act": (_E, _("Немає акта, на підставі якого надають послугу. Додайте назву, дату й номер.")),
    "no_cost": (_E, _("Не сказано, платна послуга чи безоплатна. Додайте плату.")),
    "cost_incomplete": (_E, _("У платі немає суми або частки. Впишіть її чи оберіть «безоплатно».")),
    "free_and_paid": (
        _E, _("Послуга і безоплатна, і платна. Залиште одне або поясніть у кожному рядку, кого він стосується."),
    ),
    "open_list": (_E, _("Відкритий перелік: «{excerpt}». Перелік документів і підстав має бути вичерпним.")),
    "no_ground": (_E, _("«{name}»: немає правової підстави. Впишіть статтю чи пункт або не вимагайте документа.")),
    "hours_contradict": (
        _E, _("Години «{excerpt}» не збігаються з графіком точки. Приберіть їх: картка друкує графік сама."),
    ),
    "hours_overlap": (_E, _("Години прийому в один день накладаються: {excerpt}. Виправте графік точки.")),
    "both_kinds": (_E, _("Час {excerpt} записано і як прийом, і як роботу без відвідувачів. Виправте графік точки.")),
    "expired": (_E, _("Версія вже не діє. Підготуйте нову.")),
    "hours_typed": (_W, _("Години «{excerpt}» вписано руками. Приберіть їх: картка друкує графік точки сама.")),
    "vague": (_W, _("Неясна умова: «{excerpt}». Напишіть, кого саме вона стосується.")),
    "obtainable": (
        _W, _("«{name}»: ці відомості центр або суб'єкт надання отримує сам (ст. 9 Закону 5203-VI). Не вимагайте їх."),
    ),
    "copy_asked": (_W, _("«{name}»: копію центр робить сам. Просіть оригінал для огляду.")),
    "tariff": (_W, _("Суму плати не названо. Дізнайтеся її в суб'єкта надання і впишіть.")),
    "no_requirement": (_W, _("Немає жодного документа. Перевірте: зазвичай потрібна принаймні заява.")),
    "twice": (_W, _("«{name}» вказано двічі. Залиште один рядок.")),
    "no_channel": (_W, _("Не сказано, як подати документи. Позначте принаймні один спосіб.")),
    "no_applicant": (_W, _("Не сказано, хто може звернутися.")),
    "long_term": (
        _W, _("Строк довший за 30 днів. Закон 5203-VI дозволяє це лише за спеціальним законом: поясніть строк."),
    ),
    "immediate_but_long": (_W, _("Послугу надають одразу, а строк довший за один день. Виправте одне з двох.")),
    "mixed_letters": (_W, _("«{excerpt}»: у слові змішано кирилицю з латинкою. Наберіть слово наново.")),
    "term_unconfirmed": (_N, _("Строк не звірено на місці.")),
    "cost_unconfirmed": (_N, _("Плату не звірено на місці.")),
    "act_unconfirmed": (_N, _("Не звірено з текстом акта: {excerpt}.")),
    "english_missing": (_N, _("Немає англійського тексту: {excerpt}.")),
    "workflow_empty": (_E, _("У технологічній картці немає жодного етапу. Додайте їх.")),
    "step_no_responsible": (_E, _("«{name}»: не сказано, хто відповідає. Впишіть посаду і підрозділ.")),
    "step_unknown_action": (_E, _("«{name}»: невідома дія «{excerpt}». Оберіть В, У, П або З.")),
    "nobody_performs": (_E, _("Жоден етап ніхто не виконує. Поставте «В» там, де роблять роботу.")),
    "sitting_approves_nothing": (
        _E, _("Рішення ухвалює колегіальний орган, а етапу «З» немає. Додайте засідання, на якому затверджують."),
    ),
    "steps_exceed_term": (
        _E, _("Етапи разом довші за строк послуги ({days} дн.) щонайменше на {extra} дн. Скоротіть їх."),
    ),
    "events_out_of_order": (_E, _("«{name}»: це стається раніше, ніж попередній етап. Переставте етапи.")),
    "nobody_approves": (_W, _("Ніхто не погоджує й не затверджує рішення. Додайте етап «П» або «З».")),
    "approved_before_done": (_W, _("«{name}»: погоджують або затверджують до того, як щось виконано.")),
    "step_no_term": (_W, _("«{name}»: немає строку. Впишіть кількість днів.")),
    "step_twice": (_W, _("Етап «{name}» записано двічі. Залиште один або назвіть їх по-різному.")),
    "no_intake_step": (_W, _("Немає етапу, який позначається реєстрацією заяви. Зазвичай картка починається з нього.")),
    "no_issue_step": (_W, _("Немає етапу, який позначається видачею результату. Зазвичай картка ним закінчується.")),
    "workflow_unconfirmed": (_N, _("Технологічну картку не звірено на місці.")),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One piece of advice. `where` names the part of the card, `line` its number in the list there (from 1)."""

    code: str
    where: str
    line: int = 0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return FINDINGS[self.code][0]

    @property
    def template(self) -> str:
        """The sentence with its places unfilled: what is translated."""
        return FINDINGS[self.code][1]

    @property
    def sentence(self) -> str:
        """The sentence in Ukrainian."""
        return self.template.format(**self.facts)
