"""Where is my case: number and code from the receipt, one answer to every wrong pair."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vikno.accounts import services as people
from vikno.accounts.access import client_address
from vikno.accounts.errors import TooManyTries
from vikno.cases import queries as cases
from vikno.common import clock
from vikno.portal.forms import StatusForm
from vikno.portal.words import in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """The form; after POST, the state itself: a pair in an address would stay in histories and logs."""
    form = StatusForm(request.POST) if request.method == "POST" else StatusForm(initial=_given(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/status.html", {"form": form})
    try:
        people.count_lookup(purpose="portal.status", origin=client_address(request), at=clock.now())
    except TooManyTries as refusal:
        form.add_error(None, str(refusal))
        return render(request, "portal/status.html", {"form": form}, status=429)
    found = cases.public_status(**form.cleaned_data)
    if found is None:
        form.add_error(None, _("Такої пари номера й коду немає. Перевірте цифри на квитанції."))
        return render(request, "portal/status.html", {"form": form})
    return render(request, "portal/status_found.html", {"case": found, "words": in_words(found.state)})


def _given(request: HttpRequest) -> dict[str, str]:
    """The number from the QR of the receipt; the code is never in an address."""
    return {"number": request.GET.get("number", "")[:60]}
