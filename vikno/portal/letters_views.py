"""Announcements by mail, for everybody: asking, confirming, leaving. Nothing here tells whose address is known."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vikno.accounts import services as people
from vikno.accounts.access import client_address
from vikno.accounts.errors import TooManyTries
from vikno.announcements import queries, services
from vikno.announcements.errors import LinkOver
from vikno.announcements.letters import figures, left_by
from vikno.common import clock
from vikno.portal.letters_forms import LettersForm, begun

_PAGE = "portal/letters.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """The form; sent, one answer to every address. The address is never a part of the page's own."""
    marks, at = queries.offered_tags(), clock.now()
    if request.method != "POST" or "area" in request.POST:  # «show hromadas» without a script
        given = request.POST if request.method == "POST" else request.GET
        return render(request, _PAGE, {"form": LettersForm(initial=begun(given), marks=marks)})
    form = LettersForm(request.POST, marks=marks)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form})
    try:
        people.count_lookup(purpose="portal.letters", origin=client_address(request), at=at)
    except TooManyTries as refusal:
        form.add_error(None, str(refusal))
        return render(request, _PAGE, {"form": form}, status=429)
    services.ask_for_letters(address=form.cleaned_data["address"], choice=form.choice(), at=at)
    return render(request, "portal/letters_asked.html", {"hours": figures().link_hours})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button: programs that look into links of letters agree to nothing."""
    at = clock.now()
    asked = queries.letter_request(token, at=at)
    if asked is None:
        return render(request, "portal/letters_over.html", status=410)
    with override(_language(request, asked.language)):
        facts = {"choice": queries.choice_in_words(asked), "hour": figures().hour}
        if request.method != "POST":
            return render(request, "portal/letters_confirm.html", facts)
        try:
            services.confirm_letters(token=token, at=at)
        except LinkOver:
            return render(request, "portal/letters_over.html", status=410)
        return render(request, "portal/letters_confirmed.html", facts)


@csrf_exempt  # RFC 8058: the mail program presses, without a session; the token in the address is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A POST leaves at once and is answered without a redirect (RFC 8058); a GET shows a button and changes nothing."""
    if left_by(token) is None:
        raise Http404
    kept = queries.subscription_left_by(token)
    with override(_language(request, kept.language if kept else "")):
        if request.method == "POST":
            services.leave_letters(token=token, at=clock.now())
            return render(request, "portal/letters_left.html")
        if kept is None:
            return render(request, "portal/letters_left.html")
        return render(request, "portal/letters_leave.html", {"choice": queries.choice_in_words(kept)})


def _language(request: HttpRequest, written: str) -> str:
    """Whoever chose a language on the site reads in it, others in that of their letter."""
    is_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return str(get_language()) if is_chosen or not written else written
