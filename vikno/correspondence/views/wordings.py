"""Words of messages: what holds, and a new version with its preview."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.correspondence import shown
from vikno.correspondence.forms import WordingForm
from vikno.notifications import queries, services
from vikno.notifications.enums import Event, Language, WordingKind


@require_GET
@role_required(Role.HEAD)
def wordings(request: HttpRequest) -> HttpResponse:
    """Every event, kind and language."""
    return render(request, "correspondence/wordings.html", {"rows": shown.wording_rows(actor_of(request))})


@role_required(Role.HEAD)
def wording(request: HttpRequest, event: str, kind: str, language: str) -> HttpResponse:
    """One wording: look at how it would read, then save it as a new version."""
    if event not in Event or kind not in WordingKind or language not in Language:
        raise Http404
    actor, name = actor_of(request), {"event": event, "kind": kind, "language": language}
    now = queries.wording_in_force(hromada_code=actor.hromada_code, **name)
    start = {"subject": now.subject, "body": now.body, "send": "yes" if now.is_sent else "no"}
    form = WordingForm(request.POST or None, initial=start, event=event, kind=kind)
    if request.method == "POST" and form.is_valid() and request.POST.get("act") != "preview":

        def save() -> None:
            services.save_wording(actor=actor, at=clock.now(), **name, **form.said())

        if done(request, save, _("Збережено. Нові повідомлення підуть із цим текстом."), form=form):
            return redirect("correspondence:wordings")
    typed = {field: str(form[field].value() or "") for field in ("subject", "body") if field in form.fields}
    facts = shown.wording_facts(**name, subject=typed.get("subject", ""), body=typed["body"])
    versions = list(queries.wordings_of(hromada_code=actor.hromada_code, **name)[:20])
    return render(request, "correspondence/wording.html", facts | {"form": form, "now": now, "versions": versions})
