"""Reads of announcements: what everybody sees, what those who write see, and the marks."""

from vikno.announcements.queries.reading import (
    News,
    NewsFilters,
    found_news,
    in_force,
    last_change,
    news_of_hromada,
    news_of_point,
    past_news,
    place_of,
    published,
    told,
)
from vikno.announcements.queries.tags import TagShown, offered_tags, tag_of, tags
from vikno.announcements.queries.writing import announcements_of, own_announcement, versions_of

__all__ = [
    "News",
    "NewsFilters",
    "TagShown",
    "announcements_of",
    "found_news",
    "in_force",
    "last_change",
    "news_of_hromada",
    "news_of_point",
    "offered_tags",
    "own_announcement",
    "past_news",
    "place_of",
    "published",
    "tag_of",
    "tags",
    "told",
    "versions_of",
]
