"""Facts about a hromada that rules may name: each with a sentence, a value, where it is from and as of when.

What records say is never typed; what no record says is typed into the proposal with its source. Nobody's record says
that a hromada suffered from the war, so it is typed, for a period.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import today
from vikno.common.errors import Words
from vikno.indicators import queries as indicators
from vikno.network import queries as network
from vikno.network.enums import PointKind
from vikno.programmes.models import TypedFact
from vikno.programmes.rules.facts import is_oblast_centre
from vikno.questionnaires.engine import Sort, Value
from vikno.territories import queries as territories
from vikno.territories.enums import HromadaKind
from vikno.territories.models import Unit

type Plain = bool | int | str | None
QUARTER: Final = timedelta(days=90)
_TERRITORIES: Final = _("кодифікатор громад")
_PEOPLE: Final = _("статистика населення")
_NETWORK: Final = _("реєстр точок мережі")
_RECORDS: Final = _("записи центру")


@dataclass(frozen=True, kw_only=True)
class FactKind:
    """What may be asked of a hromada. `has_period`: true from a day to a day, and says of when."""

    code: str
    sentence: str | Promise
    sort: Sort
    source: str | Promise = ""
    has_period: bool = False

    @property
    def is_typed(self) -> bool:
        return not self.source


@dataclass(frozen=True, kw_only=True)
class FactShown:
    """One fact of one hromada. `value` None: not known, which is neither «ні» nor nought; `text`: a code in words."""

    kind: FactKind
    value: Plain
    source: str
    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        days = {"as_of": self.as_of, "since": self.since, "until": self.until}
        told = {name: day.isoformat() if day else None for name, day in days.items()}
        return {"code": self.kind.code, "value": self.value, "source": self.source, "text": self.text, **told}


_LISTED: Final = (
    FactKind(
        code="hromada_kind", sentence=_("Тип громади"), sort=Sort.TEXT,
        source=_TERRITORIES,
    ),
    FactKind(code="oblast", sentence=_("Область"), sort=Sort.TEXT, source=_TERRITORIES),
    FactKind(code="is_oblast_centre", sentence=_("Громада обласного центру"), sort=Sort.TRUTH, source=_TERRITORIES),
    FactKind(code="population", sentence=_("Населення громади, осіб"), sort=Sort.NUMBER, source=_PEOPLE),
    FactKind(code="has_centre", sentence=_("У громаді є ЦНАП"), sort=Sort.TRUTH, source=_NETWORK),
    FactKind(code="points", sentence=_("Точок мережі разом"), sort=Sort.NUMBER, source=_NETWORK),
    FactKind(code="points_branch", sentence=_("Територіальних підрозділів"), sort=Sort.NUMBER, source=_NETWORK),
    FactKind(code="points_remote", sentence=_("Віддалених робочих місць"), sort=Sort.NUMBER, source=_NETWORK),
    FactKind(code="points_starosta", sentence=_("Старостинських пунктів"), sort=Sort.NUMBER, source=_NETWORK),
    FactKind(code="has_suitcase", sentence=_("У громаді є мобільна валіза"), sort=Sort.TRUTH, source=_NETWORK),
    FactKind(code="has_bus", sentence=_("У громаді є мобільний офіс"), sort=Sort.TRUTH, source=_NETWORK),
    FactKind(code="requested_90", sentence=_("Прийнято заяв за 90 днів"), sort=Sort.NUMBER, source=_RECORDS),
    FactKind(code="given_90", sentence=_("Видано результатів за 90 днів"), sort=Sort.NUMBER, source=_RECORDS),
    FactKind(code="waiting_90", sentence=_("Очікування за 90 днів, хвилин"), sort=Sort.NUMBER, source=_RECORDS),
    FactKind(code="war_affected", sentence=_("Громада постраждала від війни"), sort=Sort.TRUTH, has_period=True),
    FactKind(code="starosta_districts", sentence=_("Старостинських округів"), sort=Sort.NUMBER),
    FactKind(code="low_mobility", sentence=_("Маломобільних людей у громаді"), sort=Sort.NUMBER),
    FactKind(code="was_audited", sentence=_("Центр проходив аудит"), sort=Sort.TRUTH, has_period=True),
    FactKind(code="was_in_pilot", sentence=_("Громада брала участь у пілоті"), sort=Sort.TRUTH, has_period=True),
)  # fmt: skip
FACTS: Final[Mapping[str, FactKind]] = {one.code: one for one in _LISTED}
SORTS: Final[Mapping[str, Sort]] = {one.code: one.sort for one in _LISTED}
TYPED: Final = tuple(one for one in _LISTED if one.is_typed)


def fact_named(code: str) -> Words:
    """What a fact says, in a sentence; its code where it is known no more."""
    return FACTS[code].sentence if code in FACTS else code


def kind_named(value: str) -> Words:
    """How a kind of hromadas is called; anything else as it is."""
    return HromadaKind(value).label if value in HromadaKind else value


def known_of(hromada: str, *, at: datetime) -> dict[str, FactShown]:
    """What the records say of a hromada. Bind it first: its counts are its own. A fixed number of queries."""
    unit = territories.unit(hromada)
    if unit is None:
        return {}
    found = {**_of_territory(unit, at=at), **_of_network(hromada, at=at), **_of_records(hromada, at=at)}
    return {code: found[code] for code in FACTS if code in found}


def with_typed(known: Mapping[str, FactShown], typed: Mapping[str, TypedFact]) -> dict[str, FactShown]:
    """The same with what people typed; those that nobody typed stand with nothing."""
    said = {kind.code: _said(kind, typed.get(kind.code)) for kind in TYPED}
    return {code: known.get(code) or said.get(code) or _nothing(FACTS[code]) for code in FACTS}


def values_of(facts: Mapping[str, FactShown]) -> dict[str, Value]:
    """For conditions: numbers as decimals, the unknown as None."""
    return {code: _value(one.value) for code, one in facts.items()}


def _value(value: Plain) -> Value:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _said(kind: FactKind, row: TypedFact | None) -> FactShown:
    if row is None:
        return _nothing(kind)
    told = {"source": row.source, "as_of": today(row.typed_at), "since": row.since, "until": row.until}
    return FactShown(kind=kind, value=row.value, **told)


def _nothing(kind: FactKind) -> FactShown:
    return FactShown(kind=kind, value=None, source=str(kind.source))


def _of_territory(unit: Unit, *, at: datetime) -> dict[str, FactShown]:
    oblast = unit.oblast.name if unit.oblast else ""
    oblast_title = unit.oblast.title if unit.oblast else ""
    edition = territories.edition_in_force()
    counted = territories.population_of(unit.pk, on=today(at))
    as_of = edition.edition_on if edition else None
    return {
        "hromada_kind": _fact("hromada_kind", territories.kinds_of([unit.pk])[unit.pk], as_of=as_of),
        "oblast": FactShown(
            kind=FACTS["oblast"], value=unit.oblast_id, source=str(_TERRITORIES), as_of=as_of, text=oblast_title
        ),
        "is_oblast_centre": _fact("is_oblast_centre", is_oblast_centre(unit.name, oblast), as_of=as_of),
        "population": FactShown(
            kind=FACTS["population"], value=counted.total if counted else None,
            source=counted.source if counted else "", as_of=counted.as_of if counted else None,
        ),
    }  # fmt: skip


def _of_network(hromada: str, *, at: datetime) -> dict[str, FactShown]:
    kinds = Counter(one.kind for one in network.points_of_hromada(hromada) if one.left_register_on is None)
    told: dict[str, Plain] = {
        "has_centre": network.centre_of(hromada) is not None, "points": sum(kinds.values()),
        "points_branch": kinds[PointKind.BRANCH], "points_remote": kinds[PointKind.REMOTE],
        "points_starosta": kinds[PointKind.STAROSTA], "has_suitcase": kinds[PointKind.MOBILE_SUITCASE] > 0,
        "has_bus": kinds[PointKind.MOBILE_BUS] > 0,
    }  # fmt: skip
    return {code: _fact(code, value, as_of=today(at)) for code, value in told.items()}


def _of_records(hromada: str, *, at: datetime) -> dict[str, FactShown]:
    """Nothing where nothing was ever counted: a centre without records has not served nobody."""
    counted = indicators.counted_at(hromada)
    if counted is None:
        return {}
    day = today(at)
    span = indicators.Span(since=day - QUARTER, until=day - timedelta(days=1))
    found = indicators.values(indicators.Scope(hromada=hromada), span)
    named = {"requested_90": "requested", "given_90": "given", "waiting_90": "waiting"}
    return {
        code: FactShown(
            kind=FACTS[code], value=_whole(found[measure].amount), source=str(_RECORDS), as_of=today(counted),
            since=span.since, until=span.until,
        )
        for code, measure in named.items()
    }  # fmt: skip


def _whole(amount: float | None) -> int | None:
    return None if amount is None else round(amount)


def _fact(code: str, value: Plain, *, as_of: date | None) -> FactShown:
    kind = FACTS[code]
    return FactShown(kind=kind, value=None if value == "" else value, source=str(kind.source), as_of=as_of)
