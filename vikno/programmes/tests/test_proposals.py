"""A proposal from its beginning to the verdict of conditions: offices, seconds, hashes, two people, the withdrawn."""

import datetime as dt
import hashlib
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from tests import factories as make
from tests import for_assessments
from tests import for_programmes as given
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.documents.tests.reading import pages_of, squeezed
from vikno.network.enums import PointKind
from vikno.notifications.models import Message
from vikno.programmes import errors, letters, papers, queries, services
from vikno.programmes.conditions import fit_of, rules_for
from vikno.programmes.enums import CallState, Fit, ProposalState
from vikno.programmes.facts import FACTS
from vikno.programmes.forms.proposals import ContactsForm
from vikno.programmes.models import ProgrammeCall, Proposal, ProposalRevision, Receipt, TypedFact
from vikno.programmes.rules.facts import is_oblast_centre

pytestmark = pytest.mark.django_db
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture
def call() -> ProgrammeCall:
    tenancy.bind(make.OWN)
    make.centre()
    made = given.call(state=CallState.DRAFT)
    given.eligibility(made, "centre", "${has_centre}", "У громаді є ЦНАП.")
    given.eligibility(made, "suitcase", "not(${has_suitcase})", "Мобільної валізи ще немає.")
    given.eligibility(made, "audit", "${was_audited}", "Центр проходив аудит.")
    given.version(made)
    return given.put(made, CallState.OPEN)


@pytest.fixture
def leader(call: ProgrammeCall) -> Actor:
    return make.actor(Role.LEADER, position="Голова громади")


def started(call: ProgrammeCall, by: Actor, **facts: Any) -> Proposal:
    asked = {"track": call.tracks.get(), "at": now(), "email": "olena@hromada.example", **facts}
    return services.start_proposal(call=call, actor=by, **asked)


def filled(call: ProgrammeCall, by: Actor) -> Proposal:
    made = started(call, by)
    said = [services.Said(code="was_audited", value=True, source="Звіт від 12.03.2025")]
    assert services.type_facts(proposal=made, said=said, actor=by, at=now()) == 1
    return made


def submitted(call: ProgrammeCall, by: Actor, at: dt.datetime | None = None) -> tuple[Proposal, Receipt]:
    made = filled(call, by)
    receipt = services.submit_proposal(proposal=made, actor=by, at=at or now())
    return Proposal.objects.get(pk=made.pk), receipt


def test_a_proposal_is_filled_from_records_and_kept_byte_for_byte(call: ProgrammeCall, leader: Actor) -> None:
    made = started(call, leader)
    assert queries.missing_of(made, at=now()) == ["Центр проходив аудит"]
    with pytest.raises(errors.ProposalIncomplete):
        services.submit_proposal(proposal=made, actor=leader, at=now())
    said = services.Said(code="was_audited", value=True)
    with pytest.raises(errors.SourceMissing):
        services.type_facts(proposal=made, said=[said], actor=leader, at=now())
    with pytest.raises(errors.FactNotTyped):
        services.type_facts(
            proposal=made, said=[services.Said(code="points", value=9, source="я знаю")], actor=leader, at=now()
        )
    sourced = services.Said(code="was_audited", value=True, source="Звіт", since=dt.date(2025, 3, 12))
    assert services.type_facts(proposal=made, said=[sourced], actor=leader, at=now()) == 1
    assert services.type_facts(proposal=made, said=[sourced], actor=leader, at=now()) == 0
    receipt = services.submit_proposal(proposal=made, actor=leader, at=now())
    revision = receipt.revision
    assert receipt.sha256 == revision.sha256 == hashlib.sha256(revision.body.encode()).hexdigest()
    assert (revision.office, revision.snapshot["number"]) == ("Голова громади", made.number)
    told = {one["code"]: one for one in revision.snapshot["facts"]}
    assert (told["has_centre"]["value"], told["has_centre"]["source"]) == (True, "реєстр точок мережі")
    assert (told["was_audited"]["source"], told["was_audited"]["since"]) == ("Звіт", "2025-03-12")
    assert told["requested_90"]["value"] is None  # nothing was counted: it is not nought
    text = "".join(pages_of(papers.receipt_pdf(receipt)))
    assert squeezed(made.number) in text
    assert squeezed(revision.sha256) in text
    assert papers.receipt_pdf(receipt) == papers.receipt_pdf(Receipt.objects.get(pk=receipt.pk))


