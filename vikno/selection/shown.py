"""Codes of a run told in sentences, and rows made ready for pages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vikno.common.errors import Words
from vikno.programmes import queries as programmes
from vikno.selection import queries, ranking, rules
from vikno.selection.enums import OUTCOME_KINDS, Outcome
from vikno.selection.models import DecisionLine, OwnResult, RankingEntry
from vikno.selection.ranking import Code, TieKey

_WHY: Final[dict[str, Words]] = {
    "too_few_marks": gettext_lazy("У заявці {number} замало оцінок за критерієм «{criterion}»."),
    "mark_missing": gettext_lazy("У заявці {number} немає оцінки за критерієм «{criterion}»."),
    "mark_out_of_scale": gettext_lazy("У заявці {number} оцінка за критерієм «{criterion}» поза шкалою."),
    "not_discussed": gettext_lazy("У заявці {number} не обговорено розбіжність за критерієм «{criterion}»."),
    "weights_not_hundred": gettext_lazy("Ваги критеріїв напряму {track} не дають 100."),
    "guarantee_without_track": gettext_lazy("Гарантовані місця мають стосуватися напряму, а не всього конкурсу."),
    "guarantees_exceed_seats": gettext_lazy("У напрямі {track} гарантованих місць більше, ніж усіх."),
    "guarantees_overlap": gettext_lazy("У напрямі {track} набори областей перетинаються."),
}
_GAPS: Final = 5  # the rest is on the page of the self-assessment
_TIES: Final[dict[str, Words]] = {
    TieKey.ADVANTAGE: gettext_lazy("за рівних балів вирішила перевага ({number})"),
    TieKey.NEED: gettext_lazy("за рівних балів вирішила більша потреба ({number})"),
    TieKey.LOT: gettext_lazy("за рівних балів вирішив публічний жереб ({number})"),
}


def why_not_ready(error: ranking.NotReady) -> str:
    """A refusal of the run in words."""
    known = _WHY.get(error.code)
    if known is None:
        return _("Правила конкурсу суперечать одне одному: {code}.").format(code=error.code)
    return str(known).format(**error.facts)


def explanation(code: str, about: str, *, reserve: int | None = None, ties: Any = ()) -> str:
    """One line of the list in sentences. `about`: the name of a rule, a set of oblasts or an oblast."""
    told = {
        Code.INELIGIBLE: _("Не виконано умову участі: {about}."),
        Code.BELOW_THRESHOLD: _("Бали нижчі за поріг."),
        Code.SELECTED_RESERVED: _("Місце з гарантованих: {about}."),
        Code.SELECTED_OPEN: _("Місце за балами."),
        Code.RESERVE: _("Резерв, місце {reserve}."),
        Code.RESERVE_CAP: _("Резерв, місце {reserve}: вичерпано межу для «{about}»."),
    }[Code(code)].format(about=about, reserve=reserve)
    decided = [str(_TIES[by]).format(number=number) for number, by in ties]
    return f"{told} {'; '.join(decided).capitalize()}." if decided else told


def severity_text(mean: float) -> str:
    """Whether somebody marks higher or lower than agreed."""
    if abs(mean) < 0.05:
        return _("як узгоджено")
    return _("вище на {n}").format(n=f"{mean:.1f}") if mean > 0 else _("нижче на {n}").format(n=f"{-mean:.1f}")


def entries(rows: Iterable[RankingEntry]) -> list[dict[str, Any]]:
    """Lines of a run of one call for its page."""
    listed = list(rows)
    names = queries.names_in(listed[0].run.call) if listed else {}
    return [_entry(one, names) for one in listed]


def lines(rows: Iterable[DecisionLine]) -> list[dict[str, Any]]:
    """Lines of a protocol of one call: what the run says, what the commission says."""
    listed = list(rows)
    names = queries.names_in(listed[0].decision.call) if listed else {}
    return [
        _entry(one.entry, names)
        | {
            "pk": one.pk, "hromada": one.entry.proposal.hromada.title, "track": one.entry.proposal.track.title,
            "outcome": Outcome(one.outcome).label, "kind": OUTCOME_KINDS[one.outcome],
            "by_run": Outcome(one.by_run).label, "reason": one.reason, "differs": one.outcome != one.by_run,
        }
        for one in listed
    ]  # fmt: skip


def public_lines(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Published lines: the same words for everybody."""
    return [
        {
            **row, "score": _points(row["score"]), "kind": OUTCOME_KINDS[row["outcome"]],
            "said": Outcome(row["outcome"]).label, "why": _told(row),
        }
        for row in rows
    ]  # fmt: skip


