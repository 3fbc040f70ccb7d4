"""Plain Django forms drawn in the markup of our base, and fields every context shares.

Settings: `FORM_RENDERER = "vikno.common.forms.GovukRenderer"`. A form may say:
`heading_fields = ("name",)`  — labels that are the question of the page, drawn large;
`optional_marks = False`      — no «необов'язково» beside optional fields (filters);
`is_on_own_device = True`     — a resident fills it: the browser may remember what was typed. At a desk it must not:
                                the next officer would find it on «Back» and in the hints of the browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import django.forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import KYIV, NoSuchMoment, kyiv_moment

BUILT_IN_TEMPLATES = Path(django.forms.__file__).parent / "templates"
DATE_WIDTH, NUMBER_WIDTH, TIME_WIDTH, LINE_WIDTH = (f"govuk-input--width-{n}" for n in (10, 10, 5, 20))

_HOURS: Final = ("%H:%M", "%H.%M", "%H%M", "%H")

TYPED = frozenset({"text", "search", "tel", "email", "url", "number"})

REQUIRED = forms.Field.default_error_messages["required"]


def required_words(widget: forms.Widget) -> Promise:
    """What to do with an empty control of this type."""
    if isinstance(widget, forms.CheckboxInput):
        return _("Поставте позначку, щоб продовжити.")
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return _("Позначте хоча б один варіант.")
    if isinstance(widget, forms.RadioSelect | forms.Select):
        return _("Оберіть один варіант.")
    if isinstance(widget, forms.FileInput):
        return _("Додайте файл.")
    return _("Заповніть це поле.")


class GovukBoundField(forms.BoundField):
    """A field that knows its classes, so templates stay markup only."""

    @property
    def use_fieldset(self) -> bool:
        """A file control is one control for us, whatever Django thinks of its «clear» tick."""
        return self.field.widget.use_fieldset and not isinstance(self.field.widget, forms.ClearableFileInput)

    @property
    def errors(self) -> ErrorList:
        """Errors with «this field is required» said by what one does with this control."""
        found = super().errors
        for error in found.as_data():
            if error.code == "required" and error.message == REQUIRED:
                error.message = str(required_words(self.field.widget))
        return found

    @property
    def is_single_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_heading(self) -> bool:
        return self.name in getattr(self.form, "heading_fields", ())

    @property
    def shows_optional_mark(self) -> bool:
        return not self.field.required and not self.is_single_tick and getattr(self.form, "optional_marks", True)

    def build_widget_attrs(self, attrs: Mapping[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add our classes. The browser's own bubbles are switched off: our words stand beside the field."""
        drawn = widget or self.field.widget
        made = dict(super().build_widget_attrs(dict(attrs), widget))
        made.pop("required", None)
        if drawn.is_hidden:
            return made
        classes = [drawn.attrs.get("class", ""), *widget_classes(drawn, in_error=bool(self.errors))]
        made["class"] = " ".join(filter(None, classes))
        if isinstance(drawn, forms.Textarea):
            made |= textarea_size(drawn)
        if isinstance(drawn, forms.DateInput):
            made["inputmode"] = "numeric"
        if self._is_forgotten(drawn):
            made.setdefault("autocomplete", "off")
        return made

    def _is_forgotten(self, widget: forms.Widget) -> bool:
        is_said = "autocomplete" in widget.attrs or getattr(self.form, "is_on_own_device", False)
        return is_typed(widget) and not is_said


def is_typed(widget: forms.Widget) -> bool:
    """Whether a control takes words; a password says itself what the browser may do with it."""
    return isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in TYPED


def widget_classes(widget: forms.Widget, *, in_error: bool) -> list[str]:
    """Classes of one control by its type; the width is ours unless the form names one."""
    if isinstance(widget, forms.CheckboxInput):
        return ["govuk-checkboxes__input"]
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return []
    if isinstance(widget, forms.MultiWidget):
        return ["govuk-input--error"] if in_error else []
    base = control_class(widget)
    classes = [base, f"{base}--error"] if in_error else [base]
    width = control_width(widget)
    return [*classes, width] if width and "width-" not in widget.attrs.get("class", "") else classes


def control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.FileInput):
        return "govuk-file-upload"
    if isinstance(widget, forms.Select):
        return "govuk-select"
    return "govuk-input"


def control_width(widget: forms.Widget) -> str:
    widths: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.DateInput, DATE_WIDTH),
        (forms.NumberInput, NUMBER_WIDTH),
        (forms.TimeInput, TIME_WIDTH),
        (forms.TelInput, LINE_WIDTH),
    )
    return next((width for kind, width in widths if isinstance(widget, kind)), "")


def textarea_size(widget: forms.Textarea) -> dict[str, Any]:
    """Django's 10 × 40 gives way to five full-width lines; a size chosen by the form stays."""
    return {"rows": 5, "cols": False} if widget.attrs.get("rows") == "10" else {"cols": False}


