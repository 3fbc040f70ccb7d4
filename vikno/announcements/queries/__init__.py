"""Reads of announcements: what everybody sees, what those who write see, and the marks."""

from vikno.announcements.queries.letters import (
    choice_in_words,
    letter_request,
    news_to_mail,
    subscription_left_by,
    subscriptions_due,
)
from vikno.announcements.queries.reading import (
    News,
    NewsFilters,
    found_news,
    in_force,
    last_change,
    links_of,
    news_of_hromada,
    news_of_point,
    open_links,
    past_news,
    place_of,
    programme_of,
    published,
    readable,
    telling_programmes,
    told,
    with_open_links,
)
from vikno.announcements.queries.tags import TagShown, offered_tags, tag_of, tags
from vikno.announcements.queries.writing import announcements_of, own_announcement, versions_of
from vikno.announcements.rules import Link

__all__ = [
    "Link",
    "News",
    "NewsFilters",
    "TagShown",
    "announcements_of",
    "choice_in_words",
    "found_news",
    "in_force",
    "last_change",
    "letter_request",
    "links_of",
    "news_of_hromada",
    "news_of_point",
    "news_to_mail",
    "offered_tags",
    "open_links",
    "own_announcement",
    "past_news",
    "place_of",
    "programme_of",
    "published",
    "readable",
    "subscription_left_by",
    "subscriptions_due",
    "tag_of",
    "tags",
    "telling_programmes",
    "told",
    "versions_of",
    "with_open_links",
]
