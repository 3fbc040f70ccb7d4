"""Rounds of a programme."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vikno.assessments.framework import own
from vikno.common.clock import KYIV
from vikno.common.forms import DayField
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.territories.models import Unit
from vikno.territories.queries import tenants

_CODE: Final = re.compile(r"UA\d{17}")


class RoundForm(forms.Form):
    """A campaign: by which model, from when till when, over which hromadas."""

    title = forms.CharField(label=_("Назва"), max_length=200)
    purpose = forms.CharField(label=_("Для чого"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    model = forms.ChoiceField(
        label=_("Модель"), required=False,
        help_text=_("Свою модель складіть в анкетах: групи — виміри, вибір із чотирьох відповідей з балами 0–3."),
    )  # fmt: skip
    opens_on = DayField(label=_("Перший день"))
    closes_on = DayField(label=_("Останній день"))
    closes_time = forms.TimeField(label=_("Час закриття"), initial=dt.time(18, 0), input_formats=["%H:%M"])
    oblast = forms.ChoiceField(label=_("Усі громади області"), required=False)
    hromadas = forms.CharField(
        label=_("Або громади"), required=False, max_length=60_000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Код або назва, кожна з нового рядка."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, models: Sequence[QuestionnaireVersion], oblasts: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = [("", str(own().title)), *((one.pk, str(one)) for one in models)]  # type: ignore[attr-defined]
        listed = [("", _("не обрано")), *((one.pk, one.title) for one in oblasts)]
        self.fields["oblast"].choices = listed  # type: ignore[attr-defined]

    def clean_hromadas(self) -> list[str]:
        wanted = [line.strip() for line in self.cleaned_data["hromadas"].splitlines() if line.strip()]
        codes = [one for one in wanted if _CODE.fullmatch(one)]
        names = [one.removesuffix(" громада") for one in wanted if not _CODE.fullmatch(one)]
        found = list(tenants().filter(name__in=names).values_list("name", "pk")) if names else []
        known = {name for name, _code in found}
        if strange := [one for one in names if one not in known]:
            raise forms.ValidationError(gettext("Немає таких громад: {names}.").format(names=", ".join(strange)))
        if len(found) > len(known):
            raise forms.ValidationError(_("Є кілька громад з однаковою назвою. Назвіть їх кодами."))
        return codes + [code for _name, code in found]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if not said.get("oblast") and not said.get("hromadas") and "hromadas" not in self.errors:
            self.add_error("hromadas", _("Назвіть хоч одну громаду або оберіть область."))
        return said

    def facts(self) -> dict[str, Any]:
        """Arguments of the service. It opens at midnight of its first day in Kyiv."""
        said = self.cleaned_data
        codes = set(said["hromadas"])
        if said["oblast"]:
            codes |= set(tenants().filter(oblast=said["oblast"]).values_list("pk", flat=True))
            codes |= set(tenants().filter(pk=said["oblast"]).values_list("pk", flat=True))
        return {
            "title": said["title"], "purpose": said["purpose"],
            "questionnaire": int(said["model"]) if said["model"] else None,
            "opens_at": dt.datetime.combine(said["opens_on"], dt.time.min, KYIV),
            "closes_at": dt.datetime.combine(said["closes_on"], said["closes_time"], KYIV), "hromadas": codes,
        }  # fmt: skip
