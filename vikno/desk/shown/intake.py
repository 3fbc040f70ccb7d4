"""Steps of an intake as the templates want them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.forms import BaseFormSet
from django.urls import reverse

from vikno.applicants import queries as applicants
from vikno.cases import queries as cases
from vikno.cases.enums import IntakeChannel, ResultChannel
from vikno.cases.giving import Given, services_at, services_beyond
from vikno.cases.models import Case
from vikno.catalogue.models import Requirement, ServiceVersion
from vikno.common import identifiers
from vikno.common.actors import Actor
from vikno.common.components import Candidate, Step
from vikno.common.text import fold
from vikno.desk import policies, queries
from vikno.desk.intake import TITLES, IntakeStep, may_enter
from vikno.desk.models import IntakeDraft
from vikno.notifications.enums import Channel


def steps(draft: IntakeDraft | None, current: IntakeStep) -> list[Step]:
    """Where we are; a step already open is a link."""
    made = []
    for step in IntakeStep:
        state = "current" if step == current else "future"
        url = ""
        if draft is not None and step != current:
            progress = queries.progress_of(draft)
            state = "done" if progress.is_done(step) else "future"
            url = reverse(f"desk:{step}", args=[draft.token]) if may_enter(step, progress) else ""
        made.append(Step(str(TITLES[step]), url=url, state=state))  # type: ignore[arg-type]
    return made


def open_drafts(actor: Actor, *, besides: IntakeDraft | None = None) -> list[IntakeDraft]:
    """One's own unfinished applications."""
    drafts = policies.own_drafts(actor).filter(case__isnull=True).select_related("applicant", "service")
    return [draft for draft in drafts[:10] if besides is None or draft.pk != besides.pk]


def services_offered(draft: IntakeDraft, *, actor: Actor, today: date) -> list[Given]:
    """Every service of the catalogue at the draft's point: allowed first, the rest with reasons."""
    settlement = draft.applicant.settlement_id if draft.applicant else None
    return services_at(actor=actor, point=draft.point, on=today, settlement_code=settlement or "")


def service_facts(draft: IntakeDraft, offered: list[Given], *, text: str, actor: Actor, today: date) -> dict[str, Any]:
    """What is taken most stands first; a typed word narrows both lists."""
    wanted = fold(text)
    matching = [g for g in offered if wanted in g.service.search_key or wanted in fold(g.service.name)]
    beyond = services_beyond(text, given=offered)
    often = queries.frequent_services(actor, draft.point, today=today)
    rank = {pk: place for place, pk in enumerate(often)}
    allowed = sorted((g for g in matching if g.is_allowed), key=lambda g: rank.get(g.service.pk, len(rank)))
    return {
        "draft": draft,
        "text": text,
        "allowed": [
            Candidate(g.service.name, note=str(g.service.group), name="service", value=str(g.service.pk))
            for g in allowed
        ],
        "refused": [g for g in matching if not g.is_allowed] + beyond,
        "steps": steps(draft, IntakeStep.SERVICE),
    }


def paper_lines(draft: IntakeDraft, *, actor: Actor, today: date) -> list[dict[str, Any]]:
    """Initial lines of the checklist: what was kept, else what the service asks for; needed papers are ticked."""
    kept = {paper["requirement_id"]: paper for paper in draft.papers if paper["requirement_id"]}
    lines = []
    for requirement in _requirements(draft, actor=actor, today=today):
        before = kept.get(requirement.pk, {})
        lines.append(
            {
                "taken": bool(before) if draft.papers else not requirement.condition,
                "name": requirement.name,
                "evidence_form": before.get("evidence_form", requirement.evidence_form),
                "sheets": before.get("sheets", 1),
                "requirement_id": requirement.pk,
                "condition": requirement.condition,
            }
        )
    free = [{**paper, "taken": True, "condition": ""} for paper in draft.papers if not paper["requirement_id"]]
    return lines + free


def _requirements(draft: IntakeDraft, *, actor: Actor, today: date) -> Iterable[Requirement]:
    version = version_of(draft, today=today)
    return version.requirements.order_by("order") if version else []


def version_of(draft: IntakeDraft, *, today: date) -> ServiceVersion | None:
    """The description of the chosen service in force today."""
    return cases.version_in_force(draft.service, on=today) if draft.service else None


def paper_rows(formset: "BaseFormSet[Any]", lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Forms of the checklist beside what the service says of each paper; free lines come last."""
    rows = []
    for place, form in enumerate(formset.forms):
        line = lines[place] if place < len(lines) else {}
        is_asked = bool(line.get("requirement_id"))
        rows.append(
            {"form": form, "name": line.get("name", ""), "condition": line.get("condition", ""), "is_asked": is_asked}
        )
    return rows


def wishes_choices(draft: IntakeDraft, *, today: date) -> dict[str, Any]:
    """Arguments of the form: who may act for the person, who may decide, and what was said before."""
    applicant = draft.applicant
    assert applicant is not None
    version = version_of(draft, today=today)
    providers = list(cases.providers_for(version, hromada_code=draft.hromada_id).order_by("name")) if version else []
    said = draft.wishes
    phone = identifiers.phone_formatted(applicant.phone)
    first = Channel.PHONE if phone else Channel.EMAIL if applicant.email else Channel.IN_PERSON
    return {
        "applicant": applicant,
        "representatives": list(applicants.representatives_of(applicant, on=today)),
        "providers": providers,
        "initial": {
            "came": str(said.get("representative_id") or "self"),
            "intake_channel": said.get("intake_channel", "person"),
            "notification_channel": said.get("notification_channel", first),
            "contact": said.get("contact", phone or applicant.email),
            "result_channel": said.get("result_channel", "same_point"),
            "provider": str(said.get("provider_id") or ""),
            "external_number": said.get("external_number", ""),
        },
    }


def check_facts(draft: IntakeDraft, *, today: date) -> dict[str, Any]:
    """Everything that will be registered, with the way back to each step."""
    said = draft.wishes
    version = version_of(draft, today=today)
    form = wishes_choices(draft, today=today)
    representative = next((r for r in form["representatives"] if r.pk == said.get("representative_id")), None)
    return {
        "draft": draft,
        "steps": steps(draft, IntakeStep.CHECK),
        "papers": draft.papers,
        "sheets": sum(paper["sheets"] for paper in draft.papers),
        "representative": representative,
        "wishes": _in_words(said),
        "deadline": cases.deadline_if_registered(version, on=today) if version else None,
        "is_from_elsewhere": _is_from_elsewhere(draft, version),
    }


def _is_from_elsewhere(draft: IntakeDraft, version: ServiceVersion | None) -> bool:
    """A service for residents only, asked by somebody whose settlement belongs to another hromada."""
    settlement = draft.applicant.settlement if draft.applicant else None
    home = settlement.hromada_id if settlement else None
    return version is not None and not version.is_extraterritorial and home not in (None, draft.hromada_id)


def _in_words(said: dict[str, Any]) -> dict[str, str]:
    channel = str(Channel(said["notification_channel"]).label)
    return {
        "came": str(IntakeChannel(said["intake_channel"]).label),
        "notification": ": ".join(filter(None, (channel, said.get("contact", "")))),
        "result": str(ResultChannel(said["result_channel"]).label),
        "external_number": said.get("external_number", ""),
    }


def done_facts(case: Case) -> dict[str, Any]:
    """The number large, the code from the опис, the last day and why."""
    code = case.inventory.data.get("access_code", "") if case.inventory else ""
    return {"case": case, "code": code, "term_sentence": case.term_explanation.get("sentence", "")}
