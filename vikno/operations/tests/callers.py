"""Clients that open cases through HTTP and do not give up: whatever dies meanwhile, they repeat the same operation."""

import http.client
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

_PATIENCE = 120.0
_PAUSE = 0.1


@dataclass
class Acknowledged:
    """An operation that was answered 201: its id, its body, the bytes of the answer."""

    operation: str
    body: bytes
    answer: bytes

    @property
    def number(self) -> str:
        return str(json.loads(self.answer)["number"])


class Caller(threading.Thread):
    """One client with a key of its own."""

    def __init__(self, *, port: int, key: str, application: dict[str, Any], name: str) -> None:
        super().__init__(daemon=True, name=name)
        self.port, self.key, self.application = port, key, application
        self.done: list[Acknowledged] = []
        self.troubles: list[str] = []
        self.repeats, self.is_stopping = 0, False
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while not self.is_stopping:
            mark = f"{self.name}-{len(self.done)}"
            body = json.dumps({**self.application, "external_number": mark}).encode()
            operation = str(uuid4())
            answer = self.insist(operation, body)
            if answer is not None:
                self.done.append(Acknowledged(operation, body, answer))

    def insist(self, operation: str, body: bytes) -> bytes | None:
        """The bytes of the answer 201, however often it takes; None when it was refused for good."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                status, said, is_repeat = self._call(operation, body)
            except (OSError, http.client.HTTPException):
                self.hang_up()
                status, said, is_repeat = 0, b"", False
            if status == 201:
                self.repeats += is_repeat
                return said
            if status not in (0, 429, 500, 502, 503):
                self.troubles.append(f"{status} {said[:300]!r}")
                return None
            time.sleep(_PAUSE)
        self.troubles.append("no answer in time")
        return None

    def _call(self, operation: str, body: bytes) -> tuple[int, bytes, bool]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Host": "localhost", "Authorization": f"Bearer {self.key}", "Idempotency-Key": operation,
            "Content-Type": "application/json",
        }  # fmt: skip
        self.connection.request("POST", "/api/v1/cases", body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("Idempotent-Replayed") == "true"

    def hang_up(self) -> None:
        """Close the connection; the next call makes another."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None
