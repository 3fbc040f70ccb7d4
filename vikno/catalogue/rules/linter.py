"""The card linter: what makes an information card misleading, unlawful or useless (Law 5203-VI, Arts. 8–10)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from vikno.catalogue.rules.content import CardContent, CardDates, CardPlace, CostLine, RequirementLine
from vikno.catalogue.rules.findings import Finding, Severity
from vikno.catalogue.rules.hours import hours_findings
from vikno.common.text import fold, mixed_script

_ORDER: Final = tuple(Severity)
_LONGEST_TERM: Final = 30

# Phrases that leave a list open: a resident cannot know what else will be asked.
_OPEN: Final = re.compile(
    r"\bтощо\b"
    r"|\b(?:та|і|й)\s+ін(?:ш[ае]|ші)?\b(?!\s+(?:документ|особ|орган|реєстр|складов|катего|речов|заяв))\.?"
    r"|\b(?:та|і|й)\s+т\.\s*[дпі]\."
    r"|\bінш(?:і|их|им|ими)\s+(?:необхідн\w+\s+|потрібн\w+\s+|підтвердн\w+\s+)?"
    r"документ\w*+(?!\s*,?\s*(?:що|які|яка|який)\s+(?:посвідчу|підтверджу))"
    r"|\bінш(?:і|их)\s+(?:відомост\w+|матеріал\w+|довідк\w+)(?!\s*,?\s*(?:що|які|визначен|передбачен))"
    r"|\bетс\.?\b|\betc\b\.?|\band\s+so\s+on\b|\band\s+other\s+documents\b",
    re.IGNORECASE,
)
# Conditions that name nobody: whose need, whose demand?
_VAGUE: Final = re.compile(
    r"\b(?:у|в)\s+разі\s+(?:потреби|необхідності)\b|\bза\s+(?:потреби|необхідності)\b|\bпри\s+(?:необхідності|потребі)\b"
    r"|\bна\s+вимогу\b(?!\s+(?:закону|законодавства))|\bif\s+(?:needed|necessary)\b|\bas\s+(?:needed|required)\b",
    re.IGNORECASE,
)
# Facts that state and local registers hold; Art. 9 of Law 5203-VI forbids to ask them of people.
_OBTAINABLE: Final = re.compile(
    r"витяг\w*\s+(?:з|із)\s+(?:державного\s+реєстру\s+речових\s+прав|єдиного\s+державного\s+реєстру\s+юридичних)"
    r"|виписк\w*\s+(?:з|із)\s+єдиного\s+державного\s+реєстру"
    r"|витяг\w*\s+(?:з|із)\s+державного\s+земельного\s+кадастру"
    r"|довідк\w*\s+про\s+(?:взяття\s+на\s+облік\s+внутрішньо\s+переміщен|відсутність\s+судимості)"
    r"|довідк\w*\s+(?:з|із)\s+(?:податков|пенсійного\s+фонду)",
    re.IGNORECASE,
)
_RESIDENCE_PAPERS: Final = re.compile(
    r"довідк\w*\s+про\s+(?:(?:реєстраці\w+|зареєстрован\w+|задекларован\w+)\s+місц\w+\s+проживання|місце\s+проживання"
    r"|склад\s+сім|зареєстрованих)|витяг\w*\s+(?:з|із)\s+реєстру\s+(?:територіальної\s+)?громади",
    re.IGNORECASE,
)
_COPIES: Final = frozenset({"copy", "both"})


def lint_card(
    content: CardContent, *, dates: CardDates | None = None, on: date | None = None, place: CardPlace | None = None
) -> list[Finding]:
    """Everything wrong with a card, errors first; with a point, also what contradicts the point."""
    found = [
        *_missing(content),
        *_term(content),
        *_costs(content.costs),
        *_requirements(content.requirements, place),
        *_open_lists(content),
        *hours_findings(content, place),
        *_letters(content),
        *_unconfirmed(content),
        *_english(content),
    ]
    if dates is not None and on is not None and dates.valid_to is not None and dates.valid_to < on:
        found.append(Finding(code="expired", where="dates"))
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether a card with these findings must not be published."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _missing(content: CardContent) -> Iterator[Finding]:
    required = (
        ("no_provider", "authority", bool(content.authority)),
        ("no_term", "term", content.is_immediate or content.term_days is not None),
        ("no_result", "result", bool(content.result.strip())),
        ("no_refusal", "refusal_grounds", bool(content.refusal_grounds)),
        ("no_act", "acts", bool(content.acts)),
        ("no_cost", "costs", bool(content.costs)),
        ("no_requirement", "requirements", bool(content.requirements)),
        ("no_channel", "channels", bool(content.channels)),
        ("no_applicant", "applicants", bool(content.applicants or content.who_may_apply.strip())),
    )
    for code, where, is_there in required:
        if not is_there:
            yield Finding(code=code, where=where)


def _term(content: CardContent) -> Iterator[Finding]:
    days = content.term_days
    if days is None:
        return
    if content.is_immediate and days > 1:
        yield Finding(code="immediate_but_long", where="term")
    if days > _LONGEST_TERM and content.term_unit == "calendar" and not content.term_note:
        yield Finding(code="long_term", where="term")


def _costs(costs: tuple[CostLine, ...]) -> Iterator[Finding]:
    kinds = {cost.kind for cost in costs}
    if "free" in kinds and len(kinds) > 1 and not all(cost.description for cost in costs):
        yield Finding(code="free_and_paid", where="costs")
    for line, cost in enumerate(costs, start=1):
        if not cost.is_whole:
            yield Finding(code="cost_incomplete", where="costs", line=line)
        if cost.kind == "tariff":
            yield Finding(code="tariff", where="costs", line=line)


def _requirements(requirements: tuple[RequirementLine, ...], place: CardPlace | None) -> Iterator[Finding]:
    keeps_register = place is None or place.keeps_residence_register
    seen: set[tuple[str, str]] = set()
    for line, requirement in enumerate(requirements, start=1):
        name = {"name": requirement.name}
        key = (fold(requirement.name), fold(requirement.condition))
        if not requirement.ground.strip():
            yield Finding(code="no_ground", where="requirements", line=line, facts=name)
        if _OBTAINABLE.search(requirement.name) or (keeps_register and _RESIDENCE_PAPERS.search(requirement.name)):
            yield Finding(code="obtainable", where="requirements", line=line, facts=name)
        if requirement.form in _COPIES:
            yield Finding(code="copy_asked", where="requirements", line=line, facts=name)
        if key in seen:
            yield Finding(code="twice", where="requirements", line=line, facts=name)
        seen.add(key)


def _open_lists(content: CardContent) -> Iterator[Finding]:
    for where, line, text in _lists(content):
        for code, pattern in (("open_list", _OPEN), ("vague", _VAGUE)):
            if match := pattern.search(text):
                yield Finding(code=code, where=where, line=line, facts={"excerpt": match.group().strip()})


def _lists(content: CardContent) -> Iterator[tuple[str, int, str]]:
    for line, requirement in enumerate(content.requirements, start=1):
        yield "requirements", line, f"{requirement.name} {requirement.condition}"
    for line, ground in enumerate(content.refusal_grounds, start=1):
        yield "refusal_grounds", line, ground
    yield "how_to_apply", 0, content.how_to_apply


def _letters(content: CardContent) -> Iterator[Finding]:
    for where, line, text in (*_lists(content), ("result", 0, content.result)):
        words = [word for word in text.split() if mixed_script(word)]
        if words:
            yield Finding(code="mixed_letters", where=where, line=line, facts={"excerpt": words[0]})


def _unconfirmed(content: CardContent) -> Iterator[Finding]:
    if not content.term_is_confirmed and (content.is_immediate or content.term_days is not None):
        yield Finding(code="term_unconfirmed", where="term")
    if any(not cost.is_confirmed for cost in content.costs):
        yield Finding(code="cost_unconfirmed", where="costs")
    for line, act in enumerate(content.acts, start=1):
        if not act.is_confirmed:
            yield Finding(code="act_unconfirmed", where="acts", line=line, facts={"excerpt": act.title})


def _english(content: CardContent) -> Iterator[Finding]:
    pairs = (
        ("result", content.result, content.result_en),
        ("who_may_apply", content.who_may_apply, content.who_may_apply_en),
        ("term_note", content.term_note, content.term_note_en),
        *(("requirements", r.name, r.name_en) for r in content.requirements),
        *(("requirements", r.condition, r.condition_en) for r in content.requirements),
        *(("costs", c.description, c.description_en) for c in content.costs),
        *(("acts", a.title, a.title_en) for a in content.acts),
    )
    missing = [(where, uk) for where, uk, en in pairs if uk.strip() and not en.strip()]
    if len(content.refusal_grounds_en) < len(content.refusal_grounds):
        missing.append(("refusal_grounds", content.refusal_grounds[len(content.refusal_grounds_en)]))
    for where, uk in missing:
        yield Finding(code="english_missing", where=where, facts={"excerpt": uk})
