"""Steps of an intake as the templates want them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.applicants import queries as applicants
from vikno.cases import queries as cases
from vikno.cases.arrival import arrival_words
from vikno.cases.enums import ResultChannel
from vikno.cases.giving import Given, services_at, services_beyond
from vikno.cases.models import Case, CasePaper
from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import EvidenceForm
from vikno.catalogue.models import PublicService, Requirement, ServiceVersion
from vikno.common import identifiers
from vikno.common.actors import Actor
from vikno.common.components import Candidate, Step
from vikno.common.text import fold
from vikno.desk import policies, queries
from vikno.desk.checklist import Asked, Line, checklist
from vikno.desk.intake import TITLES, IntakeStep, may_enter
from vikno.desk.models import IntakeDraft
from vikno.desk.shown.parties import parties_said
from vikno.desk.shown.typed import wishes_typed
from vikno.feedback import queries as feedback
from vikno.notifications.enums import Channel, Language


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


def service_facts(
    draft: IntakeDraft, offered: list[Given], *, text: str, actor: Actor, today: date, is_more: str = ""
) -> dict[str, Any]:
    """What is taken most stands first; a typed word narrows both lists. `is_more`: one more beside those chosen."""
    wanted = fold(text)
    chosen = queries.service_keys(draft) if is_more else []
    matching = [g for g in offered if wanted in g.service.search_key or wanted in fold(g.service.name)]
    beyond = services_beyond(text, given=offered)
    often = queries.frequent_services(actor, draft.point, today=today)
    rank = {pk: place for place, pk in enumerate(often)}
    allowed = sorted(
        (g for g in matching if g.is_allowed and g.service.pk not in chosen),
        key=lambda g: rank.get(g.service.pk, len(rank)),
    )
    return {
        "draft": draft,
        "text": text,
        "is_more": is_more,
        "bundles": [] if is_more or text or draft.visit_id else _bundle_candidates(today),
        "allowed": [
            Candidate(g.service.name, note=str(g.service.group), name="service", value=str(g.service.pk))
            for g in allowed
        ],
        "refused": [g for g in matching if not g.is_allowed] + beyond,
        "steps": steps(draft, IntakeStep.SERVICE),
    }


def _bundle_candidates(today: date) -> list[Candidate]:
    return [Candidate(bundle.name, name="bundle", value=str(bundle.pk)) for bundle in catalogue.bundles_in_force(today)]


def paper_lines(draft: IntakeDraft, *, today: date) -> list[dict[str, Any]]:
    """Initial lines of the one checklist: what was kept, else what the services ask for; needed papers are ticked."""
    services = queries.services_asked(draft)
    papers = queries.papers_said(draft)
    kept = {paper["requirement_id"]: paper for paper in papers if paper["requirement_id"]}
    names = {service.pk: service.name for service in services}
    said = {pair[0] for paper in papers for pair in paper["of"]}
    shown_before = _shown_before(draft)
    lines = []
    for line in _checklist(draft, services, today=today):
        before = kept.get(line.key, {})
        again = shown_before.get((fold(line.name), line.evidence_form))
        is_said = {service_id for service_id, _requirement in line.of} <= said
        lines.append(
            {
                "taken": bool(before) if is_said else line.is_needed or again is not None,
                "name": line.name,
                "evidence_form": before.get("evidence_form", line.evidence_form),
                "sheets": before.get("sheets", again.sheets if again else 1),
                "requirement_id": line.key,
                "condition": _condition(line, names, again),
                "of": [list(pair) for pair in line.of],
                "services": [names[pk] for pk, _requirement in line.of] if len(names) > 1 else [],
            }
        )
    free = [
        {**paper, "taken": True, "condition": "", "service": str(paper["of"][0][0]), "services": []}
        for paper in papers
        if not paper["requirement_id"]
    ]
    return lines + free


def _condition(line: Line, names: Mapping[int, str], again: CasePaper | None) -> str:
    """When a paper is wanted, whence it comes, and whether the person has shown it today already."""
    said = [line.condition] if line.condition else []
    if line.arises_from is not None:
        said.append(_("Видадуть за послугою «{service}».").format(service=names[line.arises_from]))
    if again is not None:
        said.append(_("Уже показано сьогодні, справа {number}.").format(number=again.case.number_shown))
    return " ".join(said)


def _checklist(draft: IntakeDraft, services: Sequence[PublicService], *, today: date) -> list[Line]:
    asked = [
        Asked(
            service_id=service.pk, requirement_id=requirement.pk, name=requirement.name,
            evidence_form=requirement.evidence_form, condition=requirement.condition,
        )
        for service in services
        for requirement in _requirements(service, today=today)
    ]  # fmt: skip
    gives = {line.service_id: line.gives for line in draft.bundle.lines.all()} if draft.bundle else {}
    return checklist(asked, gives=gives)


def _requirements(service: PublicService, *, today: date) -> list[Requirement]:
    version = cases.version_in_force(service, on=today)
    return list(version.requirements.order_by("order")) if version else []


def _shown_before(draft: IntakeDraft) -> dict[tuple[str, str], CasePaper]:
    """Papers of the same visit that were shown and given back, so they need not be asked for again."""
    if draft.visit is None:
        return {}
    papers = [paper for case in queries.cases_of_visit(draft.visit) for paper in case.papers.all()]
    return {(fold(p.name), p.evidence_form): p for p in papers if p.evidence_form != EvidenceForm.ORIGINAL}


def papers_of_form(formset: "BaseFormSet[Any]", lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was ticked, with the services each line serves; a requirement not on the checklist makes a free line."""
    of = {line["requirement_id"]: line["of"] for line in lines if line.get("requirement_id")}
    made = []
    for line in formset.lines():  # type: ignore[attr-defined]
        service = line.pop("service", "")
        pairs = of.get(line["requirement_id"])
        if pairs is None:
            line["requirement_id"] = None
            pairs = [[int(service), None]] if str(service).isdigit() else []
        made.append({**line, "of": pairs})
    return made


