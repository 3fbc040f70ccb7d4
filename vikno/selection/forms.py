"""What people type in the selection."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Membership
from vikno.common.clock import KYIV
from vikno.common.forms import DayField, MomentField, Ticks, moment_typed
from vikno.programmes.facts import FACTS
from vikno.programmes.models import Criterion, Track
from vikno.questionnaires.engine import Sort
from vikno.selection.enums import AppealMove, Outcome, TalkKind, TieKind
from vikno.selection.models import CallReview, Reviewer, TalkPlan
from vikno.selection.queries import scale_of
from vikno.selection.services.reviewing import MarkSaid
from vikno.selection.services.talks import TalkFacts
from vikno.territories.models import Unit

_DATED = (TieKind.WORKED, TieKind.AUDITED, TieKind.CONSULTED)
_EMPTY = ("", _("оберіть"))


class TermsForm(forms.ModelForm):
    """How a call is reviewed; years of each tie, empty for ever."""

    class Meta:
        model = CallReview
        fields = (
            "needed", "spread", "anchor_spread", "review_days", "appeal_days", "answer_days", "missing", "need_fact",
            "shows_hromadas",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(code, one.sentence) for code, one in FACTS.items() if one.sort == Sort.NUMBER]
        self.fields["need_fact"] = forms.ChoiceField(
            label=self.fields["need_fact"].label, choices=[("", _("немає")), *numbers], required=False,
            help_text=_("За рівних балів вище стоїть громада, де це число більше."),
        )  # fmt: skip
        for kind in _DATED:
            self.fields[f"years_{kind}"] = forms.IntegerField(
                label=_("Конфлікт, якщо {tie}: скільки років").format(tie=kind.label), required=False, min_value=0,
                max_value=50, help_text=_("Порожньо — без строку давності."),
            )  # fmt: skip

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def bars(self) -> dict[str, int | None]:
        """Family and residence bar while they last."""
        dated = {str(kind): self.cleaned_data.get(f"years_{kind}") for kind in _DATED}
        return {**dated, str(TieKind.FAMILY): 0, str(TieKind.LIVES): 0}


class ReviewerForm(forms.Form):
    membership = forms.ModelChoiceField(label=_("Експерт"), queryset=Membership.objects.none(), empty_label=_EMPTY[1])
    track = forms.ModelChoiceField(
        label=_("Лише напрям"), queryset=Track.objects.none(), required=False, empty_label=_("усі напрями")
    )
    most = forms.IntegerField(label=_("Не більше заявок"), min_value=1, max_value=500, initial=40)

    def __init__(self, *args: Any, experts: Any, tracks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["membership"]
        chosen.queryset = experts
        chosen.label_from_instance = lambda one: one.user.full_name
        area: Any = self.fields["track"]
        area.queryset = tracks


class TieForm(forms.Form):
    hromada = forms.ModelChoiceField(label=_("Громада"), queryset=Unit.objects.none(), empty_label=_EMPTY[1])
    kind = forms.ChoiceField(label=_("Що пов'язує"), choices=[_EMPTY, *TieKind.choices])
    since = DayField(label=_("З якого дня"), required=False)
    until = DayField(label=_("До якого дня"), required=False, help_text=_("Порожньо, якщо триває."))
    source = forms.CharField(label=_("Звідки відомо"), max_length=300)

    def __init__(self, *args: Any, hromadas: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["hromada"]
        chosen.queryset = Unit.objects.filter(pk__in=[one.pk for one in hromadas]).order_by("sort_key", "pk")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("Кінець раніший за початок."))
        return told


class DeclarationForm(forms.Form):
    """Which hromadas of the call an expert is bound to; none is an answer that has to be said."""

    hromadas = forms.MultipleChoiceField(
        label=_("З якими громадами ви пов'язані"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Робота, кошти, родичі в керівництві, проживання, аудит або консультації цього ЦНАП."),
    )  # fmt: skip
    words = forms.CharField(label=_("Пояснення"), max_length=1000, required=False)
    is_whole = forms.BooleanField(label=_("Я назвав усі громади, з якими пов'язаний, або таких немає"))

    def __init__(self, *args: Any, hromadas: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["hromadas"]
        chosen.choices = [(one.pk, one.title) for one in hromadas]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Причина"), max_length=500)


class NamelessForm(forms.Form):
    """A statement of whoever has read a file."""

    is_nameless = forms.BooleanField(
        label=_("Файл переглянуто до кінця: назв місць, імен, адрес, підписів і печаток у ньому немає.")
    )


class MarksForm(forms.Form):
    """A field of marks for each criterion, each mark with its written anchor."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[one.code] = forms.ChoiceField(
                label=one.title, choices=_marks_of(one), widget=forms.RadioSelect, required=self.needs_all
            )

    needs_all = True

    def marks(self) -> dict[str, int]:
        return {one.code: int(self.cleaned_data[one.code]) for one in self.criteria}


class AnchorForm(MarksForm):
    """An invented proposal and the marks the panel agreed on."""

    title = forms.CharField(label=_("Назва зразка"), max_length=200)
    text = forms.CharField(label=_("Текст вигаданої заявки"), max_length=8000, widget=forms.Textarea({"rows": 8}))


