"""Choice of role, people of the hromada, and the way out."""

from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vikno.accounts import queries, services, session
from vikno.accounts.access import StaffRequest, role_required, signed_in_required
from vikno.accounts.enums import Role
from vikno.accounts.errors import RoleNotHeld, UsernameTaken
from vikno.accounts.forms import GrantForm, PersonForm, RoleChoiceForm, SearchPeopleForm
from vikno.accounts.models import User
from vikno.common import clock
from vikno.common.errors import Refusal
from vikno.notifications.enums import Language

ROWS = 50
form_view = require_http_methods(["GET", "HEAD", "POST"])


class SignOut(LogoutView):
    """The way out leaves nothing of the person in the browser of a shared desk."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        # Not «cookies»: the language and the large letters belong to the browser, and the session is gone anyway.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        response.headers["Cache-Control"] = "no-store"
        return response


logout = SignOut.as_view()


@require_POST
@signed_in_required
def activity(request: StaffRequest) -> HttpResponse:
    """Somebody types on a page that sends nothing yet. The middleware has noted it already."""
    return HttpResponse(status=204)


@form_view
@signed_in_required
def role(request: StaffRequest) -> HttpResponse:
    """In which of their roles a person works now."""
    held = request.memberships
    form = RoleChoiceForm(request.POST or None, memberships=held)
    if request.method == "POST":
        if not form.is_valid():
            messages.error(request, str(RoleNotHeld()))
        else:
            session.change_role(request.session, form.cleaned_data["membership"])
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/role.html", {"form": form, "held": held})


@form_view
@signed_in_required
def letters(request: StaffRequest) -> HttpResponse:
    """In which language a person is written to: a button for each other one."""
    person = User.objects.get(pk=request.user.pk)
    if request.method == "POST":
        chosen = request.POST.get("language", "")
        if chosen not in Language.values:
            raise Http404
        services.choose_letters(person=person, language=Language(chosen), at=clock.now())
        messages.success(request, _("Записано. Наступні листи надійдуть цією мовою."))
        return redirect("accounts:letters")
    others = [one for one in Language if one != person.letters_in]
    return render(request, "accounts/letters.html", {"person": person, "others": others})


@require_GET
def password_expired(request: HttpRequest) -> HttpResponse:
    """A temporary password ran out: what to do."""
    return render(request, "accounts/password_expired.html")


@require_GET
@role_required(Role.HEAD)
def people(request: StaffRequest) -> HttpResponse:
    """People of the own hromada."""
    form = SearchPeopleForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.people_of(request.actor, on=clock.today(), text=text)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page, "is_filtered": bool(text)})


@form_view
@never_cache
@role_required(Role.HEAD)
def person_new(request: StaffRequest) -> HttpResponse:
    """Add a person; their temporary password is on the next page and nowhere else."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, password = services.add_person(
                actor=request.actor, at=clock.now(), hromada_code=request.actor.hromada_code, **form.facts()
            )
        except UsernameTaken as refusal:
            form.add_error("username", str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_password(request, person, password)
    return render(request, "accounts/person_new.html", {"form": form})


@require_GET
@role_required(Role.HEAD)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person and their roles in this hromada."""
    found = _person(request, pk)
    roles = queries.roles_of(request.actor, pk)
    is_oneself = pk == request.user.pk
    return render(request, "accounts/person.html", {"person": found, "roles": roles, "is_oneself": is_oneself})


@form_view
@role_required(Role.HEAD)
def role_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Grant one more role."""
    found = _person(request, pk)
    form = GrantForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_role(
                actor=request.actor, at=clock.now(), user_id=pk, hromada_code=request.actor.hromada_code, **form.facts()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Роль надано."))
            return redirect("accounts:person", pk)
    return render(request, "accounts/role_new.html", {"form": form, "person": found})


@require_POST
@role_required(Role.HEAD)
def role_closure(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a role away at once."""
    held = queries.membership_of(request.actor, pk)
    if held is None:
        raise Http404
    try:
        services.end_membership(actor=request.actor, at=clock.now(), membership_id=pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Роль припинено. Вона не діє вже зараз."))
    return redirect("accounts:person", held.user_id)


@require_POST
@never_cache
@role_required(Role.HEAD)
def person_password(request: StaffRequest, pk: int) -> HttpResponse:
    """A new temporary password for somebody who lost theirs."""
    _person(request, pk)
    try:
        found, password = services.reset_password(
            actor=request.actor, at=clock.now(), user_id=pk, hromada_code=request.actor.hromada_code
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:person", pk)
    return _show_password(request, found, password)


def _person(request: StaffRequest, pk: int) -> User:
    found = queries.person_of(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _show_password(request: StaffRequest, person: User, password: str) -> HttpResponse:
    """Shown in answer to the POST itself: a redirect would have to keep the password somewhere."""
    return render(request, "accounts/password_shown.html", {"person": person, "password": password})
