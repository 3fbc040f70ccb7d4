"""Who is looked for, ticked, or named in a file."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vikno.common.tables import TableRefused, read_table
from vikno.common.text import clean
from vikno.territories.models import Unit

_TITLES: Final = ("код громади", "код катоттг", "катоттг", "код", "katottg", "code")
_MOST_BYTES: Final = 2_000_000


class FindForm(forms.Form):
    q = forms.CharField(label=_("Назва або код громади"), required=False, max_length=100)
    oblast = forms.ChoiceField(label=_("Область"), required=False)

    def __init__(self, *args: Any, oblasts: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["oblast"]
        chosen.choices = [("", _("усі")), *((one.pk, one.title) for one in oblasts)]

    def asked(self) -> dict[str, str]:
        """Arguments of the query; what cannot be looked for is not."""
        said = self.cleaned_data if self.is_valid() else {}
        return {"words": clean(said.get("q", "")), "oblast": said.get("oblast", "")}


class InvitationForm(forms.Form):
    hromadas = forms.MultipleChoiceField(
        label=_("Кого запросити"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Позначте хоч одну громаду.")},
    )  # fmt: skip

    def __init__(self, *args: Any, found: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["hromadas"]
        chosen.choices = [(one.pk, f"{one.title}, {one.oblast.title}" if one.oblast else one.title) for one in found]


class CodesForm(forms.Form):
    file = forms.FileField(
        label=_("Файл із кодами"),
        help_text=_("Стовпець «Код громади» за КАТОТТГ. XLSX, ODS або CSV до 2 МБ. Файл береться цілком або ніяк."),
    )

    def clean_file(self) -> list[tuple[int, str]]:
        """Lines with their codes."""
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(_("Файл більший за 2 МБ. Поділіть його."))
        try:
            table = read_table(file.read(), header=(_TITLES,), widths="keep")
        except TableRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        place = table.place(*_TITLES) or 0
        return [(row.line, clean(row.cells[place])) for row in table.rows if clean(row.cells[place])]
