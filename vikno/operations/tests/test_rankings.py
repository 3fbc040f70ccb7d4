"""`vikno ranking verify`: a stranger recomputes a published list; a touched one is found out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vikno.selection.ranking import file_of, run
from vikno.selection.tests.ranked import vector

type Terminal = Callable[..., Any]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    inputs = vector()
    path = tmp_path / "ranking.json"
    path.write_text(json.dumps(file_of(inputs, run(inputs), seed_sha256=inputs.seed_sha256)), encoding="utf-8")
    return path


def test_a_published_list_is_recomputed(terminal: Terminal, kept: Path) -> None:
    code, out, err = terminal("ranking", "verify", str(kept))
    assert (code, err) == (0, "")
    assert "Конкурс 2025-01: список збігається" in out


def test_a_touched_list_is_found_out(terminal: Terminal, kept: Path) -> None:
    kept.write_text(kept.read_text(encoding="utf-8").replace("SELECTED_OPEN", "RESERVE", 1), encoding="utf-8")
    code, out, _err = terminal("ranking", "verify", str(kept), "--json")
    assert (code, json.loads(out)["faults"]) == (1, ["list_differs"])


def test_what_is_no_ranking_is_refused_in_words(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("ranking", "verify", str(tmp_path / "none.json"))[0] == 2
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    code, _out, err = terminal("ranking", "verify", str(tmp_path / "other.json"))
    assert code == 2
    assert "не файл прогону" in err
