"""Everything the environment may say, read once into one frozen object.

`.env.example` is generated from this module (`python -m config.environment`) and a test keeps it true.
"""

import os
import secrets
import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from config.mailboxes import BadMailbox, Mailbox, mailboxes_in
from config.paths import data_home, make_home, socket_folder

WEB_ROLE = "vikno_web"
OWNER_ROLE = "vikno_owner"
LANGUAGES = ("uk", "en")
HIGHEST_PORT = 65535


class SettingsError(SystemExit):
    """A production value is missing or unreadable: the program refuses to start and says which."""


def _setting(name: str, about: str, example: str = "") -> str:
    return field(default="", metadata={"name": name, "about": about, "example": example})


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Values as given; an empty string means «not said»."""

    home: str = _setting("VIKNO_HOME", "Data folder: database, files, backups, secret. Default: .vikno here.")
    mode: str = _setting("VIKNO_MODE", "demo (default) or production: refuses missing values.", "production")
    secret_key: str = _setting("VIKNO_SECRET_KEY", "Signing key; required in production.", "50 random characters")
    hosts: str = _setting("VIKNO_HOSTS", "Host names served, by commas; required in production.", "cnap.example")
    database_url: str = _setting(
        "DATABASE_URL", "Another PostgreSQL, as the web role.", "postgresql://vikno_web@db/vikno"
    )
    database_owner_url: str = _setting(
        "DATABASE_OWNER_URL",
        "The same database as the owner: migrations.",
        "postgresql://vikno_owner@db/vikno",
    )
    database_replica_url: str = _setting(
        "DATABASE_REPLICA_URL",
        "A streaming copy that is only read: pages of the country. Not set: they are read where all else is.",
        "postgresql://vikno_web@replica/vikno",
    )
    database_backup_url: str = _setting(
        "DATABASE_BACKUP_URL",
        "The same database as a role that sees every row (BYPASSRLS): backup.",
        "postgresql://vikno_backup@db/vikno",
    )
    database_direct_url: str = _setting(
        "DATABASE_DIRECT_URL",
        "The same database past a pooler: boards of queues listen there. Not set: they listen where all else is.",
        "postgresql://vikno_web@db/vikno",
    )
    database_prepare: str = _setting(
        "VIKNO_DB_PREPARE",
        "no: prepare no statements, for a pooler that hands connections around and does not keep them. Default: yes.",
        "no",
    )
    database_role: str = _setting("VIKNO_DB_ROLE", "web (default) or owner; set by the commands themselves.")
    postgres_bin: str = _setting("VIKNO_POSTGRES_BIN", "Folder with initdb and postgres to use.")
    port: str = _setting("VIKNO_PORT", "Port of the site. Default: 8000.", "8000")
    events_port: str = _setting(
        "VIKNO_EVENTS_PORT", "Port where boards hear of calls. Default: the next one after the site's.", "8001"
    )
    language: str = _setting("VIKNO_LANGUAGE", "Language of the command line: uk (default) or en.", "en")
    site_url: str = _setting("VIKNO_SITE_URL", "Public address, for links in letters and QR codes.")
    email_url: str = _setting(
        "VIKNO_EMAIL_URL",
        "Mail server: smtp:// (STARTTLS on any port but 25) or smtps://.",
        "smtp://user:password@mail.example:587",
    )
    email_from: str = _setting("VIKNO_EMAIL_FROM", "From whom letters come.", "ЦНАП <cnap@gromada.example>")
    sms_url: str = _setting(
        "VIKNO_SMS_URL",
        "SMS gateway over HTTP. Without it a demo keeps messages in a folder, a site leaves them to people.",
        "https://sms.example/v1",
    )
    sms_token: str = _setting("VIKNO_SMS_TOKEN", "Its token.")
    mailboxes: str = _setting(
        "VIKNO_MAILBOXES",
        "Mailboxes where people write, by spaces: hromada=address/folder. Letters taken go to the folder «done».",
        "UA00000000000000000=imaps://cnap%40mail.example:password@mail.example/INBOX?done=Vikno",
    )
    private_hosts: str = _setting(
        "VIKNO_PRIVATE_HOSTS",
        "Hosts, by commas, that may be called at private addresses and without TLS.",
        "sms.local",
    )
    audit_email: str = _setting(
        "VIKNO_AUDIT_EMAIL",
        "One more address for the daily heads of the journals, outside the office at best.",
        "archive@region.example",
    )
    proxies: str = _setting(
        "VIKNO_PROXIES",
        "Proxies of yours before the site, whose X-Forwarded-For is believed. Default: 1 in production.",
        "1",
    )
    clamd: str = _setting(
        "VIKNO_CLAMD",
        "Antivirus for files people bring: socket of clamd. Not set: no viruses are looked for.",
        "unix:/run/clamav/clamd.ctl",
    )
    tiles_url: str = _setting("VIKNO_TILES_URL", "Map tiles; the map is useful without.")
    video_hosts: str = _setting(
        "VIKNO_VIDEO_HOSTS",
        "Hosts, by commas, whose player may stand on the page of a recording after a press. Not set: links only.",
        "www.youtube-nocookie.com",
    )
    film_megabytes: str = _setting(
        "VIKNO_FILM_MB", "Largest video file of a recording kept here, in megabytes. Default: 300.", "300"
    )
    test_database: str = _setting("VIKNO_TEST_DATABASE", "Name of the test database. Default: test_vikno.")

    @classmethod
    def read(cls, source: dict[str, str]) -> "Environment":
        """Read from a mapping; refuse what cannot be understood and, in production, a missing value."""
        given = {f.name: source.get(f.metadata["name"], "").strip() for f in fields(cls)}
        environment = cls(**given)
        if environment.mode not in ("", "demo", "production"):
            raise SettingsError(f"VIKNO_MODE={environment.mode!r}: має бути demo або production.")
        if environment.language not in ("", *LANGUAGES):
            raise SettingsError(f"VIKNO_LANGUAGE={environment.language!r}: має бути uk або en.")
        if environment.database_prepare not in ("", "yes", "no"):
            raise SettingsError(f"VIKNO_DB_PREPARE={environment.database_prepare!r}: має бути yes або no.")
        if environment.sms_url and urlsplit(environment.sms_url).scheme not in ("http", "https"):
            raise SettingsError("VIKNO_SMS_URL має починатися з https:// (або http:// для VIKNO_PRIVATE_HOSTS).")
        environment.mailboxes_read()
        numbers = {
            "VIKNO_PORT": environment.port, "VIKNO_EVENTS_PORT": environment.events_port,
            "VIKNO_PROXIES": environment.proxies, "VIKNO_FILM_MB": environment.film_megabytes,
        }  # fmt: skip
        for name, value in numbers.items():
            if value and not (value.isascii() and value.isdigit() and int(value) <= HIGHEST_PORT):
                raise SettingsError(f"{name}={value!r}: має бути числом від 0 до {HIGHEST_PORT}.")
        if environment.clamd and not environment.clamd.startswith(("unix:/", "tcp://")):
            raise SettingsError(f"VIKNO_CLAMD={environment.clamd!r}: має бути unix:/шлях або tcp://адреса:порт.")
        missing = [f.metadata["name"] for f in fields(cls) if f.name in ("secret_key", "hosts") and not given[f.name]]
        if environment.is_production and missing:
            raise SettingsError(f"Для VIKNO_MODE=production задайте: {', '.join(missing)}. Див. .env.example.")
        return environment

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def home_folder(self) -> Path:
        return data_home(self.home)

    @property
    def is_embedded(self) -> bool:
        """True when Vikno runs its own PostgreSQL."""
        return not self.database_url

    @property
    def site_port(self) -> int:
        return int(self.port or 8000)

    @property
    def film_bytes(self) -> int:
        return int(self.film_megabytes or 300) * 1024 * 1024

    @property
    def proxy_count(self) -> int:
        return int(self.proxies or self.is_production)

    def private_host_names(self) -> list[str]:
        return [name.strip().lower() for name in self.private_hosts.split(",") if name.strip()]

    def mailboxes_read(self) -> list[Mailbox]:
        """Refuses to start on a mailbox that cannot be understood."""
        try:
            return mailboxes_in(self.mailboxes, private_hosts=self.private_host_names())
        except BadMailbox as why:
            raise SettingsError(f"VIKNO_MAILBOXES: {why}.") from None

    def signing_key(self) -> str:
        """The given key, else one made once and kept in the data folder, readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        place = self.home_folder / "secret"
        try:
            return _kept_secret(place)
        except OSError as error:
            raise SettingsError(
                f"Немає доступу до теки даних {self.home_folder} ({error.strerror}). "
                "Дайте на неї права тому, хто запускає Вікно, або назвіть іншу у VIKNO_HOME."
            ) from error

    def mailer(self) -> dict[str, object]:
        """Where letters go: VIKNO_EMAIL_URL (STARTTLS on any port but 25, smtps:// with TLS from the first byte),
        else files in the data folder."""
        if not self.email_url:
            folder = str(self.home_folder / "mail")
            return {
                "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "OPTIONS": {"file_path": folder},
            }
        parts = urlsplit(self.email_url)
        is_smtps = parts.scheme == "smtps"
        port = parts.port or (465 if is_smtps else 25)
        options: dict[str, object] = {"host": parts.hostname, "port": port, "timeout": 10}
        options |= {"use_ssl": True} if is_smtps else {"use_tls": port != 25}
        if parts.username:
            options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
        return {"BACKEND": "vikno.notifications.gateways.smtp.EmailBackend", "OPTIONS": options}

    def statements(self) -> dict[str, object]:
        """Options of a connection: a statement asked five times is planned once, half the work of short acts."""
        return {"server_side_binding": True, "prepare_threshold": None if self.is_pooled else 5}

    def database(self) -> dict[str, object]:
        """Django's DATABASES entry for the role in force (`web` or `owner`)."""
        as_owner = self.database_role == "owner"
        if self.is_embedded:
            return {
                "ENGINE": "vikno.common.postgresql",
                "NAME": "vikno",
                "USER": OWNER_ROLE if as_owner else WEB_ROLE,
                "HOST": str(socket_folder(self.home_folder)),
                "PORT": "5432",
            }
        url = self.database_owner_url if as_owner else self.database_url
        if not url:
            raise SettingsError("Для міграцій задайте DATABASE_OWNER_URL: роль, якій належить база.")
        return _database_from_url(url)

    def direct(self) -> dict[str, object] | None:
        """Django's entry of the same database past a pooler, if there is one between."""
        return _database_from_url(self.database_direct_url) if self.database_direct_url else None

    @property
    def is_pooled(self) -> bool:
        """True where one connection may be another's at the next transaction: nothing is left on it between two."""
        return self.database_prepare == "no"

    def replica(self) -> dict[str, object] | None:
        """Django's DATABASES entry of the copy that is only read, if there is one."""
        return _database_from_url(self.database_replica_url) if self.database_replica_url else None


def _kept_secret(place: Path) -> str:
    """The key in the file, made if there is none. Two programs that start at once agree on one key."""
    if not place.exists():
        make_home(place.parent)
        draft = place.with_name(f"secret.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)  # unlike a rename, it never replaces a key that others already sign with
        except FileExistsError:
            pass
        except OSError:  # a disk without hard links
            os.replace(draft, place)
        draft.unlink(missing_ok=True)
    return place.read_text().strip()


def _database_from_url(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SettingsError(f"DATABASE_URL має починатися з postgresql://, а не {parts.scheme}://")
    return {
        "ENGINE": "vikno.common.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def example() -> str:
    """The text of `.env.example`."""
    blocks = [f"# {f.metadata['about']}\n#{f.metadata['name']}={f.metadata['example']}\n" for f in fields(Environment)]
    return "# Generated by `python -m config.environment`.\n\n" + "\n".join(blocks)


if __name__ == "__main__":
    sys.stdout.write(example())
