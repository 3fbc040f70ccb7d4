"""Practices that help with a dimension of the self-assessment: for the page of whoever was not chosen."""

from collections.abc import Collection, Mapping
from typing import Final

from django.urls import reverse

from vikno.practices import queries
from vikno.practices.enums import Topic
from vikno.selection.beside import Offered

_MOST: Final = 5
# Topics of practices by dimension of our own model; money and quality have none yet.
TOPICS: Final[Mapping[str, tuple[Topic, ...]]] = {
    "A": (Topic.REMOTE, Topic.STAROSTA),
    "B": (Topic.VETERANS, Topic.RESTORATION),
    "C": (Topic.MODEL,),
    "D": (Topic.RESILIENCE,),
    "E": (Topic.INCLUSION, Topic.RESTORATION),
    "F": (Topic.POWER_CUTS,),
    "G": (Topic.ELDERLY, Topic.REMOTE),
}


def for_dimensions(dimensions: Collection[str]) -> list[Offered]:
    """Published ones, the newest first. One query, none where no topic is known."""
    topics = sorted({topic.value for one in dimensions for topic in TOPICS.get(one, ())})
    if not topics:
        return []
    rows = queries.public_cards().filter(published__topics__overlap=topics)[:_MOST]
    return [
        Offered(title=one.published.title, url=reverse("practices:public_card", args=[one.pk]))
        for one in rows
        if one.published is not None
    ]
