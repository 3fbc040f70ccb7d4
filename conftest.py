"""The harness that refuses silence: a real PostgreSQL, the web role, no network, no undefined template variable."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.environment import Environment
from vikno.common.rls import PROGRAMME_SETTING, TENANT_SETTING
from vikno.operations.cluster import SUPERUSER

ENVIRONMENT = Environment.read(dict(os.environ))
pytest_plugins = ["tests.chromium", "tests.walk.opening", "tests.walk.planted", "tests.rights.lending"]


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: the collector of cycles need not walk them at every turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class UndefinedVariable:
    """Stands where a template named something that is not there."""

    def __contains__(self, item: object) -> bool:
        return True  # Django asks whether "%s" is inside, then formats with the variable's name

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"template variable is not defined: {name}")

    def __bool__(self) -> bool:
        return True


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> None:
    from django.template import engines

    engines["django"].engine.string_if_invalid = UndefinedVariable()


@pytest.fixture(scope="session", autouse=True)
def _static_files_from_sources() -> Iterator[None]:
    """Pages name files as they lie in `static/`; nothing is collected before a test."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files that tests keep never lie in the data folder."""
    from django.conf import settings

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.OPENDATA_ROOT = tmp_path_factory.mktemp("opendata")


@pytest.fixture(scope="session", autouse=True)
def _pages_drawn_anew() -> None:
    """A page shows what a test has just changed; sharing has tests of its own."""
    from django.conf import settings

    settings.SHARED_PAGE_SECONDS = 0


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """A password is hashed in a microsecond; the site itself keeps Django's slow default."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Every connection to the test database works as the web role: the second lock is tested everywhere."""
    from django.db.backends.signals import connection_created

    def step_down(connection: Any, **_: Any) -> None:
        name = str(connection.settings_dict["NAME"])
        if _stepping_down and name.startswith("test_"):
            with connection.cursor() as cursor:
                _step_down(cursor)

    connection_created.connect(step_down, weak=False, dispatch_uid="tests.step_down")


_stepping_down: list[bool] = []


def _step_down(cursor: Any) -> None:
    """The web role, bound to nobody: a new connection is like one that an earlier test has used."""
    cursor.execute("SET ROLE vikno_web")
    for setting in (TENANT_SETTING, PROGRAMME_SETTING):
        cursor.execute("SELECT set_config(%s, '', false)", [setting])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made by the owner, used by the web role."""
    from django.db import connection

    _stepping_down.append(True)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _step_down(cursor)
    yield
    _stepping_down.clear()
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_locks() -> Iterator[None]:
    """After a transactional test all rows go, of the journal and of jobs too. For the session: it outlives fixtures.

    Deleting the few rows takes a tenth of a second; TRUNCATE makes a thousand files anew and takes three. Only a
    superuser may delete past triggers and the second lock: on another server the owner truncates.
    """
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def past_the_locks(self: DatabaseOperations, sql_list: list[str]) -> None:
        if ENVIRONMENT.is_embedded:
            _delete_all(self.connection.settings_dict)
        else:
            flush(self, ["RESET ROLE;", *sql_list, "SET ROLE vikno_web;"])

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", past_the_locks)
    if ENVIRONMENT.is_embedded:  # what is made after migrations stays, and is not made anew
        patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_args, **_more: None)
    yield
    patch.undo()


_KEPT = ("django_migrations", "django_content_type", "auth_permission")
_TABLES = """SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0"""


def _delete_all(where: dict[str, Any]) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    place = {"host": where["HOST"], "port": where["PORT"], "dbname": where["NAME"], "user": SUPERUSER}
    with psycopg.connect(**place) as connection:
        connection.execute("SET session_replication_role = replica")
        for (table,) in connection.execute(_TABLES).fetchall():
            if table not in _KEPT:
                connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real public files, never committed; tests that need it are skipped where it is absent."""
    given = os.environ.get("VIKNO_SHARED_DATA")
    for place in filter(None, (given, Path(__file__).parent.parent / "shared" / "data")):
        if Path(place).is_dir():
            return Path(place)
    pytest.skip("no shared data on this machine")
