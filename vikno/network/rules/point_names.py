"""What a point's name tells of its place: the council that runs it, settlements it names, a starosta's district."""

import re
from dataclasses import dataclass
from typing import Final

from vikno.network.rules.addresses import SettlementKind
from vikno.network.rules.words import adjective_stem, tidy

_COUNCIL: Final = re.compile(
    r"(?P<adjective>[\w’'ʼ`-]+(?:ої|ій))\s+(?P<kind>місь?к|сіль?с?ь?к|сел[иеі]щн)\w*\s+"
    r"(?:об\W?єднан\w+\s+)?(?:рад|територіал|громад|[МСО]?ТГ)",
    re.I,
)
_COUNCIL_KINDS: Final = {"м": "city", "сі": "village", "се": "settlement"}
_DISTRICT: Final = re.compile(r"([\w’'ʼ`-]+?(?:ом|ьом|им|ий|ого|ої|ій|ому))\s+старостинськ", re.I)
_NAME: Final = r"[А-ЯІЇЄҐ][\w’'ʼ`]*(?:[\s-]+[А-ЯІЇЄҐ][\w’'ʼ`]*)*"
_MENTION: Final = re.compile(
    rf"(?<![\w.])(?P<kind>(?i:смт|с-ще|селища|селище|села|село|сіл|міста|місто)\.?|[сСcCмМ]\.|[сcм](?=\s[А-ЯІЇЄҐ]))"
    rf"\s*(?P<names>{_NAME}(?:\s*,\s*{_NAME})*)"
)
_INITIALS: Final = re.compile(r"^[А-ЯІЇЄҐ]\.")


@dataclass(frozen=True, slots=True)
class Council:
    """An adjective's stem («кременчуцьк») and what the council's centre is: city, settlement or village."""

    stem: str
    kind: SettlementKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A settlement named in a point's name; `words` may run on into the words that follow it."""

    kind: SettlementKind
    words: tuple[str, ...]


def council_in(name: str) -> Council | None:
    """The council that runs the point: «… Кременчуцької міської ради …»."""
    match = _COUNCIL.search(tidy(name))
    if match is None:
        return None
    kind = next(kind for start, kind in _COUNCIL_KINDS.items() if match["kind"].lower().startswith(start))
    return Council(adjective_stem(match["adjective"]), kind)  # type: ignore[arg-type]


def mentions_in(name: str) -> tuple[Mention, ...]:
    """Settlements the name puts the point in: «ВРМ с. Потоки», «ВРМ сіл Писарівка, Мирне» (each on its own)."""
    found = []
    for match in _MENTION.finditer(tidy(name)):
        kind = _kind_of(match["kind"])
        for part in match["names"].split(","):
            if part.strip() and not _INITIALS.match(part.strip()):
                found.append(Mention(kind, tuple(part.split())))
    return tuple(found)


def district_in(name: str) -> str:
    """Stem of a starosta's district («у Білейківському старостинському окрузі» gives `білейківськ`), or ""."""
    match = _DISTRICT.search(tidy(name))
    return adjective_stem(match[1]) if match else ""


def _kind_of(word: str) -> SettlementKind:
    word = word.lower().rstrip(".")
    if word.startswith(("смт", "с-ще", "селищ")):
        return "settlement"
    if word.startswith("м"):
        return "city"
    return "village" if word in ("село", "села", "сіл") else "either"
