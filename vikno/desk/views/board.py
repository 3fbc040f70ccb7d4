"""The head's board: each point and each person in numbers, every number a way to the list behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.cases import queries as cases
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.feedback import queries as feedback


@require_GET
@role_required(Role.HEAD)
def board(request: HttpRequest) -> HttpResponse:
    """The same number of queries however many points there are."""
    actor, address = actor_of(request), reverse("cases:list")
    counts = cases.counts_by_point(actor, today=clock.today())
    nothing = {work.value: 0 for work in cases.ON_BOARD}
    points = [
        {
            "name": point.name,
            "cells": [
                {"count": count, "url": f"{address}?{urlencode({'work': work, 'point': point.pk})}", "work": work}
                for work, count in counts.get(point.pk, nothing).items()
            ],
        }
        for point in cases.points_of_network(actor)
    ]
    people = [
        {"name": name, "load": load, "url": f"{address}?{urlencode({'work': 'open', 'point': 'all', 'officer': key})}"}
        for key, name, load in cases.load_by_officer(actor)
    ]
    facts = {
        "points": points, "people": people, "titles": [work.label for work in cases.ON_BOARD],
        "late_complaints": feedback.overdue_complaints(actor, on=clock.today()).count(),
    }  # fmt: skip
    return render(request, "desk/board.html", facts)
