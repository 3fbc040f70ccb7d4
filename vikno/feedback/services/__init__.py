"""Every change of the room."""

from vikno.feedback.services.actions import publish_action, withdraw_action
from vikno.feedback.services.answers import answer_at_poster, answer_by_link, answer_by_ticket
from vikno.feedback.services.complaints import (
    answer_complaint,
    assign_complaint,
    complain_on_site,
    extend_complaint,
    leave_complaint,
    record_told,
    redirect_complaint,
    register_complaint,
)
from vikno.feedback.services.erasing import erase_old
from vikno.feedback.services.exporting import export_complaints
from vikno.feedback.services.posters import end_poster, invite, make_poster
from vikno.feedback.services.sending import agree, send_links, set_sending, withdraw_agreement

__all__ = [
    "agree",
    "answer_at_poster",
    "answer_by_link",
    "answer_by_ticket",
    "answer_complaint",
    "assign_complaint",
    "complain_on_site",
    "end_poster",
    "erase_old",
    "export_complaints",
    "extend_complaint",
    "invite",
    "leave_complaint",
    "make_poster",
    "publish_action",
    "record_told",
    "redirect_complaint",
    "register_complaint",
    "send_links",
    "set_sending",
    "withdraw_action",
    "withdraw_agreement",
]
