"""Two people at one form: nobody's words are saved over what somebody else saved meanwhile; both are shown.

A form that edits what is kept is drawn with `{% edition form %}`: a hidden mark of the values it was opened with. A
post whose mark is not that of the values kept now is answered with both versions and a new mark; the next press saves.
Rooms whose rows count their own versions compare those instead; this is for the others. Needs a transaction a request.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

FIELD = "edition"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field as somebody typed it and as it is kept now, both for reading."""

    label: str
    mine: str
    theirs: str


def edition_of(*given: forms.BaseForm) -> str:
    """A mark of the values that forms were opened with."""
    told = [
        f"{form.add_prefix(name)}={_plain(form.get_initial_for_field(field, name))}"
        for form in given
        for name, field in form.fields.items()
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _plain(value: Any) -> str:
    if isinstance(value, set | frozenset):
        return repr(sorted(map(str, value)))
    return repr([str(one) for one in value]) if isinstance(value, list | tuple) else str("" if value is None else value)


def is_as_seen(request: HttpRequest, *given: forms.Form) -> bool:
    """Whether a post may be saved: nobody changed the values since, or they are already what is sent.

    Otherwise each form carries its `differences`, and the first says what happened.
    """
    sent = request.POST.get(FIELD, "")
    if not sent or sent == edition_of(*given):
        return True
    found = differences(given)
    if not found:
        return True
    given[0].differences = found  # type: ignore[attr-defined]
    given[0].add_error(None, _("Поки ви вносили зміни, ці дані змінив хтось інший. Порівняйте й збережіть ще раз."))
    return False


def differences(given: Iterable[forms.BaseForm]) -> list[Difference]:
    """Fields whose typed value is not the kept one."""
    return [
        Difference(
            label=str(form[name].label), mine=_shown(form.fields[name], form[name].data),
            theirs=_shown(form.fields[name], form[name].initial),
        )
        for form in given
        for name in form.changed_data
        if not form[name].is_hidden
    ]  # fmt: skip


def _shown(field: forms.Field, value: Any) -> str:
    """A value as a person reads it: the label of a choice, a day with points, a tick in words."""
    if isinstance(field, forms.BooleanField):
        return _("так") if value and value != "False" else _("ні")
    many = value if isinstance(value, list | tuple | set) else [value]
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    labels = dict(_flat(choices))
    return ", ".join(str(labels.get(str(one), _read(one))) for one in many if one not in (None, ""))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label


def _read(value: Any) -> str:
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") and hasattr(value, "day") else str(value)


def one_at_a_time[View: Callable[..., HttpResponse]](view: View) -> View:
    """Posts to one address come one after another, so the second reads what the first has saved."""

    @wraps(view)
    def waiting(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if request.method == "POST" and connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [request.path])
        return view(request, *parts, **named)

    return waiting  # type: ignore[return-value]
