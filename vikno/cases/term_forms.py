"""Forms of acts on the term: what the rules of this very case allow is offered, the services decide."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.cases import counting, rules
from vikno.cases.enums import LocalKind
from vikno.cases.forms import CaseActionForm
from vikno.common import clock
from vikno.common.forms import DayField, Radios


class TermActForm(CaseActionForm):
    """An act on the term happens on a day, most often today."""

    on = DayField(label=_("Коли це сталося"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = counting.rules_for(self.case)

    def offer(self, name: str, choices: Mapping[str, str]) -> None:
        """Grounds as the law names them, in its own words whatever the screen speaks."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, words[:1].upper() + words[1:]) for code, words in choices.items()]


class LocalDaysForm(forms.Form):
    """A closure or a sitting, on whose ground."""

    kind = forms.ChoiceField(label=_("Що це"), choices=LocalKind.choices, widget=Radios, initial=LocalKind.CLOSURE)
    starts_on = DayField(label=_("Перший день"))
    ends_on = DayField(label=_("Останній день"), required=False, help_text=_("Порожньо — один день"))
    name = forms.CharField(label=_("Чому"), max_length=200, help_text=_("Так буде написано в поясненні строку"))
    source = forms.CharField(label=_("Рішення або наказ"), max_length=200, help_text=_("Назва, номер і дата"))
    organisation = forms.ChoiceField(label=_("Чиї справи"), required=False)

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("усі справи громади")), *((key, body.name) for key, body in self.bodies.items())]

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {**given, "organisation": self.bodies.get(given["organisation"])}


class WithoutMotionForm(TermActForm):
    defects = forms.CharField(
        label=_("Недоліки"), max_length=2000, widget=forms.Textarea,
        help_text=_("Що саме не так і як це виправити"),
    )  # fmt: skip
    cure_by = DayField(label=_("Усунути до"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.law.cure is not None:
            first, last = rules.cure_bounds(on=clock.today(), cure=self.law.cure)
            said = _("Не раніше {first} і не пізніше {last}").format(first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
            self.fields["cure_by"].help_text = said
            self.fields["cure_by"].initial = first + timedelta(days=5)


class CureForm(TermActForm):
    note = forms.CharField(
        label=_("Що подано"), max_length=400, required=False, help_text=_("Документи, які приніс заявник")
    )


class SuspensionForm(TermActForm):
    ground = forms.ChoiceField(label=_("Підстава"), widget=Radios)
    detail = forms.CharField(
        label=_("Подробиці"), max_length=300, required=False, help_text=_("Номер запиту, ухвали суду або звернення")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", self.law.suspension.grounds if self.law.suspension else {})


class ResumptionForm(TermActForm):
    note = forms.CharField(
        label=_("Чому поновлено"), max_length=400, required=False, help_text=_("Наприклад, що прийшла відповідь")
    )


class ExtensionForm(TermActForm):
    days = forms.IntegerField(label=_("На скільки днів"), min_value=1, max_value=365)
    ground = forms.ChoiceField(label=_("Причина"), widget=Radios)
    detail = forms.CharField(label=_("Подробиці"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", self.law.extension.reasons if self.law.extension else {})
        most = counting.most_extension(self.case)
        self.fields["days"].help_text = _("Щонайбільше {most}").format(most=most) if most else ""
