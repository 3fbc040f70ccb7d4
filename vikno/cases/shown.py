"""Ready rows for the templates of cases: no template asks the database."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.accounts.enums import DESK_ROLES
from vikno.cases import counting, forecasting, queries, rules
from vikno.cases.actions import Action, actions_for, barred_for
from vikno.cases.afterwards import complaint_shown
from vikno.cases.arrival import arrival_in_words
from vikno.cases.calendars import term_rules, working_calendar
from vikno.cases.enums import ACTS_ON_TERM, STATE_KINDS, CaseState, Step, TermRegime, WorkList
from vikno.cases.guarding import open_hearing
from vikno.cases.models import Case, StatusChange
from vikno.cases.paging import Slice
from vikno.cases.printing import hearing_in_words
from vikno.cases.queries import CaseFilters
from vikno.cases.shown_tasks import task_rows
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.common.components import NavItem, StatusKind, TimelineEntry
from vikno.documents.enums import FileState
from vikno.notifications import queries as notifications
from vikno.notifications.enums import Delivery

_LAST_STEPS = frozenset({Step.ISSUED, Step.POSTED, Step.WITHDRAWN, Step.ARCHIVED})


def case_facts(case: Case, *, actor: Actor) -> dict[str, Any]:
    """Context of the page of a case."""
    at = clock.now()
    offered = actions_for(actor, case, at=at)
    messages = list(notifications.messages_about(case, hromada_code=case.hromada_id))
    return {
        "case": case,
        "arrival": arrival_in_words(case),
        "state_kind": STATE_KINDS[case.state],
        "is_overdue": rules.is_overdue(state=case.state, due_on=case.due_on, today=clock.today()),
        "contact": identifiers.phone_formatted(case.contact),
        "result": getattr(case, "result", None),
        "together": list(queries.co_applicants_of(case)),
        "representative_is_over": _is_over(case),
        "papers": list(queries.papers_of(case)),
        "entries": [timeline_entry(step) for step in queries.steps_of(case, reader=actor)],
        "tasks": task_rows(case, actor=actor, today=clock.today()),
        "main_actions": [action for action in offered if not action.is_quiet],
        "quiet_actions": [action for action in offered if action.is_quiet],
        "barred": barred_for(actor, case, at=at),
        "is_desk": actor.role in DESK_ROLES,
        "letter_failed": any(m.delivery in (Delivery.FAILED, Delivery.UNSURE) for m in messages),
        "forecast": forecasting.forecasts_of([case], today=clock.today()).get(case.pk),
        **decision_facts(case),
        **term_facts(case),
    }


def decision_facts(case: Case) -> dict[str, Any]:
    """What a page says of hearing, of the decision and of how to complain of it."""
    decision = getattr(case, "decision", None)
    route = complaint_shown(case, decision) if decision else None
    with override("uk"):  # the law and what was said stand in the words of their paper
        hearing = hearing_in_words(case, decision)
    return {
        "decision": decision,
        "complaint": route.sentences if route else (),
        "complaint_is_confirmed": route.is_confirmed if route else True,
        "hearing": hearing,
        "hearing_open": open_hearing(case) if case.state == CaseState.HEARING else None,
    }


def _is_over(case: Case) -> bool:
    """Whether the representative named in the application may act no more."""
    until = case.representative.valid_to if case.representative else None
    return until is not None and until < clock.today()


def term_acts(case: Case, *, actor: Actor) -> list[Action]:
    """Acts on the term that this actor may do now: links for pages of other rooms."""
    return [action for action in actions_for(actor, case) if action.step in ACTS_ON_TERM]


def law_facts(*, on: date) -> dict[str, Any]:
    """Rules in force on a day and the national calendar, as the page of terms shows them."""
    calendar = working_calendar()
    in_force = [row for row in term_rules() if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)]
    return {
        "calendar": calendar,
        "rules": [
            {
                "row": row,
                "regime": TermRegime(row.regime).label,
                "term": rules.days_in_words(row.default.days, row.default.unit),
            }
            for row in in_force
        ],
    }


def term_facts(case: Case) -> dict[str, Any]:
    """What a page says of the term: its last day, every sentence that explains it, what it was counted from."""
    kept = case.term_explanation
    sentences = kept.get("sentences") or ([kept["sentence"]] if kept.get("sentence") else [])
    return {
        "term_sentence": sentences[0] if sentences else "",
        "term_more": sentences[1:],
        "term_rules": kept.get("rules", ""),
        "term_rules_confirmed": kept.get("rules_confirmed", True),
        "term_calendar": kept.get("calendar", ""),
        "tacit_on": date.fromisoformat(kept["tacit_on"]) if kept.get("tacit_on") else None,
        "term_is_paused": bool(case.due_on is None and kept.get("started_on")),
        "cure_by": counting.cure_by(case),
        "is_cure_missed": rules.is_cure_missed(state=case.state, cure_by=counting.cure_by(case), today=clock.today()),
    }


def timeline_entry(step: StatusChange) -> TimelineEntry:
    """One step as a line of the timeline."""
    place = step.point.name if step.point else str(step.organisation or "")
    who = " · ".join(filter(None, (step.actor_name, step.role_label, place)))
    title = step.get_step_display()
    return TimelineEntry(
        title=title[:1].upper() + title[1:],
        at=step.happened_at,
        who=who,
        text=step.note,
        kind="done" if step.step in _LAST_STEPS else "step",
    )


def list_facts(page: Slice, *, actor: Actor, filters: CaseFilters, asked: QueryDict) -> dict[str, Any]:
    """Context of a list: its rows, the ways to other lists and to the neighbouring fifties."""
    address = reverse("cases:list")
    return {
        "rows": case_rows(page.rows, are_forecast=filters.work == WorkList.MAY_BE_LATE),
        "page": page,
        "tabs": _tabs(actor, filters, asked=asked, address=address),
        "title": WorkList(filters.work).label if queries.is_work_list(filters.work) else _("Справи"),
        "earlier": f"{address}?{_with(asked, mark=page.earlier)}" if page.earlier else "",
        "later": f"{address}?{_with(asked, mark=page.later)}" if page.later else "",
        "asked": asked.urlencode(),
        "is_desk": actor.role in DESK_ROLES,
    }


def _tabs(actor: Actor, filters: CaseFilters, *, asked: QueryDict, address: str) -> list[NavItem]:
    """The lists of the role; the point chosen stays chosen."""
    kept = QueryDict(mutable=True)
    if asked.get("point"):
        kept["point"] = asked["point"]
    tabs = [
        NavItem(f"{address}?{_with(kept, work=work.value)}", str(work.label), current=filters.work == work)
        for work in queries.work_lists_of(actor)
    ]
    everything = f"{address}?{kept.urlencode()}" if kept else address
    return [NavItem(everything, _("Усі справи"), current=not filters.work), *tabs]


def _with(asked: QueryDict, **said: str) -> str:
    made = asked.copy()
    for name, value in said.items():
        made[name] = value
    return made.urlencode()


FILE_KINDS: dict[str, StatusKind] = {
    FileState.QUARANTINE: "waiting",
    FileState.KEPT: "done",
    FileState.REFUSED: "refused",
    FileState.DESTROYED: "closed",
}


def scan_facts(case: Case) -> dict[str, Any]:
    """Files of a case for its page and for the panel beside it."""
    return {
        "number": case.number,
        "scans": [
            {
                "file": scan.file,
                "name": scan.paper.name if scan.paper else scan.file.original_name,
                "kind": FILE_KINDS[scan.file.state],
                "by": scan.attached_by.full_name if scan.attached_by else "",
                "at": scan.attached_at,
            }
            for scan in queries.scans_of(case)
        ],
    }


def case_rows(cases: list[Case], *, are_forecast: bool = False) -> list[dict[str, Any]]:
    """Rows of a list, with what the eye needs at once; why each will be late, if the list is about that."""
    today = clock.today()
    forecasts = forecasting.forecasts_of(cases, today=today) if are_forecast else {}
    return [
        {
            "case": case,
            "kind": STATE_KINDS[case.state],
            "cure_by": counting.cure_by(case),
            "is_late": rules.is_overdue(state=case.state, due_on=case.due_on, today=today),
            "forecast": forecasts.get(case.pk),
        }
        for case in cases
    ]
