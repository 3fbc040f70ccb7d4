"""The gallery of components: a page for developers and for tests of the look."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from vikno.common.gallery.samples import NAV, RAIL, values
from vikno.common.gallery.sections import SECTIONS


@dataclass(frozen=True)
class Example:
    """A call as a developer writes it, and what comes out."""

    call: str
    html: SafeString


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything `gallery.html` needs; `?frame=desk` shows the same in the frame of the desk."""
    is_desk = request.GET.get("frame") == "desk"
    facts = values()
    return {
        "frame": "desk_base.html" if is_desk else "base.html",
        "rail": RAIL if is_desk else [],
        "nav": NAV,
        "point_name": "ВРМ Вишнівка",
        "sections": [
            {"key": key, "title": title, "examples": [rendered(call, facts, request) for call in calls]}
            for key, title, calls in SECTIONS
        ],
    }


def rendered(call: str, facts: dict[str, Any], request: HttpRequest) -> Example:
    template = engines["django"].from_string("{% load vikno %}" + call)
    return Example(call=call, html=mark_safe(template.render(dict(facts), request)))  # noqa: S308  our own source
