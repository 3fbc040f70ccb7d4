"""The `vikno` command: what a person at a terminal can do. Words for people go to stderr, results to stdout."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

import django

from config.environment import Environment, SettingsError
from vikno.common.errors import Refusal

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 2 refused with a reason, 1 a check failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refusal as refusal:
        _say(str(refusal))
        return REFUSED
    except SettingsError as error:
        _say(str(error))
        return REFUSED
    except KeyboardInterrupt:
        _say("Зупинено.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vikno", description="Вікно: мережа ЦНАП громади.")
    commands = parser.add_subparsers(required=True, metavar="команда")
    _add_serving(commands)
    _add_exchange(commands)
    _add_care(commands)
    return parser


def _add_serving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="показати сайт")
    serve.add_argument("--port", type=int)
    serve.set_defaults(run=_serve)
    demo = commands.add_parser("demo", help="наповнити вигаданою громадою і показати сайт")
    demo.add_argument("--port", type=int)
    demo.add_argument("--reset", action="store_true", help="викинути попередні дані")
    demo.add_argument("--cases", type=int, default=600, help="скільки справ вигадати")
    demo.add_argument("--load-only", action="store_true", help="наповнити і не показувати")
    demo.set_defaults(run=_demo)
    cluster = commands.add_parser("cluster", help="вбудована база: start, stop, status")
    cluster.add_argument("action", choices=["start", "stop", "status"])
    cluster.set_defaults(run=_cluster)


def _add_exchange(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from vikno.operations import exchange

    take = commands.add_parser("import", help="взяти дані з файлу: усе або нічого")
    take.add_argument("kind", choices=exchange.IMPORTS)
    take.add_argument("path", type=Path)
    take.add_argument("--edition", type=date.fromisoformat, help="дата редакції, РРРР-ММ-ДД")
    take.add_argument("--cards", type=Path, help="для services: тека з картками HTML")
    take.add_argument("--json", action="store_true", help="підсумок одним об'єктом JSON")
    take.set_defaults(run=_import)
    give = commands.add_parser("export", help="віддати дані у файл")
    give.add_argument("kind", choices=exchange.EXPORTS)
    give.add_argument("path", type=Path, help="*.csv, *.json або *.xlsx")
    give.set_defaults(run=_export)


def _add_care(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = commands.add_parser("doctor", help="самоперевірка простими словами")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)
    backup = commands.add_parser("backup", help="зробити резервну копію")
    backup.add_argument("--to", type=Path, help="тека для копії")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="відновити з резервної копії")
    restore.add_argument("archive", type=Path)
    restore.set_defaults(run=_restore)


def _serve(options: argparse.Namespace) -> int:
    from vikno.operations import installation, serving

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        installation.prepare(environment, say=_say)
        return serving.serve(environment, port=options.port or environment.site_port, say=_say)


def _demo(options: argparse.Namespace) -> int:
    from vikno.operations import demonstration, installation, serving

    environment = Environment.read(dict(os.environ))
    demonstration.require_demo_mode(environment)
    if options.reset:
        demonstration.throw_away(environment, say=_say)
    with installation.running_database(environment):
        installation.prepare(environment, say=_say)
        demonstration.load(cases=options.cases, say=_say)
        if options.load_only:
            return 0
        port = options.port or environment.site_port
        return serving.serve(environment, port=port, say=_say, ready=demonstration.sign_ins())


def _cluster(options: argparse.Namespace) -> int:
    from vikno.operations.cluster import Cluster

    environment = Environment.read(dict(os.environ))
    if not environment.is_embedded:
        _say("База — за DATABASE_URL, вбудована не потрібна.")
        return 0
    cluster = Cluster(environment)
    if options.action == "start":
        _say("База працює." if not cluster.start() else "Базу запущено.")
    elif options.action == "stop":
        cluster.stop()
        _say("Базу зупинено.")
    else:
        running = cluster.is_running
        _say(f"База {'працює' if running else 'не працює'}: {cluster.data}")
        return 0 if running else 1
    return 0


def _import(options: argparse.Namespace) -> int:
    from vikno.operations import exchange, installation

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        installation.prepare(environment, say=_say, static=False)
        report = exchange.take(
            kind=options.kind, path=options.path, edition_on=options.edition, cards=options.cards, say=_say
        )
    if options.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        _say(str(report))
    return int(report.exit_code)


def _export(options: argparse.Namespace) -> int:
    from vikno.operations import exchange, installation

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        installation.prepare(environment, say=_say, static=False)
        rows = exchange.give(kind=options.kind, path=options.path)
    _say(f"Записано {rows}: {options.path}")
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from vikno.operations import doctor, installation

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        django.setup()
        findings = doctor.examine(environment)
    if options.json:
        sys.stdout.write(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(doctor.in_words(findings))
    return 1 if any(f.is_bad for f in findings) else 0


def _backup(options: argparse.Namespace) -> int:
    from vikno.operations import backup, installation

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        django.setup()
        archive = backup.make(environment, folder=options.to, say=_say)
    _say(
        f"Копію зроблено: {archive} ({archive.stat().st_size / 1e6:.1f} МБ). "
        "Перевірте її: vikno restore на іншій машині."
    )
    return 0


def _restore(options: argparse.Namespace) -> int:
    from vikno.operations import backup, installation

    environment = Environment.read(dict(os.environ))
    with installation.running_database(environment):
        django.setup()
        kept = backup.restore(environment, archive=options.archive, say=_say)
    _say(f"Відновлено. Попередні дані збережено в базі «{kept}», доки ви їх не вилучите.")
    return 0


def _say(text: str) -> None:
    """A line to the person."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
