"""Files written on the spot, and the steward who brings them."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.territories import services
from vikno.territories.tests.factories import (
    SQUARES,
    Line,
    codifier_lines,
    codifier_text,
    feature_collection,
    square_feature,
)

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def steward() -> Actor:
    return Actor(user_id=None, name="Оксана Довідкова", role="steward")


@pytest.fixture(autouse=True)
def _works_for_nobody(request: pytest.FixtureRequest) -> None:
    """National work is bound to no tenant, as the command line and the steward's pages bind it."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and not marker.kwargs.get("transaction"):
        request.getfixturevalue("db")
        tenancy.bind("")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """A file with this name and content."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def codifier(write: Callable[[str, str | bytes], Path]) -> Callable[..., Path]:
    """A codifier file of these lines, `;` and CRLF as the ministry publishes it."""

    def make(lines: Iterable[Line], name: str = "kodifikator-2025-05-16.csv") -> Path:
        return write(name, codifier_text(lines))

    return make


@pytest.fixture
def take(steward: Actor) -> Callable[..., services.ImportReport]:
    """Import a codifier as the steward."""

    def run(path: Path, edition_on: dt.date | None = None, **options: object) -> services.ImportReport:
        return services.import_territories(path=path, edition_on=edition_on, actor=steward, at=AT, **options)

    return run


@pytest.fixture
def country(codifier: Callable[..., Path], take: Callable[..., services.ImportReport]) -> services.ImportReport:
    """The small made-up country of `factories.codifier_lines`, loaded."""
    report = take(codifier(codifier_lines()))
    assert report.exit_code == 0
    return report


@pytest.fixture
def boundaries(country: services.ImportReport, write: Callable[..., Path], steward: Actor) -> services.ImportReport:
    """Polygons of all hromadas of the country, loaded."""
    path = write(
        "межі-2024.geojson", feature_collection(*[square_feature(code, *box) for code, box in SQUARES.items()])
    )
    report = services.import_boundaries(path=path, actor=steward, at=AT)
    assert report.exit_code == 0
    assert report.refused_total == 0
    return report
