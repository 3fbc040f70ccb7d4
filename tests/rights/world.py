"""One small world: two hromadas with the same things in each, and somebody in every role."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories as make
from tests import (
    for_announcements,
    for_costs,
    for_events,
    for_letters,
    for_opendata,
    for_practices,
    for_programmes,
    for_questionnaires,
    for_selection,
    for_support,
    visitors,
)
from tests import for_assessments as assessing
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.rules import ABSOLUTE_LIMIT
from vikno.accounts.session import note_activity
from vikno.announcements.letters import leaving_token
from vikno.appointments.services import set_door
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now, today
from vikno.consignments.rules import bag_number
from vikno.events.links import token_of
from vikno.opendata.queries.hsds.locations import location_key
from vikno.opendata.queries.hsds.organisations import centre_id
from vikno.opendata.queries.hsds.services import GROUPS, service_id, term_id
from vikno.opendata.rules.identifiers import pair_id
from vikno.queue.models import PriorityClass

NOWHERE = "3a19ff88-4620-4d17-9830-ac1d859eb5d5"


@dataclass(frozen=True)
class Thing:
    """A kind of object: how to make one in a hromada, and the part of an address that names it."""

    make: Callable[["World", str], Any]
    key: Callable[[Any], Any] = lambda made: made.pk
    unknown: Any = 987_654_321


THINGS: dict[str, Thing] = {
    "unit": Thing(lambda world, code: make.hromada(code), unknown="UA00000000000000000"),
    "nothing": Thing(lambda world, code: None, key=lambda made: 987_654_321),
    "person": Thing(lambda world, code: make.membership(Role.OFFICER, of=code).user),
    "membership": Thing(lambda world, code: make.membership(Role.COURIER, of=code)),
    "service": Thing(lambda world, code: make.service(), key=lambda made: made.code, unknown="T-999999"),
    "service_row": Thing(lambda world, code: make.service()),
    "draft_version": Thing(lambda world, code: make.version(world.thing("service_row", of=code), status="draft")),
    "draft_workflow": Thing(lambda world, code: make.workflow(world.thing("service_row", of=code))),
    "hsds_service": Thing(
        lambda world, code: world.thing("service_row", of=code), key=lambda made: service_id(made.code), unknown=NOWHERE
    ),
    "hsds_organisation": Thing(lambda world, code: make.centre(of=code), key=centre_id, unknown=NOWHERE),
    "hsds_given": Thing(
        lambda world, code: world.given_here(code),
        key=lambda made: pair_id(service_id(made.offerings.get().service.code), location_key(made.pk, "")),
        unknown=NOWHERE,
    ),
    "hsds_taxonomy": Thing(lambda world, code: None, key=lambda made: GROUPS, unknown=NOWHERE),
    "hsds_term": Thing(lambda world, code: make.group(), key=lambda made: term_id("group", made.code), unknown=NOWHERE),
    "graph_form": Thing(lambda world, code: None, key=lambda made: "ttl", unknown="jsonld"),
    "counts_form": Thing(lambda world, code: None, key=lambda made: "csv", unknown="parquet"),
    "decree_table": Thing(lambda world, code: None, key=lambda made: "dodatok-32-norms", unknown="dodatok-0"),
    "decree_own_table": Thing(lambda world, code: None, key=lambda made: "dodatok-38-services", unknown="dodatok-0"),
    "housing_list": Thing(lambda world, code: for_opendata.one_more_list()),
    "housing_hromada": Thing(
        lambda world, code: for_opendata.housing_list(of=code),
        key=lambda made: made.hromada_id,
        unknown="UA00000000000000000",
    ),
    "housing_template": Thing(
        lambda world, code: for_opendata.housing_list(of=code),
        key=lambda made: made.template,
        unknown="dodatok-46-outOfLine",
    ),
    "own_housing_edition": Thing(lambda world, code: for_opendata.edition(of=code)),
    "norm_paragraph": Thing(lambda world, code: for_opendata.paragraph()),
    "table": Thing(lambda world, code: None, key=lambda made: "csv", unknown="doc"),
    "giving_point": Thing(lambda world, code: world.given_here(code)),
    "applicant": Thing(lambda world, code: make.applicant(of=code)),
    "other_applicant": Thing(lambda world, code: make.applicant(of=code), unknown=987_654_322),
    "joined_applicant": Thing(lambda world, code: make.applicant(of=code)),
    "merge": Thing(lambda world, code: make.merge(world.thing("joined_applicant", of=code), of=code)),
    "look": Thing(lambda world, code: make.look(world.thing("applicant", of=code), of=code)),
    "case": Thing(lambda world, code: world.case(code), key=lambda made: made.number, unknown="2604179999997"),
    "task": Thing(lambda world, code: make.task(world.thing("case", of=code)), key=lambda made: made.order, unknown=99),
    "transfer": Thing(
        lambda world, code: make.transfer(world.thing("case", of=code), to=world.people[code]["head"].user)
    ),
    "trip": Thing(lambda world, code: make.trip(world.people[code]["courier"].user, of=code)),
    "first_stop": Thing(lambda world, code: None, key=lambda made: 1, unknown=1),
    "cause": Thing(lambda world, code: None, key=lambda made: "power", unknown="flood"),
    "interruption": Thing(lambda world, code: visitors.interruption(of=code)),
    "courier_comes": Thing(lambda world, code: make.courier_comes(make.point(of=code), of=code)),
    "civil_case": Thing(
        lambda world, code: make.civil_case(of=code), key=lambda made: made.number, unknown="2604179999997"
    ),
    "blanks": Thing(lambda world, code: make.blanks(of=code)),
    "blank_act": Thing(lambda world, code: None, key=lambda made: "uses", unknown="nothing"),
    "keeper": Thing(lambda world, code: make.keeper(make.membership(Role.OFFICER, of=code).user, of=code)),
    "local_days": Thing(lambda world, code: make.local_days(world.people[code]["head"].user, of=code)),
    "bag": Thing(
        lambda world, code: world.bag(code),
        key=lambda made: made.number,
        unknown=bag_number(year=2026, network=9999, sequence=99_999),
    ),
    "ticket": Thing(
        lambda world, code: visitors.ticket(world.thing("queue_point", of=code), of=code),
        key=lambda made: made.token,
        unknown=UUID("00000000-0000-4000-8000-000000000001"),
    ),
    "queue_point": Thing(lambda world, code: world.queue_point(code)),
    "kiosk": Thing(lambda world, code: visitors.kiosk(world.thing("queue_point", of=code), of=code)),
    "ticket_size": Thing(lambda world, code: None, key=lambda made: "80", unknown="80"),
    "ticket_move": Thing(lambda world, code: None, key=lambda made: "postpone", unknown="postpone"),
    "counter": Thing(lambda world, code: world.thing("ticket", of=code).point.counters.get()),
    "queue_service": Thing(lambda world, code: world.thing("ticket", of=code).service),
    "priority": Thing(lambda world, code: world.priority(code)),
    "topic": Thing(lambda world, code: None, key=lambda made: "land", unknown="nothing"),
    "topic_move": Thing(lambda world, code: None, key=lambda made: "up", unknown="sideways"),
    "consultation": Thing(lambda world, code: world.consultation(code)),
    "bill": Thing(lambda world, code: make.bill(of=code), key=lambda made: made.number, unknown="26041799999997"),
    "entry": Thing(lambda world, code: make.entry(world.thing("bill", of=code), of=code)),
    "paper": Thing(lambda world, code: None, key=lambda made: "a5", unknown="a5"),
    "move": Thing(lambda world, code: None, key=lambda made: "finding", unknown="finding"),
    "noun": Thing(lambda world, code: None, key=lambda made: "note", unknown="note"),
    "draft": Thing(
        lambda world, code: make.draft(world.people[code]["officer"].user, of=code),
        unknown="00000000-0000-4000-8000-000000000000",
    ),
    "saved_filter": Thing(lambda world, code: make.saved_filter(world.people[code]["officer"].user, of=code)),
    "visit": Thing(
        lambda world, code: make.visit(world.people[code]["officer"].user, world.case(code), of=code),
        unknown="00000000-0000-4000-8000-000000000000",
    ),
    "poster": Thing(lambda world, code: visitors.poster(of=code)),
    "poster_point": Thing(lambda world, code: visitors.poster(of=code).point),
    "poster_key": Thing(lambda world, code: None, key=lambda made: visitors.POSTER_KEY, unknown="nothing"),
    "open_link": Thing(
        lambda world, code: visitors.open_link(of=code), key=lambda made: visitors.POSTER_KEY, unknown="nothing"
    ),
    "said": Thing(lambda world, code: visitors.said(of=code)),
    "complaint": Thing(lambda world, code: visitors.complaint(of=code)),
    "step_noun": Thing(lambda world, code: None, key=lambda made: "answer", unknown="nothing"),
    "action_taken": Thing(lambda world, code: visitors.action_taken(of=code)),
    "announcement": Thing(lambda world, code: visitors.announcement(of=code)),
    "national_announcement": Thing(lambda world, code: visitors.announcement(of=None)),
    "programme_announcement": Thing(lambda world, code: for_announcements.of_programme(of=code)),
    "letter_request": Thing(
        lambda world, code: for_letters.request(), key=lambda made: for_letters.TOKEN, unknown="nothing"
    ),
    "letter_left": Thing(
        lambda world, code: for_letters.subscription(), key=lambda made: leaving_token(made.pk), unknown="nothing"
    ),
    "news_tag": Thing(lambda world, code: None, key=lambda made: "hours", unknown="nothing"),
    "check": Thing(lambda world, code: None, key=lambda made: "points_equipment", unknown="nothing"),
    "cost_point": Thing(lambda world, code: for_costs.point_with_costs(of=code)),
    "quarter_year": Thing(lambda world, code: None, key=lambda made: visitors.past_quarter().year, unknown=1999),
    "quarter_number": Thing(lambda world, code: None, key=lambda made: visitors.past_quarter().number, unknown=9),
    "signed_report": Thing(lambda world, code: visitors.signed_report(of=code)),
    "indicator": Thing(lambda world, code: None, key=lambda made: "requested", unknown="nothing"),
    "questionnaire": Thing(lambda world, code: for_questionnaires.questionnaire(code)),
    "questionnaire_draft": Thing(lambda world, code: for_questionnaires.drafted(code)),
    "questionnaire_carried": Thing(lambda world, code: for_questionnaires.published(code)),
    "questionnaire_collected": Thing(
        lambda world, code: for_questionnaires.collected(code, version=world.thing("questionnaire_carried", of=code))
    ),
    "questionnaire_second": Thing(lambda world, code: for_questionnaires.second(code)),
    "question_code": Thing(lambda world, code: None, key=lambda made: "note", unknown="nothing"),
    "availability": Thing(lambda world, code: visitors.availability()),
    "popular_word": Thing(lambda world, code: visitors.popular_word()),
    "missed_question": Thing(lambda world, code: visitors.missed_question(), unknown="cd" * 32),
    "bundle": Thing(lambda world, code: make.bundle()),
    "point": Thing(lambda world, code: make.point(of=code, settlement=make.settlement(of=code))),
    "unclear_point": Thing(
        lambda world, code: make.point(of=code, timetable_state="question", timetable_text="за домовленістю")
    ),
    "day": Thing(lambda world, code: date(2030, 1, 1), key=lambda made: made, unknown=date(2030, 1, 2)),
    "posting": Thing(lambda world, code: make.posting(world.people[code]["officer"].user, make.point(of=code))),
    "authorisation": Thing(lambda world, code: make.authorisation(world.people[code]["starosta"].user, of=code)),
    "placement": Thing(lambda world, code: make.placement_task(make.point(of=code))),
    "key": Thing(lambda world, code: make.key(of=code)),
    "document": Thing(lambda world, code: make.document(of=code)),
    "act": Thing(
        lambda world, code: make.destruction_act(world.people[code]["officer"].user, of=code),
        key=lambda made: made.number,
        unknown="2001-999",
    ),
    "slip": Thing(lambda world, code: None, key=lambda made: "receipt", unknown="receipt"),
    "scanned_case": Thing(
        lambda world, code: world.thing("scan", of=code).case, key=lambda made: made.number, unknown="2604179999997"
    ),
    "scan": Thing(lambda world, code: make.scan(world.one_more("case", of=code)), key=lambda made: made.file_id),
    "file": Thing(lambda world, code: make.stored_file(of=code)),
    "letter": Thing(lambda world, code: make.letter(of=code)),
    "file_of_letter": Thing(lambda world, code: None, key=lambda made: 1, unknown=1),
    "message": Thing(lambda world, code: make.message(world.thing("case", of=code), of=code)),
    "told_case": Thing(lambda world, code: make.told_case(world.case(code), of=code)),
    "event": Thing(lambda world, code: None, key=lambda made: "result_ready", unknown="result_ready"),
    "map_kind": Thing(lambda world, code: make.borders("UA99020010000000099"), key=lambda made: "svg", unknown="svg"),
    "wording_kind": Thing(lambda world, code: None, key=lambda made: "letter", unknown="letter"),
    "booking_point": Thing(lambda world, code: world.booking_point(code)),
    "booking": Thing(
        lambda world, code: visitors.booking(
            world.thing("booking_point", of=code), world.thing("service", of=code), of=code
        )
    ),
    "booking_number": Thing(
        lambda world, code: world.thing("booking", of=code), key=lambda made: made.number, unknown="987654321"
    ),
    "booking_day": Thing(lambda world, code: today(), key=lambda made: made, unknown=date(2030, 1, 2)),
    "booking_minute": Thing(
        lambda world, code: None, key=lambda made: int(now().timestamp()) // 60, unknown=29_000_000
    ),
    "booking_noun": Thing(lambda world, code: None, key=lambda made: "door", unknown="door"),
    "booked_kind": Thing(lambda world, code: None, key=lambda made: "resource", unknown="resource"),
    "booking_resource": Thing(
        lambda world, code: (
            visitors.booking(world.thing("booking_point", of=code), world.thing("service", of=code), of=code).resource
        )
    ),
    "waiting_entry": Thing(
        lambda world, code: visitors.waiting_entry(
            world.thing("booking_point", of=code), world.thing("service", of=code), of=code
        )
    ),
    "booking_feed": Thing(
        lambda world, code: visitors.booking_feed(world.people[code]["head"], world.thing("booking_point", of=code))
    ),
    "standard_minutes": Thing(lambda world, code: visitors.standard_minutes(world.thing("service", of=code), of=code)),
    "learning_event": Thing(lambda world, code: for_events.event(of=code)),
    "learning_number": Thing(lambda world, code: for_events.event(of=code), key=lambda made: made.number, unknown="no"),
    "learning_move": Thing(lambda world, code: None, key=lambda made: "cancel", unknown="nothing"),
    "learning_host": Thing(lambda world, code: for_events.host(of=code)),
    "learning_pool": Thing(lambda world, code: for_events.pool(for_events.draft(of=code), of=code)),
    "status_pool": Thing(lambda world, code: for_events.status_pool(of=code)),
    "learning_session": Thing(lambda world, code: for_events.session(of=code)),
    "received_event": Thing(lambda world, code: for_events.received(of=code)),
    "delegation": Thing(lambda world, code: for_events.delegation(of=code)),
    "answered_delegation": Thing(lambda world, code: for_events.answered(of=code)),
    "answering_delegation": Thing(lambda world, code: for_events.answered(of=code, is_waiting=True)),
    "asking_event": Thing(lambda world, code: for_events.asking_one(of=code)),
    "answered_there": Thing(lambda world, code: for_events.answered_there(of=code)),
    "attendee": Thing(lambda world, code: for_events.attendee(of=code)),
    "held_delegation": Thing(lambda world, code: for_events.held(of=code)),
    "learning_promise": Thing(lambda world, code: for_events.promise(of=code)),
    "kept_promise": Thing(lambda world, code: for_events.kept_promise(of=code)),
    "learning_certificate": Thing(lambda world, code: for_events.certificate(of=code)),
    "survey_link": Thing(lambda world, code: for_events.invite(of=code), key=lambda made: made.token, unknown="no"),
    "seat_link": Thing(lambda world, code: for_events.seat(of=code), key=token_of, unknown="1-UA05.no"),
    "seat": Thing(lambda world, code: for_events.seat(of=code)),
    "memorandum": Thing(lambda world, code: for_support.memorandum(of=code)),
    "memorandum_move": Thing(lambda world, code: None, key=lambda made: "agree", unknown="agree"),
    "amendment": Thing(lambda world, code: for_support.amendment(of=code)),
    "milestone": Thing(lambda world, code: for_support.milestone(of=code)),
    "milestone_move": Thing(lambda world, code: None, key=lambda made: "begin", unknown="begin"),
    "milestone_report": Thing(lambda world, code: for_support.reported(of=code).steps.get()),
    "support_activity": Thing(lambda world, code: for_support.activity(of=code)),
    "equipment_item": Thing(lambda world, code: for_support.item(of=code)),
    "allocation": Thing(lambda world, code: for_support.allocation(of=code)),
    "handover_act": Thing(lambda world, code: for_support.act(of=code)),
    "act_in_use": Thing(lambda world, code: for_support.in_use(of=code)),
    "act_move": Thing(lambda world, code: None, key=lambda made: "issue", unknown="issue"),
    "act_correction": Thing(lambda world, code: for_support.correction(of=code)),
    "inspection": Thing(lambda world, code: for_support.inspection(of=code)),
    "asset_incident": Thing(lambda world, code: for_support.incident(of=code)),
    "grant_package": Thing(lambda world, code: for_support.package(of=code)),
    "brought_grant": Thing(lambda world, code: for_support.grant(of=code)),
    "package_move": Thing(lambda world, code: None, key=lambda made: "drop", unknown="nothing"),
    "programme_result": Thing(lambda world, code: for_support.period(of=code)),
    "result_noun": Thing(lambda world, code: None, key=lambda made: "result", unknown="result"),
    "programme": Thing(lambda world, code: make.programme(of=code)),
    "register_kind": Thing(lambda world, code: None, key=lambda made: "csv", unknown="csv"),
    "selection": Thing(
        lambda world, code: for_selection.for_world(code, world.people[code]["expert"]),
        key=lambda made: made.call.number,
        unknown="1999-98",
    ),
    "selection_done": Thing(
        lambda world, code: for_selection.published_for_world(code, world.people[code]["expert"]),
        key=lambda made: made[0].call.number,
        unknown="1999-98",
    ),
    "selection_track": Thing(lambda world, code: None, key=lambda made: "create", unknown="create"),
    "selection_criterion": Thing(lambda world, code: None, key=lambda made: "motivation", unknown="motivation"),
    "selection_reviewer": Thing(lambda world, code: world.thing("selection", of=code).reviewers[0]),
    "selection_conflict": Thing(lambda world, code: for_selection.conflict(world.thing("selection", of=code))),
    "selection_anchor": Thing(lambda world, code: world.thing("selection", of=code).review.anchors.get()),
    "selection_assignment": Thing(lambda world, code: for_selection.held(world.thing("selection", of=code))[0]),
    "selection_proposal": Thing(
        lambda world, code: world.thing("selection", of=code).proposals[0],
        key=lambda made: made.number,
        unknown="1999-98-0001",
    ),
    "selection_open": Thing(
        lambda world, code: for_selection.for_world(
            code, world.people[code]["expert"], hidden=[], with_files=True
        ).proposals[0],
        key=lambda made: made.number,
        unknown="1999-98-0002",
    ),
    "selection_file": Thing(
        lambda world, code: for_selection.file_of(world.thing("selection_open", of=code)),
        key=str,
        unknown="999999",
    ),
    "selection_hidden": Thing(
        lambda world, code: for_selection.for_world(code, world.people[code]["expert"], with_files=True).proposals[0],
        key=lambda made: made.number,
        unknown="1999-98-0003",
    ),
    "selection_hidden_file": Thing(
        lambda world, code: for_selection.file_of(world.thing("selection_hidden", of=code)),
        key=str,
        unknown="999998",
    ),
    "selection_mark": Thing(lambda world, code: for_selection.marked(world.one_more("selection_hidden", of=code))),
    "selection_neighbour": Thing(lambda world, code: for_selection.neighbour(world.thing("selection", of=code))),
    "selection_expert": Thing(
        lambda world, code: for_selection.join(world.thing("selection", of=code), make.membership(Role.EXPERT, of=code))
    ),
    "selection_talk": Thing(lambda world, code: for_selection.talk_for_world(world.thing("selection", of=code))),
    "selection_talked": Thing(
        lambda world, code: world.thing("selection_talk", of=code).proposal,
        key=lambda made: made.number,
        unknown="1999-98-0001",
    ),
    "selection_draft": Thing(lambda world, code: for_selection.run_for_world(code, world.people[code]["expert"])),
    "selection_run": Thing(lambda world, code: world.thing("selection_draft", of=code).run),
    "selection_line": Thing(lambda world, code: world.thing("selection_draft", of=code).lines.get()),
    "selection_move": Thing(lambda world, code: None, key=lambda made: "freeze", unknown="freeze"),
    "own_result": Thing(
        lambda world, code: for_selection.own_result(code, world.one_more("selection_done", of=code)[1])
    ),
    "selection_appeal": Thing(lambda world, code: for_selection.appeal(world.one_more("own_result", of=code))),
    "call_draft": Thing(lambda world, code: for_programmes.call(code, state="draft")),
    "call_open": Thing(lambda world, code: for_programmes.call(code)),
    "call_closed": Thing(lambda world, code: for_programmes.ruled_call(code, state="closed")),
    "call_forecasted": Thing(lambda world, code: for_programmes.call(code, state="forecasted")),
    "call_number": Thing(
        lambda world, code: world.thing("call_open", of=code), key=lambda made: made.number, unknown="1999-99"
    ),
    "call_version": Thing(lambda world, code: None, key=lambda made: 1, unknown=1),
    "call_document": Thing(lambda world, code: for_programmes.document(world.thing("call_open", of=code))),
    "part_kind": Thing(lambda world, code: None, key=lambda made: "tracks", unknown="tracks"),
    "call_part": Thing(lambda world, code: world.thing("call_draft", of=code).tracks.get()),
    "call_move": Thing(lambda world, code: None, key=lambda made: "review", unknown="review"),
    "track_code": Thing(lambda world, code: None, key=lambda made: "create", unknown="create"),
    "call_question": Thing(lambda world, code: for_programmes.question(world.thing("call_open", of=code), of=code)),
    "draft_proposal": Thing(lambda world, code: for_programmes.proposal(code, state="draft")),
    "asked_proposal": Thing(lambda world, code: for_programmes.asked_proposal(code)),
    "proposal_with_file": Thing(lambda world, code: for_programmes.proposal_with_file(code)),
    "answer_file": Thing(
        lambda world, code: for_programmes.file_of(world.thing("proposal_with_file", of=code)),
        key=lambda made: str(made.key),
        unknown="999999",
    ),
    "received_proposal": Thing(
        lambda world, code: for_programmes.proposal(code, to=world.thing("call_closed", of=code))
    ),
    "withdrawn_proposal": Thing(
        lambda world, code: for_programmes.proposal(code, to=world.thing("call_closed", of=code), state="withdrawn")
    ),
    "call_rule": Thing(lambda world, code: None, key=lambda made: "centre", unknown="centre"),
    "call_receipt": Thing(lambda world, code: for_programmes.receipt(world.thing("received_proposal", of=code))),
    "assessment": Thing(lambda world, code: assessing.in_round(code)),
    "shared_assessment": Thing(lambda world, code: assessing.checked(code)),
    "dimension": Thing(lambda world, code: None, key=lambda made: "A", unknown="Z"),
    "question": Thing(lambda world, code: None, key=lambda made: "A1", unknown="Z1"),
    "gap": Thing(lambda world, code: None, key=lambda made: "A2", unknown="Z1"),
    "evidence": Thing(lambda world, code: assessing.handed_in_proof(code)),
    "round": Thing(lambda world, code: assessing.campaign(code)),
    "roadmap_item": Thing(lambda world, code: assessing.item(code)),
    "practice": Thing(lambda world, code: for_practices.draft(of=code)),
    "sent_practice": Thing(lambda world, code: for_practices.sent(of=code)),
    "published_practice": Thing(lambda world, code: for_practices.published(of=code)),
    "practice_move": Thing(lambda world, code: None, key=lambda made: "edit", unknown="edit"),
    "recording": Thing(lambda world, code: for_practices.recording(of=code)),
    "shown_recording": Thing(lambda world, code: for_practices.shown_recording(of=code)),
    "filmed_recording": Thing(lambda world, code: for_practices.filmed_recording(of=code)),
    "pilot": Thing(lambda world, code: for_practices.pilot(of=code)),
    "model_group": Thing(
        lambda world, code: for_practices.model_group(of=code), key=lambda made: made.code, unknown="nothing"
    ),
    "language": Thing(lambda world, code: None, key=lambda made: "uk", unknown="uk"),
}


class World:
    """People of both hromadas and, when asked for, things of both."""

    def __init__(self) -> None:
        for code in (make.OWN, make.FOREIGN):
            make.hromada(code)
        self.people = {
            code: {role.value: make.membership(role.value, of=code) for role in Role}
            for code in (make.OWN, make.FOREIGN)
        }
        self._things: dict[tuple[str, str], Any] = {}
        self._sessions: dict[tuple[str, str], str] = {}

    def lent(self) -> "World":
        """For one test: what it makes is forgotten with it. People and things are shared."""
        other = copy(self)
        other._things = dict(self._things)
        return other

    def sign_everybody_in(self) -> None:
        """Once for all tests of a module: signing in takes longer than most pages. Their desks never lock: each test
        undoes what it noted of their acts, and a module may take longer than a desk is left open.
        """
        for code, by_role in self.people.items():
            for role, held in by_role.items():
                kept = signed_in(held).session
                note_activity(kept, now() + ABSOLUTE_LIMIT)
                kept.save()
                self._sessions[role, code] = str(kept.session_key)

    def thing(self, kind: str, *, of: str = make.OWN) -> Any:
        """The thing of a kind in a hromada, made once."""
        if (kind, of) not in self._things:
            self._things[kind, of] = self.one_more(kind, of=of)
        return self._things[kind, of]

    def one_more(self, kind: str, *, of: str = make.OWN) -> Any:
        before, programme = tenancy.bound(), tenancy.bound_programme()
        tenancy.bind(of)
        tenancy.bind_programme(make.programme_organisation(of).pk)
        made = THINGS[kind].make(self, of)
        tenancy.bind(before)
        tenancy.bind_programme(programme)
        return made

    def given_here(self, of: str) -> Any:
        """A point of the hromada that gives the world's service."""
        made = make.point(of=of)
        make.offering(made, self.thing("service", of=of))
        return made

    def booking_point(self, of: str) -> Any:
        """A point that takes bookings, where the officer works."""
        made = visitors.booking_point(self.thing("service", of=of), of=of)
        make.posting(self.people[of]["officer"].user, made)
        return made

    def queue_point(self, of: str) -> Any:
        """A point where everybody at the desk works; its times are booked by staff."""
        made = make.point("Точка з чергою", of=of)
        set_door(point=made, door="staff", actor=Actor.system(of), at=now())
        for role in ("officer", "starosta"):
            make.posting(self.people[of][role].user, made)
        return made

    def priority(self, of: str) -> Any:
        """One of the priorities a hromada begins with."""
        self.thing("ticket", of=of)
        return PriorityClass.objects.filter(hromada_id=of).order_by("pk").first()

    def consultation(self, of: str) -> Any:
        """Given by the officer at the point with the queue."""
        return visitors.consultation(self.thing("queue_point", of=of), self.people[of]["officer"].user, of=of)

    def case(self, of: str) -> Any:
        """A case of the hromada's officer, in the hands of the hromada's provider."""
        provider = self.people[of]["provider"].organisation
        return make.case(of=of, officer=self.people[of]["officer"].user, provider=provider)

    def bag(self, of: str) -> Any:
        """A sealed bag to the hromada's provider, with one case inside."""
        return make.bag(self.one_more("case", of=of), of=of)

    def parts(self, of: dict[str, str], *, hromada: str | None = make.OWN) -> dict[str, Any]:
        """Parts of an address for things of a hromada; of things that are not there, for None."""
        return {
            name: THINGS[kind].key(self.thing(kind, of=hromada)) if hromada else THINGS[kind].unknown
            for name, kind in of.items()
        }

    def client(self, role: str, *, of: str = make.OWN, **options: Any) -> Client:
        """The browser of somebody in a role."""
        if (role, of) not in self._sessions:
            return signed_in(self.people[of][role], **options)
        client = Client(**options)
        client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[role, of]
        return client


def prepared(site: Any) -> World:
    """The world, on a site that has somewhere to lead after signing in. `site`: its settings."""
    try:
        reverse(site.LOGIN_REDIRECT_URL)
    except NoReverseMatch:
        site.LOGIN_REDIRECT_URL = "/about/"
    return World()


def signed_in(held: Membership, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(held.user)
    session = client.session
    session["membership_id"] = held.pk
    session.save()
    return client
