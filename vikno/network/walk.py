"""The sheet of accessibility: a point is walked through with a pencil, from the stop to the waiting room.

What to look at is a question, never a norm: norms have their editions, and an officer with a pencil is no surveyor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.network.enums import AccessibilityItem, Mark
from vikno.network.models import AccessibilityMark

_I = AccessibilityItem
LOOK_AT: Final[Mapping[AccessibilityItem, Promise]] = MappingProxyType({
    _I.BUS_STOP: _("Чи дійти від зупинки без сходів і бордюрів?"),
    _I.PARKING: _("Чи є де стати безоплатно?"),
    _I.DISABLED_PARKING: _("Чи є знак і розмітка? Чи вільне воно?"),
    _I.TACTILE: _("Чи веде вона від тротуару до дверей без розривів?"),
    _I.STEP_FREE: _("Чи заїде візок від тротуару до вікна, не підіймаючись сходинкою?"),
    _I.RAMP: _("Чи заїде людина сама? Чи є поручні? Чи не слизько?"),
    _I.CALL_BUTTON: _("Чи дістати її з візка? Натисніть: чи хтось вийшов?"),
    _I.PRAM_PLACE: _("Чи лишити візочок під дахом, не на дорозі?"),
    _I.BRAILLE: _("Чи є вони на дверях і біля вікон? Чи дістати рукою?"),
    _I.SIGN_LANGUAGE: _("Хто перекладе й коли? Зателефонуйте за оголошенням."),
    _I.SELF_SERVICE: _("Чи дістати екран і клавіатуру сидячи?"),
    _I.CHILD_PLACE: _("Чи видно дитину від вікна?"),
    _I.TOILET: _("Чи розвернеться візок? Чи є поручні? Чи не замкнено?"),
    _I.TOILET_ANY: _("Чи пускають відвідувачів?"),
    _I.WIFI: _("Під'єднайтеся з телефона: чи працює?"),
})  # fmt: skip
WALK: Final = tuple(LOOK_AT)


@dataclass(frozen=True, kw_only=True)
class Line:
    """`yes`, `no`: what is known; neither is: two empty boxes."""

    n: int
    title: str
    look_at: str
    yes: bool
    no: bool
    checked_on: date | None


def sheet_of(marks: Iterable[AccessibilityMark]) -> list[Line]:
    """Every item in the order of the walk, with what is known of it."""
    known = {one.item: one for one in marks}
    lines = []
    for n, item in enumerate(WALK, start=1):
        one = known.get(item)
        mark = one.mark if one else Mark.UNKNOWN
        lines.append(Line(
            n=n, title=str(item.label), look_at=str(LOOK_AT[item]), yes=mark == Mark.YES, no=mark == Mark.NO,
            checked_on=one.checked_on if one and mark != Mark.UNKNOWN else None,
        ))  # fmt: skip
    return lines
