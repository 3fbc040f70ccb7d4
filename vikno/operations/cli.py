"""The `vikno` command: what a person at a terminal can do. Words for people go to stderr, results to stdout."""

import argparse
import errno
import os
import sys
from datetime import date
from pathlib import Path

import django
import psycopg
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from config.environment import HIGHEST_PORT, Environment, SettingsError
from vikno.common.errors import Refusal
from vikno.operations import terminal
from vikno.operations.errors import DatabaseDeclined, NotAllowed, OutOfDisk, SystemDeclined
from vikno.operations.terminal import REFUSED, STOPPED, Parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 1 a check failed, 2 refused with a reason, 130 stopped.

    With `--json` stdout holds exactly one object, of a refusal too.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        environment = Environment.read(dict(os.environ))
        _learn_to_speak()
    except SettingsError as error:
        return _refuse(given, "settings", str(error))
    with translation.override(environment.language or "uk"), terminal.stopping_politely():
        try:
            return _run(given, environment)
        except Refusal as refusal:
            return _refuse(given, refusal.code, str(refusal))
        except (OSError, DatabaseError, psycopg.Error) as error:
            why = _in_our_words(error)
            return _refuse(given, why.code, str(why))
        except KeyboardInterrupt:
            terminal.say(_("Зупинено."))
            return STOPPED


def _learn_to_speak() -> None:
    from tools.messages import compile_all

    compile_all()
    django.setup()


def _run(arguments: list[str], environment: Environment) -> int:
    options = _parser().parse_args(arguments)
    outcome: terminal.Outcome = options.run(options, environment)
    wants_json = getattr(options, "json", False)
    if wants_json:
        terminal.show_json(outcome.facts)
    if outcome.exit_code == REFUSED:
        terminal.say(outcome.words)
    elif not wants_json:
        terminal.show(outcome.words)
    return outcome.exit_code


def _refuse(arguments: list[str], code: str, words: str) -> int:
    if "--json" in arguments:
        terminal.show_json({"code": code, "refused": [{"line": 0, "reason": words}]})
    terminal.say(words)
    return REFUSED


