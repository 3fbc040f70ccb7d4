"""Pages that announcements may lead to, with whether anybody opens them today: plugs into `announcements.pages`."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from vikno.announcements import queries as announcements
from vikno.announcements.pages import There
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.events import queries as events
from vikno.network import queries as network
from vikno.practices import queries as practices
from vikno.programmes import queries as programmes
from vikno.selection import queries as selection
from vikno.territories.models import Unit

type Keys = Collection[Any]


def _services(codes: Keys) -> Keys:
    found = catalogue.services_in_force(on=clock.today()).filter(code__in=codes)
    return list(found.order_by().values_list("code", flat=True))


def _points(keys: Keys) -> Keys:
    return network.points_by_id(keys)


def _units(codes: Keys) -> Keys:
    return list(Unit.objects.filter(pk__in=codes).order_by().values_list("pk", flat=True))


def _news(keys: Keys) -> Keys:
    return announcements.readable(keys, on=clock.today())


def _events(numbers: Keys) -> Keys:
    return list(events.public_events().filter(number__in=numbers).order_by().values_list("number", flat=True))


def _calls(numbers: Keys) -> Keys:
    return list(programmes.public_calls().filter(number__in=numbers).order_by().values_list("number", flat=True))


def _results(numbers: Keys) -> Keys:
    found = selection.published_calls().filter(call__number__in=numbers)
    return list(found.order_by().values_list("call__number", flat=True))


def _cards(keys: Keys) -> Keys:
    return list(practices.public_cards().filter(pk__in=keys).order_by().values_list("pk", flat=True))


def _recordings(keys: Keys) -> Keys:
    return list(practices.public_recordings().filter(pk__in=keys).order_by().values_list("pk", flat=True))


_SERVICE: Final[Mapping[str, There]] = {"code": _services}
_AT_POINT: Final[Mapping[str, There]] = {"point_id": _points}
PAGES: Final[Mapping[str, Mapping[str, There]]] = {
    "territories:unit": {"code": _units},
    "portal:service": _SERVICE, "portal:where": _SERVICE, "portal:checklist": _SERVICE,
    "portal:card": {**_SERVICE, **_AT_POINT}, "portal:card_pdf": {**_SERVICE, **_AT_POINT},
    "portal_network:point": {"pk": _points}, "portal_news:one": {"pk": _news},
    "appointments_public:services": _AT_POINT, "appointments_public:days": {**_SERVICE, **_AT_POINT},
    "feedback:complain": _AT_POINT, "feedback:voice": _AT_POINT,
    "events:public_event": {"number": _events}, "events:calendar": {"number": _events},
    "programmes:public_call": {"number": _calls}, "programmes:public_version": {"number": _calls},
    "programmes:public_document": {"number": _calls},
    "selection:published": {"number": _results}, "selection:published_file": {"number": _results},
    "selection:published_table": {"number": _results},
    "practices:public_card": {"pk": _cards}, "practices:recording": {"pk": _recordings},
    "practices:recording_chapters": {"pk": _recordings},
    # The forms of these files are in their addresses: what the site has, it has.
    "opendata:counts_package": {}, "opendata:cpsv_catalogue_file": {}, "opendata:decree": {},
    "opendata:cpsv_service": _SERVICE, "opendata:cpsv_service_file": _SERVICE,
}  # fmt: skip
# Never to be led to: somebody's own page, a screen of a point, a step of a form, an entry for programs.
NOT_FOR_LINKS: Final = frozenset({
    "practices:recording_film", "practices:recording_captions",
    "appointments_public:times", "appointments_public:contact", "appointments_public:waiting",
    "appointments_public:link", "appointments_public:calendar", "feedback:poster", "feedback:visit", "feedback:ticket",
    "feedback:done", "queue_public:board", "queue_public:board_state", "queue_public:kiosk", "queue_public:kiosk_help",
    "queue_public:kiosk_booked", "queue_public:kiosk_ticket", "queue_public:kiosk_worker",
    "queue_public:kiosk_numbers", "queue_public:own_ticket", "portal_news:letters_confirm", "portal_news:letters_leave",
    "events:survey", "events:seat", "events:seat_sessions", "events:seat_leave", "events:seat_calendar",
    "territories:unit_map", "portal_network:point_features", "opendata:hsds_service", "opendata:hsds_organisation",
    "opendata:hsds_given_one", "opendata:hsds_taxonomy", "opendata:hsds_term", "opendata:housing_list",
})  # fmt: skip
