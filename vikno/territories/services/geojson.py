"""Features of GeoJSON files, one by one, with the number of each in its file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from vikno.common.identifiers import is_katottg
from vikno.common.tables import TableRefused, text_file
from vikno.common.tables.shape import refuse
from vikno.common.text import clean

_ENDINGS: Final = (".geojson", ".json")
_LARGEST: Final = 300_000_000
# As sources spell it: OpenStreetMap has «katotth».
_CODE_TAGS: Final = ("katotth", "katottg", "KATOTTG", "KATOTTH", "code", "hromada_code")
_NAME_TAGS: Final = ("name:uk", "name", "official_name")
_OLD_CODE_TAGS: Final = ("koatuu", "KOATUU")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: file and number for the report, tags that identify the unit, the geometry as published."""

    file_name: str
    number: int
    code: str
    koatuu: str
    names: tuple[str, ...]
    geometry: Mapping[str, Any] | None


def geojson_files(path: Path) -> list[Path]:
    """The file itself, or every GeoJSON file in a folder and below, in a steady order."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in _ENDINGS and file.is_file())


def features_of(path: Path) -> Iterator[Feature]:
    """Features of one file. Raises `TableRefused` for a file that is not a whole FeatureCollection."""
    for number, feature in enumerate(_collection(path), start=1):
        if not isinstance(feature, Mapping):
            raise refuse(_("{name}: об'єкт {number} не є об'єктом GeoJSON."), name=path.name, number=number)
        tags = feature.get("properties") or {}
        code = _tag(tags, _CODE_TAGS)
        yield Feature(
            path.name, number, code if is_katottg(code) else "", _tag(tags, _OLD_CODE_TAGS),
            tuple(dict.fromkeys(name for key in (*_NAME_TAGS, "old_name") if (name := _tag(tags, (key,))))),
            feature.get("geometry"),
        )  # fmt: skip


def _tag(tags: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((clean(str(tags[key])) for key in keys if tags.get(key)), "")


def _collection(path: Path) -> list[Any]:
    if path.stat().st_size > _LARGEST:
        raise refuse(_("{name}: файл завеликий."), name=path.name)
    try:
        text = text_file.decoded(path.read_bytes())
        text_file.require_no_conflict(text)
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise refuse(_("{name}: це не GeoJSON або файл обірвано."), error.lineno, name=path.name) from None
    except RecursionError:
        raise refuse(_("{name}: це не GeoJSON."), name=path.name) from None
    except TableRefused as refusal:
        raise refuse(
            _("{name}: {words}"), refusal.problems[0].line, name=path.name, words=refusal.problems[0].reason
        ) from None
    if isinstance(whole, dict) and whole.get("type") == "FeatureCollection" and isinstance(whole.get("features"), list):
        return list(whole["features"])
    raise refuse(_("{name}: потрібна збірка об'єктів (FeatureCollection)."), name=path.name)
