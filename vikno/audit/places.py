"""From which page somebody looked, and at which point they worked. Part of the public face: views of every room ask."""

from dataclasses import dataclass

from django.http import HttpRequest

POINT_KEY = "point_id"


@dataclass(frozen=True)
class Place:
    """The name of a page's address (never the address: it may name a person) and the chosen point, if one was."""

    page: str = ""
    point_id: int | None = None

    def as_facts(self) -> dict[str, str | int]:
        said = {"page": self.page, "point": self.point_id}
        return {name: value for name, value in said.items() if value}


NOWHERE = Place()


def place_of(request: HttpRequest) -> Place:
    """Where a request is made from; it costs no query."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    point = request.session.get(POINT_KEY)
    return Place(page=page, point_id=point if isinstance(point, int) else None)
