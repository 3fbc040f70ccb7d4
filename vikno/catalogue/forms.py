"""Forms of the staff pages. They help to type; rules decide, the database forbids."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from vikno.catalogue import queries
from vikno.catalogue.enums import (
    ApplicantKind,
    Channel,
    CostKind,
    EquipmentNeed,
    EvidenceForm,
    Rounding,
    StartEvent,
    TermUnit,
)
from vikno.catalogue.models import PublicService
from vikno.catalogue.queries import ServiceFilter
from vikno.catalogue.rules import ActLine, CardContent, CostLine, RequirementLine, ServiceFacts
from vikno.common.forms import DayField, Ticks
from vikno.common.text import clean

# Empty rows offered at the end of each list.
SPARE_ROWS: Final = 3
LARGEST_FILE: Final = 20_000_000
_LINE: Final = 500
_UNKNOWN: Final = "unknown"
_PAUSE: Final = ((_UNKNOWN, _("не відомо")), ("yes", _("так")), ("no", _("ні")))


def _text(label: Any, *, required: bool = False, rows: int = 0, most: int = _LINE, hint: Any = "") -> forms.CharField:
    """A line, or a box of some lines."""
    widget = forms.Textarea({"rows": rows}) if rows else None
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, help_text=hint)


class Laid(forms.Form):
    """A form laid out in rows of fields; most of a card may stay empty, so nothing is marked as optional."""

    optional_marks = False
    layout: tuple[tuple[str, ...], ...] = ()

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in row] for row in self.layout]


class FilterForm(forms.Form):
    """Filters of the list."""

    optional_marks = False

    text = forms.CharField(label=_("Слова або код"), required=False, max_length=200)
    group = forms.ChoiceField(label=_("Група"), required=False)
    mark = forms.ChoiceField(
        label=_("Показати"),
        required=False,
        choices=[
            ("", _("усі чинні записи")), ("523", _("з переліку 523-р")), ("veterans", _("для ветеранів")),
            ("drafts", _("з чернетками")), ("faults", _("без оприлюдненої картки")),
            ("unconfirmed", _("строк або плату не звірено")), ("withdrawn", _("вилучені")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("усі групи")), *_named(queries.groups())]  # type: ignore[attr-defined]

    def chosen(self) -> ServiceFilter:
        """Filters as a value; a wrong one filters nothing."""
        return ServiceFilter(**self.cleaned_data) if self.is_valid() else ServiceFilter()


class DetailsForm(forms.Form):
    """What a service is called and whose it is."""

    code = forms.CharField(label=_("Код послуги"), max_length=40, help_text=_("П'ять цифр із реєстру або свій код"))
    name = forms.CharField(label=_("Назва"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    name_en = _text(_("Назва англійською"), rows=2, most=1000)
    group = forms.ChoiceField(label=_("Група"))
    keywords = _text(
        _("Слова, якими питають"), rows=2, most=2000, hint=_("Через кому, простими словами: прописка, виписатися")
    )
    life_events = forms.MultipleChoiceField(label=_("Життєві події"), required=False, widget=Ticks)
    code_is_confirmed = forms.BooleanField(label=_("Код звірено з реєстром"), required=False)
    is_mandatory_523 = forms.BooleanField(label=_("Є в переліку 523-р"), required=False)
    mandatory_523_is_confirmed = forms.BooleanField(label=_("Перелік 523-р звірено"), required=False)
    is_for_veterans = forms.BooleanField(label=_("Для ветеранів та їхніх родин"), required=False)
    source = _text(_("Джерело"), hint=_("Адреса або назва документа, звідки взято відомості"))
    reason = _text(_("Чому змінюєте"), hint=_("Наприклад, номер рішення. Залишиться в історії"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = _named(queries.groups())  # type: ignore[attr-defined]
        self.fields["life_events"].choices = _named(queries.life_events())  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(facts: ServiceFacts) -> dict[str, Any]:
        return asdict(facts) | {"keywords": ", ".join(facts.keywords)}

    def facts(self) -> dict[str, Any]:
        """Attributes of `ServiceFacts` as typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        words = (clean(word) for word in typed["keywords"].split(","))
        return typed | {
            "name": clean(typed["name"]),
            "name_en": clean(typed["name_en"]),
            "keywords": tuple(filter(None, words)),
            "life_events": tuple(sorted(typed["life_events"])),
        }


