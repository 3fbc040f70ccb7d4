"""`schema.org` marks of pages: what a search engine reads of a point and of a service."""

from typing import Any, Final

from django.urls import reverse

from vikno.announcements.queries import News
from vikno.catalogue import queries as catalogue
from vikno.catalogue.models import ServiceVersion
from vikno.network.enums import AccessibilityItem
from vikno.network.enums import Mark as Answer
from vikno.opendata.queries.hsds.locations import page_of
from vikno.opendata.queries.hsds.rows import address_of
from vikno.opendata.queries.places import Place
from vikno.opendata.rules.weeks import Recurrence, recurrences

type Mark = dict[str, Any]

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def point_mark(place: Place) -> Mark:
    """A GovernmentOffice. A point that receives nobody now has no hours to promise."""
    point = place.point
    told = {
        "name": point.name, "url": page_of(point.pk), "telephone": list(point.phones), "address": _address(place),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": str(point.centre)},
        "geo": {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon} if point.lat else None,
        "amenityFeature": [
            {
                "@type": "LocationFeatureSpecification", "name": str(AccessibilityItem(mark.item).label),
                "value": mark.mark == Answer.YES,
            }
            for mark in place.marks
            if mark.mark != Answer.UNKNOWN
        ],
        **(_hours(place) if place.serves else {}),
    }  # fmt: skip
    return _mark("GovernmentOffice", told)


def service_mark(version: ServiceVersion) -> Mark:
    """A GovernmentService, in the language of the page. Fetch the version by `version_in_force`."""
    service, authority = version.service, version.authority
    provider = catalogue.said(authority.name, authority.name_en) if authority else ""
    amounts = [catalogue.amount_to_pay(cost, {}) for cost in catalogue.content_of(version).costs]
    told = {
        "name": catalogue.said(service.name, service.name_en), "identifier": service.code,
        "url": address_of(reverse("portal:service", args=[service.code])),
        "serviceType": catalogue.said(service.group.name, service.group.name_en),
        "description": catalogue.said(version.result, version.result_en),
        "provider": {"@type": "GovernmentOrganization", "name": provider} if provider else None,
        "areaServed": {"@type": "Country", "name": "UA"} if version.is_extraterritorial else None,
        "offers": [
            {"@type": "Offer", "price": f"{amount:.2f}", "priceCurrency": "UAH"}
            for amount in amounts
            if amount is not None
        ],
    }  # fmt: skip
    return _mark("GovernmentService", told)


def announcement_mark(news: News) -> Mark:
    """A NewsArticle, in the language its words are in."""
    told = {
        "headline": news.title, "articleBody": "\n\n".join(news.paragraphs), "inLanguage": news.language,
        "url": address_of(reverse("portal_news:one", args=[news.pk])),
        "datePublished": news.published_at.isoformat(),
        "dateModified": (news.amended_at or news.published_at).isoformat(),
        "expires": news.visible_until.isoformat() if news.visible_until else None,
        "keywords": [str(tag) for tag in news.tags],
        "contentLocation": {"@type": "AdministrativeArea", "name": news.place},
        "publisher": {
            "@type": "Organization" if news.programme else "GovernmentOrganization",
            "name": news.programme or news.place,
        },
    }  # fmt: skip
    return _mark("NewsArticle", told)


def _mark(kind: str, told: Mark) -> Mark:
    known = {name: value for name, value in told.items() if value not in (None, "", [])}
    return {"@context": "https://schema.org", "@type": kind, "@id": known["url"], **known}


def _address(place: Place) -> Mark:
    point, settlement = place.point, place.point.settlement
    told = {
        "streetAddress": point.street_address or point.address_text, "postalCode": place.postcode,
        "addressLocality": settlement.title if settlement else "",
        "addressRegion": settlement.oblast.title if settlement and settlement.oblast else "",
    }  # fmt: skip
    return {"@type": "PostalAddress", "addressCountry": "UA", **{name: cell for name, cell in told.items() if cell}}


def _hours(place: Place) -> Mark:
    """The usual week, and days that differ: here an exception overrides, so the week need not be split."""
    return {
        "openingHoursSpecification": [_week(one) for one in recurrences(place.week, ())],
        "specialOpeningHoursSpecification": [_day(one) for one in recurrences((), place.others)],
    }


def _week(one: Recurrence) -> Mark:
    days = [f"https://schema.org/{_DAYS[day - 1]}" for day in one.weekdays]
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": days, **_times(one)}


def _day(one: Recurrence) -> Mark:
    on = one.valid_from.isoformat() if one.valid_from else ""
    return {"@type": "OpeningHoursSpecification", "validFrom": on, "validThrough": on, **_times(one)}


def _times(one: Recurrence) -> Mark:
    """Closed all day is «00:00–00:00», as the vocabulary's readers agree."""
    opens, closes = ("00:00", "00:00") if one.opens is None else (f"{one.opens:%H:%M}", f"{one.closes:%H:%M}")
    return {"opens": opens, "closes": closes}
