"""A call as large as the public has seen, told to its end: `python -m bench call`.

224 proposals of 20 oblasts to three directions for 35 places, each read by three experts; then the other sizes of
`bench.scales` (`BENCH_SCALES` names fewer). Every step is a service in a transaction of its own, as the web role. What
must hold of the result is asserted. Pages are asked of the application as a signed-in person asks them, without the
network between; a proposal has the longest form.
"""

import os
import re
import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.ground import say, step_down
from bench.holds import faults_of
from bench.proposals import DAY, Campaign, admit_all, apply_all, apply_one, begun
from bench.reviews import calibrate, choose, depart, gather, give_out, mark_all, publish, rank, settle
from bench.scales import SCALES, answers, longest_form
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.questionnaires.engine import Document
from vikno.questionnaires.filling import name_of
from vikno.selection.enums import AssignmentState, Outcome
from vikno.selection.models import Assignment, CallReview, Decision

NAMES: Final = os.environ.get("BENCH_SCALES", ",".join(SCALES)).split(",")
PROPOSALS: Final = int(os.environ.get("BENCH_PROPOSALS", "0"))  # fewer, for a look
ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "40"))
FORM: Final = "≤ 100"
_PLAIN: Final = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main() -> None:
    """The largest with its pages, then the others; JSON lines."""
    settings.ALLOWED_HOSTS, settings.SHARED_PAGE_SECONDS = ["*"], 0
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": _PLAIN}}  # nobody has collected files here
    document = longest_form()
    for serial, name in enumerate(NAMES, start=1):
        scale = SCALES[name].shrunk(PROPOSALS) if PROPOSALS else SCALES[name]
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        made = begun(scale, document, now=clock.now(), serial=serial)
        _analyse()
        step_down()
        apply_all(made, document)
        admit_all(made)
        decision = _with_pages(made) if serial == 1 else choose(made)
        for part, seconds in made.spent.items():
            say(f"{name}, {part}", round(seconds, 2), "s")
        _say_chosen(name, made, decision)
        faults = faults_of(made, decision)
        say(f"{name}, {scale.proposals} proposals for {scale.places} places, faults", len(faults), "faults", "0")
        if faults:
            raise SystemExit("\n".join(faults))
    _form(document)


def _say_chosen(name: str, made: Campaign, decision: Decision) -> None:
    with made.works():
        lines = decision.lines.filter(outcome=Outcome.SELECTED)
        for one in made.scale.directions:
            chosen = lines.filter(entry__track=one.code).count()
            say(f"{name}, chosen in {one.code}", chosen, "proposals", str(one.places))


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _with_pages(made: Campaign) -> Decision:
    """The same way, with looks at the pages that grow."""
    lead, number = _client(made.lead), made.call.number
    _pages("list of proposals", lead, "programmes:proposals", made.call.pk)
    _pages("list of proposals, XLSX", lead, "programmes:proposals_table", made.call.pk)
    review = gather(made)
    calibrate(made, review)
    give_out(made, review)
    _experts(made, review)
    mark_all(made, review)
    for name in ("call", "progress", "conflicts", "calibration", "disagreements", "reviewers"):
        _pages(f"chair, {name}", lead, f"selection:{name}", number)
    settle(made, review)
    decision = rank(made, review)
    _pages("chair, the run", lead, "selection:run", decision.run_id)
    depart(made, decision)
    _pages("chair, the protocol", lead, "selection:decision", decision.pk)
    _pages("chair, the protocol as PDF", lead, "selection:protocol", decision.pk, rounds=3)
    publish(made, decision)
    for name in ("published", "published_file", "published_table"):
        _pages(f"everybody, {name}", Client(), f"selection:{name}", number)
    _pages("a hromada, its results", _client(made.leaders[0]), "selection:results")
    return decision


def _experts(made: Campaign, review: CallReview) -> None:
    """The expert's own list, the declaration over every hromada, and a proposal with its eighty answers."""
    from vikno.selection import services

    expert = made.experts[0]
    with made.works():
        rows = Assignment.objects.filter(reviewer__review=review, reviewer__user_id=expert.user_id)
        one = rows.filter(state=AssignmentState.CONFLICT_CHECK).select_related("proposal")[0]
    client = _client(expert)
    _pages("expert, what was given", client, "selection:queue")
    _pages("expert, the declaration", client, "selection:declaration", made.call.number)
    with made.works():
        services.accept_assignment(assignment=one, actor=expert, at=made.at)
    _pages("expert, a proposal with the longest form", client, "selection:review", one.proposal.number)


def _form(document: Document) -> None:
    """The longest form of a proposal: opened, and saved with ten answers changed. The call is open now."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    made = begun(SCALES["projects"].shrunk(40), document, now=clock.now() + 60 * DAY, serial=20)
    step_down()
    leader = made.leaders[0]
    with made.writes(leader):
        key = apply_one(made, document, leader, 0, is_submitted=False)
    client = _client(leader)
    say("questions of the longest form, rows counted", len(answers(document, 0)), "fields")
    _pages("proposal, its page", client, "programmes:our_proposal", key)
    _pages("proposal form, open", client, "programmes:answers", key, aim=FORM)
    address = reverse("programmes:answers", args=[key])
    turns = iter(range(1, 10_000))

    def save() -> Any:
        page = client.get(address).content.decode()
        revision = re.search(r'name="revision" value="(\d+)"', page)
        sent = {name_of(at): said for at, said in answers(document, next(turns)).items()}
        return sent | {"revision": revision[1] if revision else ""}

    _measure("proposal form, saved", lambda sent: client.post(address, sent), save, aim=FORM, status=302)


def _client(actor: Actor) -> Client:
    from vikno.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    session = client.session
    session["membership_id"] = actor.membership_id
    session.save()
    return client


def _pages(name: str, client: Client, view: str, *of: object, rounds: int = ROUNDS, aim: str = "") -> None:
    address = reverse(view, args=of)
    _measure(name, lambda _sent: client.get(address), lambda: None, aim=aim, rounds=rounds)


def _measure(
    name: str, act: Callable[[Any], Any], ready: Callable[[], Any], *, aim: str, rounds: int = ROUNDS, status: int = 200
) -> None:
    """The first is not counted; of another one queries are."""
    sent = ready()
    answer = act(sent)
    assert answer.status_code == status, (name, answer.status_code, answer.content[:2000])
    sent = ready()
    with CaptureQueriesContext(connection) as seen:
        act(sent)
    asked = len(seen)  # the next request empties the list
    taken, processor = [], 0.0
    for _round in range(rounds):
        sent = ready()
        began, spent = time.perf_counter(), time.process_time()
        act(sent)
        taken.append((time.perf_counter() - began) * 1000)
        processor += (time.process_time() - spent) * 1000
    taken.sort()
    say(f"{name}, queries", asked, "queries")
    say(f"{name}, p50", round(taken[len(taken) // 2], 1), "ms")
    say(f"{name}, p95", round(taken[int(len(taken) * 0.95)], 1), "ms", aim)
    say(f"{name}, processor time of the site", round(processor / rounds, 1), "ms")


if __name__ == "__main__":
    main()
