"""What a page says, for tests."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

Browse = Callable[[Any], Client]


def shown(answer: Any) -> str:
    """Text of a page without tags, spaces run together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def said(answer: Any) -> str:
    """Messages after a redirect."""
    return " ".join(str(message) for message in answer.context["messages"])
