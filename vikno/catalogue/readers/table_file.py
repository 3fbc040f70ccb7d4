"""Tables of services: our own export, the dump of the iGov portal, and lists that people keep in spreadsheets."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.errors import CatalogueFileRefused, UnknownFormat
from vikno.catalogue.readers.bundle import OTHER_GROUP, Bundle, ReadAuthority, ReadGroup, ReadService
from vikno.catalogue.readers.cards import cards_in, html_to_text
from vikno.catalogue.readers.columns import COLUMNS, cells_to_service
from vikno.catalogue.rules import Placeholder, name_key, placeholder
from vikno.common.errors import Words
from vikno.common.tables import Problem, Row, Table, read_table
from vikno.common.text import clean, is_blank, mixed_script

IGOV_PREFIX: Final = "iGov-"
# What tells the portal's services from its other tables, which have a number and a name too.
_IGOV_TITLES: Final = ("nID", "sName", "nID_Subcategory", "sSubjectOperatorName")
_LONGEST_CODE: Final = 40
_SKIPPED_WORDS: Final[dict[str, Words]] = {
    Placeholder.RESERVED: _("«{name}»: рядок лише тримає номер, послуги в ньому немає."),
    Placeholder.TEST: _("«{name}»: тестовий рядок."),
    Placeholder.HIDDEN: _("«{name}»: джерело приховало цю послугу (назва починається з «_»)."),
    "duplicate": _("«{name}»: така сама назва вже є в рядку {line}."),
}


@dataclass
class _Reading:
    """What has been gathered so far."""

    services: list[ReadService] = field(default_factory=list)
    authorities: dict[str, ReadAuthority] = field(default_factory=dict)
    skipped: list[Problem] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    line_of_name: dict[str, int] = field(default_factory=dict)
    line_of_code: dict[str, int] = field(default_factory=dict)

    def skip(self, row: Row, kind: str, name: str, line: int = 0) -> None:
        self.skipped.append(Problem(row.line, format_lazy(_SKIPPED_WORDS[kind], name=clean(name)[:80], line=line)))
        self.kinds.append(kind)

    def authority(self, name: str) -> str:
        """Code of a provider named in words: the same words, the same code."""
        shown = clean(name)
        if is_blank(shown):
            return ""
        code = f"a-{hashlib.sha256(name_key(shown).encode()).hexdigest()[:12]}"
        self.authorities.setdefault(code, ReadAuthority(code=code, name=shown[:300]))
        return code


def read_services_table(content: bytes, *, cards: Path | None, groups: Path | None) -> Bundle:
    """A table with our titles, as the portal names its columns, or with any usual words for the code and the name."""
    table = read_table(content, quotes=_quotes(content))
    reading = _Reading()
    if table.has(*_IGOV_TITLES):
        named = _igov_groups(groups)
        reader = _igov_reader(reading, named, cards_in(cards) if cards else {})
        name_title = "sName"
        taken: Sequence[ReadGroup] = tuple(named.values())
    else:
        titles = _titles(table)
        name_title = table.header[titles["name"]]
        reader = _own_reader(reading, titles)
        taken = ()
    for row in table.rows:
        _take(row, row[name_title], reader, reading)
    if reading.problems:
        raise CatalogueFileRefused(reading.problems)
    return Bundle(
        is_table=True, services=tuple(reading.services), groups=tuple(taken),
        authorities=tuple(reading.authorities.values()),
        skipped=tuple(reading.skipped), skipped_kinds=tuple(reading.kinds), warnings=tuple(reading.warnings),
        total=len(table.rows),
    )  # fmt: skip


def _quotes(content: bytes) -> Any:
    """The portal's dump never quotes, so a quote in it is a letter; everybody else's spreadsheet does."""
    head = content[:400].lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return "literal" if head.startswith(b"nID;") else "csv"


def _titles(table: Table) -> Mapping[str, int]:
    places = {name: table.place(*titles) for name, titles in COLUMNS.items()}
    found = {name: place for name, place in places.items() if place is not None}
    if "code" not in found or "name" not in found:
        raise UnknownFormat
    return found


def _take(row: Row, name: str, read: Callable[[Row], ReadService | None], reading: _Reading) -> None:
    """One row: left out with a reason, or read; a second service of the same name or code is noticed."""
    why = placeholder(name)
    if why is not None:
        reading.skip(row, why, name)
        return
    key = name_key(name)
    if key in reading.line_of_name:
        reading.skip(row, "duplicate", name, reading.line_of_name[key])
        return
    service = read(row)
    if service is None:
        return
    reading.line_of_name[key] = row.line
    problem = _problem(service, name, reading)
    if problem is not None:
        reading.problems.append(Problem(row.line, problem))
        return
    reading.line_of_code[service.code] = row.line
    reading.services.append(service)
    words = [word for word in clean(name).split() if mixed_script(word)]
    if words:
        said = format_lazy(_("«{word}»: у слові змішано кирилицю з латинкою."), word=words[0])
        reading.warnings.append(Problem(row.line, said))


def _problem(service: ReadService, name: str, reading: _Reading) -> Words | None:
    if not service.code:
        return _("немає коду послуги.")
    if len(service.code) > _LONGEST_CODE:
        return format_lazy(_("код довший за {most} знаків."), most=_LONGEST_CODE)
    if service.code in reading.line_of_code:
        earlier = reading.line_of_code[service.code]
        return format_lazy(_("код {code} уже є в рядку {line}."), code=service.code, line=earlier)
    return None


def _own_reader(reading: _Reading, titles: Mapping[str, int]) -> Callable[[Row], ReadService | None]:
    def read(row: Row) -> ReadService | None:
        cells = {name: row[place] for name, place in titles.items()}
        try:
            return cells_to_service(cells, line=row.line, authority=reading.authority)
        except ValueError as fault:
            reading.problems.append(Problem(row.line, str(fault)))
            return None

    return read


def _igov_reader(
    reading: _Reading, groups: Mapping[str, ReadGroup], cards: Mapping[str, Path]
) -> Callable[[Row], ReadService | None]:
    def read(row: Row) -> ReadService | None:
        if placeholder(row["sSubjectOperatorName"]) is Placeholder.TEST:
            reading.skip(row, Placeholder.TEST, row["sName"])
            return None
        return ReadService(
            line=row.line, code=IGOV_PREFIX + row["nID"].strip(), facts=_igov_facts(row, groups),
            content=_igov_content(row, reading, cards),
        )  # fmt: skip

    return read


def _igov_facts(row: Row, groups: Mapping[str, ReadGroup]) -> dict[str, Any]:
    keywords = tuple(filter(None, (clean(word) for word in row.get("saKeyword").split(","))))
    group = groups.get(row["nID_Subcategory"].strip(), OTHER_GROUP)
    return {"name": clean(row["sName"]), "keywords": keywords, "group": group.code}


def _igov_content(row: Row, reading: _Reading, cards: Mapping[str, Path]) -> dict[str, Any]:
    """The provider and the text of the card. `[*]` stands for «see the card»; without the card it is nothing."""
    told = (html_to_text(row.get(column)) for column in ("sInfo", "sFAQ", "sLaw"))
    text = [part for part in told if part and part != "[*]"]
    card = cards.get(row["nID"].strip())
    if card is not None:
        text.append(html_to_text(card.read_text(encoding="utf-8-sig", errors="replace")))
    content = {
        "authority": reading.authority(row["sSubjectOperatorName"]),
        "how_to_apply": "\n".join(filter(None, text)),
    }
    return {name: value for name, value in content.items() if value}


def _igov_groups(path: Path | None) -> dict[str, ReadGroup]:
    """Number of a group of the portal → group; empty without its table."""
    return dict(_igov_group_rows(path)) if path else {}


def _igov_group_rows(path: Path) -> Iterator[tuple[str, ReadGroup]]:
    for row in read_table(path, header=("nID", "sName"), quotes="literal").rows:
        if placeholder(row["sName"]) is None:
            number = row["nID"].strip()
            yield number, ReadGroup(code=f"igov-{number}", name=clean(row["sName"])[:200], order=800)
