"""Sizes of calls as the public has seen them, and the longest form of a proposal. Names are nobody's.

Numbers are those of calls whose results were published; where the public was not told how many were chosen, `told` says
so. Stages beside the marks of experts are switched on by `facts` and `talk`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from vikno.questionnaires.engine import Document, Key, Plain, read

_BAND: Final = "${population} >= 5000 and ${population} <= 100000"
_NONE: Final = "not(${has_centre})"
_CENTRE: Final = "${has_centre}"
REPEATED: Final = 5


@dataclass(frozen=True, kw_only=True)
class Direction:
    """A track: how many places, and the predicate of who may come; "": everybody."""

    code: str
    title: str
    places: int
    condition: str = ""

    @property
    def has_centre(self) -> bool:
        """Whether its applicants have a centre."""
        return self.condition != _NONE


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A call: how many proposals from how many oblasts, its directions, what is asked besides the marks of experts."""

    code: str
    title: str
    proposals: int
    oblasts: int
    directions: tuple[Direction, ...]
    facts: bool = False
    talk: bool = False
    needed: int = 3
    told: str = ""

    @property
    def places(self) -> int:
        return sum(one.places for one in self.directions)

    @property
    def experts(self) -> int:
        """So many that nobody reads more than forty, with some left over for conflicts."""
        return max(self.needed + 6, -(-self.proposals * self.needed // 30))

    def shrunk(self, proposals: int) -> "Scale":
        """The same call with fewer proposals; each direction keeps a place at least."""
        share = proposals / self.proposals
        fewer = tuple(replace(one, places=max(1, round(one.places * share))) for one in self.directions)
        return replace(self, proposals=proposals, oblasts=min(self.oblasts, 5), directions=fewer)

    def weights(self) -> dict[str, Decimal]:
        """Points of each criterion, a hundred together."""
        apart = {name: Decimal(20) for name, is_on in (("people", self.facts), ("talk", self.talk)) if is_on}
        rest = 100 - sum(apart.values())
        return {"will": rest * Decimal("0.4"), "team": rest * Decimal("0.3"), "plan": rest * Decimal("0.3"), **apart}


SCALES: Final[Mapping[str, Scale]] = {
    one.code: one
    for one in (
        Scale(
            code="directions", title="Три напрями", proposals=224, oblasts=20, facts=True,
            directions=(
                Direction(code="create", title="Створення центру", places=14, condition=_NONE),
                Direction(code="develop", title="Розвиток центру", places=6, condition=_CENTRE),
                Direction(code="mobile", title="Мобільний центр", places=15,
                          condition="${has_centre} and not(${is_oblast_centre})"),
            ),
        ),
        Scale(
            code="two-stages", title="Два етапи", proposals=118, oblasts=20, facts=True,
            directions=(Direction(code="hub", title="Послуги ветеранам", places=7, condition=_BAND),),
        ),
        Scale(
            code="three-stages", title="Три етапи", proposals=87, oblasts=20, facts=True, talk=True,
            directions=(Direction(code="district", title="Старостинські округи", places=12),),
        ),
        Scale(
            code="projects", title="Бали за проєкти", proposals=166, oblasts=12,
            directions=(Direction(code="mobile", title="Мобільний центр", places=8, condition=_CENTRE),),
        ),
        Scale(
            code="interviews", title="Співбесіди", proposals=63, oblasts=21, facts=True, talk=True,
            directions=(Direction(code="district", title="Старостинські округи", places=12),),
            told="how many were chosen was not published",
        ),
    )
}  # fmt: skip


def longest_form() -> Document:
    """Sixty questions in six sections, ten of them asked by condition, then five rows of four: eighty fields."""
    sections = [_section(place) for place in range(6)]
    staff = {
        "code": "staff", "kind": "repeat", "labels": _said("Люди, які працюватимуть"),
        "items": [
            _asked("post", "text", "Посада"), _asked("years", "integer", "Стаж, років"),
            _asked("trained", "select_one", "Чи навчалися", choices="yes_no"), _asked("since", "date", "З якого дня"),
        ],
    }  # fmt: skip
    return read({
        "format": "vikno-questionnaire/1", "code": "zayavka", "title": _said("Заявка на участь"),
        "choices": {
            "yes_no": [{"code": "yes", "labels": _said("Так")}, {"code": "no", "labels": _said("Ні")}],
            "kinds": [{"code": f"k{n}", "labels": _said(f"Послуга {n}")} for n in range(12)],
        },
        "items": [*sections, staff],
    })  # fmt: skip


def answers(document: Document, turn: int) -> dict[Key, Plain]:
    """Every question answered; ten of the texts differ from turn to turn."""
    told: dict[Key, Plain] = {}
    for place, one in enumerate(document.questions):
        rows = range(1, REPEATED + 1) if one.code in document.repeated else (0,)
        for row in rows:
            said = f"Відповідь {place}, правка {turn if place < 12 else 0}. " + "Послуги ближче до людей. " * 8
            told[one.code, row] = _ANSWERS.get(str(one.kind), said)
    return told


_ANSWERS: Final[Mapping[str, Plain]] = {
    "integer": 12, "decimal": "3.5", "select_one": "yes", "select_multiple": ["k1", "k4", "k7"], "date": "2025-03-14",
}  # fmt: skip
_KINDS: Final = ("text", "text", "select_one", "integer", "text", "select_multiple", "decimal", "text", "date", "text")


def _section(place: int) -> dict[str, Any]:
    items = []
    for n, kind in enumerate(_KINDS):
        facts: dict[str, Any] = {}
        if kind.startswith("select"):
            facts["choices"] = "yes_no" if kind == "select_one" else "kinds"
        if n in (3, 4) and place < 5:
            facts["relevant"] = f"${{s{place}q2}} = 'yes'"
        if kind == "integer":
            facts["constraint"] = ". >= 0 and . < 5000"
        items.append(_asked(f"s{place}q{n}", kind, f"Питання {n} розділу {place}", required=n == 0, **facts))
    return {"code": f"s{place}", "kind": "group", "labels": _said(f"Розділ {place}"), "items": items}


def _asked(code: str, kind: str, label: str, **facts: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "labels": _said(label), "hint": _said("Одним реченням."), **facts}


def _said(uk: str) -> dict[str, str]:
    return {"uk": uk, "en": uk}
