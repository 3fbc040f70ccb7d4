"""Memoranda, amendments, milestones."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.forms import DayField, Ticks
from vikno.common.text import clean, fold
from vikno.programmes.models import Programme
from vikno.support import services
from vikno.support.enums import (
    Side,
)
from vikno.support.forms.common import area
from vikno.territories.enums import Category
from vikno.territories.models import Unit


class ChosenProgramme(forms.ModelChoiceField):
    """One of the actor's programmes."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class MemorandumForm(forms.Form):
    """A new one. The hromada by its КАТОТТГ code or by its name, where the country has one of that name."""

    programme = ChosenProgramme(label=_("Програма"), queryset=Programme.objects.none(), empty_label=None)
    hromada = forms.CharField(
        label=_("Громада"), max_length=100, help_text=_("Код КАТОТТГ або назва, якщо вона одна на країну.")
    )
    proposal_number = forms.CharField(
        label=_("Номер відібраної заявки"),
        max_length=30,
        required=False,
        help_text=_("Якщо громада прийшла з конкурсу."),
    )
    number = forms.CharField(label=_("Номер"), max_length=40)
    title = forms.CharField(label=_("Назва"), max_length=300)
    goal = forms.CharField(label=_("Мета"), max_length=2000, required=False, widget=area(3))
    starts_on = DayField(label=_("Діє з"))
    ends_on = DayField(label=_("Діє до"))
    needs_council = forms.BooleanField(label=_("Потрібне рішення ради громади"), required=False)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme"]
        chosen.queryset = programmes

    def clean_hromada(self) -> str:
        said = clean(self.cleaned_data["hromada"])
        found = Unit.objects.filter(category=Category.HROMADA, removed_on=None)
        codes = list(found.filter(pk=said).values_list("pk", flat=True)) or list(
            found.filter(search_key=fold(said)).values_list("pk", flat=True)[:3]
        )
        if len(codes) == 1:
            return str(codes[0])
        if codes:
            raise forms.ValidationError(_("Таких громад кілька. Вкажіть код КАТОТТГ."))
        raise forms.ValidationError(_("Такої громади не знайдено. Перевірте назву або вкажіть код."))

    def facts(self) -> services.MemorandumFacts:
        said = {key: value for key, value in self.cleaned_data.items() if key not in ("programme", "hromada")}
        return services.MemorandumFacts(hromada_code=self.cleaned_data["hromada"], **said)


class WordingForm(forms.Form):
    """Words of a draft."""

    title = forms.CharField(label=_("Назва"), max_length=300)
    goal = forms.CharField(label=_("Мета"), max_length=2000, required=False, widget=area(3))
    text = forms.CharField(label=_("Текст меморандуму"), max_length=60_000, widget=area(30))

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean_goal(self) -> str:
        return str(self.cleaned_data["goal"]).replace("\r\n", "\n")


class AmendmentForm(forms.Form):
    reason = forms.CharField(label=_("Чому змінюємо"), max_length=500)
    ends_on = DayField(label=_("Діє до"))
    text = forms.CharField(label=_("Нова редакція"), max_length=60_000, widget=area(30))


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("Етап плану"), max_length=300)
    responsible = forms.ChoiceField(label=_("Хто виконує"), choices=Side)
    due_on = DayField(label=_("Строк"))
    deliverables = forms.CharField(
        label=_("Що буде зроблено"),
        max_length=3000,
        required=False,
        widget=area(3),
        help_text=_("Кожне з нового рядка."),
    )

    def facts(self) -> services.MilestoneFacts:
        said = self.cleaned_data
        return services.MilestoneFacts(
            title=said["title"], responsible=Side(said["responsible"]), due_on=said["due_on"],
            deliverables=said["deliverables"].splitlines(),
        )  # fmt: skip


class ReportForm(forms.Form):
    """What was done, with a proof."""

    words = forms.CharField(label=_("Що зроблено"), max_length=2000, widget=area(4))
    done = forms.MultipleChoiceField(label=_("Що вже є"), required=False, widget=Ticks, choices=())
    proof = forms.FileField(
        label=_("Файл із доказом"), required=False, help_text=_("Фото або PDF. Громада додає завжди.")
    )

    def __init__(self, *args: Any, deliverables: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deliverables:
            chosen: Any = self.fields["done"]
            chosen.choices = [(str(each.pk), each.title) for each in deliverables]
        else:
            del self.fields["done"]

    def keys(self) -> set[int]:
        return {int(key) for key in self.cleaned_data.get("done", ())}


class CancelForm(forms.Form):
    """By which signed amendment."""

    amendment = forms.ChoiceField(label=_("Зміна до меморандуму"))

    def __init__(self, *args: Any, amendments: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["amendment"]
        chosen.choices = [(str(each.pk), f"№ {each.number}. {each.reason}") for each in amendments]
