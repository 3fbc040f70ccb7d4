"""What is asked of residents and of staff."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.appointments.enums import CentreReason, Door, ResourceKind
from vikno.appointments.models import TermsRow
from vikno.appointments.rules import secrets
from vikno.appointments.rules import terms as figures
from vikno.appointments.services import CapacityFacts, Person, ResourceFacts
from vikno.catalogue.enums import EquipmentNeed
from vikno.common.clock import KYIV
from vikno.common.forms import DayField, Radios
from vikno.common.identifiers import phone_e164
from vikno.network.enums import Weekday
from vikno.notifications.enums import Channel
from vikno.territories.models import Unit

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10", "maxlength": "12"}
_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}


class ContactForm(forms.Form):
    """Who comes. `channels`: by what a code comes by itself; none of it where a name is enough."""

    is_on_own_device = True

    name = forms.CharField(
        label=_("Як вас кликати"), max_length=120, help_text=_("Ім'я і по батькові. Прізвище не потрібне."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    contact = forms.CharField(label=_("Телефон або електронна пошта"), max_length=254)
    address = forms.CharField(label=_("Куди приїхати"), max_length=300, help_text=_("Село, вулиця, будинок."))

    def __init__(self, *args: Any, channels: Sequence[str], must_prove: str, is_visit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = channels
        self.fields["contact"].required = bool(must_prove)
        self.fields["contact"].help_text = self._hint(must_prove)
        if not is_visit:
            del self.fields["address"]

    def _hint(self, must_prove: str) -> str:
        if not must_prove:
            return gettext("Щоб ми могли попередити про зміни. Можна не вказувати.")
        ways = {
            (Channel.SMS, Channel.EMAIL): gettext("Надішлемо код у SMS або листом."),
            (Channel.SMS,): gettext("Лише номер телефону: надішлемо код у SMS."),
            (Channel.EMAIL,): gettext("Лише електронна пошта: надішлемо код листом."),
        }
        return ways.get(tuple(Channel(each) for each in self.channels), "")

    def clean_contact(self) -> str:
        written = str(self.cleaned_data["contact"])
        if written and channel_of(written) is None:
            raise ValidationError(gettext("Не схоже на телефон або пошту. Приклад: 067 123 45 67."))
        return written

    def person(self) -> Person:
        given = self.cleaned_data
        channel = channel_of(given["contact"]) or Channel.IN_PERSON
        return Person(
            name=given["name"], channel=channel, contact=given["contact"], address=given.get("address", ""),
            language=get_language() or "uk",
        )  # fmt: skip


class WaitingForm(ContactForm):
    since = DayField(label=_("Можу прийти з"))
    until = DayField(label=_("до"))

    field_order = ("since", "until", "name", "contact")


def days_to_wait(today: date) -> dict[str, date]:
    """From which day to which somebody waits unless they say otherwise: two weeks."""
    return {"since": today, "until": today + timedelta(days=14)}


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Код із повідомлення"), max_length=12, widget=forms.TextInput(_CODE))


class FindForm(forms.Form):
    number = forms.CharField(
        label=_("Номер запису"), max_length=20, widget=forms.TextInput(_NUMBER), help_text=_("Наприклад, 123-456-789.")
    )
    code = forms.CharField(
        label=_("Код"), max_length=12, widget=forms.TextInput(_CODE), help_text=_("Шість цифр із повідомлення.")
    )

    def clean_number(self) -> str:
        number = secrets.number_read(self.cleaned_data["number"])
        if not number:
            raise ValidationError(gettext("У номері помилка. Перевірте цифри."))
        return number


def channel_of(contact: str) -> str | None:
    """A telephone is sent an SMS; None for what is neither."""
    if "@" in contact:
        return Channel.EMAIL
    return Channel.SMS if phone_e164(contact) else None


class DayForm(forms.Form):
    """Which day of which point."""

    optional_marks = False
    point = forms.ChoiceField(label=_("Точка"), required=False)
    on = DayField(label=_("День"), required=False)

    def __init__(self, *args: Any, points: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["point"]
        field.choices = [(str(pk), name) for pk, name in points]

    def chosen(self, *, today: date) -> tuple[int | None, date]:
        """The point, the first one where none is named, and the day, today where it cannot be read."""
        self.is_valid()
        given = self.cleaned_data
        field: Any = self.fields["point"]
        first = field.choices[0][0] if field.choices else ""
        key = given.get("point") or first
        return (int(key) if key else None), given.get("on") or today


class StaffContactForm(forms.Form):
    """Who comes, told to staff by phone or at the desk."""

    name = forms.CharField(label=_("Як кликати"), max_length=120)
    channel = forms.ChoiceField(
        label=_("Як повідомляти"), widget=Radios, initial=Channel.SMS.value,
        choices=[(c.value, c.label) for c in (Channel.SMS, Channel.EMAIL, Channel.PHONE, Channel.IN_PERSON)],
    )  # fmt: skip
    contact = forms.CharField(label=_("Телефон або пошта"), max_length=254, required=False)
    address = forms.CharField(label=_("Куди приїхати"), max_length=300, required=False)

    def __init__(self, *args: Any, is_visit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_visit:
            del self.fields["address"]

    def person(self) -> Person:
        given = self.cleaned_data
        return Person(
            name=given["name"], channel=given["channel"], contact=given["contact"], address=given.get("address", "")
        )


class StaffWaitingForm(StaffContactForm):
    """Who waits for a time, told to staff."""

    since = DayField(label=_("Може прийти з"))
    until = DayField(label=_("до"))

    channel = forms.ChoiceField(
        label=_("Як повідомляти"), widget=Radios, initial=Channel.SMS.value,
        choices=[(c.value, c.label) for c in (Channel.SMS, Channel.EMAIL, Channel.PHONE)],
    )  # fmt: skip
    contact = forms.CharField(label=_("Телефон або пошта"), max_length=254)

    field_order = ("since", "until", "name", "channel", "contact")


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=_("Чому скасовуємо"), choices=[("", _("Оберіть причину")), *CentreReason.choices])


class DoorForm(forms.Form):
    door = forms.ChoiceField(label=_("Хто записується"), widget=Radios, choices=Door.choices)


class _TimeField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput({"inputmode": "numeric", "autocomplete": "off"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M", "%H"], **kwargs)


class ResourceForm(forms.Form):
    """A desk, equipment, a stop, a day of home visits; the last two say where and when."""

    kind = forms.ChoiceField(label=_("Що це"), widget=Radios, choices=ResourceKind.choices)
    name = forms.CharField(label=_("Назва"), max_length=120)
    equipment = forms.ChoiceField(
        label=_("Яке обладнання"), required=False, choices=[("", "—"), *EquipmentNeed.choices]
    )
    settlement = forms.ModelChoiceField(Unit.objects.none(), label=_("Село"), required=False, empty_label="—")
    place = forms.CharField(label=_("Де саме"), max_length=200, required=False, help_text=_("Для виїзду: клуб, школа."))
    on = DayField(label=_("День виїзду"), required=False)
    opens = _TimeField(label=_("З"), required=False)
    closes = _TimeField(label=_("До"), required=False)
    road_minutes = forms.IntegerField(
        label=_("Хвилин на дорогу між візитами"), required=False, min_value=0, max_value=240
    )

    def __init__(self, *args: Any, settlements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["settlement"]
        field.queryset = settlements

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == ResourceKind.EQUIPMENT and not given.get("equipment"):
            self.add_error("equipment", gettext("Оберіть обладнання."))
        return given

    def facts(self) -> ResourceFacts:
        given = self.cleaned_data
        day, opens, closes = given["on"], given["opens"], given["closes"]
        return ResourceFacts(
            kind=given["kind"], name=given["name"], equipment=given["equipment"], settlement=given["settlement"],
            place=given["place"], opens_at=datetime.combine(day, opens, KYIV) if day and opens else None,
            closes_at=datetime.combine(day, closes, KYIV) if day and closes else None,
            road_minutes=given["road_minutes"] or 0,
        )  # fmt: skip


class _PersonForm(forms.Form):
    user = forms.ChoiceField(label=_("Хто"))

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["user"]
        field.choices = [("", gettext("Оберіть людину")), *((key, each.full_name) for key, each in self.people.items())]


class AbsenceForm(_PersonForm):
    since = DayField(label=_("Не приймає з"))
    since_time = _TimeField(label=_("з години"), required=False)
    until = DayField(label=_("до (включно)"))
    until_time = _TimeField(label=_("до години"), required=False)

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        begin = given["since_time"] or datetime.min.time()
        end = given["until_time"] or datetime.max.time().replace(microsecond=0)
        return {
            "user": self.people[given["user"]], "starts_at": datetime.combine(given["since"], begin, KYIV),
            "ends_at": datetime.combine(given["until"], end, KYIV),
        }  # fmt: skip


class BreakForm(_PersonForm):
    weekday = forms.TypedChoiceField(label=_("День тижня"), choices=Weekday.choices, coerce=int)
    break_from = _TimeField(label=_("Перерва з"))
    break_to = _TimeField(label=_("до"))

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "user": self.people[given["user"]], "weekday": given["weekday"], "break_from": given["break_from"],
            "break_to": given["break_to"],
        }  # fmt: skip


class CapacityForm(forms.Form):
    """A date or a weekday, hours, how many receive."""

    on = DayField(label=_("Дата"), required=False, help_text=_("Або оберіть день тижня."))
    weekday = forms.TypedChoiceField(
        label=_("Щотижня"), required=False, choices=[("", "—"), *Weekday.choices], coerce=int, empty_value=None
    )
    opens = _TimeField(label=_("З"))
    closes = _TimeField(label=_("До"))
    staff = forms.IntegerField(label=_("Скільки людей приймає"), min_value=0, max_value=100)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("on") is None) == (given.get("weekday") is None) and not self.errors:
            raise ValidationError(gettext("Вкажіть або дату, або день тижня."))
        return given

    def facts(self) -> CapacityFacts:
        return CapacityFacts(**self.cleaned_data)


class MinutesForm(forms.Form):
    service = forms.ModelChoiceField(None, label=_("Послуга"), empty_label=_("Оберіть зі списку"))
    minutes = forms.IntegerField(label=_("Хвилин"), min_value=5, max_value=480)
    valid_from = DayField(label=_("Діє з"))

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["service"]
        field.queryset = services


class TermsForm(forms.Form):
    """Every figure, filled with what holds now."""

    def __init__(self, *args: Any, now: figures.Terms, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in figures.ranges().items():
            label: Any = TermsRow._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=str(label.verbose_name).capitalize(), min_value=least, max_value=most, initial=getattr(now, name)
            )
        self.fields["valid_from"] = DayField(label=_("Діють з"), initial=today)

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"valid_from": given.pop("valid_from"), "figures": given}


class PeriodForm(forms.Form):
    """A period; this month where nothing is named."""

    optional_marks = False
    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def said(self, *, today: date) -> tuple[date, date]:
        self.is_valid()
        given = self.cleaned_data
        until = given.get("until") or today
        return min(given.get("since") or until.replace(day=1), until), until
