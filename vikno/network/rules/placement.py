"""Where on the codifier an address lies: decided only when nothing else fits, else a ranked choice for a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vikno.common.text import sort_key
from vikno.network.rules.addresses import KIND_CATEGORIES, Address
from vikno.network.rules.gazetteer import SETTLEMENT_CATEGORIES, Gazetteer, Place
from vikno.network.rules.point_names import Mention, council_in, district_in, mentions_in
from vikno.network.rules.words import adjective_stem, fold, likeness, skeleton

MOST_CANDIDATES: Final = 9  # one key each
# Weights rank candidates; they never decide. A stronger kind of evidence outweighs all weaker ones together.
WEIGHTS: Final[dict[str, int]] = {
    "address": 40,  # the address names it
    "point_name": 34,  # the point's name names it
    "old_name": 30,  # under a former name
    "spelling": 24,  # a similar spelling, scaled by likeness
    "district": 22,  # the starosta's district is named after it
    "hromada": 20,  # lies in the hromada the address names
    "council": 16,  # lies in the hromada whose council runs the point
    "centre": 12,  # the centre of that hromada
    "raion": 8,
    "postcode": 8,
    "kind": 6,  # «с.», «м.» fit
    "neighbours": 5,  # points with nearby register codes lie in the same hromada
}
# «ВРМ с. Вільховець» with the council's own address: a remote workplace is named on purpose after its village.
_NAME_OF_REMOTE: Final = 60
_LEAST_LIKENESS: Final = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A settlement that may be meant; `why` holds keys of WEIGHTS."""

    code: str
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The settlement is certain; `why` names the evidence."""

    code: str
    hromada: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A person must choose. `hromada` is its code when that much is certain, else ""."""

    reason: str
    candidates: tuple[Candidate, ...]
    hromada: str = ""


type Outcome = Placed | Undecided


@dataclass(frozen=True, slots=True)
class Clues:
    """All that an address and a name say, resolved against the codifier."""

    address: Address
    oblast: str
    raions: frozenset[str]
    by_address: frozenset[str]  # hromadas the address can mean
    by_council: frozenset[str]  # hromadas the council in the name can mean
    mentions: tuple[Place, ...] = ()
    misspelt_mentions: tuple[Mention, ...] = ()
    district: str = ""
    is_main: bool = False
    hromadas: frozenset[str] = field(default=frozenset())

    @property
    def hromada(self) -> str:
        return next(iter(self.hromadas)) if len(self.hromadas) == 1 else ""


def place(address: Address, *, name: str, is_main: bool, gazetteer: Gazetteer) -> Outcome:
    """Decide or rank. Order of trust: code, then hromada and settlement of the address, then the point's name."""
    coded = gazetteer.get(address.code)
    if coded is not None and coded.category in SETTLEMENT_CATEGORIES:
        return Placed(coded.code, gazetteer.hromada_of(coded), ("code",))
    clues = gather(address, name=name, is_main=is_main, gazetteer=gazetteer)
    if address.settlement:
        return _by_settlement(clues, gazetteer)
    return _by_name(clues, gazetteer)


def gather(address: Address, *, name: str, is_main: bool, gazetteer: Gazetteer) -> Clues:
    """Resolve every clue that the address and the point's name hold."""
    oblast = gazetteer.oblast_named(address.oblast) if address.oblast else ""
    raions = gazetteer.raions_named(address.raion, oblast) if address.raion else frozenset()
    stem = adjective_stem(address.hromada) if address.hromada else ""
    by_address = frozenset(p.code for p in gazetteer.hromadas_named(stem, oblast)) if stem else frozenset()
    by_council = _hromadas_of_council(name, oblast, gazetteer)
    clues = Clues(address, oblast, raions, by_address, by_council, district=district_in(name), is_main=is_main)
    clues = replace(clues, hromadas=_narrowed(clues, gazetteer))
    exact: dict[str, Place] = {}
    misspelt = []
    for mention in mentions_in(name):
        found = _mentioned(mention, clues, gazetteer)
        exact |= {p.code: p for p in found}
        if not found:
            misspelt.append(mention)
    return replace(clues, mentions=tuple(exact.values()), misspelt_mentions=tuple(misspelt))


