"""Where the program may call, whatever an address looks like, and how long it waits."""

import socket
from typing import Any

import pytest

from vikno.common import outgoing
from vikno.common.outgoing import Breaker, Interrupted, NotAllowed, NotReached, Outgoing, Resting

# Loopback, link-local, metadata, private nets, and the same in disguise.
INSIDE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.1", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12:3456:789a::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "fec0::1", "nonsense",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_inner_address_is_told_from_the_open_internet(address: str) -> None:
    assert not outgoing.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.34.77.1", "2a00:1450:4001::1", "::ffff:8.8.8.8"])
def test_an_open_address_is_let_through(address: str) -> None:
    assert outgoing.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://gate.example/", "ftp://gate.example/", "file:///etc/passwd", "gopher://gate.example/",
        "//gate.example/",
        "https://gate.example.evil.example/", "https://evil.example/?gate.example", "https://gate.example@evil.example/",
        "https://evil.example#gate.example", "https://user:word@gate.example/", "https://gate.example:99999/",
        "https://[::1]/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://017700000001/",
        "https://gate.example%2eevil.example/", "https://gate.exаmple/", "https:/gate.example", "", "https://",
        "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://gate.example\\@evil.example/", "data:text/html,x",
    ],
)  # fmt: skip
def test_an_address_outside_the_list_is_not_called(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _must_not_be_asked)
    with pytest.raises(NotAllowed):
        Outgoing(hosts=["gate.example"]).call("GET", url)


def _must_not_be_asked(*_given: Any, **_named: Any) -> None:
    raise AssertionError("a name was resolved")


@pytest.mark.parametrize("address", INSIDE)
def test_a_known_name_that_leads_inside_is_not_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check looks at what the name means now, and the call goes to the very address that was looked at."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_n: [(0, 0, 0, "", (address, 443))])
    monkeypatch.setattr(socket, "create_connection", _must_not_be_asked)
    with pytest.raises(NotAllowed):
        Outgoing(hosts=["gate.example"]).call("GET", "https://gate.example/")


def test_one_inner_address_among_many_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(0, 0, 0, "", ("8.8.8.8", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_n: rows)
    with pytest.raises(NotAllowed):
        Outgoing(hosts=["gate.example"]).call("GET", "https://gate.example/")


def test_a_name_that_changes_its_mind_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: open at the check, inside at the call. There is no second question to answer differently."""
    asked: list[str] = []
    called: list[str] = []

    def resolve(host: str, *_a: Any, **_n: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", 443))]

    def connect(place: tuple[str, int], *_a: Any, **_n: Any) -> None:
        called.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotReached):
        Outgoing(hosts=["gate.example"]).call("GET", "https://gate.example/")
    assert (asked, called) == (["gate.example"], ["8.8.8.8"])


def test_a_host_that_fails_rests_and_is_tried_again_by_one() -> None:
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(outgoing.FALLS):
        breaker.ask("gate")
        breaker.note("gate", fell=True)
    with pytest.raises(Resting) as rest:
        breaker.ask("gate")
    assert 0 < rest.value.seconds <= outgoing.REST_SECONDS
    breaker.ask("other")
    now[0] += outgoing.REST_SECONDS
    breaker.ask("gate")
    with pytest.raises(Resting):
        breaker.ask("gate")  # while the first has not come back
    breaker.note("gate", fell=False)
    breaker.ask("gate")


def test_a_name_nobody_knows_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_a: Any, **_n: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotReached):
        Outgoing(hosts=["gate.example"]).call("GET", "https://gate.example/")


def test_interrupted_is_not_taken_for_not_reached() -> None:
    assert not issubclass(Interrupted, NotReached)
