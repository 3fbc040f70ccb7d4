"""The self-check: what works, what does not, and what to do about it, in plain words."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection, transaction

from config.environment import Environment
from config.paths import PROJECT

GOOD, WARNING, BAD = "good", "warning", "bad"
_SIGNS = {GOOD: "✓", WARNING: "!", BAD: "✗"}
_FLOOR = 150000
_LOW_DISK = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` is good, warning or bad; `remedy` says what to do when it is not good."""

    title: str
    state: str
    words: str
    remedy: str = ""

    @property
    def is_bad(self) -> bool:
        return self.state == BAD

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def examine(environment: Environment) -> list[Finding]:
    """Look at everything; one check that breaks does not hide the others."""
    checks: list[tuple[str, Callable[[Environment], Finding]]] = [
        ("База даних", _database),
        ("Українські літери в пошуку", _trigrams),
        ("Будова бази", _migrations),
        ("Другий замок прав", _second_lock),
        ("Журнал дій", _journal),
        ("Місце на диску", _disk),
        ("Годинник", _clock),
        ("Шрифти документів", _fonts),
        ("Виконавець завдань", _worker),
        ("Резервні копії", _backups),
        ("Пошта", _mail),
    ]
    return [_guarded(title, check, environment) for title, check in checks]


def in_words(findings: list[Finding]) -> str:
    """The findings as lines for a terminal."""
    lines = [f"{_SIGNS[f.state]} {f.title}: {f.words}" + (f"\n    → {f.remedy}" if f.remedy else "") for f in findings]
    bad = sum(f.is_bad for f in findings)
    lines.append("Усе гаразд." if not bad else f"Потребує уваги: {bad}.")
    return "\n".join(lines) + "\n"


def _guarded(title: str, check: Callable[[Environment], Finding], environment: Environment) -> Finding:
    try:
        return check(environment)
    except (DatabaseError, OSError, RuntimeError) as error:
        reason = str(error).strip().split("\n")[0]
        return Finding(
            title, BAD, f"перевірити не вдалося: {reason}", "Перевірте, чи працює база: vikno cluster status."
        )


def _database(environment: Environment) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, version = cursor.fetchone()
    where = "вбудована" if environment.is_embedded else "за DATABASE_URL"
    if number < _FLOOR:
        return Finding("База даних", BAD, f"PostgreSQL {version}", "Потрібен PostgreSQL 15 або новіший.")
    return Finding("База даних", GOOD, f"PostgreSQL {version}, {where}")


def _trigrams(_: Environment) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm('Їжак'), lower('ЇЖАК ҐАВА'), current_setting('server_encoding')")
        trigrams, lowered, encoding = cursor.fetchone()
    if not trigrams or lowered != "їжак ґава" or encoding != "UTF8":
        return Finding(
            "Українські літери в пошуку", BAD, "база не бачить кирилиці",
            "Створіть базу з lc_ctype C.UTF-8 (або builtin C.UTF-8) і кодуванням UTF8 та відновіть у неї копію.",
        )  # fmt: skip
    return Finding("Українські літери в пошуку", GOOD, f"«Їжак» дає {len(trigrams)} триграм")


def _migrations(_: Environment) -> Finding:
    from vikno.operations.installation import _has_pending_migrations

    if _has_pending_migrations():
        return Finding("Будова бази", BAD, "база старіша за програму", "Виконайте vikno serve: оновиться сама.")
    return Finding("Будова бази", GOOD, "відповідає програмі")


def _second_lock(_: Environment) -> Finding:
    problems = list(_open_tables()) + list(_web_role_powers())
    if problems:
        return Finding(
            "Другий замок прав", BAD, "; ".join(problems),
            "Не працюйте далі: виконайте міграції власником бази (DATABASE_OWNER_URL) і сайт роллю vikno_web.",
        )  # fmt: skip
    return Finding("Другий замок прав", GOOD, "без названої громади база не показує жодного рядка людей")