def _hromadas_of_council(name: str, oblast: str, gazetteer: Gazetteer) -> frozenset[str]:
    council = council_in(name)
    if council is None:
        return frozenset()
    found = gazetteer.hromadas_named(council.stem, oblast)
    fitting = [p for p in found if _centre_fits(p, council.kind, gazetteer)]
    return frozenset(p.code for p in (fitting or found))


def _centre_fits(hromada: Place, kind: str, gazetteer: Gazetteer) -> bool:
    centre = gazetteer.centre(hromada.code)
    return centre is not None and bool(centre.categories & KIND_CATEGORIES[kind])


def _narrowed(clues: Clues, gazetteer: Gazetteer) -> frozenset[str]:
    """The hromadas in question: the address speaks first, the council's name and the raion choose among homonyms."""
    found = clues.by_address or clues.by_council
    if len(found) > 1 and clues.by_address & clues.by_council:
        found = clues.by_address & clues.by_council
    if len(found) > 1 and clues.raions:
        found = frozenset(c for c in found if (p := gazetteer.get(c)) and p.raion in clues.raions) or found
    return found


def _mentioned(mention: Mention, clues: Clues, gazetteer: Gazetteer) -> list[Place]:
    """Settlements that the longest start of the mention's words names exactly."""
    for length in range(len(mention.words), 0, -1):
        name = " ".join(mention.words[:length])
        found = gazetteer.settlements_named(name, oblast=clues.oblast, hromadas=clues.hromadas)
        fitting = [p for p in found if p.categories & KIND_CATEGORIES[mention.kind]]
        if fitting:
            return fitting
    return []


def _by_settlement(clues: Clues, gazetteer: Gazetteer) -> Outcome:
    """The address names a settlement."""
    address = clues.address
    named = gazetteer.settlements_named(address.settlement, oblast=clues.oblast, hromadas=clues.hromadas)
    fitting = [p for p in named if p.categories & KIND_CATEGORIES[address.kind]]
    if not clues.hromadas:
        return _without_hromada(clues, fitting, gazetteer)
    if len(clues.hromadas) > 1:
        return _undecided("homonym_hromadas", clues, gazetteer)
    if address.hromada and not clues.by_address:
        return _undecided("unknown_hromada", clues, gazetteer)
    if not named:
        return _undecided("unknown_settlement", clues, gazetteer)
    if len(named) > 1 and (len(fitting) != 1 or address.kind in ("either", "")):
        return _undecided("homonyms", clues, gazetteer)
    chosen = fitting[0] if fitting else named[0]
    if _name_disagrees(chosen, clues, gazetteer):
        return _undecided("name_disagrees", clues, gazetteer)
    return _placed(chosen, clues, gazetteer)


def _without_hromada(clues: Clues, fitting: Sequence[Place], gazetteer: Gazetteer) -> Outcome:
    """No hromada is known: only a city whose name its oblast has once is certain, or a name its raion has once."""
    in_raion = [p for p in fitting if p.raion in clues.raions]
    is_city = clues.address.kind == "city" and len(fitting) == 1
    if is_city and fitting[0].category == "K":
        return _placed(fitting[0], clues, gazetteer)
    chosen = fitting[0] if is_city and clues.oblast else in_raion[0] if len(in_raion) == 1 else None
    if chosen is None or not clues.oblast or clues.address.hromada:
        return _undecided("unknown_hromada" if clues.address.hromada else "no_hromada", clues, gazetteer)
    if _name_disagrees(chosen, clues, gazetteer):
        return _undecided("name_disagrees", clues, gazetteer)
    return _placed(chosen, clues, gazetteer)


def _by_name(clues: Clues, gazetteer: Gazetteer) -> Outcome:
    """The address names no settlement; the point's name may."""
    inside = [p for p in clues.mentions if gazetteer.hromada_of(p) == clues.hromada]
    is_clear = len(inside) == 1 and not clues.misspelt_mentions and _hromadas_agree(clues)
    if clues.hromada and is_clear:
        return _placed(inside[0], clues, gazetteer)
    if len(inside) > 1:
        return _undecided("several_named", clues, gazetteer)
    return _undecided("no_settlement", clues, gazetteer)


