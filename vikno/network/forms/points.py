"""Facts of a point: details, equipment, the accessibility checklist, services."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import EquipmentNeed
from vikno.catalogue.models import PublicService
from vikno.common.forms import AmountField
from vikno.network.enums import Mark, OfferingMode, PointKind
from vikno.network.models import Equipment, Point
from vikno.network.services import Details, Have
from vikno.network.walk import WALK
from vikno.territories.models import Unit


class DetailsForm(forms.Form):
    name = forms.CharField(label=_("Назва"), max_length=500)
    kind = forms.ChoiceField(label=_("Вид точки"), choices=PointKind)
    street_address = forms.CharField(label=_("Вулиця, будинок"), max_length=300, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$", label=_("Поштовий індекс"), required=False, error_messages={"invalid": _("Індекс — п'ять цифр.")}
    )
    phones = forms.CharField(
        label=_("Телефони"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Кожен з нового рядка."),
    )
    website = forms.CharField(label=_("Сайт"), max_length=300, required=False)
    staff_total = forms.IntegerField(label=_("Працівників"), required=False, min_value=1, max_value=9999)
    floor_area = AmountField(
        label=_("Площа, м²"), required=False, min_value=1, max_value=999999, decimal_places=1, max_digits=7
    )
    lat = AmountField(label=_("Широта"), required=False, min_value=44, max_value=53, decimal_places=7, max_digits=9)
    lon = AmountField(label=_("Довгота"), required=False, min_value=22, max_value=41, decimal_places=7, max_digits=9)

    @classmethod
    def of(cls, point: Point, data: Mapping[str, Any] | None = None) -> "DetailsForm":
        names = ("name", "kind", "street_address", "postcode", "website", "staff_total", "floor_area", "lat", "lon")
        return cls(data, initial={"phones": "\n".join(point.phones), **{n: getattr(point, n) for n in names}})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("lat") is None) != (given.get("lon") is None):
            self.add_error("lon", _("Вкажіть і широту, і довготу."))
        return given

    def details(self) -> Details:
        """For `services.set_details`."""
        given = dict(self.cleaned_data)
        given["phones"] = tuple(line[:60] for line in given["phones"].splitlines() if line.strip())
        for axis in ("lat", "lon"):
            given[axis] = None if given[axis] is None else float(given[axis])
        return Details(**given | {"kind": PointKind(given["kind"])})


class PointForm(forms.Form):
    """A new point of the network."""

    kind = forms.ChoiceField(label=_("Вид точки"), choices=PointKind)
    name = forms.CharField(label=_("Назва"), max_length=500)
    settlement = forms.ModelChoiceField(Unit.objects.none(), label=_("Населений пункт"))
    street_address = forms.CharField(label=_("Вулиця, будинок"), max_length=300, required=False)
    phones = forms.CharField(label=_("Телефон"), max_length=60, required=False)

    def __init__(self, *args: Any, settlements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settlement"].queryset = settlements  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        phone = given.pop("phones")
        return given | {"kind": PointKind(given["kind"]), "phones": [phone] if phone else []}


class EquipmentForm(forms.Form):
    """How many of each kind, and whether they work."""

    optional_marks = False

    def __init__(self, *args: Any, equipment: Iterable[Equipment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {e.kind: e for e in equipment}
        for kind in EquipmentNeed:
            have = there.get(kind)
            self.fields[f"count_{kind}"] = forms.IntegerField(
                label=kind.label, required=False, min_value=0, max_value=999, initial=have.count if have else 0
            )
            self.fields[f"works_{kind}"] = forms.BooleanField(
                label=_("справне"), required=False, initial=have.works if have else True
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"count_{kind}"], self[f"works_{kind}"]) for kind in EquipmentNeed]

    def equipment(self) -> dict[str, Have]:
        """For `services.set_equipment`."""
        given = self.cleaned_data
        return {k.value: Have(given[f"count_{k}"] or 0, works=given[f"works_{k}"]) for k in EquipmentNeed}


class AccessibilityForm(forms.Form):
    """Each line «так», «ні» or «не вказано», in the order of the sheet that is walked through with a pencil."""

    optional_marks = False

    def __init__(self, *args: Any, marks: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in WALK:
            self.fields[item.value] = forms.ChoiceField(
                label=item.label, choices=Mark, initial=marks.get(item, Mark.UNKNOWN), widget=forms.Select
            )

    def marks(self) -> dict[str, Mark]:
        """For `services.set_accessibility`."""
        return {item: Mark(mark) for item, mark in self.cleaned_data.items()}


class OfferingsForm(forms.Form):
    """A mode for each service of the catalogue; «—» = not given here."""

    optional_marks = False

    def __init__(self, *args: Any, services: Iterable[PublicService], modes: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._services = list(services)
        choices = [("", _("— не надає —")), *OfferingMode.choices]
        for service in self._services:
            self.fields[f"service_{service.pk}"] = forms.ChoiceField(
                label=service.name, choices=choices, required=False, initial=modes.get(service.pk, "")
            )

    @property
    def by_group(self) -> list[tuple[Any, list[tuple[PublicService, forms.BoundField]]]]:
        """Groups in their order with the fields of their services."""
        found: dict[Any, list[tuple[PublicService, forms.BoundField]]] = {}
        for service in self._services:
            found.setdefault(service.group, []).append((service, self[f"service_{service.pk}"]))
        return list(found.items())

    def modes(self) -> dict[int, OfferingMode]:
        """For `services.set_offerings`."""
        given = {service.pk: self.cleaned_data[f"service_{service.pk}"] for service in self._services}
        return {pk: OfferingMode(mode) for pk, mode in given.items() if mode}