class VersionForm(Laid):
    """Everything of a card but its lists."""

    layout = (
        ("valid_from", "authority", "standard_minutes"), ("applicants", "channels", "equipment"),
        ("who_may_apply", "who_may_apply_en"), ("how_to_apply", "how_to_apply_en"),
        ("term_days", "term_unit", "start_event"), ("is_immediate", "is_collegial", "has_tacit_consent"),
        ("term_note", "term_note_en"), ("is_paused_by_martial_law", "term_is_confirmed"), ("result", "result_en"),
        ("refusal_grounds", "refusal_grounds_en"), ("is_extraterritorial", "can_travel"), ("source", "reason"),
    )  # fmt: skip

    valid_from = DayField(label=_("Діє з"))
    authority = forms.ChoiceField(label=_("Хто ухвалює рішення"), required=False)
    applicants = forms.MultipleChoiceField(
        label=_("Хто може звернутися: види"), required=False, choices=ApplicantKind, widget=Ticks
    )
    who_may_apply = _text(_("Хто може звернутися: словами"), rows=2)
    who_may_apply_en = _text(_("Те саме англійською"), rows=2)
    channels = forms.MultipleChoiceField(label=_("Як подати"), required=False, choices=Channel, widget=Ticks)
    how_to_apply = _text(_("Пояснення, як звернутися"), rows=4, most=20000, hint=_("Без годин: їх дає точка"))
    how_to_apply_en = _text(_("Пояснення англійською"), rows=4, most=20000)
    is_immediate = forms.BooleanField(label=_("Надають одразу"), required=False)
    term_days = forms.IntegerField(label=_("Строк, днів"), required=False, min_value=0, max_value=3650)
    term_unit = forms.ChoiceField(label=_("Які дні"), choices=TermUnit)
    start_event = forms.ChoiceField(label=_("Від чого рахувати"), choices=StartEvent)
    term_note = _text(_("Пояснення строку"))
    term_note_en = _text(_("Пояснення строку англійською"))
    term_is_confirmed = forms.BooleanField(label=_("Строк звірено на місці"), required=False)
    is_collegial = forms.BooleanField(label=_("Вирішує колегіальний орган"), required=False)
    has_tacit_consent = forms.BooleanField(label=_("Діє мовчазна згода"), required=False)
    is_paused_by_martial_law = forms.ChoiceField(label=_("Строк зупинено на час воєнного стану"), choices=_PAUSE)
    result = _text(_("Що людина отримає"), rows=2)
    result_en = _text(_("Те саме англійською"), rows=2)
    refusal_grounds = _text(_("Підстави для відмови"), rows=4, most=10000, hint=_("Кожна з нового рядка"))
    refusal_grounds_en = _text(_("Підстави англійською"), rows=4, most=10000, hint=_("У тому самому порядку"))
    is_extraterritorial = forms.BooleanField(label=_("Незалежно від місця проживання"), required=False)
    can_travel = forms.BooleanField(label=_("Можна надати на виїзді"), required=False)
    equipment = forms.MultipleChoiceField(
        label=_("Потрібне обладнання"), required=False, choices=EquipmentNeed, widget=Ticks
    )
    standard_minutes = forms.IntegerField(label=_("Хвилин на прийом"), min_value=1, max_value=600)
    source = _text(_("Джерело"))
    reason = _text(_("Чому змінюєте"), hint=_("Наприклад, номер постанови. Залишиться в історії"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [("", "—"), *_named(queries.authorities())]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(content: CardContent, *, valid_from: date) -> dict[str, Any]:
        pause = {None: _UNKNOWN, True: "yes", False: "no"}[content.is_paused_by_martial_law]
        lines = {name: "\n".join(getattr(content, name)) for name in ("refusal_grounds", "refusal_grounds_en")}
        return asdict(content) | lines | {"valid_from": valid_from, "is_paused_by_martial_law": pause}

    def values(self) -> dict[str, Any]:
        """Attributes of `CardContent`, the lists left out."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "valid_from")}
        grounds = _lines(typed["refusal_grounds"])
        english = _lines(typed["refusal_grounds_en"])
        return typed | {
            "how_to_apply": "\n".join(_lines(typed["how_to_apply"])),
            "how_to_apply_en": "\n".join(_lines(typed["how_to_apply_en"])),
            "applicants": tuple(typed["applicants"]),
            "channels": tuple(typed["channels"]),
            "equipment": tuple(typed["equipment"]),
            "refusal_grounds": grounds,
            "refusal_grounds_en": english[: len(grounds)],
            "is_paused_by_martial_law": {_UNKNOWN: None, "yes": True, "no": False}[typed["is_paused_by_martial_law"]],
        }

    def clean_refusal_grounds(self) -> str:
        return self._short_lines("refusal_grounds")

    def clean_refusal_grounds_en(self) -> str:
        return self._short_lines("refusal_grounds_en")

    def _short_lines(self, name: str) -> str:
        typed = str(self.cleaned_data[name])
        if any(len(line) > _LINE for line in _lines(typed)):
            raise forms.ValidationError(_("Підстава довша за 500 знаків. Розділіть або скоротіть її."))
        return typed


class RequirementForm(Laid):
    """One document; a line without a name is dropped."""

    layout = (("name", "name_en"), ("condition", "condition_en"), ("ground", "form"))

    name = _text(_("Документ"))
    name_en = _text(_("Документ англійською"))
    form = forms.ChoiceField(label=_("У якому вигляді"), choices=EvidenceForm, initial=EvidenceForm.ORIGINAL)
    condition = _text(_("Лише коли"), hint=_("Порожньо, якщо потрібен усім"))
    condition_en = _text(_("Лише коли, англійською"))
    ground = _text(_("Правова підстава"), hint=_("Закон або порядок, стаття чи пункт"))


class CostForm(Laid):
    """One price; a line without a kind is dropped."""

    layout = (
        ("kind", "amount"), ("index", "percent", "rounding"), ("description", "description_en"),
        ("ground", "is_confirmed"),
    )  # fmt: skip

    kind = forms.ChoiceField(label=_("Вид плати"), required=False, choices=[("", "—"), *CostKind.choices])
    amount = forms.DecimalField(
        label=_("Сума, грн"), localize=True, required=False, max_digits=10, decimal_places=2, min_value=Decimal("0.01")
    )
    index = forms.ChoiceField(label=_("Показник"), required=False)
    percent = forms.DecimalField(
        label=_("Частка, %"), localize=True, required=False, max_digits=6, decimal_places=3, min_value=Decimal("0.001")
    )
    rounding = forms.ChoiceField(label=_("Округлення"), choices=Rounding, initial=Rounding.KOPIYKA)
    description = _text(_("За що"))
    description_en = _text(_("За що, англійською"))
    ground = _text(_("Підстава плати"))
    is_confirmed = forms.BooleanField(label=_("Звірено на місці"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["index"].choices = [("", "—"), *queries.index_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Keep what the kind of price needs, and ask for it by the field where it is missing."""
        typed = dict(super().clean() or {})
        kind = typed.get("kind")
        if kind == CostKind.AMOUNT and typed.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Упишіть суму."))
        if kind == CostKind.INDEX_SHARE:
            for name in ("index", "percent"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, _("Упишіть показник і частку."))
        typed["amount"] = typed.get("amount") if kind == CostKind.AMOUNT else None
        if kind != CostKind.INDEX_SHARE:
            typed |= {"index": "", "percent": None}
        return typed


class ActForm(Laid):
    """One act of law; a line without a title is dropped."""

    layout = (("title", "title_en"), ("url", "is_confirmed"))

    title = _text(_("Назва, дата і номер акта"), rows=2, most=1000)
    title_en = _text(_("Назва англійською"), rows=2, most=1000)
    url = forms.URLField(label=_("Адреса тексту"), required=False, max_length=500, assume_scheme="https")
    is_confirmed = forms.BooleanField(label=_("Звірено з текстом"), required=False)


class ImportForm(forms.Form):
    """A file of services."""

    file = forms.FileField(
        label=_("Файл послуг"),
        help_text=_("CSV, XLSX, ODS або JSON, до 20 МБ. Файл приймають цілком або не приймають."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Файл більший за 20 МБ. Розділіть його або завантажте командою на сервері."))
        return file


class FigureForm(forms.Form):
    """A figure of the budget from a day."""

    code = forms.ChoiceField(label=_("Показник"))
    valid_from = DayField(label=_("Діє з"))
    value = forms.DecimalField(
        label=_("Значення, грн"), localize=True, max_digits=10, decimal_places=2, min_value=Decimal("0.01")
    )
    source = _text(_("Джерело"), required=True, hint=_("Наприклад, Закон «Про Державний бюджет України на 2027 рік»"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = queries.index_choices()  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """A word people ask with, and the service they mean."""

    phrase = _text(
        _("Слово або вислів"), required=True, most=200, hint=_("Так, як кажуть люди: «загубив паспорт», «прописка»")
    )
    service = forms.ModelChoiceField(
        label=_("Послуга"), queryset=PublicService.objects.filter(withdrawn_on=None).order_by("sort_key", "pk"),
        empty_label=_("оберіть послугу"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("Чому"), required=True)


RequirementSet = formset_factory(RequirementForm, extra=SPARE_ROWS, max_num=100)
CostSet = formset_factory(CostForm, extra=1, max_num=30)
ActSet = formset_factory(ActForm, extra=1, max_num=50)


class CardForms:
    """The card and its three lists as one thing: valid together, read together."""

    def __init__(self, data: Any, content: CardContent, *, valid_from: date) -> None:
        self.card = VersionForm(data, initial=VersionForm.initial_of(content, valid_from=valid_from))
        rows = {name: list(map(asdict, getattr(content, name))) for name in ("requirements", "costs", "acts")}
        self.requirements = RequirementSet(data, prefix="papers", initial=rows["requirements"])
        self.costs = CostSet(data, prefix="costs", initial=rows["costs"])
        self.acts = ActSet(data, prefix="acts", initial=rows["acts"])

    @property
    def all(self) -> tuple[Any, ...]:
        return self.card, self.requirements, self.costs, self.acts

    @property
    def flat(self) -> list[Any]:
        """Every form of it, row by row."""
        return [self.card, *self.requirements.forms, *self.costs.forms, *self.acts.forms]

    def is_valid(self) -> bool:
        """Every part is checked, so that every fault is shown at once."""
        return False not in [form.is_valid() for form in self.all]

    def content(self) -> CardContent:
        """The card as typed."""
        return CardContent(
            **self.card.values(),
            requirements=tuple(RequirementLine(**row) for row in _kept(self.requirements, "name")),
            costs=tuple(CostLine(**row) for row in _kept(self.costs, "kind")),
            acts=tuple(ActLine(**row) for row in _kept(self.acts, "title")),
        )


def _kept(rows: "BaseFormSet[Any]", key: str) -> Iterable[Mapping[str, Any]]:
    return [form.cleaned_data for form in rows if form.cleaned_data.get(key)]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (clean(line) for line in text.splitlines())))


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(row.code, queries.said(row.name, row.name_en)) for row in rows]
