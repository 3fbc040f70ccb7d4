"""Fill the database of the browser's site and say, as JSON, which pages there are and how to come in.

Runs as a program of its own: what it makes is committed, so the page server sees it.
"""

import json
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with transaction.atomic():
        sys.stdout.write(json.dumps(_filled(), ensure_ascii=False))


def _filled() -> dict[str, Any]:
    from tests import factories as make
    from tests.reach.ways import ways
    from tests.rights.table import ROLES
    from tests.rights.world import THINGS, World
    from vikno.catalogue.services import load_seed
    from vikno.common import clock, tenancy
    from vikno.common.actors import Actor

    tenancy.bind("")
    load_seed(actor=Actor.system(), at=clock.now())
    world = World()
    for kind in THINGS:
        world.thing(kind)
    return {
        "pages": _pages(world),
        "sessions": {role: world.client(role).cookies[_session_name()].value for role in ROLES},
        "people": {role: world.people[make.OWN][role].user.username for role in ROLES},
        "password": make.PASSWORD,
        "ways": ways(),
    }


def _pages(world: Any) -> list[dict[str, Any]]:
    """Every page of the table that a GET opens as HTML."""
    from django.urls import reverse

    from tests.rights.table import table

    return [
        {"name": page.name, "address": reverse(page.name, kwargs=world.parts(page.of)), "who": page.who}
        for page in table().values()
        if page.is_page
    ]


def _session_name() -> str:
    from django.conf import settings

    return str(settings.SESSION_COOKIE_NAME)


if __name__ == "__main__":
    main()
