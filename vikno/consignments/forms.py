"""What people type about papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.cases.enums import Outcome
from vikno.catalogue.models import PublicService
from vikno.common.forms import DayField, Radios, Ticks
from vikno.consignments import rules
from vikno.consignments.enums import HolderKind, ItemState, MissingWith, PaperMode
from vikno.consignments.models import BagItem
from vikno.consignments.rules import Finding, Place
from vikno.consignments.services import Receipt, StopGiven
from vikno.consignments.shown import case_number_shown
from vikno.network.enums import Weekday
from vikno.network.models import Point

SCAN = {"data-scan": "submit", "autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}


class ScanForm(forms.Form):
    """One field for a scanner or a hand."""

    text = forms.CharField(label=_("Номер справи або пакета"), max_length=80, widget=forms.TextInput(SCAN))


class OpenBagForm(forms.Form):
    """Where a new bag goes: a point of the network or a provider."""

    to = forms.ChoiceField(label=_("Куди їде пакет"))

    def __init__(self, *args: Any, points: Sequence[Point], providers: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places: dict[str, Point | Organisation] = {
            **{f"{HolderKind.POINT}-{point.pk}": point for point in points},
            **{f"{HolderKind.PROVIDER}-{body.pk}": body for body in providers},
        }
        groups = (
            (gettext("Точки мережі"), [(f"{HolderKind.POINT}-{point.pk}", point.name) for point in points]),
            (gettext("Суб'єкти надання"), [(f"{HolderKind.PROVIDER}-{body.pk}", str(body)) for body in providers]),
        )
        to: Any = self.fields["to"]
        to.choices = [("", gettext("Оберіть місце")), *((name, listed) for name, listed in groups if listed)]

    def destination(self) -> Point | Organisation:
        return self._places[self.cleaned_data["to"]]

    @staticmethod
    def key(place: Place) -> str:
        """The value of the field that means a place."""
        return f"{place.kind}-{place.id}"


class SealForm(forms.Form):
    seal = forms.CharField(
        label=_("Номер пломби"),
        max_length=40,
        help_text=_("Як на пломбі. Після цього склад пакета не змінюється."),
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "data-scan": "keep"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Чому знято пломбу"), max_length=200)


class CourierForm(forms.Form):
    """Who took the bag: a courier of the hromada, or the one who signs in."""

    courier = forms.ChoiceField(label=_("Хто взяв пакет"))

    def __init__(self, *args: Any, couriers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._couriers = {str(user.pk): user for user in couriers}
        courier: Any = self.fields["courier"]
        courier.choices = [
            ("", gettext("Оберіть кур'єра")),
            *((str(user.pk), user.full_name) for user in couriers),
            ("self", gettext("Везу сам(а)")),
        ]

    def chosen(self) -> User | None:
        """None: the one who signs in carries it."""
        return self._couriers.get(self.cleaned_data["courier"])


SEAL_CHOICES = [("yes", _("ціла, номер збігається")), ("no", _("пошкоджена, інша або її немає"))]
STAYS_CHOICES = [
    ("", _("за пломбою: ціла — у відправника, пошкоджена — у кур'єра")),
    (MissingWith.SENDER.value, _("у відправника")),
    (MissingWith.COURIER.value, _("у кур'єра")),
]


class ReceiptForm(forms.Form):
    """Opening a bag: the seal, every expected case, what was not expected."""

    scan = forms.CharField(
        label=_("Скануйте справу з пакета"), required=False, max_length=80, widget=forms.TextInput(SCAN)
    )
    seal = forms.ChoiceField(label=_("Пломба"), choices=SEAL_CHOICES, widget=Radios)
    seal_note = forms.CharField(label=_("Що з пломбою"), required=False, max_length=300)
    stays_with = forms.ChoiceField(label=_("Якщо чогось немає: у кого лишилося"), choices=STAYS_CHOICES, required=False)
    extras = forms.CharField(
        label=_("Справи понад реєстр"),
        required=False,
        help_text=_("Номери, кожен з нового рядка."),
        widget=forms.Textarea({"rows": "3"}),
    )

    def __init__(self, *args: Any, items: Sequence[BagItem], seal: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        self.fields["seal"].label = gettext("Пломба {seal}").format(seal=seal)
        answers = [(state.value, state.label) for state in rules.ANSWERS]
        for item in self.items:
            shown = case_number_shown(item.case.number)
            self.fields[f"state-{item.case.number}"] = forms.ChoiceField(
                label=shown, choices=answers, widget=forms.RadioSelect,
                error_messages={"required": gettext("Справа {number}: позначте, чи вона є.").format(number=shown)},
            )  # fmt: skip
            self.fields[f"note-{item.case.number}"] = forms.CharField(
                label=gettext("Примітка до справи {number}").format(number=shown), required=False, max_length=300
            )

    def rows(self) -> list[dict[str, Any]]:
        """Expected cases with their two fields."""
        return [
            {
                "item": item,
                "number": case_number_shown(item.case.number),
                "state": self[f"state-{item.case.number}"],
                "note": self[f"note-{item.case.number}"],
            }
            for item in self.items
        ]

    def clean_extras(self) -> list[str]:
        found, unread = rules.read_scans(self.cleaned_data["extras"])
        if unread:
            raise ValidationError(_("Не номер справи: {text}.").format(text=", ".join(unread)))
        return found

    def findings(self) -> list[Finding]:
        """What was said of each case."""
        stays = self.cleaned_data["stays_with"]
        told = [
            Finding(
                number=item.case.number,
                state=ItemState(self.cleaned_data[f"state-{item.case.number}"]),
                note=self.cleaned_data[f"note-{item.case.number}"],
                stays_with=MissingWith(stays) if stays else None,
            )
            for item in self.items
        ]
        return told + [Finding(number=number, state=ItemState.EXTRA) for number in self.cleaned_data["extras"]]

    def receipt(self) -> Receipt:
        return Receipt(
            seal_was_intact=self.cleaned_data["seal"] == "yes",
            note=self.cleaned_data["seal_note"],
            receiver_name=self.cleaned_data.get("receiver_name", ""),
        )


class SignedReceiptForm(ReceiptForm):
    """Where a provider has no cabinet: who signed for the bag."""

    receiver_name = forms.CharField(label=_("Хто отримав: прізвище, ім'я, посада"), max_length=200)


class HandoverForm(forms.Form):
    """A handover against a signature."""

    receiver_name = forms.CharField(label=_("Хто отримав: прізвище, ім'я, посада"), max_length=200)


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Як вони тут опинилися"), max_length=300)


class ShelfForm(forms.Form):
    shelf = forms.CharField(label=_("Де лежить результат"), required=False, max_length=60)


class DecisionForm(forms.Form):
    """What the provider decided."""

    outcome = forms.ChoiceField(label=_("Рішення"), choices=Outcome.choices, widget=Radios)
    decided_on = DayField(label=_("Дата рішення"))
    number = forms.CharField(
        label=_("Номер рішення"), required=False, max_length=60,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )  # fmt: skip
    grounds = forms.CharField(
        label=_("Підстави"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Потрібні, коли рішення не на користь заявника."),
    )


class DayForm(forms.Form):
    """Which day, at which point."""

    optional_marks = False
    point = forms.ChoiceField(label=_("Точка"), required=False)
    on = DayField(label=_("День"), required=False)

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point: Any = self.fields["point"]
        point.choices = [(str(each.pk), each.name) for each in points]


class ScansForm(forms.Form):
    """Scans went; the paper follows or stays."""

    mode = forms.ChoiceField(
        label=_("Що з папером"), widget=Radios,
        choices=[(each.value, each.label) for each in (PaperMode.SCAN_FIRST, PaperMode.PAPER_STAYS)],
    )  # fmt: skip
    follow_by = DayField(label=_("Папір надіслати до"), required=False, help_text=_("Якщо папір їде згодом."))
    sent_how = forms.CharField(
        label=_("Як надіслано скани"), max_length=200, help_text=_("Система і номер у ній, наприклад ЄІССС № 1234.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("mode") == PaperMode.SCAN_FIRST and not given.get("follow_by") and "follow_by" not in self.errors:
            self.add_error("follow_by", gettext("Уведіть, до якого дня надіслати папір."))
        return given


class FollowForm(forms.Form):
    follow_by = DayField(label=_("Папір надіслати до"))


class LossForm(forms.Form):
    circumstances = forms.CharField(
        label=_("За яких обставин зникли й де їх шукали"), max_length=500, widget=forms.Textarea({"rows": "4"})
    )


class SignatureForm(forms.Form):
    signed_name = forms.CharField(label=_("Звірив(ла): прізвище, ім'я, посада"), max_length=200)


MOST_STOPS = 12
_TIME = {"class": "govuk-input--width-5", "placeholder": "15:00", "autocomplete": "off"}


class TripForm(forms.Form):
    """A courier, a day, stops in order: empty lines are left out."""

    courier = forms.ChoiceField(label=_("Хто везе"))
    on = DayField(label=_("День"))
    vehicle = forms.CharField(label=_("Авто, номер"), max_length=60, required=False)
    route = forms.CharField(label=_("Назва маршруту"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        couriers: Sequence[User],
        points: Sequence[Point],
        providers: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._couriers = {str(user.pk): user for user in couriers}
        courier: Any = self.fields["courier"]
        courier.choices = [
            ("", gettext("Оберіть, хто везе")),
            *((key, u.full_name) for key, u in self._couriers.items()),
        ]
        self._places: dict[str, Point | Organisation] = {
            **{f"{HolderKind.POINT}-{point.pk}": point for point in points},
            **{f"{HolderKind.PROVIDER}-{body.pk}": body for body in providers},
        }
        named = [("", "—"), *((key, str(place)) for key, place in self._places.items())]
        for number in range(1, MOST_STOPS + 1):
            self.fields[f"stop-{number}"] = forms.ChoiceField(
                label=gettext("Зупинка {n}").format(n=number), choices=named, required=number <= 2
            )
            self.fields[f"time-{number}"] = forms.TimeField(
                label=gettext("Час зупинки {n}").format(n=number), required=False, widget=forms.TimeInput(_TIME)
            )

    def stops(self) -> list[tuple[Any, Any]]:
        """Fields of stops, two by two."""
        return [(self[f"stop-{number}"], self[f"time-{number}"]) for number in range(1, MOST_STOPS + 1)]

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        stops = [
            StopGiven(place=self._places[given[f"stop-{number}"]], planned_for=given[f"time-{number}"])
            for number in range(1, MOST_STOPS + 1)
            if given[f"stop-{number}"]
        ]
        return {
            "courier": self._couriers[given["courier"]], "on": given["on"], "vehicle": given["vehicle"],
            "route": given["route"], "stops": stops,
        }  # fmt: skip


class TransferForm(forms.Form):
    """A line of the timetable."""

    point = forms.ChoiceField(label=_("Точка"))
    weekdays = forms.MultipleChoiceField(label=_("Дні тижня"), choices=Weekday.choices, widget=Ticks)
    at_time = forms.TimeField(label=_("Час"), widget=forms.TimeInput(_TIME))
    route = forms.CharField(label=_("Маршрут"), max_length=200, required=False)
    valid_from = DayField(label=_("Діє з"))
    source = forms.CharField(label=_("Наказ або рішення: номер, дата"), max_length=200)

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._points = {str(point.pk): point for point in points}
        point: Any = self.fields["point"]
        point.choices = [("", gettext("Оберіть точку")), *((key, each.name) for key, each in self._points.items())]

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "point": self._points[given["point"]], "weekdays": [int(day) for day in given["weekdays"]],
            "at_time": given["at_time"], "route": given["route"], "valid_from": given["valid_from"],
            "source": given["source"],
        }  # fmt: skip


class ExceptionForm(forms.Form):
    """A day without the courier."""

    prefix = "except"
    point = forms.ChoiceField(label=_("Де"), required=False)
    on = DayField(label=_("Якого дня кур'єра немає"))
    moved_to = DayField(label=_("Приїде натомість"), required=False)
    reason = forms.CharField(label=_("Чому"), max_length=200)

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._points = {str(point.pk): point for point in points}
        point: Any = self.fields["point"]
        point.choices = [("", gettext("усі точки")), *((key, each.name) for key, each in self._points.items())]

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "point": self._points.get(given["point"]), "on": given["on"], "moved_to": given["moved_to"],
            "reason": given["reason"],
        }  # fmt: skip


class ServiceModeForm(forms.Form):
    """How papers of a service travel."""

    service = forms.ChoiceField(label=_("Послуга"))
    mode = forms.ChoiceField(label=_("Як їдуть папери"), choices=PaperMode.choices, widget=Radios)
    follow_days = forms.IntegerField(
        label=_("Папір їде за, робочих днів"), min_value=1, max_value=60, required=False,
        help_text=_("Лише коли спершу їдуть скани."),
    )  # fmt: skip
    valid_from = DayField(label=_("Діє з"))
    source = forms.CharField(label=_("Наказ або угода: номер, дата"), max_length=200)

    def __init__(self, *args: Any, services: Sequence[PublicService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._services = {str(service.pk): service for service in services}
        service: Any = self.fields["service"]
        service.choices = [("", gettext("Оберіть послугу")), *((key, s.name) for key, s in self._services.items())]

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "service": self._services[given["service"]], "mode": PaperMode(given["mode"]),
            "follow_days": given["follow_days"] or 0, "valid_from": given["valid_from"], "source": given["source"],
        }  # fmt: skip
