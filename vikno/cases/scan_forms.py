"""Forms of scans."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from vikno.cases.models import CasePaper

ACCEPTED = "image/jpeg,image/png,image/tiff,application/pdf"


class ManyFiles(forms.FileInput):
    """Several files at once; a telephone offers its camera beside its gallery."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return files.getlist(name)


class Camera(ManyFiles):
    """Straight to the camera at the back of a telephone or tablet; elsewhere it is one more choice of files."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*", "capture": "environment", "multiple": False})


class FilesField(forms.FileField):
    """A list of uploaded files; what they are is looked at by the room of documents."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])


class ScanForm(forms.Form):
    """Files to lay into a case."""

    paper = forms.ModelChoiceField(
        label=_("Який це документ"), queryset=CasePaper.objects.none(), required=False,
        empty_label=_("не з опису або кілька документів"),
    )  # fmt: skip
    files = FilesField(
        label=_("Файли зі сканера або з комп'ютера"), required=False,
        widget=ManyFiles(attrs={"accept": ACCEPTED, "multiple": True}),
        help_text=_("JPEG, PNG, TIFF або PDF, кожен до 30 МБ. Можна вибрати кілька."),
    )  # fmt: skip
    camera = FilesField(label=_("Сфотографувати"), required=False, widget=Camera())
    optional_marks = False

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("files") and not said.get("camera"):
            self.add_error("files", _("Виберіть файл або сфотографуйте документ."))
        return said


class AttachmentForm(forms.Form):
    """To which case a file belongs."""

    number = forms.CharField(label=_("Номер справи"), max_length=40)
