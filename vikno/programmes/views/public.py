"""Calls for everybody: the list, the rules as sentences, documents, questions and answers, the frozen JSON."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.programmes import queries, shown
from vikno.programmes.enums import CALL_KINDS, CallState
from vikno.programmes.views.common import ROWS


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """Public calls, the newest first."""
    page = Paginator(queries.public_calls(), ROWS).get_page(request.GET.get("page"))
    page.object_list = [{"call": one, "kind": CALL_KINDS[CallState(one.state)]} for one in page.object_list]
    return render(request, "programmes/public_list.html", {"page": page})


@require_safe
def public_call(request: HttpRequest, number: str) -> HttpResponse:
    """The version in force, word for word: rows that are being changed are not shown."""
    call = queries.public_call(number)
    version = queries.version_in_force(call)
    rules = version.rules
    dates = {name: shown.moment_in(rules["call"][name]) for name in ("opens_at", "closes_at", "questions_until")}
    facts = {
        "call": call, "kind": CALL_KINDS[CallState(call.state)], "version": version, "rules": rules,
        "tracks": shown.tracks_of(rules), "dates": dates, "offices": shown.offices_of(rules),
        "phases": shown.phases_of(rules), "clarifications": queries.clarifications_of(call),
        "title": shown.in_words(rules["call"], "title"), "summary": shown.in_words(rules["call"], "summary"),
        "documents": [{"pk": int(one["code"][1:]), **one} for one in rules["documents"]],
        "versions": call.versions.order_by("-number"), "results_on": call.results_on,
        "reasons": call.steps.exclude(reason="").order_by("-pk"),
    }  # fmt: skip
    return render(request, "programmes/public_call.html", facts)


@require_safe
def public_version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The bytes that were frozen and hashed."""
    found = queries.version_of(queries.public_call(number), version)
    headers = {"X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.body.encode(), content_type="application/json; charset=utf-8", headers=headers)


@require_safe
def public_document(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A file to save; it is never shown by the site."""
    found = queries.public_document(number, pk)
    headers = {
        "Content-Disposition": f'attachment; filename="document-{found.pk}.{found.file_name.rpartition(".")[2]}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers=headers)
