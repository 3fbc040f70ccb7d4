"""Forms of the desk: they help to type, the services decide."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.applicants.enums import ApplicantKind, IdentityDocument, RepresentationGround
from vikno.applicants.models import Applicant, Representative
from vikno.applicants.queries import ApplicantFacts, Oddity
from vikno.cases.enums import IntakeChannel, ResultChannel
from vikno.cases.rules import ARRIVAL_FACTS, arrival_facts, missing_of_arrival
from vikno.catalogue.enums import EvidenceForm
from vikno.catalogue.models import PublicService
from vikno.common.forms import DayField, Radios
from vikno.common.text import fold
from vikno.notifications.enums import Channel, Language
from vikno.notifications.queries import goes_by_itself
from vikno.territories import queries as territories
from vikno.territories.enums import SETTLEMENTS
from vikno.territories.models import Unit


class SuggestInput(forms.TextInput):
    """A text field with the browser's own list of suggestions."""

    template_name = "desk/suggest_input.html"

    def __init__(self, *args: Any, suggestions: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = suggestions or []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["suggestions"] = self.suggestions
        return context

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        made = super().build_attrs(base_attrs, extra_attrs)
        return {**made, "list": f"{made['id']}-list", "autocomplete": "off"} if "id" in made else made


class ApplicantForm(forms.Form):
    """What persons and entities have in common. `seen` is what the officer was warned of and pressed on."""

    optional_marks = False  # nearly all may stay empty: a mark beside each would say nothing

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    settlement = forms.CharField(
        label=_("Населений пункт"), required=False, help_text=_("Назва або поштовий індекс; чужу громаду теж знайде")
    )
    settlement_code = forms.ChoiceField(label=_("Який саме?"), required=False, widget=Radios)
    street_address = forms.CharField(label=_("Вулиця, будинок, квартира"), max_length=300, required=False)

    def __init__(self, *args: Any, hromada_code: str, settled: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hromada_code, self.settled = hromada_code, settled
        self.found: list[tuple[str, str, str]] = []  # (code, name, name with surroundings)
        own = [unit.name for unit in territories.settlements_of(hromada_code)]
        self.fields["settlement"].widget = SuggestInput(suggestions=own)
        self._offer(self.data.get(self.add_prefix("settlement"), "") if self.is_bound else "")

    def _offer(self, text: str) -> None:
        """Settlements a typed name may mean: one's own first; a choice only where there is something to choose."""
        if self.settled is not None and text.strip() == self.settled.name:
            self.found = [(self.settled.pk, self.settled.name, "")]
        elif text.strip():
            own = territories.find_units(text, within=self.hromada_code, categories=SETTLEMENTS, limit=5)
            found = own or territories.find_units(text, categories=SETTLEMENTS, limit=7)
            self.found = [(f.code, f.name, f"{f.title}, {f.place}") for f in found if f.removed_on is None]
        exact = [unit for unit in self.found if fold(unit[1]) == fold(text)]
        self.found = exact or self.found
        field = self.fields["settlement_code"]
        assert isinstance(field, forms.ChoiceField)
        if len(self.found) > 1:
            field.choices = [(code, shown) for code, _name, shown in self.found]
        else:
            del self.fields["settlement_code"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("settlement") and not self.found:
            self.add_error("settlement", _("Такого населеного пункту немає. Перевірте назву або лишіть поле порожнім."))
        if len(self.found) > 1 and not given.get("settlement_code") and "settlement_code" not in self.errors:
            self.add_error("settlement_code", _("Є кілька таких. Виберіть потрібний."))
        return given

    def place(self) -> str:
        """Code of the settlement, or ""."""
        chosen = self.cleaned_data.get("settlement_code")
        return str(chosen or (self.found[0][0] if len(self.found) == 1 else ""))


class PersonForm(ApplicantForm):
    """A person or an entrepreneur; the order is the order of asking."""

    field_order = (
        "seen", "family_name", "given_name", "patronymic", "rnokpp", "phone", "born_on", "settlement",
        "settlement_code", "street_address",
    )  # fmt: skip

    family_name = forms.CharField(label=_("Прізвище"), max_length=120, required=False)
    given_name = forms.CharField(label=_("Ім'я"), max_length=120, required=False)
    patronymic = forms.CharField(label=_("По батькові"), max_length=120, required=False)
    rnokpp = forms.CharField(
        label=_("РНОКПП"), max_length=20, required=False, widget=forms.TextInput({"inputmode": "numeric"})
    )
    phone = forms.CharField(label=_("Телефон"), max_length=30, required=False, widget=forms.TelInput)
    born_on = DayField(label=_("Дата народження"), required=False)
    kind = forms.ChoiceField(
        label=_("Хто звертається"), required=False, initial=ApplicantKind.PERSON,
        choices=[c for c in ApplicantKind.choices if c[0] != ApplicantKind.LEGAL_ENTITY],
    )  # fmt: skip
    has_no_rnokpp = forms.BooleanField(label=_("Відмовився від РНОКПП, є відмітка в паспорті"), required=False)
    unzr = forms.CharField(label=_("УНЗР"), max_length=20, required=False)
    identity_kind = forms.ChoiceField(
        label=_("Документ"), required=False, choices=[("", "—"), *IdentityDocument.choices]
    )
    identity_number = forms.CharField(label=_("Серія і номер"), max_length=40, required=False)
    email = forms.EmailField(label=_("Електронна пошта"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not (given.get("family_name") or given.get("given_name")):
            self.add_error("family_name", _("Напишіть прізвище або ім'я."))
        return given

    def facts(self) -> ApplicantFacts:
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("seen", "settlement", "settlement_code")}
        given["kind"] = given["kind"] or ApplicantKind.PERSON
        return ApplicantFacts(**given, settlement_code=self.place())


class EntityForm(ApplicantForm):
    """A legal entity."""

    field_order = ("seen", "entity_name", "edrpou", "phone", "email", "settlement", "settlement_code", "street_address")

    entity_name = forms.CharField(label=_("Назва організації"), max_length=300)
    edrpou = forms.CharField(
        label=_("Код ЄДРПОУ"), max_length=12, required=False, widget=forms.TextInput({"inputmode": "numeric"})
    )
    phone = forms.CharField(label=_("Телефон"), max_length=30, required=False, widget=forms.TelInput)
    email = forms.EmailField(label=_("Електронна пошта"), required=False)

    def facts(self) -> ApplicantFacts:
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("seen", "settlement", "settlement_code")}
        return ApplicantFacts(**given, kind=ApplicantKind.LEGAL_ENTITY, settlement_code=self.place())


def warned_of(oddities: list[Oddity], duplicates: list[Applicant]) -> str:
    """A mark of exactly these warnings: shown once, the same press of the button saves."""
    said = "|".join([*(f"{o.code}:{o.field}" for o in oddities), *(str(d.pk) for d in duplicates)])
    return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""


class RepresentativeForm(forms.Form):
    """On which ground one person acts for another."""

    ground = forms.ChoiceField(label=_("Підстава"), choices=RepresentationGround.choices)
    document = forms.CharField(
        label=_("Документ, номер, дата"), max_length=300, help_text=_("Наприклад, довіреність № 124 від 03.02.2026")
    )
    valid_to = DayField(label=_("Діє до"), required=False)


class PaperForm(forms.Form):
    """One line of the inventory; an unticked line is not taken in."""

    taken = forms.BooleanField(required=False)
    name = forms.CharField(max_length=500, required=False, widget=forms.TextInput({"aria-label": _("Інший документ")}))
    evidence_form = forms.ChoiceField(
        choices=EvidenceForm.choices, initial=EvidenceForm.ORIGINAL, widget=forms.Select({"aria-label": _("Форма")})
    )
    sheets = forms.IntegerField(
        min_value=1, max_value=999, initial=1, required=False, widget=forms.NumberInput({"aria-label": _("Аркушів")})
    )
    requirement_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    service = forms.ChoiceField(
        required=False, widget=forms.Select({"aria-label": _("До якої заяви")}), label=_("До якої заяви")
    )

    def __init__(self, *args: Any, services: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(services)
        if len(services) < 2:
            del self.fields["service"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("taken") and not (given.get("name") or "").strip():
            self.add_error("name", _("Назвіть документ."))
        return given


class PapersFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The checklist and two free lines."""

    def clean(self) -> None:
        if not any(self.errors) and not self.lines():
            raise forms.ValidationError(_("Позначте хоча б один документ."))

    def lines(self) -> list[dict[str, Any]]:
        """Lines that were ticked, and free lines that were named."""
        free = [f.cleaned_data for f in self.forms if f.cleaned_data.get("name")]
        taken = [
            d for d in free if d.get("taken") or (not d.get("requirement_id") and d.get("name") and not d["taken"])
        ]
        return [
            {
                "name": d["name"].strip(),
                "evidence_form": d["evidence_form"],
                "sheets": d.get("sheets") or 1,
                "requirement_id": d.get("requirement_id"),
                "service": d.get("service", ""),
            }
            for d in taken
        ]


Papers: type[PapersFormSet] = forms.formset_factory(  # type: ignore[assignment]
    PaperForm, formset=PapersFormSet, extra=2, max_num=60
)


class WishesForm(forms.Form):
    """Who came, how to tell, where to give, who decides."""

    came = forms.ChoiceField(label=_("Хто подає"), widget=Radios)
    intake_channel = forms.ChoiceField(
        label=_("Як подано"), choices=[c for c in IntakeChannel.choices if c[0] != IntakeChannel.REPRESENTATIVE]
    )
    received_on = DayField(label=_("Коли надійшло"), required=False)
    letter = forms.CharField(label=_("Номер рекомендованого листа"), max_length=60, required=False)
    sender = forms.CharField(label=_("Від кого лист: адреса або «Дія»"), max_length=254, required=False)
    address = forms.CharField(label=_("За якою адресою прийнято"), max_length=300, required=False)
    visitors = forms.CharField(label=_("Хто їздив"), max_length=200, required=False)
    notification_channel = forms.ChoiceField(
        label=_("Як повідомити про результат"), choices=Channel.choices, widget=Radios
    )
    contact = forms.CharField(label=_("Телефон або адреса для повідомлення"), max_length=254, required=False)
    notification_language = forms.ChoiceField(label=_("Якою мовою писати"), choices=Language.choices, required=False)
    agrees_to_link = forms.BooleanField(
        label=_("Людина згодна отримати після результату одне посилання, щоб оцінити візит"), required=False
    )
    result_channel = forms.ChoiceField(label=_("Де отримати результат"), choices=ResultChannel.choices, widget=Radios)
    external_number = forms.CharField(
        label=_("Номер в іншій системі"), max_length=60, required=False,
        help_text=_("Якщо заяву вже внесено до державного реєстру"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, applicant: Applicant, representatives: list[Representative],
        deciders: Sequence[tuple[PublicService, Sequence[Organisation]]], sends_links: bool = True, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if not sends_links:
            del self.fields["agrees_to_link"]
        came = self.fields["came"]
        assert isinstance(came, forms.ChoiceField)
        came.choices = [("self", str(applicant)), *((str(r.pk), f"{r.person} — {r}") for r in representatives)]
        is_one = len(deciders) == 1
        self.deciders = {
            "provider" if is_one else f"provider_{service.pk}": (service, found)
            for service, found in deciders
            if len(found) > 1
        }
        if not is_one:
            del self.fields["external_number"]  # a number in another system is of one application
        for name, (service, found) in self.deciders.items():
            label = _("Хто вирішує") if name == "provider" else _("Хто вирішує: {service}").format(service=service.name)
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[(str(one.pk), one.name) for one in found]
            )
        self.order_fields([name for name in self.fields if name != "external_number"])

    @property
    def arrival_fields(self) -> list[forms.BoundField]:
        """Asked where nobody came in person: each channel its own."""
        return [self[name] for name in dict.fromkeys(n for names in ARRIVAL_FACTS.values() for n in names)]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        apart = {"came", "intake_channel", *(field.name for field in self.arrival_fields)}
        return [field for field in self.visible_fields() if field.name not in apart]

    @property
    def is_from_afar(self) -> bool:
        return self["intake_channel"].value() in ARRIVAL_FACTS

    def arrival(self) -> dict[str, str]:
        """What was said of the channel, days as ISO texts."""
        day = self.cleaned_data.get("received_on")
        said = {name: self.cleaned_data.get(name) or "" for name in ("letter", "sender", "address", "visitors")}
        return {**said, "received_on": day.isoformat() if day else ""}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in missing_of_arrival(given.get("intake_channel", ""), self.arrival()):
            if name not in self.errors:
                self.add_error(name, _("Для цього способу подання це треба вказати."))
        channel, contact = given.get("notification_channel"), (given.get("contact") or "").strip()
        if channel and channel != Channel.IN_PERSON and not contact:
            self.add_error("contact", _("Вкажіть, куди повідомити."))
        if channel == Channel.EMAIL and contact and "@" not in contact:
            self.add_error("contact", _("Для листа потрібна адреса електронної пошти."))
        if given.get("agrees_to_link") and channel and not goes_by_itself(channel, contact):
            self.add_error(
                "agrees_to_link", _("Посилання йде лише через SMS або е-пошту: змініть спосіб або зніміть позначку.")
            )
        return given

    def wishes(self) -> dict[str, Any]:
        """The shape kept in the draft."""
        given = self.cleaned_data
        by_other = given["came"] != "self"
        return {
            "representative_id": int(given["came"]) if by_other else None,
            "intake_channel": _channel_of(given["intake_channel"], by_other=by_other),
            "arrival": arrival_facts(given["intake_channel"], self.arrival()),
            "notification_channel": given["notification_channel"],
            "contact": (given.get("contact") or "").strip(),
            "notification_language": given.get("notification_language") or Language.UKRAINIAN,
            "agrees_to_link": bool(given.get("agrees_to_link")),
            "result_channel": given["result_channel"],
            "provider_id": int(given["provider"]) if given.get("provider") else None,
            "providers": {
                str(service.pk): int(given[name])
                for name, (service, _found) in self.deciders.items()
                if name != "provider" and given.get(name)
            },
            "external_number": given.get("external_number", ""),
        }


def _channel_of(channel: str, *, by_other: bool) -> str:
    """A letter stays a letter whoever signed it; who came in person for another came as a representative."""
    return IntakeChannel.REPRESENTATIVE if by_other and channel == IntakeChannel.IN_PERSON else channel


class TrailDaysForm(forms.Form):
    """From which day to which day to tell who saw a person's data."""

    optional_marks = False

    since = DayField(label=_("З"), required=False)
    until = DayField(label=_("До"), required=False)

    def period(self, *, today: date) -> tuple[date, date]:
        """Both days inside; the year until today when nothing is said."""
        given = self.cleaned_data if self.is_valid() else {}
        since, until = given.get("since") or today - timedelta(days=365), given.get("until") or today
        return min(since, until), max(since, until)


class FilterForm(forms.Form):
    """A name for a filter; only the head makes one for everybody."""

    name = forms.CharField(label=_("Назва фільтра"), max_length=60)
    is_pinned = forms.BooleanField(label=_("Закріпити ліворуч із лічильником"), required=False, initial=True)
    is_shared = forms.BooleanField(label=_("Для всіх працівників"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def said(self) -> dict[str, Any]:
        return {"is_shared": False, **self.cleaned_data}