def _hromadas_agree(clues: Clues) -> bool:
    """The address and the council's name do not speak of different hromadas."""
    return not (clues.by_address and clues.by_council) or bool(clues.by_address & clues.by_council)


def _name_disagrees(chosen: Place, clues: Clues, gazetteer: Gazetteer) -> bool:
    """Whether the point's name puts it elsewhere: another village, or another hromada's council.

    A centre's name may list its remote workplaces, so several mentions in it do not speak of its own place.
    """
    if not _hromadas_agree(clues):
        return True
    if clues.is_main and len(clues.mentions) + len(clues.misspelt_mentions) > 1:
        return False
    if any(p.code == chosen.code for p in clues.mentions):
        return False
    keys = chosen.keys
    misspelt = [m for m in clues.misspelt_mentions if not any(_is_like(m, key) for key in keys)]
    return bool(clues.mentions) or (bool(misspelt) and len(misspelt) == len(clues.misspelt_mentions))


def _is_like(mention: Mention, key: str) -> bool:
    return max(_likeness_to(mention, key)) >= _LEAST_LIKENESS


def _likeness_to(mention: Mention, key: str) -> list[float]:
    """Likeness of each start of the mention's words to a folded name; words in another case count as equal."""
    starts = (fold(" ".join(mention.words[:n])) for n in range(1, len(mention.words) + 1))
    return [0.95 if skeleton(start) == skeleton(key) else likeness(start, key) for start in starts]


def _placed(chosen: Place, clues: Clues, gazetteer: Gazetteer) -> Placed:
    return Placed(chosen.code, gazetteer.hromada_of(chosen), _evidence(chosen, clues, gazetteer)[1])


def _undecided(reason: str, clues: Clues, gazetteer: Gazetteer) -> Undecided:
    return Undecided(reason, _ranked(clues, gazetteer), clues.hromada if _hromadas_agree(clues) else "")


