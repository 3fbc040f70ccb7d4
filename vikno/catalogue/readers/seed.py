"""The catalogue written for the project: one file per group, shared lists in files that begin with «_»."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from vikno.catalogue.readers.bundle import Bundle, ReadAuthority, ReadGroup, ReadIndex, ReadLifeEvent, ReadService
from vikno.catalogue.rules import Act, ActLine, CostLine, RequirementLine, citation, in_english

SEED: Final = Path(__file__).resolve().parent.parent / "seed"
# Terms of the files in the words of the tables.
_START_EVENTS: Final = {
    "filed": "registered", "registered": "registered", "documents_complete": "registered",
    "received_by_provider": "received",
}  # fmt: skip
_APPLICANTS: Final = {"person": "person", "entrepreneur": "entrepreneur", "organisation": "legal"}
_EQUIPMENT: Final = {
    "passport_station": "passport_station", "scanner": "scanner", "registrar_workplace": "register_access",
    "vehicle_workplace": "register_access",
}  # fmt: skip
_COST_KINDS: Final = {"free": "free", "amount": "amount", "share": "index_share", "tariff": "tariff"}
_COMPLETE: Final = (
    "Строк рахують від дня, коли подано всі документи.",
    "The term runs from the day the documents are complete.",
)


def read_seed(folder: Path = SEED) -> Bundle:
    """Every file of the folder. A word that the shared lists do not know is a mistake of ours: KeyError."""
    shared = _Shared(folder)
    groups: list[ReadGroup] = []
    services: list[ReadService] = []
    for path in sorted(folder.glob("[!_]*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        group = told["group"]
        groups.append(_group(group))
        for raw in told["service"]:
            services.append(shared.service({**told.get("defaults", {}), **raw}, group, line=len(services) + 1))
    return Bundle(
        services=tuple(services),
        groups=tuple(groups),
        authorities=tuple(shared.authorities()),
        life_events=tuple(shared.life_events()),
        indices=tuple(shared.indices()),
        total=len(services),
    )


def seed_edition(folder: Path = SEED) -> date:
    """From when the cards of the seed hold."""
    day: date = _load(folder / "_edition.toml")["valid_from"]
    return day


def read_popular_words(folder: Path = SEED) -> dict[str, list[str]]:
    """Words people ask with → codes of the services they mean."""
    words: dict[str, list[str]] = _load(folder / "_popular_words.toml")["words"]
    return words


def _group(raw: Mapping[str, Any]) -> ReadGroup:
    return ReadGroup(
        code=raw["code"], name=raw["name"], name_en=raw["name_en"], is_base=raw["is_base"], order=raw["order"]
    )


class _Shared:
    """Acts, documents, refusals, providers and life events that cards name by a word."""

    def __init__(self, folder: Path) -> None:
        self._lists = {path.stem[1:]: _load(path) for path in folder.glob("_*.toml")}
        self._acts = {key: _act(raw) for key, raw in self._lists["acts"].items()}

    def authorities(self) -> Iterator[ReadAuthority]:
        for code, raw in self._lists["providers"].items():
            yield ReadAuthority(code=code, name=raw["name"], name_en=raw["name_en"])

    def life_events(self) -> Iterator[ReadLifeEvent]:
        for code, raw in self._lists["life_events"].items():
            yield ReadLifeEvent(code=code, name=raw["name"], name_en=raw["name_en"])

    def indices(self) -> Iterator[ReadIndex]:
        for code, raw in self._lists["indices"].items():
            for row in raw["values"]:
                yield ReadIndex(
                    code=code, name=raw["name"], name_en=raw["name_en"], valid_from=row["valid_from"],
                    value=Decimal(row["value"]), is_confirmed=row["is_confirmed"], source=row["source"],
                )  # fmt: skip

    def service(self, raw: Mapping[str, Any], group: Mapping[str, Any], *, line: int) -> ReadService:
        source = raw.get("code_source") or raw.get("source") or group.get("source", "")
        facts = {
            "group": group["code"],
            "name": raw["name"],
            "name_en": raw["name_en"],
            "keywords": tuple(raw["keywords"]),
            "code_is_confirmed": raw.get("code_confirmed", False),
            "is_for_veterans": raw.get("veteran", False),
            "is_mandatory_523": raw.get("mandatory_523", False),
            "mandatory_523_is_confirmed": raw.get("confirmed_523", False),
            "life_events": tuple(sorted(raw.get("life_events", ()))),
            "source": source,
        }
        unknown = set(facts["life_events"]) - set(self._lists["life_events"])
        if unknown:
            raise KeyError(f"{raw['code']}: unknown life events {sorted(unknown)}")
        return ReadService(
            line=line,
            code=raw["code"],
            facts=facts,
            content=self._content(raw, source),
            valid_from=raw.get("valid_from", self._lists["edition"]["valid_from"]),
            is_published=True,
        )

    def _content(self, raw: Mapping[str, Any], source: str) -> dict[str, Any]:
        refusals = [self._refusal(ground) for ground in raw["refusals"]]
        return {
            "authority": _known(raw["provider"], self._lists["providers"]),
            "applicants": tuple(_APPLICANTS[kind] for kind in raw["audience"]),
            "channels": tuple(raw["channels"]),
            **_term(raw["term"]),
            "is_paused_by_martial_law": raw.get("suspended_165"),
            "is_extraterritorial": raw.get("extraterritorial", False),
            "can_travel": raw["can_travel"],
            "equipment": tuple(dict.fromkeys(_EQUIPMENT[kind] for kind in raw.get("equipment", ()))),
            "who_may_apply": raw["who"],
            "who_may_apply_en": raw["who_en"],
            "result": raw["result"],
            "result_en": raw["result_en"],
            "refusal_grounds": tuple(uk for uk, _ in refusals),
            "refusal_grounds_en": tuple(en for _, en in refusals),
            "how_to_apply": raw.get("how", ""),
            "how_to_apply_en": raw.get("how_en", ""),
            "standard_minutes": raw.get("minutes", 20),
            "source": _sources(raw, source),
            "requirements": tuple(self._requirement(line) for line in raw["requirements"]),
            "costs": tuple(self._cost(line) for line in raw["costs"]),
            "acts": tuple(self._act_line(key) for key in raw["acts"]),
        }

    def _ground(self, raw: Mapping[str, Any]) -> str:
        return citation(self._acts[raw["act"]], raw.get("at", ""))

    def _requirement(self, raw: Mapping[str, Any]) -> RequirementLine:
        document = self._lists["documents"][raw["doc"]]
        return RequirementLine(
            name=document["name"],
            name_en=document["name_en"],
            form=document["form"],
            condition=raw.get("when", ""),
            condition_en=raw.get("when_en", ""),
            ground=self._ground(raw),
        )

    def _refusal(self, raw: str | Mapping[str, Any]) -> tuple[str, str]:
        told = self._lists["refusals"][raw] if isinstance(raw, str) else raw
        if "act" not in told:
            return told["text"], told["text_en"]
        named = self._ground(told)
        return f"{told['text']} ({named})", f"{told['text_en']} ({in_english(named)})"

    def _cost(self, raw: Mapping[str, Any]) -> CostLine:
        return CostLine(
            kind=_COST_KINDS[raw["kind"]],
            amount=Decimal(raw["amount"]) if "amount" in raw else None,
            index=_known(raw["index"], self._lists["indices"]) if "index" in raw else "",
            percent=Decimal(raw["share"]) * 100 if "share" in raw else None,
            rounding=raw.get("rounding", "kopiyka"),
            description=raw.get("label", ""),
            description_en=raw.get("label_en", ""),
            ground=self._ground(raw),
        )

    def _act_line(self, key: str) -> ActLine:
        act = self._acts[key]
        return ActLine(title=act.full, title_en=act.full_en, url=act.url, is_confirmed=act.is_confirmed)


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _act(raw: Mapping[str, Any]) -> Act:
    on: date = raw["date"]
    return Act(
        kind=raw["kind"], number=raw["number"], on=on, title=raw["title"], title_en=raw["title_en"], url=raw["url"],
        is_confirmed=raw.get("confirmed", False),
    )  # fmt: skip


def _known(word: str, words: Mapping[str, Any]) -> str:
    if word not in words:
        raise KeyError(word)
    return word


def _term(raw: Mapping[str, Any]) -> dict[str, Any]:
    note, note_en = raw.get("text", ""), raw.get("text_en", "")
    if raw["start"] == "documents_complete" and not note:
        note, note_en = _COMPLETE
    return {
        "is_immediate": raw.get("immediate", False),
        "term_days": raw["days"],
        "term_unit": raw["unit"],
        "start_event": _START_EVENTS[raw["start"]],
        "is_collegial": raw.get("collegial", False),
        "has_tacit_consent": raw.get("tacit_consent", False),
        "term_note": note,
        "term_note_en": note_en,
        "term_is_confirmed": False,
    }


def _sources(raw: Mapping[str, Any], source: str) -> str:
    """Addresses a card was written from, each once."""
    told = [source, raw["term"].get("source", ""), *(cost.get("source", "") for cost in raw["costs"])]
    return " ".join(dict.fromkeys(filter(None, told)))
