"""The command line: one JSON object on stdout, words on stderr, codes for the shell; Ukrainian, or English if asked."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from vikno.operations import doctor
from vikno.operations.cli import main
from vikno.operations.cluster import Cluster
from vikno.operations.tests.conftest import at, vikno

type Terminal = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def home(make_home: Callable[[], Path]) -> Path:
    return make_home()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Не вказано: команда"),
        (["sing"], "команда: не 'sing', а одне з: 'serve'"),
        (["import"], "Не вказано: kind, path"),
        (["import", "everything", "x.csv"], "kind: не 'everything', а одне з: 'territories'"),
        (["import", "services", "x.csv", "--edition", "торік"], "--edition: дата має вигляд 2026-01-31"),
        (["import", "services", "x.csv", "--cards"], "Після --cards має бути значення"),
        (["export", "services", "x.csv", "more"], "Зайве: more"),
        (["serve", "--port", "99999"], "--port: має бути числом від 1 до 65535"),
        (["serve", "--port", "вісім"], "--port: має бути числом від 1 до 65535"),
        (["demo", "--cases", "-5"], "--cases: має бути числом від 1"),
        (["cluster", "jump"], "action: не 'jump', а одне з: 'start'"),
        (["doctor", "--json=yes"], "--json не має значення 'yes'"),
    ],
)
def test_a_command_that_is_not_understood_is_refused_in_words(
    terminal: Terminal, arguments: list[str], words: str
) -> None:
    code, out, err = terminal(*arguments)
    assert code == 2
    assert words in err
    assert "--help" in err
    assert "argument" not in err
    if "--json" not in arguments:
        assert out == ""


def test_help_is_in_ukrainian_and_in_english(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="0"):
        terminal("--help")
    monkeypatch.setenv("VIKNO_LANGUAGE", "en")
    code, _out, err = terminal("sing")
    assert code == 2
    assert "invalid choice" in err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert said.startswith("Використання: vikno")
    for command in ("serve", "demo", "cluster", "import", "export", "doctor", "verify-audit", "backup", "restore"):
        assert command in said
    assert "usage" not in said
    assert "show this help" not in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("VIKNO_PORT", "вісім", "VIKNO_PORT"),
        ("VIKNO_PORT", "70000", "від 0 до 65535"),
        ("VIKNO_LANGUAGE", "fr", "uk або en"),
        ("VIKNO_MODE", "debug", "demo або production"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    code, out, err = terminal("doctor", "--json")
    assert code == 2
    assert words in err
    assert json.loads(out) == {"code": "settings", "refused": [{"line": 0, "reason": err.strip()}]}


@pytest.mark.django_db
def test_a_refusal_is_one_json_object_and_words(terminal: Terminal) -> None:
    code, out, err = terminal("import", "territories", "absent.csv", "--json")
    assert code == 2
    assert json.loads(out)["code"] == "operations.no_such_file"
    assert json.loads(out)["refused"][0]["reason"] in err


def test_the_embedded_database_is_started_shown_and_stopped(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("VIKNO_HOME", str(home))
    for action, code, running in (("status", 1, False), ("start", 0, True), ("status", 0, True), ("stop", 0, False)):
        found, out, err = terminal("cluster", action, "--json")
        assert (found, json.loads(out)["running"], err) == (code, running, "")
    assert "не працює" in terminal("cluster", "status")[1]


def test_a_database_in_use_is_not_stopped(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("VIKNO_HOME", str(home))
    with Cluster(at(home)).lent():
        code, _out, err = terminal("cluster", "stop")
        assert code == 2
        assert "користується сайт" in err


def test_another_server_needs_no_cluster(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@db/centre")
    code, out, _err = terminal("cluster", "start", "--json")
    assert (code, json.loads(out)) == (0, {"embedded": False})


def test_the_demo_never_enters_a_real_installation(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@db/centre")
    code, out, err = terminal("demo")
    assert (code, out) == (2, "")
    assert "вигадану громаду сюди не завантажуємо" in err


@pytest.mark.django_db
def test_the_doctor_answers_one_object(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, make_home: Callable[[], Path]
) -> None:
    monkeypatch.setenv("VIKNO_HOME", str(make_home()))
    monkeypatch.setattr(doctor, "running_database", lambda *_given, **_named: nullcontext())
    code, out, err = terminal("doctor", "--json")
    told = json.loads(out)
    assert (code, err, told["healthy"]) == (0, "", True)
    assert {finding["state"] for finding in told["findings"]} == {"good", "warning"}
    code, out, _err = terminal("doctor")
    assert code == 0
    assert "✓ База даних: PostgreSQL" in out
    monkeypatch.setattr(doctor, "examine", lambda _environment: [doctor.Finding("Т", "bad", "погано", "лікуйте")])
    code, out, _err = terminal("doctor")
    assert code == 1
    assert "→ лікуйте" in out


@pytest.mark.parametrize(
    ("number", "words"),
    [("ENOSPC", "немає місця"), ("EACCES", "Немає прав: place"), ("EIO", "Система відмовила")],
)
def test_what_the_system_declines_is_said_in_words(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, number: str, words: str
) -> None:
    import errno
    import os

    from vikno.operations import commands

    def broken(*_given: object) -> None:
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)), "place")

    monkeypatch.setattr(commands, "backup", broken)
    code, out, err = terminal("backup", "--json")
    assert code == 2
    assert words in err
    assert json.loads(out)["refused"]


def test_a_command_runs_in_a_process_of_its_own(make_home: Callable[[], Path]) -> None:
    done = vikno(make_home(), "import", "territories", "absent.csv", "--json", VIKNO_POSTGRES_BIN="/nonexistent")
    assert done.returncode == 2
    assert json.loads(done.stdout)["code"] == "operations.no_postgres"
    assert "VIKNO_POSTGRES_BIN" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_had_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = vikno(tmp_path / "file" / "home", "doctor", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["code"] == "settings"
    assert "Немає доступу до теки даних" in done.stderr
