"""Lines of a drop-down list, made here and not by a loop of the template: lists of places have hundreds of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

_NOTHING_CHOSEN = "---------"  # Django's own words for it
type Option = Mapping[str, Any]


@register.simple_tag
def options(groups: Iterable[tuple[str | None, Iterable[Option], int]]) -> SafeString:
    """`<option>` lines of `widget.optgroups`, grouped where a group has a name."""
    return SafeString("\n".join(_group(name, given) for name, given, _index in groups))


def _group(name: str | None, given: Iterable[Option]) -> str:
    lines = "\n".join(_line(option) for option in given)
    return f'<optgroup label="{conditional_escape(name)}">{lines}</optgroup>' if name else lines


def _line(option: Option) -> SafeString:
    label = _("Оберіть зі списку") if option["label"] == _NOTHING_CHOSEN else option["label"]
    marks = "".join(_mark(name, value) for name, value in option["attrs"].items())
    value = conditional_escape(str(option["value"]))
    return SafeString(f'<option value="{value}"{marks}>{conditional_escape(label)}</option>')


def _mark(name: str, value: Any) -> str:
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
