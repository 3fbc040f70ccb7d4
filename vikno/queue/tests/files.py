"""What every browser of these tests is answered, whatever it was opened for."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders


def path_beside_files(route: Any) -> str:
    """The path that is asked for; "" when it was a file of the site, which is answered here."""
    path = urlsplit(route.request.url).path
    if not path.startswith("/static/"):
        return path
    route.fulfill(path=str(finders.find(path.removeprefix("/static/"))))
    return ""
