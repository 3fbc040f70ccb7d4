"""The arrows of the house, in imports and in foreign keys (strings that an import linter cannot see)."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps

from config.paths import PROJECT


def _layers() -> dict[str, int]:
    """Room → height, from the same contract the linter reads."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {room.strip(): -depth for depth, line in enumerate(lines) for room in line.split("|")}


def test_imports_follow_the_arrows() -> None:
    done = subprocess.run(
        [str(PROJECT / ".venv" / "bin" / "lint-imports"), "--no-cache"], cwd=PROJECT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_room_stands_in_the_contract() -> None:
    rooms = {p.name for p in (PROJECT / "vikno").iterdir() if (p / "__init__.py").exists()}
    assert rooms == set(_layers())


def test_foreign_keys_point_down() -> None:
    heights = _layers()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in heights
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.app_label in heights
        and model._meta.app_label != field.related_model._meta.app_label
        and heights[field.related_model._meta.app_label] >= heights[model._meta.app_label]
    ]
    assert upward == []


def _imported(path: Path) -> set[str]:
    """Modules and names of modules that a file imports, in full."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found


def test_what_is_asked_never_imports_what_is_done() -> None:
    """Inside a room services read queries, rules and policies; none of these knows of services."""
    places = [place for name in ("queries", "rules", "policies") for place in (PROJECT / "vikno").glob(f"*/{name}*")]
    asking = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    rooms = {path: path.relative_to(PROJECT).parts[1] for path in asking}
    assert len(asking) > 100
    assert [str(path) for path, room in rooms.items() if f"vikno.{room}.services" in _imported(path)] == []


def test_the_suite_runs_on_the_interpreter_of_the_project() -> None:
    assert sys.version_info >= (3, 12)
