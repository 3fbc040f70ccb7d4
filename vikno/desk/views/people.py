"""Applicants: finding, adding, correcting, and who acts for whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vikno.applicants import policies as access
from vikno.applicants import queries as applicants
from vikno.applicants import services
from vikno.applicants.enums import ApplicantKind
from vikno.applicants.errors import ChangedMeanwhile
from vikno.applicants.models import Applicant
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import shown
from vikno.desk.forms import ApplicantForm, EntityForm, PersonForm, RepresentativeForm, warned_of
from vikno.desk.guessing import initial_from, initial_of
from vikno.desk.views.doors import at_the_desk, found_and_seen, seen, way_back
from vikno.territories.models import Unit


@require_GET
@at_the_desk
def people(request: HttpRequest) -> HttpResponse:
    """Search among applicants."""
    text = request.GET.get("q", "").strip()
    found = applicants.find_applicants(actor_of(request), text)
    page = render(request, "desk/people.html", {"text": text, "found": found})
    return found_and_seen(request, found if text else None, page)


@require_GET
@at_the_desk
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person in full: a look that leaves a trace."""
    actor = actor_of(request)
    joined = access.merged_record(actor, pk)
    if joined is not None:
        return redirect("desk:person", pk=joined.pk)
    applicant = access.access_applicant(actor, pk)
    return seen(request, applicant, render(request, "desk/person.html", shown.person_facts(applicant, actor=actor)))


@at_the_desk
def person_new(request: HttpRequest) -> HttpResponse:
    """Write a new applicant down, warned of what is odd and of who is already known."""
    form = form_for(request, initial=initial_from(request.GET.get("q", "")))
    added = added_from(request, form)
    if added is None:
        return render(request, "desk/person_form.html", form_facts(request, form))
    messages.success(request, _("Заявника додано."))
    back = way_back(request)
    return redirect(f"{back}{'&' if '?' in back else '?'}person={added.pk}" if back else added_url(added))


@at_the_desk
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's facts; when somebody else did so meanwhile, both versions are shown."""
    actor = actor_of(request)
    applicant = access.access_applicant(actor, pk)
    form = form_for(request, kind=applicant.kind, initial=initial_of(applicant), settled=applicant.settlement)
    facts = form_facts(request, form, besides=applicant) | {"applicant": applicant}
    if request.method == "POST" and form.is_valid() and not facts["is_warned_first_time"]:
        version = int(request.POST.get("version") or 0)
        try:
            services.edit_applicant(
                actor=actor, at=clock.now(), applicant=applicant, version=version, facts=form.facts()
            )
        except ChangedMeanwhile as refusal:
            facts["differences"] = shown.differences(form.facts(), refusal.theirs)
        else:
            messages.success(request, _("Зміни збережено."))
            return redirect("desk:person", pk=applicant.pk)
    return seen(request, applicant, render(request, "desk/person_form.html", facts))


def form_for(
    request: HttpRequest, *, kind: str = "", initial: dict[str, object], settled: Unit | None = None
) -> PersonForm | EntityForm:
    """The form of a person or of an entity."""
    kind = kind or request.GET.get("kind", "") or request.POST.get("kind", "")
    made = EntityForm if kind == ApplicantKind.LEGAL_ENTITY else PersonForm
    given = request.POST if request.method == "POST" else None
    return made(given, initial=initial, hromada_code=actor_of(request).hromada_code, settled=settled)


def added_from(request: HttpRequest, form: PersonForm | EntityForm) -> Applicant | None:
    """The applicant a sent form makes; None while something is wrong or the officer has not seen the warnings."""
    if request.method != "POST" or not form.is_valid() or form_facts(request, form)["is_warned_first_time"]:
        return None
    return services.add_applicant(actor=actor_of(request), at=clock.now(), facts=form.facts())


def form_facts(request: HttpRequest, form: ApplicantForm, *, besides: Applicant | None = None) -> dict[str, object]:
    """Context of the form: warnings are shown once, the same press of the button then saves."""
    oddities: list[applicants.Oddity] = []
    duplicates: list[Applicant] = []
    if isinstance(form, PersonForm | EntityForm) and form.is_bound and form.is_valid():
        facts = form.facts()
        oddities = applicants.oddities_of(facts, today=clock.today())
        besides_pk = besides.pk if besides else None
        duplicates = applicants.possible_duplicates(actor_of(request), facts, besides=besides_pk)
    mark = warned_of(oddities, duplicates)
    return {
        "form": form,
        "is_entity": isinstance(form, EntityForm),
        "oddities": [(form.fields[o.field].label, o.message) for o in oddities if o.field in form.fields],
        "duplicates": duplicates,
        "mark": mark,
        "is_warned_first_time": bool(mark) and request.POST.get("seen") != mark,
        "next": way_back(request),
        "applicant": None,
        "differences": [],
    }


def added_url(applicant: Applicant) -> str:
    return reverse("desk:person", args=[applicant.pk])


@at_the_desk
def representative_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who acts for a person: find or add them, then say on which ground."""
    actor = actor_of(request)
    applicant = access.access_applicant(actor, pk)
    chosen = request.GET.get("person", "")
    person = access.access_applicant(actor, int(chosen)) if chosen.isdigit() else None
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST" and person is not None and form.is_valid():
        try:
            services.add_representative(
                actor=actor, at=clock.now(), applicant=applicant, person=person, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Представника записано."))
            return redirect(way_back(request) or added_url(applicant))
    text = request.GET.get("q", "").strip()
    found = applicants.find_applicants(actor, text) if text and person is None else None
    back = way_back(request)
    here = f"{request.path}?{urlencode({'next': back})}" if back else request.path
    facts = {"applicant": applicant, "person": person, "form": form, "text": text, "found": found}
    page = render(request, "desk/representative.html", {**facts, "next": back, "here": here})
    return seen(request, applicant, found_and_seen(request, found, page))
