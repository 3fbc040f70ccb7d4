"""Reading mailboxes over IMAP: a letter is stored and committed first, and only then marked on the server.

Killed anywhere in between, the next round finds the letter here already and only marks it.
"""

import imaplib
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from config.mailboxes import Mailbox
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.correspondence import services
from vikno.correspondence.enums import Oddity
from vikno.correspondence.errors import MailboxDeclined
from vikno.correspondence.reading import MOST_BYTES, read_heading, read_letter
from vikno.correspondence.services import Place
from vikno.correspondence.services.taking import is_here

logger = logging.getLogger(__name__)
PHASE_SECONDS = 20
WHOLE_SECONDS = 300.0
MOST_LETTERS = 50
_TROUBLES = (OSError, imaplib.IMAP4.error, ImapToolsError, ssl.SSLError, UnicodeError)


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What one round brought. `left` letters wait for the next one."""

    taken: int = 0
    known: int = 0
    left: int = 0


def fetch_letters(mailbox: Mailbox, *, context: ssl.SSLContext | None = None) -> Fetched:
    """Take what waits in a mailbox, at most `MOST_LETTERS`. MailboxDeclined when it does not open or breaks off."""
    try:
        with _opened(mailbox, context) as box:
            return _fetched(box, mailbox)
    except _TROUBLES as error:
        raise MailboxDeclined(name=mailbox.name, trouble=type(error).__name__) from None


def trouble_of(mailbox: Mailbox, *, context: ssl.SSLContext | None = None) -> str:
    """What stops a mailbox from opening, as a word; "" when it opens."""
    try:
        with _opened(mailbox, context):
            return ""
    except _TROUBLES as error:
        return type(error).__name__


def _fetched(box: BaseMailBox, mailbox: Mailbox) -> Fetched:
    validity = int(box.folder.status(mailbox.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    uids = box.uids("ALL" if mailbox.done_folder else "UNSEEN")
    taken = known = 0
    for uid in uids[:MOST_LETTERS]:
        place = Place(mailbox=mailbox.name[:300], uid_validity=validity, uid=int(uid))
        try:
            is_new = _brought(box, mailbox, place)
        except _TROUBLES:
            raise
        except Exception as fault:  # one letter must not hold the others; it stays on the server for the next round
            logger.exception("a letter of %s is left where it was", mailbox.hromada_code, exc_info=fault)
            continue
        _mark(box, mailbox, uid)
        taken, known = taken + is_new, known + (not is_new)
    return Fetched(taken=taken, known=known, left=len(uids) - taken - known)


def _brought(box: BaseMailBox, mailbox: Mailbox, place: Place) -> bool:
    """Whether the letter is new here. The network is asked outside the transaction."""
    with tenancy.working_for(mailbox.hromada_code):
        if is_here(place, hromada_code=mailbox.hromada_code):
            return False
    size = _size_of(box, place.uid)
    if size > MOST_BYTES:
        read = read_heading(_bytes_of(box, place.uid, "BODY.PEEK[HEADER]"), size=size, why=Oddity.TOO_LARGE)
    else:
        read = read_letter(_bytes_of(box, place.uid, "BODY.PEEK[]"))
    with tenancy.working_for(mailbox.hromada_code):
        actor = Actor.system(mailbox.hromada_code)
        return services.take_letter(read=read, place=place, actor=actor, at=clock.now()) is not None


def _mark(box: BaseMailBox, mailbox: Mailbox, uid: str) -> None:
    if mailbox.done_folder:
        box.move([uid], mailbox.done_folder)
    else:
        box.flag([uid], ["\\Seen"], True)


def _size_of(box: BaseMailBox, uid: int) -> int:
    said = b" ".join(part for part in _told(box, uid, "(RFC822.SIZE)") if isinstance(part, bytes))
    digits = said.partition(b"RFC822.SIZE ")[2].split(b")")[0].split(b" ")[0]
    return int(digits) if digits.isdigit() else 0


def _bytes_of(box: BaseMailBox, uid: int, what: str) -> bytes:
    for part in _told(box, uid, f"({what})"):
        if isinstance(part, tuple):
            return bytes(part[1])
    return b""


def _told(box: BaseMailBox, uid: int, what: str) -> list[Any]:
    status, told = box.client.uid("FETCH", str(uid), what)
    if status != "OK":
        raise imaplib.IMAP4.error("FETCH")
    return list(told)


@contextmanager
def _opened(mailbox: Mailbox, context: ssl.SSLContext | None) -> Iterator[BaseMailBox]:
    limit = _Limit()
    with limit:
        box = _Tls(mailbox, limit, context) if mailbox.has_tls else _Plain(mailbox, limit)
        box.login(mailbox.user, mailbox.password, initial_folder=None)
        if mailbox.done_folder and not box.folder.exists(mailbox.done_folder):
            box.folder.create(mailbox.done_folder)
        box.folder.set(mailbox.folder)
        yield box
        with suppress(*_TROUBLES):  # what was taken is taken, however the server says goodbye
            box.logout()


class _Limit:
    """Ends the whole talk: a server that drips a byte at a time does not hold the worker."""

    def __init__(self) -> None:
        self.sockets: list[socket.socket] = []
        self.clients: list[imaplib.IMAP4] = []
        self.timer = threading.Timer(WHOLE_SECONDS, self._cut_off)
        self.timer.daemon = True

    def __enter__(self) -> "_Limit":
        self.timer.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.timer.cancel()
        for client in self.clients:
            with suppress(OSError, AttributeError):
                client.shutdown()
        for held in self.sockets:
            with suppress(OSError):
                held.close()

    def _cut_off(self) -> None:
        for held in self.sockets:
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)


class _Client(imaplib.IMAP4):
    def __init__(self, mailbox: Mailbox, limit: _Limit) -> None:
        self.limit = limit
        limit.clients.append(self)
        super().__init__(mailbox.host, mailbox.port, timeout=PHASE_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        made: socket.socket = super()._create_socket(timeout)  # type: ignore[misc]
        self.limit.sockets.append(made)
        return made


class _TlsClient(imaplib.IMAP4_SSL):
    def __init__(self, mailbox: Mailbox, limit: _Limit, context: ssl.SSLContext) -> None:
        self.limit = limit
        limit.clients.append(self)
        super().__init__(mailbox.host, mailbox.port, ssl_context=context, timeout=PHASE_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain: socket.socket = imaplib.IMAP4._create_socket(self, timeout)  # type: ignore[attr-defined]
        self.limit.sockets.append(plain)
        made = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
        self.limit.sockets.append(made)
        return made


class _Plain(MailBoxUnencrypted):
    def __init__(self, mailbox: Mailbox, limit: _Limit) -> None:
        self.made = mailbox, limit
        super().__init__(mailbox.host, mailbox.port)

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Client(*self.made)


class _Tls(MailBox):
    def __init__(self, mailbox: Mailbox, limit: _Limit, context: ssl.SSLContext | None) -> None:
        self.made = mailbox, limit, context or ssl.create_default_context()
        super().__init__(mailbox.host, mailbox.port)

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _TlsClient(*self.made)
