"""Checks that ask the database: version, letters, structure, the second lock, the journal, clocks, the worker."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.environment import Environment
from config.paths import PROJECT
from vikno.common import clock, tenancy
from vikno.common.rls import AppendOnly, Lock, TenantPolicy
from vikno.operations.doctor.finding import BAD, GOOD, WARNING, Check, Finding
from vikno.operations.doctor.journal import ON_JOURNALS
from vikno.operations.installation import has_pending_migrations, is_bare, unknown_migrations
from vikno.practices import services as practices

_FLOOR = 150000
_SILENCE = timedelta(minutes=2)
# Values of the server's log settings under which nothing typed by people is written; the first is the advised one.
_QUIET: dict[str, tuple[str, ...]] = {
    "log_statement": ("none",),
    "log_min_duration_statement": ("-1",),
    "log_min_error_statement": ("panic", "fatal", "log"),
    "log_min_messages": ("log", "fatal", "panic"),
    "log_error_verbosity": ("terse",),
}
_MOST_NAMED = 5
_EXTENSIONS = {"pg_trgm", "btree_gist"}


def version(environment: Environment) -> Finding:
    number, said = _row("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
    where = _("вбудована") if environment.is_embedded else _("за DATABASE_URL")
    words = f"PostgreSQL {said}, {where}"
    if number < _FLOOR:
        return Finding(_("База даних"), BAD, words, _("Потрібен PostgreSQL 15 або новіший."))
    return Finding(_("База даних"), GOOD, words)


def letters(_environment: Environment) -> Finding:
    title = _("Українські літери в пошуку")
    missing = _EXTENSIONS - {name for (name,) in _rows("SELECT extname FROM pg_extension")}
    if missing:
        words = _("немає розширень бази: {names}").format(names=", ".join(sorted(missing)))
        return Finding(title, BAD, words, _("Створіть їх власником бази (CREATE EXTENSION) або відновіть копію."))
    trigrams, lowered, encoding = _row(
        "SELECT show_trgm('Їжак'), lower('ЇЖАК ҐАВА'), current_setting('server_encoding')"
    )
    if not trigrams or lowered != "їжак ґава" or encoding != "UTF8":
        remedy = _("Створіть базу з lc_ctype C.UTF-8 (або builtin C.UTF-8) і кодуванням UTF8 та відновіть у неї копію.")
        return Finding(title, BAD, _("база не бачить кирилиці"), remedy)
    return Finding(title, GOOD, _("«Їжак» дає {n} триграм").format(n=len(trigrams)))


def structure(_environment: Environment) -> Finding:
    title = _("Будова бази")
    if is_bare():
        return Finding(title, BAD, _("база порожня"), _("Виконайте vikno serve: збудується сама."))
    if has_pending_migrations():
        return Finding(title, BAD, _("база старіша за програму"), _("Виконайте vikno serve: оновиться сама."))
    unknown = unknown_migrations()
    if unknown:
        words = _("база новіша за програму: {names}").format(names=", ".join(unknown[:3]))
        return Finding(title, BAD, words, _("Оновіть програму до версії, якою створено цю базу."))
    return Finding(title, GOOD, _("відповідає програмі"))


def second_lock(_environment: Environment) -> Finding:
    title = _("Другий замок прав")
    problems = [*_open_tables(), *_changeable_journals(), *_web_role_powers()]
    if problems:
        remedy = _(
            "Не працюйте далі: виконайте міграції власником бази (DATABASE_OWNER_URL), "
            "а сайт запускайте роллю vikno_web."
        )
        return Finding(title, BAD, "; ".join(problems), remedy)
    return Finding(title, GOOD, _("без названої громади база не показує жодного рядка людей"))


def _open_tables() -> Iterator[str]:
    """What the migrations promised, compared with what the database does."""
    locks = {operation.table: operation for operation in _promised(Lock)}
    rows = _rows(
        """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                  coalesce(array_agg(ARRAY[p.polname::text, p.polcmd::text, pg_get_expr(p.polqual, c.oid)])
                           FILTER (WHERE p.polname IS NOT NULL), '{}')
           FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
           WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid ORDER BY c.relname""",
        [list(locks)],
    )
    for name in sorted(set(locks) - {row[0] for row in rows}):
        yield _("немає таблиці {name}").format(name=name)
    for name, forced, policies in rows:
        if not forced:
            yield _("замок таблиці {name} не примусовий").format(name=name)
        elif not _is_as_promised(locks[name], policies):
            yield _("замок таблиці {name} чужий").format(name=name)
    with transaction.atomic():
        tenancy.bind("")
        tenancy.bind_programme(None)
        for name, _forced, policies in rows:
            if not _read_by_all(policies) and _shows_anything(locks[name]):
                yield _("таблиця {name} відкрита без громади").format(name=name)


_TO_READ = "r"  # pg_policy.polcmd of FOR SELECT


def _is_as_promised(lock: Lock, policies: list[list[str]]) -> bool:
    """Whether the main policy asks for everything it should, and any other lets one read and no more.

    policies: name, command, condition of each in the database.
    """
    main = list(lock.policies())[-1]
    conditions = [condition for name, _command, condition in policies if name == main]
    asks = len(conditions) == 1 and all(setting in conditions[0] for setting in lock.settings)
    others = [command for name, command, _condition in policies if name != main]
    return asks and all(command == _TO_READ for command in others) and not (others and isinstance(lock, TenantPolicy))


def _read_by_all(policies: list[list[str]]) -> bool:
    return any(name == "everybody" for name, _command, _condition in policies)


def _shows_anything(lock: Lock) -> bool:
    table = connection.ops.quote_name(lock.table)
    column = connection.ops.quote_name(lock.column if isinstance(lock, TenantPolicy) else "hromada_id")
    # Rows of nobody ("") are the national chain of the journal: no person's.
    return bool(_row(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} IS DISTINCT FROM '')")[0])  # noqa: S608  our own names


def _changeable_journals() -> Iterator[str]:
    rows = _rows(
        """SELECT c.relname FROM pg_class c WHERE c.relname = ANY(%s) AND c.relnamespace = 'public'::regnamespace
             AND NOT EXISTS (SELECT 1 FROM pg_trigger t
                             WHERE t.tgrelid = c.oid AND t.tgname = 'append_only' AND t.tgenabled IN ('O', 'A'))""",
        [[operation.table for operation in _promised(AppendOnly)]],
    )
    for (name,) in rows:
        yield _("записи таблиці {name} можна змінити").format(name=name)


def _promised[T](kind: type[T]) -> list[T]:
    migrations = MigrationLoader(None).disk_migrations.values()
    return [operation for migration in migrations for operation in migration.operations if isinstance(operation, kind)]


def _web_role_powers() -> Iterator[str]:
    name, has_power = _row(
        """SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR EXISTS (
                      SELECT 1 FROM pg_class c WHERE c.relkind IN ('r', 'p')
                         AND pg_has_role(r.oid, c.relowner, 'MEMBER') AND c.relnamespace = 'public'::regnamespace)
           FROM pg_roles r WHERE r.rolname = current_user"""
    )
    if has_power:
        yield _("роль сайту {name} може обійти замок").format(name=name)


def server_log(_environment: Environment) -> Finding:
    """Statements carry what was typed, and errors quote it: a server that writes them down keeps people's data."""
    title = _("Журнал сервера бази")
    settings = dict(_rows("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_QUIET)]))
    loud = sorted(f"{name}={settings.get(name)}" for name, quiet in _QUIET.items() if settings.get(name) not in quiet)
    if loud:
        words = _("пише дані людей: {settings}").format(settings=", ".join(loud))
        wanted = ", ".join(f"{name}={quiet[0]}" for name, quiet in _QUIET.items())
        return Finding(title, WARNING, words, _("Задайте на сервері бази: {wanted}.").format(wanted=wanted))
    return Finding(title, GOOD, _("запитів і значень не пише"))


def clocks(_environment: Environment) -> Finding:
    title, remedy = _("Годинник"), _("Увімкніть синхронізацію часу на комп'ютері.")
    before = time.time()
    (there,) = _row("SELECT clock_timestamp()")
    apart = abs((there - datetime.fromtimestamp((before + time.time()) / 2, UTC)).total_seconds())
    made = max(path.stat().st_mtime for path in (PROJECT / "requirements").glob("*.txt"))
    if time.time() < made - 86400:
        return Finding(title, BAD, _("показує минуле"), remedy)
    if apart > 2:
        return Finding(title, BAD, _("база й програма розходяться на {n} с").format(n=round(apart)), remedy)
    words = _("у Києві {moment}, база й програма згодні")
    return Finding(title, GOOD, words.format(moment=f"{clock.now().astimezone(clock.KYIV):%d.%m.%Y %H:%M}"))


def worker(_environment: Environment) -> Finding:
    title = _("Виконавець завдань")
    (beat,) = _row("SELECT max(last_heartbeat) FROM procrastinate_workers")
    waiting, failed = _row(
        """SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed')
           FROM procrastinate_jobs"""
    )
    counted = _("чекає завдань: {waiting}, не вдалося: {failed}").format(waiting=waiting, failed=failed)
    if beat is None or clock.now() - beat > _SILENCE:
        words = _("не працює, {counted}").format(counted=counted)
        return Finding(title, WARNING, words, _("Запускається разом із сайтом: vikno serve."))
    words = _("працює, {counted}").format(counted=counted)
    if failed:
        return Finding(title, WARNING, words, _("Покажіть повідомлення програми тому, хто її супроводжує."))
    return Finding(title, GOOD, words)


def _row(sql: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def _rows(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def films(_environment: Environment) -> Finding:
    """Recordings that name a file which is not on the disk."""
    title, lost = _("Файли відео"), practices.lost_films()
    if lost:
        words = _("немає файлів записів: {titles}").format(titles="; ".join(lost[:_MOST_NAMED]))
        return Finding(title, BAD, words, _("Поверніть теку files із резервної копії або додайте відео ще раз."))
    return Finding(title, GOOD, _("усі на місці"))


IN_DATABASE: tuple[Check, ...] = (
    (gettext_lazy("База даних"), version),
    (gettext_lazy("Українські літери в пошуку"), letters),
    (gettext_lazy("Будова бази"), structure),
    (gettext_lazy("Другий замок прав"), second_lock),
    *ON_JOURNALS,
    (gettext_lazy("Журнал сервера бази"), server_log),
    (gettext_lazy("Годинник"), clocks),
    (gettext_lazy("Файли відео"), films),
    (gettext_lazy("Виконавець завдань"), worker),
)
IN_BARE_DATABASE: tuple[Check, ...] = (IN_DATABASE[0], IN_DATABASE[2])
