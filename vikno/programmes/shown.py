"""Rules, differences, facts and checks as rows for pages, in the language in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vikno.accounts.enums import Role
from vikno.common.clock import KYIV
from vikno.programmes.conditions import Fitting
from vikno.programmes.enums import FIT_KINDS, AdvantageMode, Fit, Hidden, Phase, RegionKind, Source, Stage
from vikno.programmes.facts import FACTS, FactShown, kind_named
from vikno.programmes.rules import Change
from vikno.programmes.rules.files import file_answer
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires.engine import FILES, Sort
from vikno.questionnaires.models import Response
from vikno.questionnaires.shown import spoken
from vikno.territories.enums import HromadaKind
from vikno.territories.queries import names_by_code

type Rules = Mapping[str, Any]


def in_words(row: Rules, name: str) -> str:
    """A text of a rule in the language in force; Ukrainian where there is no other."""
    english = row.get(f"{name}_en") if get_language() == "en" else ""
    return str(english or row[name])


def moment_in(text: str | None) -> datetime | None:
    """A moment of canonical rules."""
    return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, kw_only=True)
class CriterionShown:
    title: str
    weight: str
    source: str
    fact: str
    anchors: list[tuple[int, str]]
    bands: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class TrackShown:
    """A direction with everything that concerns it alone."""

    code: str
    title: str
    who: str
    places: int
    threshold: str
    cap: int | None
    unused: int
    stages: list[str]
    criteria: list[CriterionShown]
    conditions: list[str]
    advantages: list[str]
    regions: list[str]


def tracks_of(rules: Rules) -> list[TrackShown]:
    """Directions with their conditions, criteria, advantages and guarantees as sentences."""
    oblasts = names_by_code({code for one in rules["regions"] for code in one["oblasts"]})
    return [_track(rules, one, oblasts) for one in rules["tracks"]]


def offices_of(rules: Rules) -> str:
    call = rules["call"]
    roles = ", ".join(str(Role(one).label) for one in call["who_may_submit"])
    return f"{roles} ({', '.join(call['positions'])})" if call["positions"] else roles


def phases_of(rules: Rules) -> list[tuple[str, str]]:
    """«оцінювання: назва громади, область»."""
    return [
        (str(Phase(one["phase"]).label), ", ".join(str(Hidden(name).label) for name in one["hidden"]) or _("нічого"))
        for one in rules["phases"]
    ]


def _track(rules: Rules, track: Rules, oblasts: Mapping[str, str]) -> TrackShown:
    def own(kind: str) -> list[Rules]:
        return [one for one in rules[kind] if one["track"] in (None, track["code"])]

    return TrackShown(
        code=track["code"], title=in_words(track, "title"), who=in_words(track, "who_may_apply"),
        places=track["places"], threshold=number(track["threshold"]), cap=track["cap_per_oblast"],
        unused=track["unused_order"], stages=[str(Stage(one).label) for one in track["stages"]],
        criteria=[_criterion(one) for one in track["criteria"]],
        conditions=[in_words(one, "sentence") for one in own("eligibility")],
        advantages=[_advantage(one) for one in own("advantages")],
        regions=[_region(one, oblasts) for one in own("regions")],
    )  # fmt: skip


def _criterion(one: Rules) -> CriterionShown:
    english = get_language() == "en"
    return CriterionShown(
        title=in_words(one, "title"), weight=number(one["weight"]), source=str(Source(one["source"]).label),
        fact=str(FACTS[one["fact"]].sentence) if one["fact"] in FACTS else "",
        anchors=[(row["value"], (english and row.get("text_en")) or row["text"]) for row in one["anchors"]],
        bands=[(span_of(row), number(row["score"])) for row in one["bands"]],
    )  # fmt: skip


def span_of(band: Rules) -> str:
    """«0–4», «10 і більше»."""
    least, most = band["least"], band["most"]
    if least is None:
        return _("до {n}").format(n=number(most)) if most is not None else _("будь-скільки")
    return _("{n} і більше").format(n=number(least)) if most is None else f"{number(least)}–{number(most)}"


def number(value: Any) -> str:
    """«12,5», «60»: no zeros that say nothing."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return str(number_format(text, use_l10n=True))


def _advantage(one: Rules) -> str:
    sentence = in_words(one, "sentence")
    if one["mode"] == AdvantageMode.TIE_BREAK:
        return _("{sentence} Перевага за рівних балів.").format(sentence=sentence)
    return _("{sentence} Додаткових балів: {n}.").format(sentence=sentence, n=number(one["points"]))


def _region(one: Rules, oblasts: Mapping[str, str]) -> str:
    said = _("{title}: гарантовано місць {n} ({oblasts}).")
    if one["kind"] == RegionKind.CAP:
        said = _("{title}: не більше місць ніж {n} ({oblasts}).")
    names = ", ".join(sorted(oblasts.get(code, code) for code in one["oblasts"]))
    return said.format(title=in_words(one, "title"), n=one["seats"], oblasts=names)


