"""What is given at once, on one screen; who applies together, and under which law."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vikno.applicants import policies as people_access
from vikno.applicants import queries as applicants
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import services, shown
from vikno.desk.forms import Papers
from vikno.desk.intake import IntakeStep
from vikno.desk.models import IntakeDraft
from vikno.desk.party_forms import AtOnceForm
from vikno.desk.shown import parties as rows
from vikno.desk.views.intake import step_of


@step_of(IntakeStep.PAPERS)
def at_once(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Papers, decision and the document shown: one page and one press of the button."""
    today = clock.today()
    if not rows.is_given_at_once(kept, today=today):
        return redirect("desk:papers", token=kept.token)
    lines = shown.paper_lines(kept, today=today)
    asked = rows.with_all_papers(request.POST, lines) if request.method == "POST" else None
    opening = rows.unticked(lines, kept)
    formset = Papers(asked, initial=opening, prefix="papers", form_kwargs={"services": rows.services_named(kept)})
    form = AtOnceForm(asked, **rows.at_once_choices(kept, today=today))
    if asked is not None and formset.is_valid() & form.is_valid():
        try:
            made = rows.papers_taken(shown.papers_of_form(formset, lines), kept)
            services.serve_draft(draft=kept, actor=actor_of(request), at=clock.now(), papers=made, said=form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Послугу надано: справу зареєстровано, вирішено й видано."))
            return redirect("desk:done", token=kept.token)
    needed = rows.needed_papers(lines)
    facts = {
        "draft": kept, "formset": formset, "form": form, "lines": shown.paper_rows(formset, lines), "needed": needed,
        "is_all": asked is not None and rows.ALL_PAPERS in asked,
        "is_list_open": asked is not None or not needed or any(one["taken"] for one in opening),
    }  # fmt: skip
    return render(request, "desk/intake/at_once.html", facts)


@step_of(IntakeStep.WISHES)
def together(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Somebody else applies too; the officer says in what role, and under which law it is considered."""
    actor, at = actor_of(request), clock.now()
    chosen = request.POST.get("applicant", "")
    if chosen.isascii() and chosen.isdigit():
        person = people_access.access_applicant(actor, int(chosen))
        services.add_party(draft=kept, actor=actor, at=at, applicant=person)
        return redirect("desk:together", token=kept.token)
    asked = request.POST if request.method == "POST" else None
    forms, regime = rows.party_forms(kept, asked, today=clock.today()), rows.regime_form(kept, asked)
    if asked is not None and all([regime.is_valid(), *(form.is_valid() for form in forms)]):
        lines = [line for form in forms if (line := form.line())]
        said = regime.cleaned_data.get("regime", "")
        services.keep_parties(draft=kept, actor=actor, at=at, lines=lines, regime=said)
        return redirect("desk:draft", token=kept.token)
    text = request.GET.get("q", "").strip()
    found = applicants.find_applicants(actor, text) if text else None
    people = [shown.candidate_of(person) for person in found.applicants] if found else []
    facts = {"draft": kept, "forms": forms, "regime": regime, "text": text, "found": found, "people": people}
    return render(request, "desk/intake/together.html", facts | {"steps": shown.steps(kept, IntakeStep.WISHES)})
