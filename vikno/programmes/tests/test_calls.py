"""A call from a draft to the archive: what it lacks, what freezes, what is told to whom, who is refused."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any

import pytest

from tests import factories as make
from tests import for_programmes as given
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.programmes import canonical, conditions, errors, queries, services
from vikno.programmes.enums import CallState, QuestionState
from vikno.programmes.models import CallNotice, CallStep, ProgrammeCall, Proposal, Track
from vikno.programmes.rules import lacks

pytestmark = pytest.mark.django_db
DAY, HOUR, SECOND = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(seconds=1)


@pytest.fixture
def manager() -> Actor:
    tenancy.bind("")
    tenancy.bind_programme(make.programme_organisation().pk)
    return make.actor(Role.PROGRAMME)


@pytest.fixture
def draft(manager: Actor) -> ProgrammeCall:
    facts = {"summary": "Про зручні послуги", "seed_sha256": ""}
    return given.call(state=CallState.DRAFT, opens_at=now() + DAY, **facts)


def do(name: str, call: ProgrammeCall, by: Actor, **facts: Any) -> Any:
    """A service of a call, at this moment unless another is named."""
    return getattr(services, name)(call=call, actor=by, **{"at": now(), **facts})


def approved(call: ProgrammeCall, by: Actor) -> ProgrammeCall:
    do("plant_seed", call, by)
    return do("approve_call", call, by)


def test_a_call_is_made_and_carried_to_the_archive(manager: Actor) -> None:
    at = now()
    call = services.create_call(programme=make.programme(), number="2025-01", title="Разом", actor=manager, at=at)
    with pytest.raises(errors.CallIncomplete, match="додайте хоча б один напрям"):
        do("approve_call", call, manager)
    with pytest.raises(errors.NumberTaken):
        services.create_call(programme=make.programme(), number="2025-01", title="Інший", actor=manager, at=at)
    facts = {
        "summary": "Про що", "quota": 3, "opens_at": at + DAY, "closes_at": at + 3 * DAY,
        "questions_until": at + 2 * DAY, "results_on": (at + 9 * DAY).date(),
    }  # fmt: skip
    do("change_call", call, manager, facts=facts)
    track = Track(call=call, code="create", title="Створення", places=3)
    do("keep_part", call, manager, part=track)
    given.criterion(track, "all", weight=Decimal(100))
    approved(call, manager)
    version = queries.version_in_force(call)
    assert version.sha256 == hashlib.sha256(version.body.encode()).hexdigest()
    assert version.rules["tracks"][0]["criteria"][0]["weight"] == "100.00"
    do("forecast_call", call, manager)
    with pytest.raises(errors.TooEarly):
        do("open_call", call, manager)
    do("open_call", call, manager, at=at + DAY)
    with pytest.raises(errors.TooEarly):
        do("close_call", call, manager, at=at + 3 * DAY)
    do("close_call", call, manager, at=at + 4 * DAY)
    for name in ("start_review", "decide_call", "publish_call", "archive_call"):
        do(name, call, manager, at=at + 5 * DAY)
    with pytest.raises(errors.MoveNotAllowed):
        do("cancel_call", call, manager, reason="Пізно")
    assert [step.state_after for step in CallStep.objects.filter(call=call)] == [
        "approved", "forecasted", "open", "closed", "under_review", "decided", "published", "archived",
    ]  # fmt: skip


def test_strangers_do_nothing(draft: ProgrammeCall) -> None:
    stranger = make.actor(Role.PROGRAMME, of=make.FOREIGN)
    with pytest.raises(errors.NoSuchCall):
        do("approve_call", draft, stranger)
    for role in (Role.EXPERT, Role.HEAD, Role.STEWARD):
        with pytest.raises(errors.MayNotRun):
            do("change_call", draft, make.actor(role), facts={"quota": 9})
    with pytest.raises(errors.NoSuchCall):
        services.create_call(programme=make.programme(), number="2025-02", title="Чужий", actor=stranger, at=now())


def test_the_seed_is_promised_before_and_revealed_after(draft: ProgrammeCall, manager: Actor) -> None:
    call = approved(draft, manager)
    assert len(call.seed_sha256) == 64
    assert call.seed == ""
    with pytest.raises(errors.SeedPlanted):
        do("plant_seed", call, manager)
    with pytest.raises(errors.SeedEarly):
        do("reveal_seed", call, manager)
    given.put(call, CallState.CLOSED)
    seed = do("reveal_seed", call, manager)
    assert hashlib.sha256(seed.encode()).hexdigest() == call.seed_sha256
    assert do("reveal_seed", call, manager) == seed


def test_rules_change_only_by_a_new_version_with_its_reason(draft: ProgrammeCall, manager: Actor) -> None:
    call = given.put(approved(draft, manager), CallState.OPEN)
    track = call.tracks.get()
    track.title = "Нова назва"
    with pytest.raises(errors.RulesFrozen):
        do("keep_part", call, manager, part=track)
    with pytest.raises(errors.RulesFrozen):
        do("change_call", call, manager, facts={"quota": 9})
    with pytest.raises(errors.ReasonMissing):
        do("begin_amendment", call, manager, reason=" ")
    do("begin_amendment", call, manager, reason="Уточнили назву")
    with pytest.raises(errors.NothingChanged):
        do("finish_amendment", call, manager)
    do("keep_part", call, manager, part=track)
    with pytest.raises(errors.TrackInUse):
        do("remove_part", call, manager, part=track)
    first = queries.version_in_force(call)
    made = do("finish_amendment", call, manager)
    assert (made.number, made.reason) == (2, "Уточнили назву")
    assert queries.version_of(call, 1).body == first.body
    assert CallNotice.objects.get(call=call).values["version"] == "2"


def test_a_change_given_up_leaves_the_rules_as_frozen(draft: ProgrammeCall, manager: Actor) -> None:
    given.eligibility(draft, "kind", "${hromada_kind} = 'city'", "Міські громади.")
    given.region(draft, "front", ["UA59000000000057109"])
    call = approved(draft, manager)
    body = canonical.body_of(call)
    key = call.tracks.get().pk
    do("begin_amendment", call, manager, reason="Спроба")
    call.refresh_from_db()
    do("change_call", call, manager, facts={"quota": 7, "results_on": None})
    given.track(call, "mobile")
    call.tracks.filter(pk=key).update(places=1)
    call.eligibility.all().delete()
    call.refresh_from_db()
    assert canonical.body_of(call) != body
    do("abandon_amendment", call, manager)
    call = ProgrammeCall.objects.get(pk=call.pk)
    assert canonical.body_of(call) == body
    assert call.tracks.get().pk == key


def test_extension_before_closing_and_after_an_outage_only(draft: ProgrammeCall, manager: Actor) -> None:
    call = given.put(approved(draft, manager), CallState.OPEN)
    closes = call.closes_at
    assert closes is not None
    with pytest.raises(errors.NotLater):
        do("extend_call", call, manager, closes_at=closes, reason="Причина")
    do("extend_call", call, manager, closes_at=closes + DAY, reason="Просили громади", at=closes)
    call.refresh_from_db()
    assert (call.state, call.closes_at, call.versions.count()) == (CallState.OPEN, closes + DAY, 2)
    moves = [step.move for step in CallStep.objects.filter(call=call)][-2:]
    assert moves == ["extend", "resume"]
    assert Proposal.objects.count() == 0
    closed = closes + DAY
    do("close_call", call, manager, at=closed + HOUR)
    late: dict[str, Any] = {"closes_at": closed + 2 * DAY, "reason": "Не було світла"}
    with pytest.raises(errors.TooLateToExtend):
        do("extend_call", call, manager, at=closed + HOUR, **late)
    outage = {"words": "Не було світла", "source": "Повідомлення оператора", "began_at": closed - HOUR}
    do("register_outage", call, manager, ended_at=closed + HOUR, **outage)
    with pytest.raises(errors.TooLateToExtend):
        do("extend_call", call, manager, at=closed + HOUR + DAY + SECOND, **late)
    do("extend_call", call, manager, at=closed + HOUR + DAY, **late)
    call.refresh_from_db()
    assert (call.state, call.swept_at) == (CallState.OPEN, None)


def test_a_cancelled_call_says_why(draft: ProgrammeCall, manager: Actor) -> None:
    with pytest.raises(errors.ReasonMissing):
        do("cancel_call", draft, manager, reason="")
    do("cancel_call", draft, manager, reason="Донор відмовився")
    assert draft.steps.get().reason == "Донор відмовився"


def test_a_question_becomes_public_without_who_asked(draft: ProgrammeCall, manager: Actor) -> None:
    call = given.put(approved(draft, manager), CallState.OPEN)
    tenancy.bind(make.OWN)
    make.hromada()
    head = make.actor(Role.HEAD)
    asked = services.ask_question(call=call, words="Ми, Вигадівська, без приміщення. Чи можна?", actor=head, at=now())
    call.questions_until = now() - DAY
    with pytest.raises(errors.QuestionsOver):
        services.ask_question(call=call, words="Чи можна?", actor=head, at=now())
    tenancy.bind("")
    said: dict[str, Any] = {"words": "Чи можна без приміщення?", "answer": "Так.", "actor": manager, "at": now()}
    services.answer_question(question=queries.question_of(manager, call, asked.pk), **said)
    with pytest.raises(errors.AlreadyAnswered):
        services.answer_question(question=asked, **said)
    assert [one.question for one in queries.clarifications_of(call)] == ["Чи можна без приміщення?"]
    asked.refresh_from_db()
    assert asked.state == QuestionState.ANSWERED


def test_the_same_rules_are_the_same_bytes(draft: ProgrammeCall) -> None:
    once = canonical.body_of(draft)
    assert canonical.body_of(ProgrammeCall.objects.get(pk=draft.pk)) == once
    given.eligibility(draft, "wrong", "${nothing} = 1", "Хибна умова.")
    found = lacks(conditions.with_problems(canonical.rules_of(draft)))
    assert "predicate_unreadable" in {one.code for one in found}
