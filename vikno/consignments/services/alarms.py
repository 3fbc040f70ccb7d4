"""Bags that are late: the heads of both ends are told once a day."""

from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments import queries
from vikno.consignments.models import Bag, OverdueAlarm
from vikno.consignments.rules import bag_number_formatted
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel, Event


def alarm_late_bags(*, hromada_code: str, at: datetime) -> int:
    """Raise today's alarm for each late bag of a hromada; how many were raised now. Asked again, nothing happens."""
    actor = Actor.system(hromada_code)
    late = queries.overdue_bags(actor, today=clock.today(at))
    return sum(_raise(bag, actor=actor, at=at) for bag in late)


@transaction.atomic
def _raise(bag: Bag, *, actor: Actor, at: datetime) -> bool:
    alarm, is_new = OverdueAlarm.objects.get_or_create(
        hromada_id=bag.hromada_id, bag=bag, on=clock.today(at), defaults={"raised_at": at}
    )
    if not is_new:
        return False
    people = queries.answering_for(bag, on=clock.today(at))
    addresses = list(dict.fromkeys(person.email for person in people if person.email))
    for address in addresses:
        notifications.tell_of_event(
            actor=actor, at=at, hromada_code=bag.hromada_id, event=Event.CUSTODY_ALARM, channel=Channel.EMAIL,
            recipient=address, about=bag, values=_told_of(bag),
        )  # fmt: skip
    alarm.letters = len(addresses)
    alarm.save(update_fields=["letters"])
    audit.record(
        actor=actor, action="bag.alarmed", subject=bag, at=at, hromada_code=bag.hromada_id,
        facts={"number": bag.number, "letters": len(addresses)},
    )  # fmt: skip
    return True


def _told_of(bag: Bag) -> dict[str, str]:
    """No word about people or cases: letters are read by other eyes."""
    since = bag.taken_at or bag.sealed_at or bag.opened_at
    return {
        "number": bag_number_formatted(bag.number), "origin": bag.origin_name, "destination": bag.destination_name,
        "since": f"{since.astimezone(clock.KYIV):%d.%m.%Y %H:%M}",
    }  # fmt: skip
