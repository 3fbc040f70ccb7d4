"""Forms of the editor: a new questionnaire, one row of the table, a file, lines between versions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from vikno.questionnaires import shown
from vikno.questionnaires.editing import AFTER, FIRST, INSIDE
from vikno.questionnaires.engine import Audience, Document, Group, Kind, Problem, Repeat
from vikno.questionnaires.field import FieldFileRefused, Submission, read_submissions
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.xlsform.columns import COLUMN_OF, PLAIN
from vikno.questionnaires.xlsform.rows import spoken_columns

_LONG: Final = frozenset({"label", "hint", "why", "quality", "gap::recommendation"})
# Column of the spreadsheet → its words here. The order is that of the form; after «required» all is under «Більше».
LABELS: Final[Mapping[str, Any]] = {
    "label": _("Текст питання"), "hint": _("Підказка"), "relevant": _("Показувати, коли"), "required": _("Обов'язкове"),
    "required_message": _("Що сказати, коли порожньо"), "constraint": _("Умова відповіді"),
    "constraint_message": _("Що сказати, коли умову порушено"), "choice_filter": _("Відбір варіантів"),
    "default": _("Початкова відповідь"), "read_only": _("Лише читати"), "calculation": _("Формула"),
    "repeat_count": _("Скільки рядків"), "why": _("Чому питаємо"), "quality": _("Умови найвищої оцінки"),
    "cnap::indicator": _("Показник"), "cnap::dimension": _("Вимір"), "cnap::weight": _("Вага"),
    "cnap::method": _("Як скласти оцінку розділу"), "cnap::na": _("Коли «не застосовується»"),
    "cnap::target": _("Ціль, 0–100"),
    "cnap::scale": _("Шкала: числа для 0 і 100"), "prefill::metric": _("Показник для підказки відповіді"),
    "prefill::period": _("За який період"), "prefill::policy": _("Що робити з підказаною відповіддю"),
    "evidence": _("Доказ"), "evidence_valid_months": _("Доказ чинний, місяців"),
    "gap::below": _("Прогалина, коли нижче"),
    "gap::recommendation": _("Що порадити"), "audience": _("Для кого"), "personal": _("Особисті дані"),
}  # fmt: skip
_MOST_BYTES: Final = 5_000_000
MAIN: Final = ("label", "hint", "relevant", "required")


class NewForm(forms.Form):
    title = forms.CharField(label=_("Назва"), max_length=300)
    code = forms.CharField(
        label=_("Код"), max_length=60, help_text=_("Латинські літери, цифри й дефіс, наприклад gotovnist-2026."),
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9_-]*$", _("Лише латинські літери, цифри й дефіс."))],
    )  # fmt: skip

    source = forms.ChoiceField(label=_("Взяти за основу"), required=False)

    def __init__(self, *args: Any, sources: Sequence[QuestionnaireVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {str(one.pk): one for one in sources}
        chosen: Any = self.fields["source"]
        chosen.choices = [("", _("нічого, почати з порожньої")), *((pk, str(one)) for pk, one in self.sources.items())]

    @property
    def chosen(self) -> QuestionnaireVersion | None:
        return self.sources.get(str(self.cleaned_data.get("source") or ""))


class FileForm(forms.Form):
    file = forms.FileField(label=_("Файл XLSForm"), help_text=_("XLSX, XLS або ODS до 5 МБ. Файл береться цілком."))


class SubmissionsForm(forms.Form):
    """`read`: the submissions of a file that could be read."""

    file = forms.FileField(
        label=_("Файл із відповідями"),
        help_text=_("Вивантаження Kobo або ODK до 5 МБ: CSV з кодами замість підписів, JSON або XML."),
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.read: list[Submission] = []
        self.body = b""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(_("Файл більший за 5 МБ. Вивантажте його частинами."))
        self.body = file.read()
        try:
            self.read = read_submissions(self.body, self.document)
        except FieldFileRefused as refused:
            raise forms.ValidationError(shown.file_words(refused.code, refused.found)) from refused
        return file


class ItemForm(forms.Form):
    """One row: a field for each column of the spreadsheet; what is wrong stands at its column."""

    def __init__(self, *args: Any, document: Document, row: Mapping[str, str], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["place"] = forms.ChoiceField(label=_("Куди"), choices=_places(document))
        self.fields["type"] = forms.ChoiceField(label=_("Вид"), choices=_kinds())
        self.fields["name"] = forms.CharField(
            label=_("Код"), max_length=64, help_text=_("Латинські літери, цифри, «_».")
        )
        for column in LABELS:
            for name in _columns(column):
                self.fields[name_of(name)] = _field(name, column)
        self.fields["list"] = forms.CharField(label=_("Назва списку варіантів"), required=False, max_length=64)
        self.fields["choices"] = forms.CharField(
            label=_("Варіанти"), required=False, widget=forms.Textarea({"rows": 6}),
            help_text=_("Рядок на варіант: код | текст | текст англійською | бал."),
        )  # fmt: skip
        kind, _space, listed = row.get("type", "text").partition(" ")
        is_section = kind == "begin"
        known = {"type": row.get("type", "text") if is_section else kind, "list": "" if is_section else listed}
        self.initial = {**{name_of(column): cell for column, cell in row.items()}, **known}

    @property
    def main(self) -> list[forms.BoundField]:
        first = [
            "place",
            "type",
            "name",
            *(name_of(one) for column in MAIN for one in _columns(column)),
            "list",
            "choices",
        ]
        return [self[name] for name in first if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        shown_first = {field.name for field in self.main}
        return [self[name] for name in self.fields if name not in shown_first]

    @property
    def has_more_errors(self) -> bool:
        return any(field.errors for field in self.more)

    def cells(self) -> dict[str, str]:
        """What was typed, as cells by column."""
        said = self.cleaned_data
        made = {one: str(said.get(name_of(one)) or "") for column in LABELS for one in _columns(column)}
        kind = said["type"]
        if kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE):
            kind = f"{kind} {said['list'] or said['name']}"
        return {**made, "type": kind, "name": said["name"], "choices": said["choices"]}

    def place(self) -> tuple[str, str]:
        """Where a new item goes, and by which item."""
        where, _sign, code = str(self.cleaned_data["place"]).partition(":")
        return where, code

    def tell(self, problems: Sequence[Problem]) -> None:
        """What is wrong at its own column; what is wrong elsewhere, above, with the code of the item."""
        own = self.cleaned_data.get("name")
        for problem in problems:
            column = COLUMN_OF.get(problem.slot, problem.slot)
            names = [name_of(one) for one in _columns(column)] if column in LABELS else [column]
            field = "choices" if problem.slot == "choices" or "/" in problem.where else names[0]
            words = str(shown.problem_words(problem))
            if field in self.fields and (problem.where in ("", own) or "/" in problem.where):
                self.add_error(field, words[:1].upper() + words[1:] + ".")
            else:
                self.add_error(None, f"{problem.where}: {words}.")


class AudienceForm(forms.Form):
    """For whom a version is looked at."""

    optional_marks = False

    audience = forms.ChoiceField(
        label=_("Дивитися як"), required=False, choices=[(one.value, shown.AUDIENCES[one]) for one in Audience]
    )

    @property
    def chosen(self) -> Audience:
        said = str(self.data.get("audience", ""))
        return Audience(said) if said in list(Audience) else Audience.APPLICANT


class CrosswalkForm(forms.Form):
    lines = forms.CharField(
        label=_("Рядки"), widget=forms.Textarea({"rows": 16}),
        help_text=_("Рядок на питання: вид: старі коди → нові коди | старий варіант=новий."),
    )  # fmt: skip


def name_of(column: str) -> str:
    """The name of a column's field: «label::Ukrainian (uk)» is label-uk."""
    name, _sign, language = column.rpartition("::")
    return f"{name.replace('::', '-')}-{language[-3:-1]}" if language.endswith(")") else column.replace("::", "-")


