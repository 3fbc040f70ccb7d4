"""Who hears what of a result and of an objection: a hromada its own, a programme of new ones; nobody is named."""

import re
from functools import partial

import pytest
from django.utils.translation import override

from tests import factories as make
from tests import for_selection as choose
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message
from vikno.programmes import services as programmes
from vikno.programmes.models import Proposal
from vikno.selection import letters, queries, services
from vikno.selection.enums import AppealMove, AppealState, Outcome, TalkKind
from vikno.selection.errors import RunReplaced, Withdrawn
from vikno.selection.models import Appeal, TalkPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed() -> tuple[choose.Selection, Appeal]:
    """A hromada that was not chosen has objected; the programme is bound."""
    made, _decision = choose.published(marks=(3, 1))
    User.objects.filter(pk=made.lead.user_id).update(email="lead@programme.example")
    gone = make.membership(Role.PROGRAMME, organisation=made.call.organisation, ended_at=now())
    User.objects.filter(pk=gone.user_id).update(email="gone@programme.example")
    tenancy.bind_programme(None)
    tenancy.bind(make.FOREIGN)
    head = make.actor(Role.HEAD, of=make.FOREIGN)
    result = queries.own_results_of(head).get()
    appeal = services.file_appeal(result=result, words="Таємні слова громади", actor=head, at=now())
    assert tenancy.bound() == make.FOREIGN
    choose.works_for(made)
    return made, appeal


def heard(code: str) -> list[tuple[str, str]]:
    """Subjects with whom they went to, of a hromada or ("") of programmes."""
    before = tenancy.bound()
    tenancy.bind(code)
    found = list(Message.objects.filter(hromada_code=code).order_by("pk").values_list("subject", "recipient"))
    tenancy.bind(before)
    return found


def test_an_objection_is_received_and_the_programme_is_told(filed: tuple[choose.Selection, Appeal]) -> None:
    number, contact = filed[0].proposals[1].number, filed[0].proposals[1].contact_email
    assert heard(make.FOREIGN)[1:] == [(f"Заявка {number}: заперечення подано", contact)]
    assert heard("") == [(f"Нове заперечення: заявка {number}", "lead@programme.example")]
    assert [subject for subject, _to in heard(make.OWN)] == [f"Результат заявки {filed[0].proposals[0].number}"]


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([AppealMove.DISMISS], ["не прийнято до розгляду"]),
        ([AppealMove.ADMIT, AppealMove.REJECT], ["прийнято до розгляду", "відхилено"]),
        ([AppealMove.ADMIT, AppealMove.UPHOLD], ["прийнято до розгляду", "задоволено"]),
    ],
)
def test_each_step_of_the_answer_is_told_once(
    filed: tuple[choose.Selection, Appeal], moves: list[AppealMove], said: list[str]
) -> None:
    made, appeal = filed
    for move in moves:
        services.answer_appeal(appeal=appeal, move=move, answer="Таємна відповідь", actor=made.lead, at=now())
    assert tenancy.bound() == ""
    subjects = [subject.partition("заперечення ")[2] for subject, _to in heard(make.FOREIGN)[2:]]
    assert subjects == said
    assert len(heard("")) == 1


def test_letters_hold_no_words_of_anybody(filed: tuple[choose.Selection, Appeal]) -> None:
    made, appeal = filed
    services.answer_appeal(appeal=appeal, move=AppealMove.DISMISS, answer="Таємна відповідь", actor=made.lead, at=now())
    for code in (make.FOREIGN, ""):
        tenancy.bind(code)
        for one in Message.objects.filter(hromada_code=code):
            assert one.channel == Channel.EMAIL
            for secret in ("Таємн", "Експерт", made.lead.name):
                assert secret not in one.subject + one.body


def test_each_outcome_and_each_state_has_its_letter() -> None:
    made = choose.begun()
    for outcome in Outcome:
        assert made.proposals[0].number in letters.result_letter(made.proposals[0], outcome, until=now().date())[0]
    for state in AppealState:
        _subject, body = letters.appeal_letter(made.proposals[0], state, until=now().date())
        assert "{" not in body


def test_each_letter_to_a_hromada_has_its_english() -> None:
    """People and titles are data; everything else of a letter in English is English."""
    made = choose.begun()
    proposal = made.proposals[0]
    proposal.contact_language = "en"
    plan = TalkPlan(
        proposal=proposal, kind=TalkKind.values[0], starts_at=now(), ends_at=now(), place="Room 1",
        cancelled_because="A storm", edition=1,
    )  # fmt: skip
    again = TalkPlan(proposal=proposal, kind=TalkKind.values[-1], starts_at=now(), ends_at=now(), edition=2)
    told = [letters.result_letter(proposal, one, until=now().date()) for one in Outcome]
    told += [letters.appeal_letter(proposal, one, until=now().date()) for one in AppealState]
    told += [letters.talk_letter(plan), letters.talk_letter(again), letters.talk_cancelled_letter(plan)]
    for subject, body in told:
        assert not re.search("[\u0400-\u04ff{}]", subject + body), (subject, body)


def test_each_letter_to_a_programme_and_its_experts_has_its_english() -> None:
    proposal = choose.begun().proposals[0]
    facts = {"proposal": proposal, "kind": TalkKind.values[0], "starts_at": now(), "ends_at": now(), "place": "Room 1"}
    plans = [TalkPlan(**facts, edition=edition, cancelled_because="Заявку відкликано.") for edition in (1, 2)]
    with override("en"):
        told = [letters.appeal_notice(number="2026-01-0001", until=now().date())]
        told += [letters.held_back_notice(call="2026-01", why=why) for why in (RunReplaced(), Withdrawn(numbers="7"))]
        for plan in plans:
            told += [letters.seat_letter(plan), letters.seat_cancelled_letter(plan), letters.seat_freed_letter(plan)]
            told += [letters.talk_fell_notice(plan)]
    for subject, body in told:
        assert not re.search("[\u0400-\u04ff{}]", subject + body), (subject, body)


def test_each_of_the_programme_reads_in_their_own_language(filed: tuple[choose.Selection, Appeal]) -> None:
    made, _appeal = filed
    english = make.membership(Role.PROGRAMME, organisation=made.call.organisation)
    User.objects.filter(pk=english.user_id).update(email="english@programme.example", letters_in="en")
    notice = partial(letters.appeal_notice, number="2026-01-0001", until=now().date())
    with override("en"):  # whoever's page is open in whichever
        said = {"about": made.call, "actor": made.lead, "at": now()}
        assert programmes.write_to_programme(made.call.organisation_id, notice, **said) == 2
    last = {to: subject for subject, to in heard("")[-2:]}
    assert last == {
        "lead@programme.example": "Нове заперечення: заявка 2026-01-0001",
        "english@programme.example": "A new objection: proposal 2026-01-0001",
    }
    tenancy.bind("")
    assert Message.objects.get(recipient="english@programme.example").language == "en"


def test_the_contact_reads_the_result_in_the_language_they_chose() -> None:
    made, decision = choose.decided()
    first, second = made.proposals
    Proposal.objects.filter(pk=first.pk).update(contact_language="en")
    choose.publish(made, decision)
    subjects = {heard(one.hromada_id)[-1][0] for one in made.proposals}
    assert subjects == {f"Result of proposal {first.number}", f"Результат заявки {second.number}"}
    tenancy.bind(first.hromada_id)
    assert Message.objects.filter(hromada_code=first.hromada_id).latest("pk").language == "en"
