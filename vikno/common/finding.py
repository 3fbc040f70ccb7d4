"""A choice among hundreds: found by words inside the same form, without a script, nothing typed beside it is lost.

`class TakenForm(FindingForm): practice = FoundOne(label=…)`, then in `__init__`
`self.offer("practice", rows, find=lambda words: rows.filter(…))`. Up to `SHOWN` rows there is nothing to look for: they
are plain radio buttons or ticks. The page must post to its own address: «Знайти» comes back to the field.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from vikno.common.forms import Radios, Ticks
from vikno.common.text import clean, fold

SHOWN: Final = 10
FINDER: Final = "django/forms/widgets/finder.html"
_LONGEST: Final = 100


class _Finder:
    """What the template reads beside the choices. `of`: how many rows answer the words; `found`: how many are shown."""

    kind: str
    input_type: str
    words = ""
    is_long = False
    found = 0
    of = 0

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        made: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        said = {"words": self.words, "is_long": self.is_long, "found": self.found, "of": self.of}
        return {**made, **said, "kind": self.kind, "input_type": self.input_type}


class FinderRadios(_Finder, Radios):
    template_name = FINDER
    kind, input_type = "radios", "radio"


class FinderTicks(_Finder, Ticks):
    template_name = FINDER
    kind, input_type = "checkboxes", "checkbox"


class FoundOne(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row, or none where the field may stay empty: «`empty_label`» says so."""

    widget = FinderRadios

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, blank=not kwargs.get("required", True), **kwargs)


class FoundMany(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = FinderTicks

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class FindingForm(forms.Form):
    """A form with fields that are looked for. While somebody looks, the form is neither judged nor saved."""

    is_looking = False

    def offer[Row: Model](
        self, name: str, rows: QuerySet[Row], *, find: Callable[[str], QuerySet[Row]],
        label: Callable[[Row], str] = str,
    ) -> None:  # fmt: skip
        """What may be chosen and how it is looked for: what is chosen first, then what was found. Three queries."""
        field: Any = self.fields[name]
        field.queryset, field.label_from_instance = rows, label
        words = self._words(name)
        chosen = self._chosen(name)
        found = (find(words) if words else rows).exclude(pk__in=chosen)
        listed = list(found[: SHOWN + 1])
        n = found.count() if len(listed) > SHOWN else len(listed)
        listed, widget = listed[:SHOWN], field.widget
        widget.words, widget.found, widget.of = words, len(listed), n
        widget.is_long = bool(words) or n > SHOWN
        first = [("", field.empty_label)] if isinstance(field, FoundOne) and not field.required else []
        kept = list(rows.filter(pk__in=chosen)) if chosen else []
        widget.choices = [*first, *((str(one.pk), label(one)) for one in [*kept, *listed])]

    def is_valid(self) -> bool:
        return not self.is_looking and super().is_valid()

    def full_clean(self) -> None:
        if not self.is_looking:
            super().full_clean()
            return
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def _words(self, name: str) -> str:
        """Words that are looked for now; that they are not those looked for before is a question too, by any button."""
        if not self.is_bound:
            return ""
        prefix = self.add_prefix(name)
        words, before = (clean(str(self.data.get(f"{prefix}-{part}", "")))[:_LONGEST] for part in ("words", "looked"))
        self.is_looking |= words != before or f"{prefix}-find" in self.data
        return words

    def _chosen(self, name: str) -> list[Any]:
        """Keys that are ticked now, or kept from before; what is no key at all is nobody's."""
        field: Any = self.fields[name]
        if self.is_bound:
            said = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        else:
            said = self.get_initial_for_field(field, name)
        many = said if isinstance(said, list | tuple) else [said]
        return [key for one in many if (key := _key_of(field.queryset.model, getattr(one, "pk", one)))]


def _key_of(model: type[Model], said: Any) -> Any:
    try:
        return model._meta.pk.to_python(clean(str(said))) if said else None
    except ValidationError:
        return None


def containing(listed: Iterable[Sequence[Any]], words: str) -> list[int]:
    """Keys of rows (key, text, …) that hold every word as it is typed, or within a longer one: for a few hundred."""
    asked = fold(words).split()
    return [key for key, *texts in listed if all(one in fold(" ".join(map(str, texts))) for one in asked)]
