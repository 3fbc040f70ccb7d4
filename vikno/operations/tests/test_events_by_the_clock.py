"""What the clock does to events: letters are written, each once, with nobody but the programme bound."""

import pytest

from tests import factories as make
from tests import for_events as given
from vikno.common import tenancy
from vikno.events.models import Letter
from vikno.notifications.models import Message
from vikno.operations.tasks import move_lines, write_event_letters

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_confirmed_hears_of_it_once() -> None:
    with tenancy.working_for(make.OWN), given.bound():
        made = given.register(given.event(), contact="cnap@example.org")
    for _minute in range(2):
        move_lines(0)
        write_event_letters(0)
    with tenancy.working_for(make.OWN):
        letter = Message.objects.get()
        assert (letter.recipient, letter.about_id) == ("cnap@example.org", str(made.pk))
        assert [one.kind for one in Letter.objects.all()] == ["confirmed"]
    with tenancy.working_for(make.FOREIGN):
        assert not Message.objects.exists()
