"""Mailboxes to read, from one setting: `КАТОТТГ=imaps://user:password@host:993/INBOX?done=Vikno`, by spaces."""

from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit


class BadMailbox(ValueError):
    """The words are for whoever writes the settings; the password is not among them."""


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """One folder of one mailbox. Letters taken go to `done_folder`; without one they are marked as read."""

    hromada_code: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    done_folder: str
    has_tls: bool

    @property
    def name(self) -> str:
        """«cnap@mail.example/INBOX»: what is kept and shown."""
        at = "" if "@" in self.user else f"@{self.host}"
        return f"{self.user}{at}/{self.folder}"


def mailboxes_in(text: str, *, private_hosts: Collection[str]) -> list[Mailbox]:
    """Every mailbox named; BadMailbox for what cannot be understood, and for no TLS to a host not named private."""
    return [_mailbox(one, private_hosts) for one in text.split()]


def _mailbox(text: str, private_hosts: Collection[str]) -> Mailbox:
    code, equals, url = text.partition("=")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadMailbox("адресу не прочитати") from None
    if not equals or not code.startswith("UA") or parts.scheme not in ("imaps", "imap"):
        raise BadMailbox("має бути КАТОТТГ=imaps://користувач:пароль@сервер/INBOX")
    if not parts.hostname or not parts.username:
        raise BadMailbox("немає сервера або користувача")
    if parts.scheme == "imap" and parts.hostname not in private_hosts:
        raise BadMailbox("без TLS (imap://) можна лише до серверів із VIKNO_PRIVATE_HOSTS")
    return Mailbox(
        hromada_code=code, host=parts.hostname, port=port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(parts.username), password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX", done_folder=parse_qs(parts.query).get("done", [""])[0],
        has_tls=parts.scheme == "imaps",
    )  # fmt: skip