def test_the_closing_second_is_accepted_and_the_next_refused(call: ProgrammeCall, leader: Actor) -> None:
    assert call.closes_at is not None
    closing = call.closes_at.replace(microsecond=0)
    ProgrammeCall.objects.filter(pk=call.pk).update(closes_at=closing)
    made = filled(call, leader)
    with pytest.raises(errors.TooLate):
        services.submit_proposal(proposal=made, actor=leader, at=closing + SECOND)
    services.submit_proposal(proposal=made, actor=leader, at=closing + dt.timedelta(milliseconds=999))
    assert Proposal.objects.get().state == ProposalState.SUBMITTED


@pytest.mark.parametrize(
    "closing",
    [
        dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC),  # 04:30 in Kyiv, an hour after the clocks went on
        dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC),  # the second 03:30 in Kyiv
    ],
)
def test_the_clock_of_kyiv_changes_under_a_closing(call: ProgrammeCall, leader: Actor, closing: dt.datetime) -> None:
    ProgrammeCall.objects.filter(pk=call.pk).update(opens_at=closing - DAY, closes_at=closing)
    made = filled_at(call, leader, closing - 2 * SECOND)
    with pytest.raises(errors.TooLate):
        services.submit_proposal(proposal=made, actor=leader, at=closing + SECOND)
    assert services.submit_proposal(proposal=made, actor=leader, at=closing)


def filled_at(call: ProgrammeCall, by: Actor, at: dt.datetime) -> Proposal:
    Membership.objects.filter(pk=by.membership_id).update(valid_from=dt.date(2025, 1, 1))
    made = started(call, by, at=at)
    said = [services.Said(code="was_audited", value=True, source="Звіт")]
    services.type_facts(proposal=made, said=said, actor=by, at=at)
    return made


def test_the_office_is_asked_at_the_moment_of_the_act(call: ProgrammeCall, leader: Actor) -> None:
    made = filled(call, leader)
    ProgrammeCall.objects.filter(pk=call.pk).update(amending="Інші посади")
    ProgrammeCall.objects.filter(pk=call.pk).update(who_may_submit=[Role.LEADER], positions=["Голова громади"])
    for wrong in (make.actor(Role.HEAD), make.actor(Role.LEADER, position="Радник")):
        with pytest.raises(errors.NotYourOffice, match="Голова громади"):
            services.submit_proposal(proposal=made, actor=wrong, at=now())
    held = Membership.objects.filter(pk=leader.membership_id)
    held.update(ended_at=now())
    with pytest.raises(errors.NotYourOffice):
        services.submit_proposal(proposal=made, actor=leader, at=now())
    held.update(ended_at=None)
    services.submit_proposal(proposal=made, actor=leader, at=now())


def test_two_people_of_a_hromada_write_one_proposal(call: ProgrammeCall, leader: Actor) -> None:
    made, head = started(call, leader), make.actor(Role.HEAD)
    services.save_contacts(proposal=made, contacts={"contact_phone": "+380441234567"}, actor=head, at=now())
    services.save_contacts(proposal=made, contacts={"contact_name": "Інша Особа"}, actor=leader, at=now())
    made.refresh_from_db()
    assert (made.contact_name, made.contact_phone) == ("Інша Особа", "+380441234567")
    for value, by in ((True, head), (False, leader)):
        said = [services.Said(code="was_audited", value=value, source="Звіт")]
        services.type_facts(proposal=made, said=said, actor=by, at=now())
    assert queries.typed_of(made)["was_audited"].value is False
    assert TypedFact.objects.count() == 2  # what stood before is in the history
    with pytest.raises(errors.ProposalExists, match=made.number):
        started(call, head)
    tenancy.bind(make.FOREIGN)
    stranger = make.actor(Role.HEAD, of=make.FOREIGN)
    with pytest.raises(errors.NoSuchProposal):
        services.save_contacts(proposal=made, contacts={}, actor=stranger, at=now())