def public_facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was counted, in words."""
    return [
        (_("Заявок"), str(facts["proposals"])),
        (_("Областей"), str(facts["oblasts"])),
        (_("Відібрано"), str(facts["selected"])),
        (_("У резерві"), str(facts["reserve"])),
        (_("Не відібрано"), str(facts["not_selected"])),
        (_("Вільних місць"), str(facts["unused"])),
        (_("Комісія відступила від прогону, рядків"), str(facts["deviations"])),
        (_("Ціна справедливості між областями, балів"), _points(facts["cost_of_fairness"])),
    ]


def own_result(result: OwnResult) -> dict[str, Any]:
    """A result in words: the place, criteria from the costliest, gaps, what to do next."""
    told = result.told
    rows = [
        {
            "title": told["criteria"].get(row["code"], row["code"]),
            "earned": _points(row["earned"]),
            "possible": _points(row["possible"]),
            "chosen": _points(row["chosen"]),
            "lost": _points(row["lost"]),
        }
        for row in told["rows"]
    ]
    return {
        "rows": rows, "why": _told({**told, "outcome": result.outcome}), "score": _points(told["score"]),
        "threshold": _points(told["threshold"]), "chosen_score": _points(told["chosen_score"]), "place": told["place"],
        "of": told["of"], "reserve": told["reserve"], "reason": told["reason"], "missed": told["missed"],
        "gaps": _gaps(told["gaps"]), "more_gaps": max(len(told["gaps"]) - _GAPS, 0),
        "assessment": told.get("assessment"), "worst": rows[0] if rows and result.outcome != Outcome.SELECTED else None,
        "is_selected": result.outcome == Outcome.SELECTED,
    }  # fmt: skip


def _gaps(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The widest ones, in the language of the page. Results of before titles were kept have codes alone."""
    place = 1 if get_language() == "en" else 0
    return [
        {
            "code": one["code"], "title": one["title"][place] if "advice" in one else one["code"],
            "advice": one["advice"][place] if "advice" in one else "",
        }
        for one in rows[:_GAPS]
    ]  # fmt: skip


def proposal_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The open part of a proposal with facts named in words."""
    facts = [
        {"label": programmes.fact_named(one["code"]), "value": _plain(one["value"])} for one in values.get("facts", ())
    ]
    answers = [
        {
            "label": one.get("label") or one.get("code", ""),
            "value": one.get("value"),
            "file": one.get("file"),
            "is_file": one.get("is_file", False),
        }
        for one in values.get("answers", ())
    ]
    return {
        "hromada": values.get("hromada", ""), "oblast": values.get("oblast", ""), "facts": facts, "answers": answers,
        "clarification": values.get("clarification", ""), "assessment": values.get("assessment"),
    }  # fmt: skip


def files_closed(hidden: Collection[str]) -> str:
    """Why a file does not open and who can open it; "" where nothing closes files."""
    groups = ", ".join(str(one.label) for one in rules.told_by_files(hidden))
    if not groups:
        return ""
    said = _(
        "Файл закрито: етап приховує ({groups}), а файл може це назвати. Відкрити його вам може керівник програми."
    )
    return said.format(groups=groups)


def _entry(one: RankingEntry, names: Mapping[str, str]) -> dict[str, Any]:
    why = explanation(one.code, names.get(one.about, one.about), reserve=one.reserve, ties=one.ties)
    return {
        "number": one.number, "track": one.track, "oblast": names.get(one.oblast, one.oblast), "place": one.place,
        "score": _points(one.score), "why": why, "code": one.code,
    }  # fmt: skip


def _told(row: Mapping[str, Any]) -> str:
    """What the run says, unless the commission decided otherwise: then its words."""
    if row.get("reason"):
        return _("Комісія вирішила інакше, ніж прогін: {reason}").format(reason=row["reason"])
    return explanation(row["code"], row["about"], reserve=row["reserve"], ties=row["ties"])


def _points(value: object) -> str:
    return "—" if value is None else number_format(round(Decimal(str(value)), 2), 2)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return _("так") if value else _("ні")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    return str(programmes.kind_named(str(value)))
