"""What stands of feedback beside the page of a case."""

from typing import Any

from vikno.cases.models import Case
from vikno.common import clock
from vikno.feedback import queries
from vikno.notifications.queries import goes_by_itself


def panel_facts(case: Case) -> dict[str, Any]:
    """Context of the panel: a link given by hand, and the agreement to one that goes by itself where it can."""
    can_go = goes_by_itself(case.notification_channel, case.contact)
    return {
        "feedback_number": case.number,
        "feedback_agreement": queries.agreement_of(case),
        "feedback_can_go": can_go and queries.links_go_by_themselves(case.hromada_id, on=clock.today()),
        "feedback_channel": case.get_notification_channel_display(),
    }
