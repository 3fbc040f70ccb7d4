"""What people type about blanks: kind, series as on the blank, numbers as a list or spans."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.blanks import queries, rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.rules import Spans
from vikno.common.forms import DayField, Radios
from vikno.common.text import clean

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}
_STORE = "0"


def _kinds() -> list[tuple[str, str]]:
    return [(code, str(kind)) for code, kind in queries.kinds().items()]


class SeriesField(forms.CharField):
    """`І-АБ`, in Latin or Cyrillic letters."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-10", **_PLAIN})
        super().__init__(**{"label": _("Серія"), "max_length": 20, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        found = rules.series_read(text) if text else ""
        if found is None:
            raise ValidationError(_("Уведіть серію як на бланку, наприклад І-АБ."))
        return found


class NumbersField(forms.CharField):
    """«000101–000120, 125» as spans."""

    def __init__(self, **kwargs: Any) -> None:
        hint = _("Один номер, проміжок або кілька через кому: 000101–000120, 000125.")
        widget = forms.TextInput({"class": "govuk-input--width-20", **_PLAIN})
        super().__init__(**{"label": _("Номери"), "max_length": 300, "help_text": hint, "widget": widget, **kwargs})

    def clean(self, value: Any) -> Spans:  # type: ignore[override]  # answers with spans, not with text
        text = super().clean(value)
        found = rules.numbers_read(text)
        if found is None:
            raise ValidationError(_("Номери не читаються або повторюються. Приклад: 000101–000120, 000125."))
        return found


class CommissionField(forms.CharField):
    """People, a line each."""

    def __init__(self, *, least: int, **kwargs: Any) -> None:
        hint = gettext("Прізвище, ініціали, посада. Кожна людина з нового рядка, не менше {n}.").format(n=least)
        widget = forms.Textarea({"rows": "4"})
        super().__init__(**{"label": _("Комісія"), "max_length": 2000, "help_text": hint, "widget": widget, **kwargs})
        self.least = least

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]  # answers with people, not with text
        people = rules.commission_read(super().clean(value))
        if len(people) < self.least:
            raise ValidationError(gettext("У комісії має бути не менше {n} різних людей.").format(n=self.least))
        return people


class PersonField(forms.ChoiceField):
    """One of the people named, or the store where it is offered."""

    def __init__(self, *, people: Sequence[User], store: str = "", **kwargs: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        named = [(key, person.full_name) for key, person in self.people.items()]
        first = [(_STORE, store)] if store else [("", gettext("Оберіть людину"))]
        super().__init__(choices=[*first, *named], **kwargs)

    def chosen(self, key: str) -> User | None:
        """None means the store."""
        return self.people.get(key)


class NumbersForm(forms.Form):
    """Which blanks, and when. `people`: who may hold them; `me`: who is asked for where nobody else may be."""

    kind = forms.ChoiceField(label=_("Вид бланка"))
    series = SeriesField()
    numbers = NumbersField()
    happened_on = DayField(label=_("Дата"))

    def __init__(self, *args: Any, people: Sequence[User], me: User | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = _kinds()
        self.initial.setdefault("happened_on", today)
        self.me = me
        self.add_fields(people=people, least=queries.rule_on(today).commission_least)

    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        """Further fields of an act."""

    def person(self, name: str) -> User | None:
        field: Any = self.fields.get(name)
        return field.chosen(self.cleaned_data[name]) if field is not None else self.me

    def said(self) -> dict[str, Any]:
        """Arguments of the service."""
        given = self.cleaned_data
        return {
            "kind": given["kind"], "series": given["series"], "spans": given["numbers"],
            "happened_on": given["happened_on"],
        }  # fmt: skip


_DOCUMENT = _("Документ: назва, номер, дата")


class ReceiptForm(NumbersForm):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        self.fields["party"] = forms.CharField(label=_("Від кого отримано"), max_length=300)
        self.fields["document"] = forms.CharField(label=_DOCUMENT, max_length=300)
        self.fields["commission"] = CommissionField(least=least)

    def said(self) -> dict[str, Any]:
        return super().said() | {name: self.cleaned_data[name] for name in ("party", "document", "commission")}


class IssueForm(NumbersForm):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        self.fields["holder"] = PersonField(label=_("Кому видано"), people=people)
        self.fields["document"] = forms.CharField(label=_("Відомість або накладна"), max_length=300, required=False)

    def said(self) -> dict[str, Any]:
        return super().said() | {"holder": self.person("holder"), "document": self.cleaned_data["document"]}


class _Holding(NumbersForm):
    """Whose blanks: asked only of the keeper."""

    store = ""

    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        if people:
            self.fields["holder"] = PersonField(label=_("Чиї бланки"), people=people, store=self.store)
            if self.me is not None and not self.store:
                self.initial.setdefault("holder", str(self.me.pk))

    def said(self) -> dict[str, Any]:
        return super().said() | {"holder": self.person("holder")}


class UseForm(_Holding):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        super().add_fields(people=people, least=least)
        self.fields["numbers"].label = _("Номер")
        self.fields["numbers"].help_text = _("Один номер, як на бланку.")
        self.fields["act_record"] = forms.CharField(
            label=_("Номер актового запису"), max_length=100, help_text=_("Номер і дата запису, без імен.")
        )

    def said(self) -> dict[str, Any]:
        return super().said() | {"act_record": self.cleaned_data["act_record"]}


class SpoilForm(_Holding):
    store = _("у відповідальної особи")  # type: ignore[assignment]  # said in the language of the page

    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        super().add_fields(people=people, least=least)
        self.fields["reason"] = forms.CharField(label=_("Що сталося з бланком"), max_length=300)

    def said(self) -> dict[str, Any]:
        return super().said() | {"reason": self.cleaned_data["reason"]}


class GiveBackForm(NumbersForm):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        self.fields["holder"] = PersonField(label=_("Хто здає"), people=people)
        choices = [(Spot.HOLDER.value, _("чисті")), (Spot.SPOILED.value, _("зіпсовані"))]
        self.fields["state"] = forms.ChoiceField(
            label=_("Які бланки"), choices=choices, widget=Radios, initial=Spot.HOLDER.value
        )

    def said(self) -> dict[str, Any]:
        return super().said() | {"holder": self.person("holder"), "are_spoiled": Spot(self.cleaned_data["state"])}


class ReturnForm(NumbersForm):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        self.fields["party"] = forms.CharField(label=_("Кому повернуто"), max_length=300)
        self.fields["document"] = forms.CharField(label=_DOCUMENT, max_length=300)

    def said(self) -> dict[str, Any]:
        return super().said() | {name: self.cleaned_data[name] for name in ("party", "document")}


class DestructionForm(NumbersForm):
    def add_fields(self, *, people: Sequence[User], least: int) -> None:
        self.fields["holder"] = PersonField(
            label=_("Де зберігалися"), people=people, store=gettext("у відповідальної особи")
        )
        self.fields["document"] = forms.CharField(label=_("Підстава: наказ, номер, дата"), max_length=300)
        self.fields["commission"] = CommissionField(least=least)

    def said(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("document", "commission")}
        return super().said() | given | {"holder": self.person("holder")}


class HandoverForm(forms.Form):
    """Everything of a leaving person."""

    def __init__(self, *args: Any, people: Sequence[User], me: User | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"] = PersonField(label=_("Хто передає"), people=people)
        self.fields["to"] = PersonField(
            label=_("Хто приймає"), people=people, store=gettext("відповідальна особа (у сейф)")
        )
        self.fields["reason"] = forms.CharField(
            label=_("Причина"), max_length=300, help_text=_("Наприклад, звільнення.")
        )
        self.fields["happened_on"] = DayField(label=_("Дата"), initial=today)

    def said(self) -> dict[str, Any]:
        fields: Any = self.fields
        given = self.cleaned_data
        return {
            "holder": fields["holder"].chosen(given["holder"]), "to": fields["to"].chosen(given["to"]),
            "reason": given["reason"], "happened_on": given["happened_on"],
        }  # fmt: skip


class StocktakingForm(forms.Form):
    """What was counted: a line for each kind and series that lies there by the book, and one for others."""

    def __init__(self, *args: Any, people: Sequence[User], me: User | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"] = PersonField(
            label=_("Чиї бланки полічено"), people=people, store=gettext("у відповідальної особи (сейф)")
        )
        self.fields["counted"] = forms.CharField(
            label=_("Що полічено"), required=False, widget=forms.Textarea({"rows": "5"}), max_length=4000,
            help_text=_(
                "Кожна серія з нового рядка: вид; серія; номери. Наприклад: народження; І-АБ; 000101–000120. "
                "Якщо бланків немає, залиште порожнім."
            ),
        )  # fmt: skip
        self.fields["commission"] = CommissionField(least=queries.rule_on(today).commission_least)
        self.fields["note"] = forms.CharField(label=_("Примітка"), max_length=500, required=False)

    def clean_counted(self) -> dict[tuple[str, str], Spans]:
        found: dict[tuple[str, str], Spans] = {}
        for row in filter(None, map(clean, self.cleaned_data["counted"].splitlines())):
            kind, series, numbers = _counted_row(row)
            if (kind, series) in found:
                raise ValidationError(gettext("Серію повторено: {row}.").format(row=row))
            found[kind, series] = numbers
        return found

    def said(self) -> dict[str, Any]:
        fields: Any = self.fields
        given = self.cleaned_data
        return {
            "holder": fields["holder"].chosen(given["holder"]), "counted": given["counted"],
            "commission": given["commission"], "note": given["note"],
        }  # fmt: skip


def _counted_row(row: str) -> tuple[str, str, Spans]:
    parts = row.split(";", 2)
    if len(parts) == 3:
        said = clean(parts[0]).lower()
        kinds = [
            code for code, kind in queries.kinds().items() if said and said in f"{kind.name} {kind.name_en}".lower()
        ]
        series, numbers = rules.series_read(parts[1]), rules.numbers_read(parts[2])
        if len(kinds) == 1 and series and numbers:
            return kinds[0], series, numbers
    raise ValidationError(gettext("Рядок не читається: {row}. Запишіть: вид; серія; номери.").format(row=row))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Що записано неправильно"), max_length=300)


class LedgerForm(forms.Form):
    """Which lines of the book."""

    optional_marks = False
    kind = forms.ChoiceField(label=_("Вид"), required=False)
    act = forms.ChoiceField(label=_("Дія"), required=False)
    holder = forms.ChoiceField(label=_("Чиї"), required=False)
    number = forms.CharField(label=_("Номер"), required=False, max_length=9, widget=forms.TextInput(_PLAIN))
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [("", gettext("усі")), *_kinds()]
        fields["act"].choices = [("", gettext("усі")), *Act.choices]
        fields["holder"].choices = [("", gettext("усі")), *((str(one.pk), one.full_name) for one in people)]
        if not people:
            del self.fields["holder"]

    def filters(self) -> queries.MovementFilters:
        """Fields that could not be read do not narrow."""
        self.is_valid()
        given = self.cleaned_data
        number = given.get("number") or ""
        return queries.MovementFilters(
            kind=given.get("kind") or "", act=given.get("act") or "", holder_id=int(given.get("holder") or 0),
            number=int(number) if number.isascii() and number.isdigit() else 0,
            since=given.get("since"), until=given.get("until"),
        )  # fmt: skip


class PeriodForm(forms.Form):
    """A period, and whose: for a holder without the choice always their own."""

    optional_marks = False
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def __init__(self, *args: Any, people: Sequence[User], me: User | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me, self.today = me, today
        if people:
            self.fields["holder"] = PersonField(
                label=_("Чиї бланки"), people=people, store=gettext("уся громада"), required=False
            )

    def said(self) -> dict[str, Any]:
        """Since the first of this month until today, unless told otherwise."""
        self.is_valid()
        given, field = self.cleaned_data, self.fields.get("holder")
        until = min(given.get("until") or self.today, self.today)
        since = given.get("since") or until.replace(day=1)
        holder = field.chosen(given.get("holder") or _STORE) if isinstance(field, PersonField) else self.me
        return {"since": min(since, until), "until": until, "holder": holder}


class KeeperForm(forms.Form):
    order = forms.CharField(label=_("Наказ: номер, дата"), max_length=200)
    valid_from = DayField(label=_("Відповідає з"))

    def __init__(self, *args: Any, people: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"user": PersonField(label=_("Хто відповідає"), people=people), **self.fields}
        self.initial.setdefault("valid_from", today)

    def said(self) -> dict[str, Any]:
        field: Any = self.fields["user"]
        given = self.cleaned_data
        return {
            "user": field.chosen(given["user"]), "order": given["order"], "valid_from": given["valid_from"]
        }  # fmt: skip


class CaseUseForm(forms.Form):
    """The blank a result of a case was written on."""

    kind = forms.ChoiceField(label=_("Вид бланка"), widget=Radios)
    series = SeriesField()
    numbers = NumbersField(label=_("Номер"), help_text=_("Один номер, як на бланку."))
    act_record = forms.CharField(label=_("Номер актового запису"), max_length=100, required=False)

    def __init__(self, *args: Any, kinds: Sequence[queries.BlankKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind.code, str(kind)) for kind in kinds]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].code)

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": given["kind"], "series": given["series"], "spans": given["numbers"],
            "act_record": given["act_record"],
        }  # fmt: skip