def versions_of(draft: IntakeDraft, *, today: date) -> list[tuple[PublicService, ServiceVersion | None]]:
    """The services asked for, with their descriptions in force today."""
    return [(one, cases.version_in_force(one, on=today)) for one in queries.services_asked(draft)]


def paper_rows(formset: "BaseFormSet[Any]", lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Forms of the checklist beside what the service says of each paper; free lines come last."""
    rows = []
    for place, form in enumerate(formset.forms):
        line = lines[place] if place < len(lines) else {}
        is_asked = bool(line.get("requirement_id"))
        words = {name: line.get(name, "") for name in ("name", "condition")}
        rows.append({"form": form, **words, "services": line.get("services", []), "is_asked": is_asked})
    return rows


def wishes_choices(draft: IntakeDraft, *, today: date) -> dict[str, Any]:
    """Arguments of the form: who may act for the person, who may decide each service, and what was said before."""
    applicant = draft.applicant
    assert applicant is not None
    deciders = [
        (service, list(cases.providers_for(version, hromada_code=draft.hromada_id).order_by("name")) if version else [])
        for service, version in versions_of(draft, today=today)
    ]
    said = draft.wishes
    phone = identifiers.phone_formatted(applicant.phone)
    first = Channel.PHONE if phone else Channel.EMAIL if applicant.email else Channel.IN_PERSON
    chosen = {f"provider_{key}": str(value) for key, value in (said.get("providers") or {}).items()}
    return {
        "applicant": applicant,
        "representatives": list(applicants.representatives_of(applicant, on=today)),
        "deciders": deciders,
        "sends_links": feedback.links_go_by_themselves(draft.hromada_id, on=today),
        "initial": wishes_typed(
            {
                "came": str(said.get("representative_id") or "self"),
                "intake_channel": said.get("intake_channel", "person"),
                **_arrival_said(said.get("arrival") or {}),
                "notification_channel": said.get("notification_channel", first),
                "contact": said.get("contact", phone or applicant.email),
                "notification_language": said.get("notification_language", Language.UKRAINIAN),
                "agrees_to_link": said.get("agrees_to_link", False),
                "result_channel": said.get("result_channel", "same_point"),
                "provider": str(said.get("provider_id") or ""),
                "external_number": said.get("external_number", ""),
                **chosen,
            },
            draft,
        ),
    }


def _arrival_said(arrival: Mapping[str, str]) -> dict[str, Any]:
    day = arrival.get("received_on")
    return {**arrival, "received_on": date.fromisoformat(day)} if day else dict(arrival)


def check_facts(draft: IntakeDraft, *, today: date) -> dict[str, Any]:
    """Everything that will be registered, with the way back to each step."""
    said = draft.wishes
    form = wishes_choices(draft, today=today)
    versions = versions_of(draft, today=today)
    papers = queries.papers_said(draft)
    names = {service.pk: service.name for service, _version in versions}
    return {
        **parties_said(draft),
        "draft": draft,
        "steps": steps(draft, IntakeStep.CHECK),
        "papers": [{**paper, "services": _named(paper, names)} for paper in papers],
        "sheets": sum(paper["sheets"] for paper in papers),
        "representative": next((r for r in form["representatives"] if r.pk == said.get("representative_id")), None),
        "wishes": _in_words(said),
        "services": [
            {"service": service, "deadline": _deadline(draft, version, today=today)} for service, version in versions
        ],
        "elsewhere": [service.name for service, version in versions if _is_from_elsewhere(draft, version)],
    }


def _named(paper: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    """Services a paper goes to, where there are several to tell apart."""
    return [names[pk] for pk, _requirement in paper["of"] if pk in names] if len(names) > 1 else []


def _deadline(draft: IntakeDraft, version: ServiceVersion | None, *, today: date) -> Any:
    """The last day by the law the officer chose; several services of one visit keep the usual one each."""
    regime = "" if draft.more else draft.wishes.get("regime", "")
    if version is None:
        return None
    return cases.deadline_if_registered(version, on=today, **({"regime": regime} if regime else {}))


def _is_from_elsewhere(draft: IntakeDraft, version: ServiceVersion | None) -> bool:
    """A service for residents only, asked by somebody whose settlement belongs to another hromada."""
    settlement = draft.applicant.settlement if draft.applicant else None
    home = settlement.hromada_id if settlement else None
    return version is not None and not version.is_extraterritorial and home not in (None, draft.hromada_id)


def _in_words(said: dict[str, Any]) -> dict[str, Any]:
    channel = str(Channel(said["notification_channel"]).label)
    language = str(Language(said.get("notification_language", Language.UKRAINIAN)).label)
    return {
        "came": arrival_words(said["intake_channel"], said.get("arrival") or {}),
        "notification": ": ".join(filter(None, (f"{channel}, {language}", said.get("contact", "")))),
        "agrees_to_link": said.get("agrees_to_link", False),
        "result": str(ResultChannel(said["result_channel"]).label),
        "external_number": said.get("external_number", ""),
    }


def done_facts(case: Case) -> dict[str, Any]:
    """The number large, the code from the опис, the last day and why."""
    code = case.inventory.data.get("access_code", "") if case.inventory else ""
    return {"case": case, "code": code, "term_sentence": case.term_explanation.get("sentence", "")}
