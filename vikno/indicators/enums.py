"""What is counted, from which records, and what it may be laid apart by."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(StrEnum):
    """Records that change together: a mark says which family of which point and day has to be counted anew."""

    CASES = "cases"
    QUEUE = "queue"
    TALKS = "talks"
    BOOKINGS = "bookings"
    ANSWERS = "answers"
    OUTAGES = "outages"


class Fact(StrEnum):
    """What is counted by day and point. What its parts are: `facts.PARTS`."""

    REGISTERED = "registered"
    GIVEN = "given"
    DECIDED = "decided"
    HALTED = "halted"
    WITHDRAWN = "withdrawn"
    TICKETS = "tickets"
    WAITED = "waited"
    SERVED = "served"
    TALKED = "talked"
    BOOKED = "booked"
    ANSWERED = "answered"
    TAGGED = "tagged"
    STOOD = "stood"


class Shape(StrEnum):
    """How a value is made of facts: how many, of a hundred, on average, the middle and the ninth of ten, hours."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    SPREAD = "spread"
    HOURS = "hours"


class Part(TextChoices):
    """What a value may be laid apart by."""

    POINT = "point", _("точка")
    KIND = "kind", _("вид точки")
    GROUP = "group", _("група послуг")
    SERVICE = "service", _("послуга")
    CHANNEL = "channel", _("як подано")
    PROVIDER = "provider", _("хто вирішує")
    OUTCOME = "outcome", _("рішення")
    PURPOSE = "purpose", _("мета візиту")
    TOPIC = "topic", _("тема")
    TALK_CHANNEL = "talk_channel", _("як звернулися")
    STATE = "state", _("чим закінчилося")
    TAG = "tag", _("позначка")
    CAUSE = "cause", _("причина")
    MONTH = "month", _("місяць")
    HROMADA = "hromada", _("громада")
