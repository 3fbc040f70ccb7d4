"""A real IMAP server on loopback, in a process of its own, and letters to put on it."""

import imaplib
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import make_msgid

from config.mailboxes import Mailbox
from vikno.notifications.tests.gateway import free_port

_SERVER = "from pymap.main import main; main()"


class MailServer:
    def __init__(self, port: int) -> None:
        self.port = port

    def mailbox(self, hromada_code: str, *, done: str = "Vikno", **given: object) -> Mailbox:
        facts = {
            "hromada_code": hromada_code, "host": "127.0.0.1", "port": self.port, "user": "cnap", "password": "secret",
            "folder": "INBOX", "done_folder": done, "has_tls": False,
        }  # fmt: skip
        return Mailbox(**{**facts, **given})  # type: ignore[arg-type]

    def put(self, *letters: bytes) -> None:
        with self._in() as client:
            for letter in letters:
                status, _said = client.append("INBOX", "", "", letter)
                assert status == "OK"

    def subjects(self, folder: str) -> list[str]:
        """What lies in a folder."""
        with self._in() as client:
            if client.select(f'"{folder}"')[0] != "OK":
                return []
            found = client.uid("SEARCH", "ALL")[1][0].split()
            told = [client.uid("FETCH", uid.decode(), "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1] for uid in found]
            return [part[0][1].decode().strip().removeprefix("Subject: ") for part in told]

    def empty(self) -> None:
        with self._in() as client:
            for folder in ("INBOX", "Vikno"):
                if client.select(folder)[0] == "OK":
                    for uid in client.uid("SEARCH", "ALL")[1][0].split():
                        client.uid("STORE", uid.decode(), "+FLAGS", "(\\Deleted)")
                    client.expunge()

    @contextmanager
    def _in(self) -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login("cnap", "secret")
        try:
            yield client
        finally:
            client.logout()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-c", _SERVER, "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    users = ["dict", "--demo-user", "cnap", "--demo-password", "secret"]
    with subprocess.Popen([*command, *users], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait(port, process)
        try:
            yield MailServer(port)
        finally:
            process.kill()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the mail server does not answer")


@contextmanager
def behind_tls(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """A door with TLS before a plain server, as stunnel makes one. Whoever came in is gone when it closes."""

    def carry(there: socket.socket, here: socket.socket) -> None:
        with suppress(OSError):
            while data := there.recv(65536):
                here.sendall(data)
        for end in (there, here):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    class Caller(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with (
                suppress(OSError),
                context.wrap_socket(self.request, server_side=True) as secret,
                socket.create_connection(("127.0.0.1", port)) as inner,
            ):
                back = threading.Thread(target=carry, args=(inner, secret))
                back.start()
                carry(secret, inner)
                back.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Caller) as door:
        serving = threading.Thread(target=door.serve_forever, args=(0.05,))
        serving.start()
        yield door.server_address[1]
        door.shutdown()
        serving.join()


def written(
    subject: str = "Питання", *, text: str = "Добрий день!", sender: str = "Марія Іваненко <maria@example.com>",
    files: tuple[tuple[str, bytes], ...] = (), message_id: str = "",
) -> bytes:  # fmt: skip
    """A letter as a usual program writes it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "cnap@gromada.example", subject
    message["Date"] = "Mon, 16 Nov 2026 10:30:00 +0200"
    message["Message-ID"] = message_id or make_msgid(domain="example.com")
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
