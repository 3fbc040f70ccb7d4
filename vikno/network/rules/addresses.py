"""A free Ukrainian address taken apart. What is not recognised stays in `rest`; nothing is invented."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from vikno.common.text import fold, is_blank
from vikno.network.rules.words import tidy

SettlementKind = Literal["city", "settlement", "village", "either", ""]

# Categories of the codifier (Latin letters) a written kind can mean. «с.» stands for село and for селище.
KIND_CATEGORIES: Final[dict[str, frozenset[str]]] = {
    "city": frozenset("MK"),
    "settlement": frozenset("TX"),
    "village": frozenset("C"),
    "either": frozenset("CTX"),
    "": frozenset("MKTXC"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address as written, without the words «область», «вул.»… in places and kinds; "" = silent."""

    code: str = ""
    postcode: str = ""
    oblast: str = ""
    raion: str = ""
    hromada: str = ""
    kind: SettlementKind = ""
    settlement: str = ""
    street: str = ""
    building: str = ""
    rest: tuple[str, ...] = ()

    @property
    def street_address(self) -> str:
        """Street and building as one line."""
        return ", ".join(part for part in (self.street, self.building) if part)


_CODE: Final = re.compile(r"UA\d{17}")
_POSTCODE: Final = re.compile(r"(?:індекс:?\s*)?(\d{5})")
_OBLAST: Final = re.compile(r"(.+?)\s*(?:область|області|обл\.?)|(?:АР|Автономна Республіка)\s+(Крим)", re.I)
_RAION: Final = re.compile(r"(.+?)\s*(?:район|району|районі|р-н|р-ну)", re.I)
_HROMADA: Final = re.compile(
    r"(.+?)\s+(?:(?:(?:об\W?єднана\s+)?(?:міська|селищна|сільська)?\s*(?:об\W?єднана\s+)?(?:територіальна\s+)?громада)"
    r"|О?[МС]?ТГ)(?:\s*\(О?ТГ\))?",
    re.I,
)
# A capital letter with a full stop is an initial («М. Городка»), so short kinds are small letters only.
_KINDS: Final[tuple[tuple[SettlementKind, str], ...]] = (
    ("settlement", r"(?i:смт|пгт|с-ще|с/ще|сел-ще|селище(?:\s+міського\s+типу)?)\.?|сел\."),
    ("city", r"(?i:місто)|м\.|м(?=\s)|г\.(?=\s?[А-ЯІЇЄҐ])"),
    ("village", r"(?i:село)"),
    ("either", r"[сc]\.|[сc](?=\s+[А-ЯІЇЄҐ])"),
)
_SETTLEMENT: Final = [(kind, re.compile(rf"(?:{words})\s*(?=[^\d\W])(.+)")) for kind, words in _KINDS]
_STREET_WORDS: Final = (
    r"(?:вулиц[яі]|вул|в-ця|проспект|просп|пр-кт|пр-т|провулок|пров|площа|пл|майдан|бульвар|бульв|б-р|шосе|"
    r"набережна(?=\s)|наб|узвіз|тупик|туп|проїзд|пр-д|мікрорайон|мкр-н|мкрн|мкр|м-н|квартал|кв-л|в\W?їзд|алея|ал)"
)
_STREET: Final = re.compile(rf"{_STREET_WORDS}(?:\.\s*|\s+)\S.*|.+\s(?:вулиця|проспект|провулок|площа|бульвар)", re.I)
_NUMBER: Final = r"№?\s*\d{1,4}(?:\s*[-–]?\s*[а-яіїєґa-z](?![а-яіїєґ’'a-z]))?"
_BUILDING: Final = re.compile(
    rf"(?:(?:буд(?:инок|\.)?|б\.|д\.|корп(?:ус|\.)?|оф(?:іс|\.)?|кв\.?|каб(?:інет|\.)?|приміщення|прим\.)\s*)*"
    rf"(?:{_NUMBER}(?:\s*[/-]\s*(?:{_NUMBER}|[а-яa-z]))*|б/н)",
    re.I,
)
_TRAILING_NUMBER: Final = re.compile(rf"(\D{{3,}}?)\s+({_NUMBER}(?:\s*/\s*{_NUMBER})?)", re.I)
_BARE_ADJECTIVE: Final = re.compile(r"\S+(?:с|ц|з)ька", re.I)
_INITIAL: Final = re.compile(r"[МСГ]\.\s*[А-ЯІЇЄҐ]")
_BEFORE_MARKER: Final = re.compile(
    rf"(?<=[^\s,;])\s+(?=(?:{_STREET_WORDS}(?:\.|\s)|(?:м|с|смт|с-ще)\.?\s?[А-ЯІЇЄҐ][а-яіїєґ’']{{2}}|\d{{5}}\b))"
)
_LABEL_ALONE: Final = re.compile(r"(?:буд|оф|кв|корп|каб)\.?$", re.I)


