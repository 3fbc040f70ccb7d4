"""The API called as its description allows, and as it does not: never a crash, never an answer it does not describe.

A small size with every change; ten thousand calls in `make check-full`.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as sizes
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import max_response_time, missing_required_header, unsupported_method
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation

from tests import factories as make
from tests.api.world import Place, Program, program
from vikno.accounts import rules
from vikno.accounts.enums import Role
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
SLOWEST_SECONDS = 2.0
# Those that call once more for each case are asked by tests of their own.
ASKED_ELSEWHERE = [max_response_time, missing_required_header, unsupported_method]


@dataclass
class Ledger:
    """What was called and how it was answered."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: float = 0.0
    breaks: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def calls(self) -> int:
        return sum(self.statuses.values())


@dataclass
class Fuzz:
    """The world the calls meet, and the keys they come with."""

    place: Place
    numbers: list[str]
    keys: dict[str, Program]
    ledger: Ledger = field(default_factory=Ledger)

    def call(self, case: Any, *, is_real: bool, is_new: bool) -> None:
        """One call, with things that are really there when `is_real`, as an operation of its own when `is_new`."""
        if is_real:
            self._make_real(case)
        if is_new and "Idempotency-Key" in (case.headers or {}):
            case.headers["Idempotency-Key"] = str(UUID(int=self.ledger.calls))
        scope = case.operation.definition.raw["security"][0]["key"][0]
        headers = {**self.keys[scope].headers, "Accept-Encoding": "identity"}
        # A call is judged by what was sent: one that lost its key and was given one is no longer wrong in that.
        case.headers.update(headers)
        _unlist(case)
        began = time.monotonic()
        answer = case.call(headers=headers)
        self.ledger.slowest = max(self.ledger.slowest, time.monotonic() - began)
        self.ledger.statuses[case.operation.label, answer.status_code] += 1
        try:
            case.validate_response(answer, excluded_checks=ASKED_ELSEWHERE, headers=headers)
        except FailureGroup as found:  # every kind of break is said at the end, not the first one alone
            for one in found.exceptions:
                self.ledger.breaks.setdefault(
                    (case.operation.label, type(one).__name__), f"{one}\n{case.as_curl_command()}"
                )

    def _make_real(self, case: Any) -> None:
        real = {
            "number": self.numbers[self.ledger.calls % len(self.numbers)], "point_id": self.place.point.pk,
            "code": self.place.service.code,
        }  # fmt: skip
        case.path_parameters = {name: real.get(name, value) for name, value in (case.path_parameters or {}).items()}
        if isinstance(case.body, dict) and {"point_id", "service"} <= case.body.keys():
            who = case.body.get("applicant") or {}
            case.body |= {
                "point_id": real["point_id"],
                "service": real["code"],
                "applicant_id": None,
                "contact": "+380501234567",
                "applicant": {**who, "family_name": "Незабудько", "kind": "person", "settlement_code": ""},
            }


@pytest.fixture
def fuzz(here: Place, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Fuzz:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 10**9)
    head, steward = program(Role.HEAD), program(Role.STEWARD)
    numbers = [here.opened() for _ in range(20)]
    tenancy.bind(make.OWN)
    return Fuzz(
        place=here, numbers=numbers,
        keys={
            "cases:read": here.officer, "cases:write": here.officer, "points:read": head, "points:write": head,
            "services:read": steward if "services:read" in rules.SCOPES_OF_ROLE["steward"] else head,
            "services:write": steward,
        },
    )  # fmt: skip


def _unlist(case: Any) -> None:
    """In an address a list of one is the thing itself, and text: `service=false` asks for the service «false».

    A generated case is judged by what was meant, so what was meant becomes what is sent.
    """
    sent = dict(case.query or {})
    sent |= {name: _text(each[0]) for name, each in sent.items() if _is_alone(each)}
    meant = case.meta.raw_containers.get(ParameterLocation.QUERY) if case.meta else None
    if isinstance(meant, dict):
        meant |= {name: sent[name] for name, each in meant.items() if _is_alone(each) and name in sent}
    if case.query:
        case.query = sent


def _is_alone(value: Any) -> bool:
    return type(value) is list and len(value) == 1


def _text(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, bool | int | float) else value


def _operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for found in schema.get_all_operations():
        yield found.ok()


@contextmanager
def _one_connection() -> Iterator[None]:
    """The whole fuzz is one transaction of the test: a request of the real handler must not close its connection.

    Here and not in a fixture: the test client, which made the world, connects the signals again.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _hit(fuzz: Fuzz, *, each: int) -> Ledger:
    """`each` calls of every operation in each mode: as described, and against the description."""
    with _one_connection():
        for operation in _operations():
            for mode in GenerationMode:
                _hit_one(fuzz, operation, mode, each=each)
    return fuzz.ledger


def _hit_one(fuzz: Fuzz, operation: Any, mode: GenerationMode, *, each: int) -> None:

    @seed(588)
    @sizes(
        max_examples=each,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode), is_real=st.booleans())
    def one(case: Any, is_real: bool) -> None:
        fuzz.call(case, is_real=is_real and mode.is_positive, is_new=mode.is_positive)

    one()


def _assert_honest(ledger: Ledger) -> None:
    crashes = {said: count for said, count in ledger.statuses.items() if said[1] >= 500}
    assert crashes == {}
    assert ledger.breaks == {}, "\n\n".join(f"{where}: {said}" for where, said in ledger.breaks.items())
    assert ledger.slowest <= SLOWEST_SECONDS, ledger.slowest
    reached = {label for label, status in ledger.statuses if status in (200, 201)}
    assert {"POST /api/v1/cases", "GET /api/v1/cases/{number}", "POST /api/v1/cases/{number}/note"} <= reached


def test_hostile_calls_meet_no_crash(fuzz: Fuzz) -> None:
    ledger = _hit(fuzz, each=7)
    assert ledger.calls >= 400, ledger.calls
    _assert_honest(ledger)


@pytest.mark.slow
def test_ten_thousand_hostile_calls_meet_no_crash(fuzz: Fuzz) -> None:
    ledger = _hit(fuzz, each=165)
    assert ledger.calls >= 10_000, ledger.calls
    _assert_honest(ledger)
