"""Settings are read once, refuse to guess in production, and are written down."""

import pytest

from config.environment import Environment, SettingsError, example
from config.paths import PROJECT


def test_the_example_file_is_what_the_settings_say() -> None:
    assert (PROJECT / ".env.example").read_text(encoding="utf-8") == example()


def test_production_refuses_to_start_without_its_values() -> None:
    with pytest.raises(SettingsError, match="VIKNO_SECRET_KEY, VIKNO_HOSTS"):
        Environment.read({"VIKNO_MODE": "production"})


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(SettingsError, match="demo або production"):
        Environment.read({"VIKNO_MODE": "debug"})


def test_another_server_is_used_by_its_two_roles() -> None:
    urls = {
        "DATABASE_URL": "postgresql://web:s%40@db:6000/centre?sslmode=require",
        "DATABASE_OWNER_URL": "postgresql://owner@db:6000/centre",
    }
    web = Environment.read(urls).database()
    assert web["USER"] == "web"
    assert web["PASSWORD"] == "s@"
    assert web["OPTIONS"] == {"sslmode": "require"}
    assert Environment.read({**urls, "VIKNO_DB_ROLE": "owner"}).database()["USER"] == "owner"


def test_statements_are_prepared_unless_a_pooler_forgets_them() -> None:
    assert Environment.read({}).statements()["prepare_threshold"] == 5
    assert Environment.read({"VIKNO_DB_PREPARE": "no"}).statements()["prepare_threshold"] is None
    assert Environment.read({"VIKNO_DB_PREPARE": "no"}).is_pooled, "and no cursor is left open between two transactions"
    with pytest.raises(SettingsError, match="yes або no"):
        Environment.read({"VIKNO_DB_PREPARE": "maybe"})


def test_migrations_refuse_without_an_owner() -> None:
    environment = Environment.read({"DATABASE_URL": "postgresql://web@db/centre", "VIKNO_DB_ROLE": "owner"})
    with pytest.raises(SettingsError, match="DATABASE_OWNER_URL"):
        environment.database()


def test_a_foreign_database_is_refused() -> None:
    with pytest.raises(SettingsError, match="postgresql://"):
        Environment.read({"DATABASE_URL": "mysql://root@db/centre"}).database()


@pytest.mark.parametrize(
    ("url", "backend", "tls"),
    [
        ("", "filebased", None),
        ("smtp://localhost:25", "smtp", False),
        ("smtp://user:pass@mail.example:587", "smtp", True),
    ],
)
def test_mail_goes_to_a_server_or_to_files(url: str, backend: str, tls: bool | None) -> None:
    mailer = Environment.read({"VIKNO_EMAIL_URL": url}).mailer()
    assert backend in str(mailer["BACKEND"])
    assert mailer["OPTIONS"].get("use_tls") is tls  # type: ignore[attr-defined]


def test_the_signing_key_is_made_once_and_kept_private(tmp_path: object) -> None:
    environment = Environment.read({"VIKNO_HOME": str(tmp_path)})
    key = environment.signing_key()
    assert len(key) > 40
    assert environment.signing_key() == key
    assert (environment.home_folder / "secret").stat().st_mode & 0o077 == 0
