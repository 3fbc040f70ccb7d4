"""Filters kept under a name: the page of them, keeping one, taking one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import filters, policies
from vikno.desk.filters import query_of
from vikno.desk.forms import FilterForm
from vikno.desk.views.doors import at_the_desk


@at_the_desk
def saved_filters(request: HttpRequest) -> HttpResponse:
    """The filter an address brings, to be named; those kept before."""
    actor = actor_of(request)
    may_share = policies.may_share_filters(actor)
    form = FilterForm(request.POST or None, may_share=may_share)
    if request.method == "POST" and form.is_valid():
        try:
            made = filters.keep_filter(actor=actor, at=clock.now(), said=request.GET.dict(), **form.said())
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Фільтр «{name}» збережено.").format(name=made.name))
            return redirect(f"{reverse('cases:list')}?{made.query}")
    facts = {"form": form, "query": query_of(request.GET.dict()), "saved": list(policies.usable_filters(actor))}
    return render(request, "desk/filters.html", {**facts, "own_id": actor.user_id})


@require_POST
@at_the_desk
def filter_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a filter away."""
    actor = actor_of(request)
    saved = policies.access_own_filter(actor, pk)
    filters.drop_filter(actor=actor, at=clock.now(), saved=saved)
    messages.success(request, _("Фільтр «{name}» прибрано.").format(name=saved.name))
    return redirect("desk:filters")
