"""Words for what the records hold: names of points, groups, services, steps."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Model, TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vikno.accounts.models import Organisation
from vikno.appointments.enums import BookingState
from vikno.cases.enums import IntakeChannel, Outcome
from vikno.catalogue.models import PublicService, ServiceGroup
from vikno.common import clock
from vikno.consignments.enums import ItemState
from vikno.continuity.enums import Cause
from vikno.feedback.tags import tags as feedback_tags
from vikno.indicators.enums import Fact, Part
from vikno.indicators.hours import OF_STATE
from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.payments.enums import EntryKind, PayChannel
from vikno.queue import queries as queue
from vikno.queue.enums import Channel, Purpose, State
from vikno.territories.models import Unit

_CHOICES: Mapping[Part, type[TextChoices]] = {
    Part.KIND: PointKind,
    Part.CHANNEL: IntakeChannel,
    Part.OUTCOME: Outcome,
    Part.PURPOSE: Purpose,
    Part.TALK_CHANNEL: Channel,
    Part.CAUSE: Cause,
    Part.CONDITION: ItemState,
    Part.ENTRY: EntryKind,
    Part.PAY_CHANNEL: PayChannel,
}
_MODELS: Mapping[Part, type[Model]] = {
    Part.POINT: Point,
    Part.GROUP: ServiceGroup,
    Part.SERVICE: PublicService,
    Part.PROVIDER: Organisation,
    Part.HROMADA: Unit,
    Part.OBLAST: Unit,
}


def labels_of(part: Part, keys: Collection[str], *, fact: Fact, hromada: str = "") -> dict[str, str]:
    """Words by key, in the language of the page; one query where they are rows."""
    nothing = {"": _("не вказано")}
    if part in _CHOICES:
        return nothing | {choice.value: str(choice.label) for choice in _CHOICES[part]}
    if part in _MODELS:
        rows = _MODELS[part]._default_manager.filter(pk__in=[key for key in keys if key])
        return nothing | {str(row.pk): str(row) for row in rows}
    if part == Part.STATE:
        states: type[TextChoices] = State if fact == Fact.TICKETS else BookingState
        return {choice.value: str(choice.label) for choice in states}
    if part == Part.MONTH:
        return {key: date_format(date.fromisoformat(key[:10]), "F Y").lower() for key in keys}
    if part == Part.LOSS:
        return {cause.value: str(cause.label) for cause in Cause} | {OF_STATE: _("точка не працювала")}
    if part == Part.FOUND:
        return {"found": _("знайдено"), "lost": _("не знайдено")}
    if part == Part.PRIORITY:
        return queue.priority_names(hromada)
    if part == Part.TOPIC:
        return {code: str(topic) for code, topic in queue.topics(hromada, on=clock.today()).items()}
    return {tag.code: str(tag) for tag in feedback_tags()}