def value_of(value: Any) -> str:
    """A value of a fact as people read it; a dash where nothing is known."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("так") if value else _("ні")
    return str(number_format(value, force_grouping=True)) if isinstance(value, int) else str(value)


def named_facts() -> list[dict[str, str]]:
    """Everything that a condition may name, with what it may be compared to."""
    sorts = {Sort.TRUTH: _("так або ні"), Sort.NUMBER: _("число"), Sort.TEXT: _("код")}
    kinds = ", ".join(f"'{code}' — {word}" for code, word in HromadaKind.choices)
    return [
        {"code": code, "sentence": str(one.sentence), "values": kinds if code == "hromada_kind" else sorts[one.sort]}
        for code, one in FACTS.items()
    ]


@dataclass(frozen=True, kw_only=True)
class FactRow:
    code: str
    sentence: str
    value: str
    source: str
    as_of: date | None
    span: str
    is_typed: bool


def fact_rows(facts: Iterable[FactShown]) -> list[FactRow]:
    """Facts with where each is from; codes of units in words."""
    return [
        FactRow(
            code=one.kind.code, sentence=str(one.kind.sentence), source=one.source, as_of=one.as_of,
            value=one.text or value_of(kind_named(one.value) if isinstance(one.value, str) else one.value),
            span=_span(one.since, one.until), is_typed=one.kind.is_typed,
        )
        for one in facts
    ]  # fmt: skip


def submitted_facts(snapshot: Rules) -> list[FactRow]:
    """Facts as they were submitted."""
    return fact_rows(
        FactShown(
            kind=FACTS[one["code"]], value=one["value"], source=one["source"], text=one.get("text", ""),
            **{name: date.fromisoformat(one[name]) if one[name] else None for name in ("as_of", "since", "until")},
        )
        for one in snapshot["facts"]
        if one["code"] in FACTS
    )  # fmt: skip


def files_in(response: Response | None) -> list[tuple[str, str, int]]:
    """Files among answers that stand: question, name, key."""
    if response is None:
        return []
    document = questionnaires.document_of(response.version)
    if not any(one.kind in FILES for one in document.questions):
        return []
    read = {key: file_answer(value) for key, value in questionnaires.answers_of(response).items()}
    return [
        (spoken(document.by_code[key[0]].item.labels) or key[0], one.name, one.key)
        for key, one in sorted(read.items())
        if one is not None and key[0] in document.by_code
    ]


def _span(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return ""
    return f"{since:%d.%m.%Y}–{until:%d.%m.%Y}" if since and until else f"{since or until:%d.%m.%Y}"


@dataclass(frozen=True, kw_only=True)
class FitRow:
    """One condition: its sentence, what came of it, what was read."""

    code: str
    sentence: str
    fit: str
    label: str
    kind: str
    facts: str


def fit_rows(fittings: Iterable[Fitting]) -> list[FitRow]:
    return [
        FitRow(
            code=one.code, fit=one.fit, label=str(one.fit.label), kind=FIT_KINDS[one.fit],
            sentence=one.sentence_en if get_language() == "en" and one.sentence_en else one.sentence,
            facts=", ".join(f"{row.sentence}: {row.value}" for row in fact_rows(one.facts)),
        )
        for one in fittings
    ]  # fmt: skip


def does_fit(fittings: Iterable[Fitting]) -> bool:
    """Nothing says that it does not."""
    return all(one.fit != Fit.FAIL for one in fittings)


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    place: str
    before: str
    after: str


def change_rows(found: Iterable[Change]) -> list[ChangeRow]:
    """Differences of two versions, each with its place."""
    return [ChangeRow(place=_place(one.path), before=_plain(one.before), after=_plain(one.after)) for one in found]


PLACES: Final[Mapping[str, Promise]] = {
    "call": lazy("конкурс"), "tracks": lazy("напрям"), "eligibility": lazy("умова"), "criteria": lazy("критерій"),
    "advantages": lazy("перевага"), "regions": lazy("області"), "phases": lazy("приховування"),
    "documents": lazy("документ"), "questions": lazy("питання заявки"), "title": lazy("назва"),
    "title_en": lazy("назва англійською"), "summary": lazy("про що"), "summary_en": lazy("про що, англійською"),
    "opens_at": lazy("початок прийому"), "closes_at": lazy("кінець прийому"), "results_on": lazy("результати до"),
    "questions_until": lazy("питання до"), "quota": lazy("місць"), "places": lazy("місць"), "weight": lazy("вага"),
    "threshold": lazy("поріг"), "predicate": lazy("умова"), "sentence": lazy("речення"), "anchors": lazy("рівні"),
    "bands": lazy("бали за факт"), "who_may_submit": lazy("хто подає"), "positions": lazy("посади"),
    "limit_per_hromada": lazy("заявок від громади"), "cap_per_oblast": lazy("не більше на область"),
    "unused_order": lazy("черга на вільні місця"), "stages": lazy("етапи"), "seats": lazy("місць"),
    "oblasts": lazy("області"), "mode": lazy("що дає"), "points": lazy("балів"), "hidden": lazy("приховано"),
}  # fmt: skip


def _place(path: tuple[str, ...]) -> str:
    return " / ".join(str(PLACES.get(part, part)) for part in path)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, Mapping):
        return str(value.get("title") or value.get("sentence") or value.get("code") or value)
    if isinstance(value, list):
        return "; ".join(_plain(one) for one in value) or "—"
    moment = _moment(value)
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}" if moment else value_of(value)


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        return None