def test_withdrawn_never_comes_back_by_any_service(call: ProgrammeCall, leader: Actor) -> None:
    made, _receipt = submitted(call, leader)
    with pytest.raises(errors.ReasonMissing):
        services.withdraw_proposal(proposal=made, reason=" ", actor=leader, at=now())
    services.withdraw_proposal(proposal=made, reason="Немає приміщення", actor=leader, at=now())
    for act in (
        lambda: services.submit_proposal(proposal=made, actor=leader, at=now()),
        lambda: services.answer_request(proposal=made, answer="Так", actor=leader, at=now()),
        lambda: services.withdraw_proposal(proposal=made, reason="Ще раз", actor=leader, at=now()),
        lambda: services.confirm_participation(proposal=made, actor=leader, at=now()),
    ):
        with pytest.raises(errors.MoveNotAllowed):
            act()
    with pytest.raises(errors.ProposalLocked):
        services.save_contacts(proposal=made, contacts={}, actor=leader, at=now())
    with pytest.raises(IntegrityError, match="never comes back"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state=ProposalState.SUBMITTED)
    again = started(call, leader)
    assert again.number != made.number
    before, carried = (queries.typed_of(one)["was_audited"] for one in (made, again))
    for name in (
        "value",
        "source",
        "since",
        "until",
        "typed_at",
        "typed_by_name",
    ):  # nothing of where it is from is lost
        assert getattr(carried, name) == getattr(before, name), name


def test_who_does_not_fit_is_told_by_which_sentence(call: ProgrammeCall, leader: Actor) -> None:
    make.point("Валіза", kind=PointKind.MOBILE_SUITCASE)
    fits = {one.code: one.fit for one in queries.fit_of_track(call, "create", make.OWN, at=now())}
    assert fits == {"centre": Fit.PASS, "suitcase": Fit.FAIL, "audit": Fit.PERSON}
    with pytest.raises(errors.NotFit, match="Мобільної валізи ще немає"):
        started(call, leader)


def as_manager() -> Actor:
    tenancy.bind("")
    tenancy.bind_programme(make.programme_organisation().pk)
    return make.actor(Role.PROGRAMME)


def test_clarification_opens_the_proposal_for_a_time(call: ProgrammeCall, leader: Actor) -> None:
    made, _receipt = submitted(call, leader)
    manager = as_manager()
    ask: dict[str, Any] = {"proposal": made, "words": "Додайте звіт", "actor": manager, "at": now()}
    with pytest.raises(errors.NotClosedYet):
        services.ask_clarification(due_at=now() + 3 * DAY, **ask)
    given.put(call, CallState.CLOSED)
    with pytest.raises(errors.DueWrong):
        services.ask_clarification(due_at=now(), **ask)
    services.ask_clarification(due_at=now() + 3 * DAY, **ask)
    assert tenancy.bound() == ""
    with pytest.raises(errors.StillWaiting):
        services.admit_proposal(proposal=made, actor=manager, at=now())
    tenancy.bind(make.OWN)
    letter = Message.objects.get()
    assert made.number in letter.subject
    assert manager.name not in letter.subject + letter.body
    services.save_contacts(proposal=made, contacts={"contact_phone": "+380441234567"}, actor=leader, at=now())
    with pytest.raises(errors.TooLate):
        services.answer_request(proposal=made, answer="Ось", actor=leader, at=now() + 4 * DAY)
    receipt = services.answer_request(proposal=made, answer="Звіт додано", actor=leader, at=now())
    assert (receipt.revision.number, receipt.revision.snapshot["clarification"]) == (2, "Звіт додано")
    assert Proposal.objects.get().state == ProposalState.RESUBMITTED
    assert made.revisions.first() != made.revisions.last()