def parse_address(text: str) -> Address:
    """The parts of a written address; order, kinds and separators may vary, parts may be missing."""
    segments = _segments(text)
    found = Address()
    unclear: list[tuple[int, str]] = []
    for place, segment in enumerate(segments):
        known = _recognised(segment, found)
        if known is None:
            unclear.append((place, segment))
        else:
            found = known
    for place, segment in unclear:
        following = segments[place + 1] if place + 1 < len(segments) else ""
        found = _guessed(segment, found, before_building=_is_building(following), is_first=place == 0)
    return found


def _segments(text: str) -> list[str]:
    text = tidy(re.sub(r"[,;\n]+", ", ", text))
    pieces: list[str] = []
    for piece in re.split(r"[,;]", text):
        pieces += _BEFORE_MARKER.sub(",", piece.strip()).split(",")
    cleaned = (piece.strip(" .:") for piece in pieces)
    return [piece for piece in cleaned if piece != "0" and not is_blank(piece) and not _LABEL_ALONE.match(piece)]


def _recognised(segment: str, found: Address) -> Address | None:
    """The address with this segment put in its place, or None when the segment alone does not tell."""
    if match := _CODE.search(segment):
        return replace(found, code=match[0])
    if match := _POSTCODE.fullmatch(segment):
        return replace(found, postcode=match[1])
    if match := _OBLAST.fullmatch(segment):
        return replace(found, oblast=match[1] or match[2])
    if match := _HROMADA.fullmatch(segment):
        return replace(found, hromada=match[1])
    if _STREET.fullmatch(segment):
        return _with_street(segment, found)
    if match := _RAION.fullmatch(segment):
        return replace(found, raion=match[1])
    for kind, shape in _SETTLEMENT:
        if match := shape.fullmatch(segment):
            return _with_settlement(kind, match[1], found)
    return _with_building(segment, found) if _is_building(segment) else None


def _with_settlement(kind: SettlementKind, name: str, found: Address) -> Address:
    if found.settlement:
        return replace(found, rest=(*found.rest, name))
    return replace(found, kind=kind, settlement=name.strip())


def _with_street(segment: str, found: Address) -> Address:
    if found.street:
        return replace(found, rest=(*found.rest, segment))
    if (match := _TRAILING_NUMBER.fullmatch(segment)) and not found.building:
        return replace(found, street=match[1], building=match[2])
    return replace(found, street=segment)


def _with_building(segment: str, found: Address) -> Address:
    building = f"{found.building}, {segment}" if found.building else segment.removeprefix("№").strip()
    return replace(found, building=building)


def _is_building(segment: str) -> bool:
    return bool(_BUILDING.fullmatch(segment))


def _guessed(segment: str, found: Address, *, before_building: bool, is_first: bool) -> Address:
    """By its place: the register writes street, building, settlement, hromada, oblast."""
    if _INITIAL.match(segment) and not before_building and not found.settlement:
        return _with_settlement("city" if segment[0] == "М" else "either", segment[2:], found)
    if not found.street and (before_building or (is_first and bool(found.settlement))):
        return _with_street(segment, found)
    if not found.street and (match := _TRAILING_NUMBER.fullmatch(segment)):
        return replace(found, street=match[1], building=match[2])
    if not found.hromada and not is_first and _BARE_ADJECTIVE.fullmatch(segment):
        return replace(found, hromada=segment)
    if not found.settlement and fold(segment):
        return replace(found, settlement=segment)
    return replace(found, rest=(*found.rest, segment))
