"""Sessions of an event for one person to choose from: a tick each, with what runs at the same time."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from vikno.common.clock import KYIV
from vikno.events import rules
from vikno.events.models import Session


class TimetableForm(forms.Form):
    """`chosen`: primary keys of what was chosen before."""

    optional_marks = False

    def __init__(self, *args: Any, sessions: Sequence[Session], chosen: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {one.pk: one.title for one in sessions}
        beside: dict[int, list[str]] = {}
        for first, second in rules.clashes([one.part for one in sessions]):
            beside.setdefault(first, []).append(titles[second])
            beside.setdefault(second, []).append(titles[first])
        for one in sessions:
            self.fields[_name(one)] = forms.BooleanField(
                label=one.title, required=False, initial=one.pk in chosen,
                help_text=_hint(one, beside.get(one.pk, []), is_chosen=one.pk in chosen),
            )  # fmt: skip
        self.names = {_name(one): one.pk for one in sessions}

    @property
    def wanted(self) -> list[int]:
        return [pk for name, pk in self.names.items() if self.cleaned_data[name]]


def _name(one: Session) -> str:
    return f"session_{one.pk}"


def _hint(one: Session, beside: Sequence[str], *, is_chosen: bool) -> str:
    """Hours, room, seats left, what runs at the same time."""
    begins, ends = one.begins_at.astimezone(KYIV), one.ends_at.astimezone(KYIV)
    told = [f"{begins:%d.%m %H:%M}–{ends:%H:%M}" + (f", {one.room}" if one.room else "")]
    if one.free is not None:
        is_full = one.free <= 0 and not is_chosen
        told.append(_("місць немає") if is_full else _("вільно {n} з {of}").format(n=one.free, of=one.seats))
    if beside:
        told.append(_("у той самий час: {titles}").format(titles="; ".join(beside)))
    return ". ".join(part[0].upper() + part[1:] for part in told) + "."
