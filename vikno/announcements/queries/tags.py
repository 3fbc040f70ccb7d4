"""Marks of announcements: shipped ones, as the steward has changed them, and the steward's own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from vikno.announcements.errors import TagUnknown
from vikno.announcements.models import Tag

_DATA = Path(__file__).parent.parent / "data" / "tags.toml"


@dataclass(frozen=True, kw_only=True)
class TagShown:
    """A mark with its words in both languages."""

    code: str
    name: str
    name_en: str
    is_hidden: bool = False

    def __str__(self) -> str:
        return self.name_en if (get_language() or "uk").startswith("en") else self.name


@cache
def shipped_tags() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(_DATA.read_text(encoding="utf-8"))["tag"])


def tags() -> dict[str, TagShown]:
    """Every mark by its code, hidden ones too: shipped ones first, then the steward's. One query."""
    shipped = {row["code"]: TagShown(**row) for row in shipped_tags()}
    kept = Tag.objects.order_by("code").values("code", "name", "name_en", "is_hidden")
    return shipped | {row["code"]: TagShown(**row) for row in kept}


def offered_tags() -> list[TagShown]:
    """Marks that may be put on an announcement now."""
    return [tag for tag in tags().values() if not tag.is_hidden]


def tag_of(code: str) -> TagShown:
    """Raises TagUnknown."""
    found = tags().get(code)
    if found is None:
        raise TagUnknown
    return found
