"""Keys by which programs come to the API: who has one, what it opens, and its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vikno.accounts import queries, services
from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role, Scope
from vikno.accounts.forms import ProgramKeyForm
from vikno.common import clock
from vikno.common.errors import Refusal

ROWS = 50
_ISSUERS = (Role.HEAD, Role.STEWARD)


@require_GET
@role_required(*_ISSUERS)
def keys(request: StaffRequest) -> HttpResponse:
    """Keys of the own hromada, those that work first."""
    page = Paginator(queries.keys_of(request.actor), ROWS).get_page(request.GET.get("page"))
    labels = dict(Scope.choices)
    rows = [{"key": key, "opens": [labels[scope] for scope in key.scopes]} for key in page.object_list]
    return render(request, "accounts/keys.html", {"page": page, "rows": rows, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@role_required(*_ISSUERS)
def key_new(request: StaffRequest) -> HttpResponse:
    """Issue a key; it is in the answer to this very POST and nowhere else."""
    form = ProgramKeyForm(request.POST or None, by=request.actor.role, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = services.issue_key(actor=request.actor, at=clock.now(), **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "accounts/key_shown.html", {"key": key, "secret": secret})
    return render(request, "accounts/key_new.html", {"form": form})


@require_POST
@role_required(*_ISSUERS)
def key_revocation(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a key at once."""
    if queries.key_of(request.actor, pk) is None:
        raise Http404
    try:
        services.revoke_key(actor=request.actor, at=clock.now(), key_id=pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ключ відкликано. Він не діє вже зараз."))
    return redirect("accounts:keys")