def _ranked(clues: Clues, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    scope = clues.by_address | clues.by_council
    pool = {p.code: p for p in _pool(clues, scope, gazetteer)}
    weighed = [(p, *_evidence(p, clues, gazetteer)) for p in pool.values()]
    weighed = [item for item in weighed if item[1]]
    weighed.sort(key=lambda item: (-item[1], sort_key(item[0].name), item[0].code))
    return tuple(Candidate(p.code, score, why) for p, score, why in weighed[:MOST_CANDIDATES])


def _pool(clues: Clues, scope: frozenset[str], gazetteer: Gazetteer) -> Iterable[Place]:
    """Every settlement worth weighing: of the hromadas in question, else of the oblast by exact or similar name."""
    if scope:
        return [p for code in sorted(scope) for p in gazetteer.members(code)]
    found = list(clues.mentions)
    words = [clues.address.settlement, *(" ".join(m.words[:n]) for m in clues.misspelt_mentions for n in (1, 2))]
    for name in filter(None, words):
        found += gazetteer.settlements_named(name, oblast=clues.oblast)
        found += gazetteer.similar(name, oblast=clues.oblast)
    if clues.district:
        found += gazetteer.similar(_district_roots(clues.district)[-1], oblast=clues.oblast)
    return found


def _evidence(place: Place, clues: Clues, gazetteer: Gazetteer) -> tuple[int, tuple[str, ...]]:
    """Score and reasons of one settlement; zero when nothing but its hromada speaks for it."""
    address, hromada = clues.address, gazetteer.hromada_of(place)
    direct = _naming_evidence(place, clues)
    if place == gazetteer.centre(hromada) and hromada in clues.by_address | clues.by_council:
        direct["centre"] = WEIGHTS["centre"]
    if not direct:
        return 0, ()
    around = {
        "hromada": hromada in clues.by_address,
        "council": hromada in clues.by_council,
        "raion": place.raion in clues.raions,
        "postcode": bool(address.postcode) and address.postcode in place.postcodes,
        "kind": bool(address.kind) and bool(place.categories & KIND_CATEGORIES[address.kind]),
    }
    scores = direct | {key: WEIGHTS[key] for key, holds in around.items() if holds}
    return sum(scores.values()), tuple(scores)


def _naming_evidence(place: Place, clues: Clues) -> dict[str, int]:
    found: dict[str, int] = {}
    if clues.address.settlement:
        key = fold(clues.address.settlement)
        if key == fold(place.name):
            found["address"] = WEIGHTS["address"]
        elif key in place.keys:
            found["old_name"] = WEIGHTS["old_name"]
        elif (like := likeness(key, fold(place.name))) >= _LEAST_LIKENESS:
            found["spelling"] = round(WEIGHTS["spelling"] * like)
    if any(p.code == place.code for p in clues.mentions):
        found["point_name"] = WEIGHTS["point_name"] if clues.is_main else _NAME_OF_REMOTE
    likes = [like for m in clues.misspelt_mentions for like in _likeness_to(m, fold(place.name))]
    if likes and max(likes) >= _LEAST_LIKENESS and "spelling" not in found:
        found["spelling"] = round(WEIGHTS["spelling"] * max(likes))
    if clues.district and (closeness := _district_closeness(clues.district, fold(place.name))):
        found["district"] = WEIGHTS["district"] - closeness
    return found


def _district_roots(district: str) -> list[str]:
    """«бригинцівськ» → «бригинців», «бригинц»: a district is named after its village by one suffix or two."""
    root = district.removesuffix("ськ").removesuffix("цьк").removesuffix("зьк")
    shorter = root
    for suffix in ("ів", "їв", "ев", "єв", "ин", "ян", "ен"):
        shorter = shorter.removesuffix(suffix)
    return list(dict.fromkeys(r for r in (root, shorter) if len(r) >= 3))


def _district_closeness(district: str, key: str) -> int:
    """0 = not named so; otherwise 1 for the fullest match, more for a looser one."""
    for step, root in enumerate(_district_roots(district), start=1):
        if key.startswith(root):
            return step + min(len(key) - len(root), 6)
    return 0


def with_neighbours(outcomes: Sequence[tuple[int | None, Outcome]], *, reach: int = 4) -> list[Outcome]:
    """Rank again where candidates lie in several hromadas: points entered together have nearby register codes.

    `outcomes` are pairs of the register's number (None if it has none) and what was found. Nothing is decided here.
    """
    numbered = {number: outcome for number, outcome in outcomes if number is not None}
    return [
        _reranked(outcome, _votes(number, numbered, reach))
        if isinstance(outcome, Undecided) and number is not None and not outcome.hromada
        else outcome
        for number, outcome in outcomes
    ]


def _votes(number: int, numbered: dict[int, Outcome], reach: int) -> Counter[str]:
    """For each hromada, how many neighbours lie or may lie in it."""
    near = (numbered[n] for n in range(number - reach, number + reach + 1) if n != number and n in numbered)
    return Counter(hromada for outcome in near for hromada in _possible_hromadas(outcome))


def _possible_hromadas(outcome: Outcome) -> set[str]:
    if isinstance(outcome, Placed):
        return {_hromada_part(outcome.code)}
    if outcome.hromada:
        return {_hromada_part(outcome.hromada)}
    return {_hromada_part(c.code) for c in outcome.candidates}


def _hromada_part(code: str) -> str:
    """Digits of КАТОТТГ down to the hromada; the tail after them differs from level to level."""
    return code[:9]


def _reranked(outcome: Undecided, votes: Counter[str]) -> Undecided:
    most = max((votes[_hromada_part(c.code)] for c in outcome.candidates), default=0)
    if not most:
        return outcome
    ranked = [
        replace(c, score=c.score + WEIGHTS["neighbours"], why=(*c.why, "neighbours"))
        if votes[_hromada_part(c.code)] == most
        else c
        for c in outcome.candidates
    ]
    ranked.sort(key=lambda c: -c.score)
    return replace(outcome, candidates=tuple(ranked))
