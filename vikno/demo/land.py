"""The invented land enters by the same doors as a real one: files, taken in by the imports."""

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from vikno.common import clock
from vikno.common.actors import Actor
from vikno.demo import places
from vikno.territories import services


def settle(*, at: datetime) -> None:
    """Import the invented codifier, borders and population."""
    doors: tuple[tuple[str, str, Callable[..., object]], ...] = (
        ("codifier.csv", places.codifier_csv(), services.import_territories),
        ("borders.geojson", json.dumps(places.boundaries(), ensure_ascii=False), services.import_boundaries),
        ("population.csv", places.population_csv(), services.import_population),
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, content, take in doors:
            path = Path(folder) / name
            path.write_text(content, encoding="utf-8")
            take(path=path, edition_on=clock.today(at), actor=Actor.system(), at=at)
