"""Fixtures of the room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.network import services
from vikno.network.services import RegisterReport
from vikno.network.tests import world


@pytest.fixture
def codifier(db: None) -> None:
    tenancy.bind("")
    world.codifier()


@pytest.fixture
def take(codifier: None, tmp_path: Path) -> Callable[..., RegisterReport]:
    """Import rows as the system."""

    def run(rows: list[dict[str, Any]], *, name: str = "register-2026-11-01.xlsx", **given: Any) -> RegisterReport:
        path = world.register_file(tmp_path, rows, name=name)
        facts = {"actor": world.SYSTEM, "at": world.AT, "edition_on": None, **given}
        return services.import_network(path=path, **facts)

    return run


@pytest.fixture
def sign_in(client: Client) -> Callable[[Membership], Client]:
    """The client of somebody in a role."""

    def enter(held: Membership) -> Client:
        client.force_login(held.user)
        session = client.session
        session["membership_id"] = held.pk
        session.save()
        return client

    return enter
