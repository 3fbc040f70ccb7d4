"""Makers for announcements: one of a programme, published."""

from tests import factories as make
from tests import visitors
from vikno.announcements.models import Announcement


def of_programme(*, of: str = make.OWN) -> Announcement:
    """Published news of the programme that is a stranger to the other hromada's things."""
    made = visitors.announcement(of=None)
    made.organisation = make.programme_organisation(of)
    made.save()
    return made