class TalkForm(MarksForm):
    """What came of an interview or a visit."""

    kind = forms.ChoiceField(label=_("Що було"), choices=[_EMPTY, *TalkKind.choices])
    held_on = DayField(label=_("Коли"))
    who = forms.CharField(label=_("Хто проводив"), max_length=500)
    words = forms.CharField(label=_("Висновок"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class TalkPlanForm(forms.Form):
    """The hour, the place and the panel of a talk to come.

    Experts in a conflict are not offered, nor are those who have not declared.
    """

    kind = forms.ChoiceField(label=_("Що буде"), choices=[_EMPTY, *TalkKind.choices])
    starts_at = MomentField(label=_("Початок"))
    minutes = forms.IntegerField(label=_("Скільки хвилин"), min_value=5, max_value=720, initial=60)
    place = forms.CharField(label=_("Місце"), max_length=300, required=False)
    link = forms.URLField(
        label=_("Посилання"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Для розмови онлайн. Потрібне місце або посилання."),
    )  # fmt: skip
    panel = forms.ModelMultipleChoiceField(label=_("Хто проводить"), queryset=Reviewer.objects.none(), widget=Ticks)

    def __init__(self, *args: Any, pool: QuerySet[Reviewer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["panel"]
        chosen.queryset = pool
        chosen.label_from_instance = lambda one: one.user.full_name

    @staticmethod
    def opened(plan: TalkPlan | None) -> dict[str, Any]:
        """What stands."""
        if plan is None:
            return {}
        return {
            "kind": plan.kind, "starts_at": moment_typed(plan.starts_at), "place": plan.place, "link": plan.link,
            "minutes": int((plan.ends_at - plan.starts_at).total_seconds() // 60),
            "panel": list(plan.seats.values_list("reviewer_id", flat=True)),
        }  # fmt: skip

    def facts(self) -> TalkFacts:
        told = self.cleaned_data
        return TalkFacts(
            kind=told["kind"], starts_at=told["starts_at"],
            ends_at=told["starts_at"] + timedelta(minutes=told["minutes"]),
            place=told["place"], link=told["link"], panel=[one.pk for one in told["panel"]],
        )  # fmt: skip


class ReviewForm(MarksForm):
    """Marks of a review, or why there is none; an empty criterion is left for later."""

    needs_all = False
    optional_marks = False  # a mark or a reason: neither is optional alone

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, criteria=criteria, **kwargs)
        fields = {}
        for one in criteria:
            fields[one.code] = self.fields[one.code]
            fields[f"note_{one.code}"] = forms.CharField(label=_("Обґрунтування"), max_length=1000, required=False)
            fields[f"why_{one.code}"] = forms.CharField(
                label=_("Не оцінюю, бо"), max_length=500, required=False,
                help_text=_("Заповніть, якщо не можете оцінити цей критерій. На середнє це не вплине."),
            )  # fmt: skip
        fields["comment"] = forms.CharField(
            label=_("Загальний висновок"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
        )
        self.fields = fields

    def said(self) -> dict[str, MarkSaid]:
        """What has a mark or a reason; a mark outweighs a reason."""
        told = {}
        for one in self.criteria:
            mark, why = self.cleaned_data[one.code], self.cleaned_data[f"why_{one.code}"].strip()
            if mark or why:
                note = self.cleaned_data[f"note_{one.code}"]
                told[one.code] = MarkSaid(mark=int(mark) if mark else None, abstained=why, note=note)
        return told


class DeviationForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Рішення комісії"), choices=[_EMPTY, *Outcome.choices])
    reason = forms.CharField(
        label=_("Чому інакше, ніж у прогоні"), max_length=1000, required=False, help_text=_("Це прочитають усі.")
    )


class EmbargoForm(forms.Form):
    day = DayField(label=_("День оприлюднення"))
    hour = forms.TimeField(label=_("Година, за Києвом"), help_text=_("Наприклад 10:00."))

    def publish_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=KYIV)


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("З чим ви не згодні"), max_length=4000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Назвіть критерій або умову й факт, який не враховано."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    move = forms.ChoiceField(label=_("Рішення"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Відповідь громаді"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args: Any, moves: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["move"]
        chosen.choices = [(one, AppealMove(one).label) for one in moves]


class ObjectionForm(forms.Form):
    reviewer = forms.ModelChoiceField(label=_("Експерт"), queryset=Reviewer.objects.none(), empty_label=_EMPTY[1])
    words = forms.CharField(label=_("Чому цей експерт не має оцінювати вашу заявку"), max_length=1000)

    def __init__(self, *args: Any, reviewers: Sequence[Reviewer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["reviewer"]
        chosen.queryset = Reviewer.objects.filter(pk__in=[one.pk for one in reviewers]).select_related("user", "review")
        chosen.label_from_instance = lambda one: one.user.full_name


def _marks_of(one: Criterion) -> list[tuple[str, str]]:
    words = {int(each["value"]): each.get("text", "") for each in one.anchors}
    return [(str(mark), f"{mark} — {words[mark]}" if words.get(mark) else str(mark)) for mark in scale_of(one)]
