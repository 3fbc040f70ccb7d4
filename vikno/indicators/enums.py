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
    OUTAGES = "outages"  # and the planned hours that they take
    PAPERS = "papers"
    MONEY = "money"


class Fact(StrEnum):
    """What is counted by day and point. What its parts are: `facts.PARTS`."""

    REGISTERED = "registered"
    GIVEN = "given"
    DECIDED = "decided"
    HALTED = "halted"
    WITHDRAWN = "withdrawn"
    REPEATED = "repeated"
    WORKED = "worked"
    TICKETS = "tickets"
    PREFERRED = "preferred"
    OFFLINE = "offline"
    WAITED = "waited"
    SERVED = "served"
    TALKED = "talked"
    BOOKED = "booked"
    ANSWERED = "answered"
    TAGGED = "tagged"
    STOOD = "stood"
    PLANNED = "planned"
    KEPT = "kept"
    SHUT = "shut"
    TRAVELLED = "travelled"
    CHECKED = "checked"
    LOST = "lost"
    PAID = "paid"
    FORGIVEN = "forgiven"


class Shape(StrEnum):
    """How a value is made of facts: how many, of a hundred, for each, on average, the middle and the ninth of ten,
    hours of minutes, hryvnias of kopiykas, minutes of a hundred minutes."""

    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"
    MEAN = "mean"
    SPREAD = "spread"
    HOURS = "hours"
    MONEY = "money"
    TIME = "time"


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
    LOSS = "loss", _("чому не працювали")
    PRIORITY = "priority", _("чому раніше")
    FOUND = "found", _("чи знайдено")
    CONDITION = "condition", _("що виявлено")
    ENTRY = "entry", _("що записано")
    PAY_CHANNEL = "pay_channel", _("де сплачено")
    MONTH = "month", _("місяць")
    HROMADA = "hromada", _("громада")
    OBLAST = "oblast", _("область")
