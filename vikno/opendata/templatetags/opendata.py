"""Marks for search engines in a page."""

import json
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_CLOSING: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(mark: dict[str, Any]) -> SafeString:
    """A block of data: browsers run nothing of this type, so no policy of scripts speaks of it; no text closes it."""
    told = json.dumps(mark, ensure_ascii=False).translate(_CLOSING)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(told))  # noqa: S308  escaped above
