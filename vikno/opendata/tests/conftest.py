"""A point that gives a service, and a folder of its own for kept files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from vikno.network.models import Point


@pytest.fixture(autouse=True)
def kept_here(settings: Any, tmp_path: Path) -> Path:
    settings.OPENDATA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def point(db: None) -> Point:
    """Weekdays 9–13 and 14–18, one service, in a village."""
    made = make.point(settlement=make.settlement(), postcode="38000", lat=49.5, lon=34.5)
    make.offering(made, make.service(code="00034"))
    return made


@pytest.fixture
def get() -> Callable[..., Any]:
    """What an address below /opendata/ answers, read as JSON."""

    def read(path: str, status: int = 200) -> Any:
        answer = Client().get(f"/opendata/{path}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == status, content
        return json.loads(content)

    return read