def _columns(column: str) -> list[str]:
    return [column] if column in PLAIN.values() else spoken_columns(column)


def _field(name: str, column: str) -> forms.Field:
    label = LABELS[column] if not name.endswith("(en)") else shown.in_english(LABELS[column])
    if column in _CHOICES:
        return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *_CHOICES[column]])
    widget = forms.Textarea({"rows": 2}) if column in _LONG else forms.TextInput()
    hint = {"required": _("так, ні або вираз"), "audience": "applicant, reviewer, public"}.get(column, "")
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, help_text=hint)


def _kinds() -> list[tuple[str, Any]]:
    return [*shown.KINDS.items(), ("begin group", _("розділ")), ("begin repeat", _("розділ, що повторюється"))]


def _places(document: Document) -> list[tuple[str, str]]:
    """After the last item, unless said otherwise."""
    made = [(FIRST, str(_("на самому початку")))]
    for placed in document.placed:
        label = shown.spoken(placed.item.labels) or placed.item.code
        made.append((f"{AFTER}:{placed.item.code}", str(_("після «{label}»")).format(label=label)))
        if isinstance(placed.item, Group | Repeat):
            made.append((f"{INSIDE}:{placed.item.code}", str(_("у кінець розділу «{label}»")).format(label=label)))
    return [*made[1:][::-1], made[0]]


_CHOICES: Final[Mapping[str, list[tuple[str, Any]]]] = {
    "read_only": [("yes", _("так"))], "personal": [("yes", _("так"))],
    "cnap::method": [
        ("sum", _("сума")), ("min", _("найменше")), ("max", _("найбільше")), ("all_of", _("усі разом")),
    ],
    "cnap::na": [("exclude", _("не рахувати")), ("zero", _("нуль")), ("target", _("ціль"))],
    "prefill::policy": [("lock", _("не змінювати")), ("compare", _("лише порівняти"))],
}  # fmt: skip