class GovukRenderer(DjangoTemplates):
    """Looks into the project's templates first, so `templates/django/forms/` wins over Django's own."""

    bound_field_class = GovukBoundField

    @cached_property
    def engine(self) -> Any:
        """An engine of its own: forms are drawn the same whatever processors the pages use."""
        configured: dict[str, Any] = settings.TEMPLATES[0]
        trap = configured.get("OPTIONS", {}).get("string_if_invalid", "")
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [*configured.get("DIRS", ()), BUILT_IN_TEMPLATES],
                "NAME": "vikno-forms",
                "OPTIONS": {"string_if_invalid": trap},
            }
        )


class Radios(forms.RadioSelect):
    """Radio buttons with a hint under some of them: `Radios(hints={"value": "пояснення"})`."""

    def __init__(self, *args: Any, hints: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Ticks(forms.CheckboxSelectMultiple):
    """Tick boxes with a hint under some of them: `Ticks(hints={"value": "пояснення"})`."""

    def __init__(self, *args: Any, hints: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


DATE_SHAPES = (
    re.compile(r"(?P<day>\d{1,2})[.\-/, ](?P<month>\d{1,2})[.\-/, ](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})"),
)


def parse_date(text: str) -> date | None:
    """The day written as 05.09.1961, 5.9.1961, 5/9/1961, 05091961 or 1961-09-05; None when it is none of them."""
    written = " ".join(text.split()).rstrip(".р ")
    for shape in DATE_SHAPES:
        if match := shape.fullmatch(written):
            return existing_day(**{name: int(value) for name, value in match.groupdict().items()})
    return None


def existing_day(*, year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class AmountField(forms.DecimalField):
    """Money or another fraction, typed with a comma or a point, with or without spaces between thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": NUMBER_WIDTH})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs derive it from integers
        written = re.sub(r"\s", "", value).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(written)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `step`: it belongs to native number controls."""
        return {}


class DayInput(forms.DateInput):
    """дд.мм.рррр in every language of the interface."""

    def format_value(self, value: Any) -> str | None:
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


class DayField(forms.DateField):
    """A date typed in one field, the way people write it; said back as дд.мм.рррр."""

    widget = DayInput
    default_error_messages = {"invalid": _("Уведіть дату числами: день, місяць, рік — наприклад, 05.09.1961.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        found = parse_date(value) if isinstance(value, str) else super().to_python(value)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class MomentField(forms.CharField):
    """«23.05.2026 18:00» in Kyiv, answered as a moment in UTC; None where it may be empty and is."""

    default_error_messages = {
        "invalid": _("Уведіть день і годину, наприклад 23.05.2026 18:00."),
        "jumped": _("Такої години того дня немає: годинники переводять уперед."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("День і година за Києвом, наприклад 23.05.2026 18:00."))
        super().__init__(**{"max_length": 30, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return moment_typed(value) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        written = str(super().clean(value) or "").strip()
        if not written:
            return None
        day_text, _space, hour_text = written.replace(",", " ").rpartition(" ")
        day, hour = parse_date(day_text), parse_hour(hour_text)
        if day is None or hour is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return kyiv_moment(day, hour)
        except NoSuchMoment:
            raise ValidationError(self.error_messages["jumped"], code="jumped") from None


def moment_typed(moment: datetime) -> str:
    """As `MomentField` reads it back."""
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"


def parse_hour(text: str) -> time | None:
    """The hour written as 18:00, 18.00, 1800 or 18; None when it is none of them."""
    for shape in _HOURS:
        try:
            return datetime.strptime(text, shape).time()  # noqa: DTZ007  an hour alone, its day and zone come beside it
        except ValueError:
            continue
    return None


class DayPartsWidget(forms.MultiWidget):
    """Three short fields: day, month, year; for residents who know the date by heart."""

    template_name = "django/forms/widgets/day_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        numeric = {"inputmode": "numeric", **(attrs or {})}
        super().__init__({part: forms.TextInput(numeric) for part in ("day", "month", "year")})

    def decompress(self, value: Any) -> Sequence[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = ((_("День"), "2"), (_("Місяць"), "2"), (_("Рік"), "4"))
        for part, (label, width) in zip(context["widget"]["subwidgets"], words, strict=True):
            part.update({"label": label, "width": width})
        return context


class DayPartsField(forms.MultiValueField):
    """A date typed in three fields; answers with `date`."""

    widget = DayPartsWidget
    default_error_messages = {
        "invalid": _("Такого дня немає. Перевірте день, місяць і рік."),
        "incomplete": _("Заповніть день, місяць і рік."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.IntegerField(), forms.IntegerField(), forms.IntegerField())
        super().__init__(fields=fields, **kwargs)

    def compress(self, data_list: Sequence[int]) -> date | None:
        if not data_list:
            return None
        day, month, year = data_list
        if not 1000 <= year <= 9999 or (found := existing_day(year=year, month=month, day=day)) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