def test_conditions_pass_fail_or_wait_for_a_person(call: ProgrammeCall, leader: Actor) -> None:
    made, _receipt = submitted(call, leader)
    given.put(call, CallState.CLOSED)
    manager = as_manager()
    acts: dict[str, Any] = {"proposal": made, "actor": manager, "at": now()}
    with pytest.raises(errors.ChecksOpen):
        services.admit_proposal(**acts)
    services.check_eligibility(**acts)
    assert {one.rule: one.fit for one in queries.checks_of(made).values()} == {
        "centre": "pass", "suitcase": "pass", "audit": "pass",
    }  # fmt: skip
    with pytest.raises(errors.ChecksDiffer):
        services.refuse_proposal(**acts)
    services.judge_rule(rule="audit", fit=Fit.FAIL, note="Аудит був не центру, а ради", **acts)
    services.check_eligibility(**acts)
    assert queries.checks_of(made)["audit"].fit == "fail"  # what a person judged stays
    with pytest.raises(errors.ChecksDiffer):
        services.admit_proposal(**acts)
    refused = services.refuse_proposal(**acts)
    assert refused.state == ProposalState.INELIGIBLE
    step = refused.steps.last()
    assert step is not None
    assert step.reason == "Центр проходив аудит."


def test_equal_answers_fit_equally_whoever_gives_them(call: ProgrammeCall, leader: Actor) -> None:
    """A trap: the outcome follows the facts and nothing else."""
    rules = queries.version_in_force(call).rules

    nothing = dict.fromkeys(FACTS)
    for values in (nothing, nothing | {"has_centre": True, "has_suitcase": False, "was_audited": True}):
        told = {
            tuple(fit_of(one["predicate"], values | {"oblast": oblast}) for one in rules_for(rules, "create"))
            for oblast in ("UA59000000000057109", "UA05000000000010236", None)
        }
        assert len(told) == 1


def test_letters_take_only_the_places_of_their_audience() -> None:
    """A trap: a template of applicants has no place for a reviewer, and refuses one."""
    secret = "Експертка Таємна"
    for (event, audience), template in letters.TEMPLATES.items():
        values = dict.fromkeys(template.places, "слово")
        assert letters.written(event, audience, values)
        with pytest.raises(ValueError, match="takes"):
            letters.written(event, audience, values | {"reviewer": secret})
        assert not template.places & {"reviewer", "expert", "by", "score"}
        with pytest.raises(KeyError):
            letters.written(event, letters.PROGRAMME, values)
        subject, body = letters.written(event, audience, dict.fromkeys(template.places, "word"), language="en")
        assert not re.search("[\\u0400-\\u04ff{}]", subject + body), (subject, body)
        with override("en"):
            assert template.places == values.keys(), "English fills the same places"


def test_the_contact_chooses_the_language_of_letters(call: ProgrammeCall, leader: Actor) -> None:
    made = started(call, leader)
    form = ContactsForm({"contact_email": "o@h.example", "contact_language": "en"}, initial=ContactsForm.opened(made))
    assert form.is_valid()
    made = services.save_contacts(proposal=made, contacts=form.cleaned_data, actor=leader, at=now())
    services.tell_applicant(
        made, letters.EXPIRED, actor=leader, at=now(), proposal=made.number, title="Open door", moment="01.02.2026"
    )
    letter = Message.objects.latest("pk")
    assert (letter.language, letter.subject) == ("en", f"Proposal {made.number} was not submitted in time")
    silent = ContactsForm({"contact_email": "o@h.example"}, initial=ContactsForm.opened(made))
    assert silent.is_valid()
    assert silent.cleaned_data["contact_language"] == "en", "a window that did not ask changes nothing"


