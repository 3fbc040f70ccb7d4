"""The one client for calls to other systems: known hosts only, checked addresses, short times, no redirects.

A name is resolved here and the connection goes to the very address that was checked, so a name that changes its mind
between the check and the call gains nothing. Private addresses are refused unless the host was named as private.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

CONNECT_SECONDS = 5.0
PHASE_SECONDS = 10.0
WHOLE_SECONDS = 20.0
MOST_BYTES = 256 * 1024
FALLS = 5
REST_SECONDS = 60.0
_MOST_ADDRESSES = 3


class NotReached(Exception):
    """Certainly nothing was handed over: the call may be made again."""


class NotAllowed(NotReached):
    """The address is not one this program may call."""


class Resting(NotReached):
    """The other side failed several times running; it is left alone for `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__("resting")


class Interrupted(Exception):
    """The call broke off midway: the other side may or may not have taken it."""


@dataclass(frozen=True)
class Answer:
    """What came back: `body` of at most `MOST_BYTES`."""

    status: int
    body: bytes


@dataclass
class Breaker:
    """After `FALLS` failures running a host rests; then one call tries whether it is back."""

    clock: Callable[[], float] = time.monotonic
    falls: dict[str, int] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, host: str) -> None:
        """Raise Resting while the host rests; the first who asks afterwards goes alone."""
        with self._lock:
            left = self.until.get(host, 0.0) - self.clock()
            if left > 0:
                raise Resting(left)
            if self.falls.get(host, 0) >= FALLS:
                self.until[host] = self.clock() + REST_SECONDS

    def note(self, host: str, *, fell: bool) -> None:
        with self._lock:
            self.falls[host] = self.falls.get(host, 0) + 1 if fell else 0
            if not fell:
                self.until.pop(host, None)
            elif self.falls[host] >= FALLS:
                self.until[host] = self.clock() + REST_SECONDS


class Outgoing:
    """Calls to a few named hosts. `hosts` are allowed; those in `private_hosts` may have private addresses too.

    Only https, but for private hosts plain http as well: a gateway in the same room.
    """

    def __init__(
        self, *, hosts: Iterable[str], private_hosts: Iterable[str] = (), breaker: Breaker | None = None,
        whole_seconds: float | None = None, verify: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self.private = frozenset(host.lower() for host in private_hosts)
        self.hosts = frozenset(host.lower() for host in hosts)
        self.breaker = breaker or Breaker()
        self.whole_seconds = WHOLE_SECONDS if whole_seconds is None else whole_seconds
        self._context = verify or ssl.create_default_context()

    def call(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, json: Any = None
    ) -> Answer:  # fmt: skip
        """One request. Raises NotReached (NotAllowed, Resting) or Interrupted; any status is an answer."""
        host = self._allowed_host(url)
        self.breaker.ask(host)
        try:
            answer = self._called(method, url, headers=headers, json=json)
        except NotAllowed:
            raise
        except (NotReached, Interrupted):
            self.breaker.note(host, fell=True)
            raise
        self.breaker.note(host, fell=answer.status >= httpx.codes.INTERNAL_SERVER_ERROR)
        return answer

    def _allowed_host(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            host, _port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise NotAllowed("address") from None
        if host not in self.hosts or parts.username is not None or parts.password is not None:
            raise NotAllowed("host")
        if parts.scheme != "https" and not (parts.scheme == "http" and host in self.private):
            raise NotAllowed("scheme")
        return host

    def _called(self, method: str, url: str, *, headers: Mapping[str, str] | None, json: Any) -> Answer:
        deadline = time.monotonic() + self.whole_seconds
        with self._client(deadline) as client:
            try:
                with client.stream(method, url, headers=headers, json=json) as response:
                    body = bytearray()
                    for part in response.iter_raw():
                        body += part
                        if len(body) > MOST_BYTES:
                            raise Interrupted("too long")
                    return Answer(response.status_code, bytes(body))
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                raise NotReached(type(error).__name__) from None
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise Interrupted(type(error).__name__) from None

    def _client(self, deadline: float) -> httpx.Client:
        transport = httpx.HTTPTransport(trust_env=False)
        # httpx has no public way to say who connects; httpcore, which it is made of, has.
        transport._pool = httpcore.ConnectionPool(
            ssl_context=self._context, max_connections=1, network_backend=_Checked(self.private, deadline)
        )
        times = httpx.Timeout(PHASE_SECONDS, connect=CONNECT_SECONDS)
        return httpx.Client(transport=transport, timeout=times, follow_redirects=False, trust_env=False)


class _Checked(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and lets nothing last past the deadline of the whole call."""

    def __init__(self, private: frozenset[str], deadline: float) -> None:
        self.private, self.deadline = private, deadline
        self.plain = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
                    socket_options: Any = None) -> httpcore.NetworkStream:  # fmt: skip
        found = allowed_addresses(host, port, may_be_private=host.lower() in self.private)
        failed: Exception = httpcore.ConnectError("no address")
        for address in found[:_MOST_ADDRESSES]:
            try:
                return _Timed(self.plain.connect_tcp(address, port, timeout, None, socket_options), self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Timed(httpcore.NetworkStream):
    """A stream whose every step has only what is left of the whole time: slow drops are cut off too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, timeout=self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout=self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
                  timeout: float | None = None) -> httpcore.NetworkStream:  # fmt: skip
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def _left(self, timeout: float | None, late: type[Exception]) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise late("whole time is out")
        return left if timeout is None else min(timeout, left)


def allowed_addresses(host: str, port: int, *, may_be_private: bool) -> list[str]:
    """Addresses of a host, all of them public unless private ones are expected. NotAllowed, httpcore.ConnectError."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(type(error).__name__) from None
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not found:
        raise httpcore.ConnectError("no address")
    if not may_be_private and not all(is_public(address) for address in found):
        raise NotAllowed("private address")
    return found


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet; an IPv4 one inside an IPv6 one is looked at as itself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None or found.is_site_local:
            return inner is not None and is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
