"""A ticket on paper: a strip of 80 mm, or one across an A4 sheet. It is not kept: it proves nothing after the day."""

from datetime import datetime
from typing import Final, Literal

from django.utils.timezone import localtime
from django.utils.translation import override

from vikno.common.qr import link_svg
from vikno.common.typeset import render_pdf
from vikno.network.models import Centre, Point
from vikno.queue.enums import Purpose
from vikno.queue.models import Ticket
from vikno.queue.queries import LiveTicket

TicketSize = Literal["80", "a4"]
TICKET: Final = "queue/typst/e1/ticket.typ"
LIST: Final = "queue/typst/e1/list.typ"


def ticket_pdf(ticket: Ticket, *, size: TicketSize, ahead: int, link: str, at: datetime) -> bytes:
    """`ahead`: how many wait before this one now; `link`: «мій талон». In Ukrainian whatever the screen speaks."""
    with override("uk"):
        data = {
            **_head(ticket.point.centre, ticket.point), "title": f"Талон {ticket.number_shown}", "paper": size,
            "number": ticket.number_shown, "purpose": str(Purpose(ticket.purpose).label),
            "service": ticket.service.name, "came": f"{localtime(ticket.arrived_at):%d.%m.%Y %H:%M}",
            "ahead": f"Перед вами чекають: {ahead}",
            "booked": f"Запис на {localtime(ticket.booked_for):%H:%M}" if ticket.booked_for else "",
            "is_demo": ticket.is_demo, "code": link_svg(link), "alt": "Код з адресою вашого талона",
        }  # fmt: skip
    return render_pdf(TICKET, data, made_at=at)


def list_pdf(point: Point, waiting: list[LiveTicket], *, at: datetime) -> bytes:
    """Everybody who waits, in order, with room for marks by hand: for when the power goes."""
    with override("uk"):
        rows = [
            {
                "place": str(place), "number": one.number, "purpose": str(Purpose(one.purpose).label),
                "service": one.service, "since": f"{localtime(one.waits_since):%H:%M}", "marks": one.priority,
            }
            for place, one in enumerate(waiting, start=1)
        ]  # fmt: skip
        made = f"{localtime(at):%d.%m.%Y %H:%M}"
        data = {
            **_head(point.centre, point),
            "title": f"Черга на {made}",
            "made": made,
            "footer": "Черга",
            "rows": rows,
        }
    return render_pdf(LIST, data, made_at=at)


def _head(centre: Centre, point: Point) -> dict[str, object]:
    return {"lang": "uk", "centre": {"name": centre.name, "lines": [point.name]}}