def test_the_selection_moves_all_or_none(call: ProgrammeCall, leader: Actor) -> None:
    made, _receipt = submitted(call, leader)
    Proposal.objects.filter(pk=made.pk).update(state=ProposalState.ELIGIBLE)
    other = given.proposal(to=given.call(), state=ProposalState.SUBMITTED)
    manager = as_manager()
    call_: dict[str, Any] = {"move": "review", "reason": "", "actor": manager, "at": now()}
    with pytest.raises(errors.MoveNotAllowed), transaction.atomic():
        services.carry_proposals(proposals=[made, other], **call_)
    assert Proposal.objects.get(pk=made.pk).state == ProposalState.ELIGIBLE
    assert services.carry_proposals(proposals=[made], **call_) == 1
    with pytest.raises(errors.MoveNotAllowed):
        services.carry_proposals(proposals=[made], **call_ | {"move": "withdraw"})


def test_an_assessment_goes_with_the_proposal_as_it_was_handed_in(call: ProgrammeCall, leader: Actor) -> None:
    made = filled(call, leader)
    with pytest.raises(errors.NoAssessment):
        services.attach_assessment(proposal=made, actor=leader, at=now())
    for_assessments.handed_in(for_assessments.answered(for_assessments.assessment()))
    attached = services.attach_assessment(proposal=made, actor=leader, at=now())
    assert attached.assessment is not None
    receipt = services.submit_proposal(proposal=made, actor=leader, at=now())
    assert receipt.revision.snapshot["assessment"] == attached.assessment
    assert len(receipt.revision.snapshot["assessment"]["sha256"]) == 64


def test_questions_of_the_call_are_missing_until_answered_and_come_back_with_a_request() -> None:
    tenancy.bind(make.OWN)
    make.centre()
    made, leader = given.asked_proposal(), make.actor(Role.LEADER)
    assert len(queries.missing_of(made, at=now())) == 1
    saved = services.answer_questions(
        proposal=made, answers={("ramp", 0): "yes", ("width", 0): 900}, actor=leader, at=now()
    )  # fmt: skip
    assert (saved.changed, set(saved.refused)) == ((("ramp", 0),), {("width", 0)})
    services.answer_questions(proposal=made, answers={("width", 0): 90}, actor=leader, at=now())
    receipt = services.submit_proposal(proposal=made, actor=leader, at=now())
    told = {one["code"]: one["value"] for one in receipt.revision.snapshot["answers"]["answers"]}
    assert told == {"ramp": "yes", "width": 90}
    with pytest.raises(errors.ProposalLocked):
        services.answer_questions(proposal=made, answers={("width", 0): 95}, actor=leader, at=now())
    given.put(made.call, CallState.CLOSED)
    manager = as_manager()
    services.ask_clarification(
        proposal=made, words="Уточніть ширину", due_at=now() + 3 * DAY, actor=manager, at=now()
    )  # fmt: skip
    tenancy.bind(make.OWN)
    services.answer_questions(proposal=made, answers={("width", 0): 95}, actor=leader, at=now())
    again = services.answer_request(proposal=made, answer="Виміряли ще раз", actor=leader, at=now())
    assert again.sha256 != receipt.sha256
    first, last = made.revisions.order_by("number")
    assert [width_in(first), width_in(last)] == [90, 95]  # what was submitted first stays as it was


def width_in(revision: ProposalRevision) -> object:
    return next(one["value"] for one in revision.snapshot["answers"]["answers"] if one["code"] == "width")


def test_who_is_asked_of_a_hromada_knows_the_oblast_centre() -> None:
    assert is_oblast_centre("Луцька", "Волинська")
    assert is_oblast_centre("Рівненська", "Рівненська")
    assert not is_oblast_centre("Дніпропетровська", "Дніпропетровська")
    assert not is_oblast_centre("Миколаївська", "Сумська")