def _in_our_words(error: Exception) -> Refusal:
    if not isinstance(error, OSError):
        return DatabaseDeclined(reason=str(error).strip().split("\n")[0])
    path = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutOfDisk(path=path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotAllowed(path=path)
    return SystemDeclined(reason=error.strerror or str(error), path=path)


def _parser() -> Parser:
    parser = Parser(prog="vikno", description=_("Вікно: мережа ЦНАП громади."))
    commands = parser.add_subparsers(required=True, metavar=_("команда"), dest="команда")
    _add_serving(commands)
    _add_exchange(commands)
    _add_care(commands)
    _add_people(commands)
    _add_mail(commands)
    _add_ranking(commands)
    return parser


type Commands = argparse._SubParsersAction[Parser]


def _add_serving(commands: Commands) -> None:
    from vikno.operations import commands as run

    port = terminal.whole_number(1, HIGHEST_PORT)
    serve = commands.add_parser("serve", help=_("показати сайт"))
    serve.add_argument("--port", type=port, help=_("порт, 8000"))
    serve.set_defaults(run=run.serve)
    demo = commands.add_parser("demo", help=_("наповнити вигаданою громадою і показати сайт"))
    demo.add_argument("--port", type=port, help=_("порт, 8000"))
    demo.add_argument("--reset", action="store_true", help=_("викинути попередні дані"))
    how_many = terminal.whole_number(1, 1_000_000)
    demo.add_argument("--cases", type=how_many, default=600, help=_("скільки справ вигадати, 600"))
    demo.add_argument("--load-only", action="store_true", help=_("наповнити і не показувати"))
    demo.set_defaults(run=run.demo)
    cluster = commands.add_parser("cluster", help=_("вбудована база: start, stop, status"))
    cluster.add_argument("action", choices=["start", "stop", "status"])
    _add_json(cluster)
    cluster.set_defaults(run=run.cluster)


def _add_exchange(commands: Commands) -> None:
    from vikno.operations import commands as run
    from vikno.operations import exchange

    take = commands.add_parser("import", help=_("взяти дані з файлу: усе або нічого"))
    take.add_argument("kind", choices=(*exchange.IMPORTS, exchange.SCANS))
    take.add_argument("path", type=Path)
    take.add_argument("--edition", type=_day, help=_("дата редакції, РРРР-ММ-ДД"))
    take.add_argument("--point", type=int, help=_("для scans: номер точки, чий це сканер"))
    take.add_argument("--cards", type=Path, help=_("для services: тека з картками HTML"))
    _add_json(take)
    take.set_defaults(run=run.take)
    give = commands.add_parser("export", help=_("віддати дані у файл"))
    give.add_argument("kind", choices=exchange.EXPORTS)
    give.add_argument("path", type=Path, help=_("*.csv, *.json або *.xlsx"))
    _add_json(give)
    give.set_defaults(run=run.give)


def _add_care(commands: Commands) -> None:
    from vikno.operations import commands as run

    doctor = commands.add_parser("doctor", help=_("самоперевірка простими словами"))
    _add_json(doctor)
    doctor.set_defaults(run=run.doctor)
    verify = commands.add_parser("verify-audit", help=_("перевірити, чи ніхто не змінив журналу дій"))
    verify.add_argument("--hromada", help=_("лише одна громада: код КАТОТТГ; - для загальних довідників"))
    verify.add_argument("--heads", type=Path, help=_("файл із підсумками, надісланими раніше"))
    _add_json(verify)
    verify.set_defaults(run=run.verify_audit)
    sums = commands.add_parser("sum-oblasts", help=_("підсумувати області спочатку, з місяців громад"))
    _add_json(sums)
    sums.set_defaults(run=run.sum_oblasts)
    backup = commands.add_parser("backup", help=_("зробити резервну копію"))
    backup.add_argument("--to", type=Path, help=_("тека для копії"))
    _add_json(backup)
    backup.set_defaults(run=run.backup)
    restore = commands.add_parser("restore", help=_("відновити з резервної копії"))
    restore.add_argument("archive", type=Path)
    _add_json(restore)
    restore.set_defaults(run=run.restore)


def _add_people(commands: Commands) -> None:
    from vikno.accounts.enums import Role
    from vikno.operations import commands as run

    add = commands.add_parser("add-person", help=_("додати людину, якої ніхто не додасть на сторінці"))
    add.add_argument("username", help=_("ім'я для входу"))
    add.add_argument("full_name", help=_("прізвище, ім'я, по батькові"))
    add.add_argument("--role", required=True, choices=Role.values)
    add.add_argument("--hromada", default="", help=_("код громади за КАТОТТГ"))
    add.add_argument("--oblast", default="", help=_("для overseer: код області; без нього — уся країна"))
    add.add_argument("--organisation", default="", help=_("назва програми, органу або суб'єкта надання"))
    add.add_argument("--email", default="")
    _add_json(add)
    add.set_defaults(run=run.add_person)
    anew = commands.add_parser("new-password", help=_("дати тимчасовий пароль тому, кому немає в кого просити"))
    anew.add_argument("username")
    _add_json(anew)
    anew.set_defaults(run=run.new_password)


def _add_mail(commands: Commands) -> None:
    from vikno.operations import commands as run

    mail = commands.add_parser("mail", help=_("забрати листи зі скриньок зараз, не чекаючи п'яти хвилин"))
    _add_json(mail)
    mail.set_defaults(run=run.mail)


def _add_ranking(commands: Commands) -> None:
    from vikno.operations import rankings

    ranking = commands.add_parser("ranking", help=_("порахувати оприлюднений список конкурсу самому: verify ФАЙЛ"))
    ranking.add_argument("action", choices=["verify"])
    ranking.add_argument("path", type=Path, help=_("файл зі сторінки результатів"))
    _add_json(ranking)
    ranking.set_defaults(run=rankings.verify)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("підсумок одним об'єктом JSON"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("дата має вигляд 2026-01-31")) from None
