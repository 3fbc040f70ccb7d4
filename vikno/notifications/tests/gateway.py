"""A gateway of SMS that misbehaves on demand, over real HTTP on loopback. It speaks the contract of the room."""

import datetime as dt
import json
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from vikno.notifications.gateways.folder import Outbox

FAULTS = ("timeout", "reset", "error", "drip", "nonsense", "reset_after", "error_after", "endless")


class FakeGateway:
    """`fault` is what happens to the next calls; `taken` counts what was really handed over, by key."""

    def __init__(self, folder: Path, *, delay: float = 0.0) -> None:
        self.outbox, self.delay, self.fault = Outbox(folder), delay, ""
        self.taken: Counter[str] = Counter()
        self.calls: list[str] = []
        self.url = ""

    def take(self, said: dict[str, str]) -> dict[str, str]:
        self.taken[said["id"]] += 1
        reference = self.outbox.accept(key=UUID(said["id"]), recipient=said["to"], body=said["text"])
        return {"id": said["id"], "state": "accepted", "reference": reference}


class _Handler(BaseHTTPRequestHandler):
    gateway: FakeGateway

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._broke_before():
            return None
        told = self.gateway.take(said)
        time.sleep(self.gateway.delay)
        if self.gateway.fault == "reset_after":
            return self._reset()
        return self._answer(500, b"oops") if self.gateway.fault == "error_after" else self._say(202, told)

    def do_GET(self) -> None:
        key = self.path.rpartition("/")[2]
        if self._broke_before():
            return
        seen = self.gateway.outbox.has(UUID(key))
        told = {"id": key, "state": "delivered", "reference": self.gateway.outbox.reference(UUID(key))}
        self._say(200, told) if seen else self._say(404, {"id": key, "state": "unknown"})

    def _broke_before(self) -> bool:
        self.gateway.calls.append(f"{self.command} {self.path}")
        match self.gateway.fault:
            case "timeout":
                time.sleep(3)
            case "reset":
                self._reset()
            case "error":
                self._answer(500, b"oops")
            case "nonsense":
                self._answer(200, b"<html>{")
            case "drip" | "endless":
                self._drip()
            case _:
                return False
        return True

    def _drip(self) -> None:
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
            for _ in range(100):
                self.wfile.write(b" " * (100_000 if self.gateway.fault == "endless" else 1))
                self.wfile.flush()
                time.sleep(0.05)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def _say(self, status: int, told: dict[str, str]) -> None:
        self._answer(status, json.dumps(told).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """A test prints nothing."""

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_said: object) -> None:
        """The other side was killed or cut off: expected here."""


@contextmanager
def serving(gateway: FakeGateway, *, tls: ssl.SSLContext | None = None) -> Iterator[FakeGateway]:
    handler = type("Handler", (_Handler,), {"gateway": gateway})
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    gateway.url = f"{'https' if tls else 'http'}://localhost:{server.server_address[1]}/v1"
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def certificate(folder: Path) -> ssl.SSLContext:
    """Self-signed: nobody vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    place = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    place.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    return context
