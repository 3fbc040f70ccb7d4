"""What may be done with events."""

from vikno.events.services.after import (
    AnswerFacts,
    Counted,
    ScanFacts,
    answer_promise,
    answer_survey,
    check_in,
    close_attendance,
    issue_certificates,
    make_promise,
)
from vikno.events.services.answers import change_answers
from vikno.events.services.changing import change_event, write_host_report
from vikno.events.services.letters import write_letters
from vikno.events.services.limits import limit_posts
from vikno.events.services.making import (
    EventFacts,
    HostFacts,
    SessionFacts,
    add_host,
    add_pool,
    add_session,
    cancel_event,
    draft_event,
    open_event,
)
from vikno.events.services.parts import change_pool, change_session
from vikno.events.services.registering import (
    PersonFacts,
    accept_offer,
    approve_delegation,
    cancel_delegation,
    register_delegation,
    settle_lines,
)
from vikno.events.services.seats import (
    choose_language_by_link,
    choose_sessions_by_link,
    give_up_seat,
    give_up_seat_by_link,
)
from vikno.events.services.timetable import choose_sessions

__all__ = [
    "AnswerFacts",
    "Counted",
    "EventFacts",
    "HostFacts",
    "PersonFacts",
    "ScanFacts",
    "SessionFacts",
    "accept_offer",
    "add_host",
    "add_pool",
    "add_session",
    "answer_promise",
    "answer_survey",
    "approve_delegation",
    "cancel_delegation",
    "cancel_event",
    "change_answers",
    "change_event",
    "change_pool",
    "change_session",
    "check_in",
    "choose_language_by_link",
    "choose_sessions",
    "choose_sessions_by_link",
    "close_attendance",
    "draft_event",
    "give_up_seat",
    "give_up_seat_by_link",
    "issue_certificates",
    "limit_posts",
    "make_promise",
    "open_event",
    "register_delegation",
    "settle_lines",
    "write_host_report",
    "write_letters",
]
