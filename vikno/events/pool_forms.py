"""What is typed about seats: pools by codes or by what the records say, limits by post."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vikno.events.enums import PoolKind, Post
from vikno.events.forms import area
from vikno.events.models import Event, SeatPool
from vikno.events.statuses import Status


class PoolForm(forms.Form):
    kind = forms.ChoiceField(label=_("Які місця"), choices=PoolKind.choices)
    capacity = forms.IntegerField(label=_("Скільки місць"), min_value=1, max_value=5000)
    status = forms.ChoiceField(
        label=_("Кого запросити за записами"), required=False,
        help_text=_("Список складеться на день заходу, з причиною про кожну громаду. Коди тоді вписувати не треба."),
    )  # fmt: skip
    codes = forms.CharField(
        label=_("Для яких областей або громад"), required=False, max_length=20_000, widget=area(),
        help_text=_("Коди за КАТОТТГ, кожен з нового рядка. Порожньо — для всіх."),
    )  # fmt: skip
    basis = forms.CharField(label=_("Підстава: список або рішення на день заходу"), max_length=300, required=False)

    def __init__(self, *args: Any, statuses: Sequence[Status], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["status"]
        chosen.choices = [("", _("не за записами")), *((one.key, one.label) for one in statuses)]

    def clean_codes(self) -> list[str]:
        codes = str(self.cleaned_data["codes"]).split()
        if any(len(one) != 19 or not one.startswith("UA") or not one[2:].isdigit() for one in codes):
            raise ValidationError(_("Код за КАТОТТГ — це UA і 17 цифр."))
        return codes


class PostLimitsForm(forms.Form):
    """A number for each post; empty: as many as there are seats."""

    optional_marks = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Post:
            self.fields[one.value] = forms.IntegerField(
                label=capfirst(one.label), min_value=0, max_value=5000, required=False
            )

    @staticmethod
    def kept(event: Event) -> dict[str, Any]:
        return dict(event.post_limits.values_list("post", "most"))

    def most(self) -> dict[Post, int]:
        return {Post(name): n for name, n in self.cleaned_data.items() if n is not None}


class ChangedPoolForm(PoolForm):
    """Seats written anew: the kind stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]

    @staticmethod
    def kept(one: SeatPool) -> dict[str, Any]:
        return {"capacity": one.capacity, "codes": "\n".join(one.codes), "basis": one.basis, "status": one.status}
