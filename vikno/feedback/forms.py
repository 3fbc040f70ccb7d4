"""Questions to residents, and what staff write down."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.common.forms import DayField, Radios, Ticks
from vikno.feedback.enums import Score, Way
from vikno.feedback.services.complaints import Told
from vikno.feedback.tags import tags
from vikno.network.models import Point
from vikno.notifications.enums import Channel

_ANSWER_TO: Final = (
    (Channel.PHONE, _("телефоном")), (Channel.EMAIL, _("електронною поштою")), (Channel.POST, _("листом")),
)  # fmt: skip


class AnswerForm(forms.Form):
    """Three questions; only the first needs an answer."""

    is_on_own_device = True

    score = forms.TypedChoiceField(
        label=_("Як усе пройшло?"), choices=Score.choices, coerce=int, widget=Radios,
        error_messages={"required": _("Оберіть, як усе пройшло.")},
    )  # fmt: skip
    good = forms.MultipleChoiceField(label=_("Що було добре?"), required=False, widget=Ticks)
    bad = forms.MultipleChoiceField(label=_("Що заважало?"), required=False, widget=Ticks)
    words = forms.CharField(
        label=_("Своїми словами"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Не пишіть імен, телефонів і номерів документів. Це прочитають лише в ЦНАП."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["good"].choices = [(t.code, str(t)) for t in tags() if t.is_good]  # type: ignore[attr-defined]
        self.fields["bad"].choices = [(t.code, str(t)) for t in tags() if not t.is_good]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Arguments of the service."""
        given = self.cleaned_data
        return {"score": given["score"], "ticked": [*given["good"], *given["bad"]], "words": given["words"]}


class ComplaintForm(forms.Form):
    """A complaint on the site: it is answered, so a name and an address are needed."""

    is_on_own_device = True

    text = forms.CharField(
        label=_("Що сталося?"), max_length=4000, widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Напишіть, що сталося.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Ваше прізвище та ім'я"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Напишіть, як вас звати: анонімну скаргу закон не дозволяє розглядати.")},
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Як вам відповісти?"), choices=_ANSWER_TO, widget=Radios, initial=Channel.PHONE)
    contact = forms.CharField(
        label=_("Телефон, електронна пошта або адреса"), max_length=254,
        error_messages={"required": _("Напишіть, куди надіслати відповідь.")},
    )  # fmt: skip

    def told(self) -> Told:
        """What is said, as the service takes it."""
        return Told(**self.cleaned_data)


class DeskComplaintForm(forms.Form):
    """A complaint that came otherwise, written down by somebody at a desk."""

    text = forms.CharField(label=_("Про що скарга"), max_length=4000, widget=forms.Textarea({"rows": 5}))
    way = forms.ChoiceField(label=_("Як надійшла"), choices=[c for c in Way.choices if c[0] != Way.SITE])
    name = forms.CharField(label=_("Хто скаржиться"), required=False, max_length=200)
    channel = forms.ChoiceField(label=_("Куди відповісти"), choices=[*_ANSWER_TO, (Channel.IN_PERSON, _("особисто"))])
    contact = forms.CharField(label=_("Телефон, пошта або адреса"), required=False, max_length=254)
    point = forms.ModelChoiceField(
        label=_("Точка"), queryset=Point.objects.none(), required=False, empty_label=_("уся мережа")
    )
    is_short = forms.BooleanField(label=_("Не потребує додаткового вивчення (15 днів)"), required=False)

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What is said, as the service takes it."""
        return Told(**{name: value for name, value in self.cleaned_data.items() if name != "point"})


class AssignmentForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Хто відповідає"), queryset=User.objects.none(), empty_label=_("оберіть"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """An answer, or a reason."""

    words = forms.CharField(
        label=_("Що відповісти людині"), max_length=4000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Не пишіть РНОКПП, номерів документів і чужих імен: лист може прочитати хтось інший."),
    )  # fmt: skip


class TellingForm(forms.Form):
    """How the person learnt of the answer."""

    words = forms.CharField(
        label=_("Як повідомили"), max_length=300, help_text=_("Наприклад, «додзвонилися о 14:20» або номер листа.")
    )


class ExtensionForm(forms.Form):
    days = forms.IntegerField(label=_("На скільки днів"), min_value=1, max_value=45)


class PosterForm(forms.Form):
    """Where a sheet hangs."""

    point = forms.ModelChoiceField(label=_("Точка"), queryset=Point.objects.none(), empty_label=_("оберіть точку"))
    place = forms.CharField(
        label=_("Де саме"), required=False, max_length=100, help_text=_("Наприклад, «вікно 2» або «біля виходу».")
    )

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """A link after a visit."""

    point = forms.ModelChoiceField(label=_("Точка"), queryset=Point.objects.none(), empty_label=_("оберіть точку"))
    case = forms.CharField(label=_("Номер справи"), required=False, max_length=60)
    send = forms.BooleanField(
        label=_("Людина погодилась отримати посилання: надіслати її каналом зі справи"), required=False
    )

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class SendingForm(forms.Form):
    """Whether links go by themselves, from a day on."""

    is_on = forms.ChoiceField(
        label=_("Надсилати посилання, коли видано результат?"), choices=[("yes", _("так")), ("no", _("ні"))],
        widget=Radios,
    )  # fmt: skip
    valid_from = DayField(label=_("З якого дня"))

    def said(self) -> dict[str, Any]:
        """Arguments of the service."""
        given = self.cleaned_data
        return {"is_on": given["is_on"] == "yes", "valid_from": given["valid_from"]}


class ActionForm(forms.Form):
    """What was done after people spoke."""

    point = forms.ModelChoiceField(label=_("Точка"), queryset=Point.objects.none(), empty_label=_("оберіть точку"))
    asked = forms.CharField(label=_("Що казали люди"), max_length=300)
    done = forms.CharField(label=_("Що зроблено"), max_length=500, widget=forms.Textarea({"rows": 2}))
    done_on = DayField(label=_("Коли"))

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """Which answers to look at."""

    optional_marks = False
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)
    point = forms.ModelChoiceField(
        label=_("Точка"), queryset=Point.objects.none(), required=False, empty_label=_("усі точки")
    )

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]