def _open_tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relforcerowsecurity FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
               WHERE p.polname = 'tenant' ORDER BY c.relname"""
        )
        rows = cursor.fetchall()
    if not rows:
        yield "немає жодної таблиці з замком"
    yield from (f"замок таблиці {name} не примусовий" for name, forced in rows if not forced)
    with transaction.atomic(), connection.cursor() as cursor:
        for name, _forced in rows:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})")  # noqa: S608
            if cursor.fetchone()[0]:
                yield f"таблиця {name} відкрита без громади"


def _web_role_powers() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.rolname, r.rolsuper, r.rolbypassrls,
                      EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p'))
               FROM pg_roles r WHERE r.rolname = current_user"""
        )
        name, is_super, bypasses, owns = cursor.fetchone()
    if is_super or bypasses or owns:
        yield f"роль сайту {name} може обійти замок"


def _journal(_: Environment) -> Finding:
    from vikno.accounts.models import Membership
    from vikno.audit.queries import first_broken_link
    from vikno.common import tenancy

    codes = {"", *Membership.objects.values_list("hromada_code", flat=True).distinct()}
    for code in sorted(codes):
        with tenancy.working_for(code):
            broken = first_broken_link(code)
        if broken is not None:
            return Finding(
                "Журнал дій", BAD, f"ланцюг громади {code or '—'} розірвано на записі {broken}",
                "Хтось змінив журнал в обхід програми. Збережіть копію і повідомте відповідального за дані.",
            )  # fmt: skip
    return Finding("Журнал дій", GOOD, f"ланцюгів перевірено: {len(codes)}, розривів немає")


def _disk(environment: Environment) -> Finding:
    free = shutil.disk_usage(environment.home_folder).free
    words = f"вільно {free / 1024**3:.1f} ГБ у {environment.home_folder}"
    if free < _LOW_DISK:
        return Finding("Місце на диску", WARNING, words, "Звільніть місце: менше 2 ГБ може зупинити роботу.")
    return Finding("Місце на диску", GOOD, words)


def _clock(_: Environment) -> Finding:
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
    apart = abs((there - datetime.fromtimestamp((before + time.time()) / 2, UTC)).total_seconds())
    made = max(p.stat().st_mtime for p in (PROJECT / "requirements").glob("*.txt"))
    if time.time() < made - 86400:
        return Finding("Годинник", BAD, "показує минуле", "Увімкніть синхронізацію часу на комп'ютері.")
    if apart > 2:
        return Finding(
            "Годинник", BAD, f"база й програма розходяться на {apart:.0f} с", "Увімкніть синхронізацію часу."
        )
    kyiv = datetime.now(ZoneInfo("Europe/Kyiv"))
    return Finding("Годинник", GOOD, f"у Києві {kyiv:%d.%m.%Y %H:%M}, база й програма згодні")


def _fonts(_: Environment) -> Finding:
    folder = PROJECT / "vikno" / "common" / "fonts"
    fonts = sorted(folder.glob("*.ttf"))
    if len(fonts) < 2:
        return Finding("Шрифти документів", BAD, f"немає шрифтів у {folder}", "Відновіть теку програми з дистрибутива.")
    return Finding("Шрифти документів", GOOD, f"{len(fonts)} накреслень у комплекті")


def _worker(_: Environment) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        beat = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        waiting = cursor.fetchone()[0]
    if beat is None or datetime.now(UTC) - beat > timedelta(minutes=2):
        return Finding(
            "Виконавець завдань", WARNING, f"не працює, чекає завдань: {waiting}",
            "Запускається разом із сайтом: vikno serve.",
        )  # fmt: skip
    return Finding("Виконавець завдань", GOOD, f"працює, чекає завдань: {waiting}")


def _backups(environment: Environment) -> Finding:
    made = sorted((environment.home_folder / "backups").glob("vikno-*.tar"), key=lambda p: p.stat().st_mtime)
    remedy = "Зробіть копію: vikno backup --to ТЕКА. Тримайте її на іншому комп'ютері."
    if not made:
        return Finding("Резервні копії", WARNING, "жодної", remedy)
    age = timedelta(seconds=time.time() - made[-1].stat().st_mtime)
    words = f"остання {made[-1].name}, {age.days} дн. тому"
    return Finding("Резервні копії", GOOD, words) if age.days < 2 else Finding("Резервні копії", WARNING, words, remedy)


def _mail(environment: Environment) -> Finding:
    if environment.email_url:
        return Finding("Пошта", GOOD, "сервер задано у VIKNO_EMAIL_URL")
    folder: Path = environment.home_folder / "mail"
    return Finding("Пошта", WARNING, f"листи лягають у {folder}", "Задайте VIKNO_EMAIL_URL, щоб їх надсилати.")
