"""A hromada with a point that gives a service, and programs with keys to it."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import KeyHolder, Role
from vikno.accounts.models import ApiKey
from vikno.accounts.rules import SCOPES_OF_ROLE
from vikno.accounts.services import issue_key
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import Point


@dataclass
class Program:
    """A program that calls the API by its key."""

    key: ApiKey
    secret: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **asked: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", asked, headers=self.headers)  # type: ignore[return-value]

    def post(self, path: str, said: Any, *, operation: str = "") -> HttpResponse:
        return self.client.post(  # type: ignore[return-value]
            f"/api/v1{path}", said if isinstance(said, str | bytes) else json.dumps(said),
            content_type="application/json", headers={**self.headers, "Idempotency-Key": operation or str(uuid4())},
        )  # fmt: skip

    def attach(self, path: str, file: Any, *, operation: str = "", **said: Any) -> HttpResponse:
        return self.client.post(  # type: ignore[return-value]
            f"/api/v1{path}", {"file": file, **said},
            headers={**self.headers, "Idempotency-Key": operation or str(uuid4())},
        )  # fmt: skip

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    @property
    def user_id(self) -> int:
        return self.key.membership.user_id


def program(role: str = Role.OFFICER, *, of: str = make.OWN, scopes: Any = None, at: Point | None = None) -> Program:
    """A program in a role with all the scopes of it, unless they are named."""
    before = tenancy.bound()
    tenancy.bind("" if role == Role.STEWARD else of)
    facts = {"organisation_id": make.organisation().pk} if role == Role.PROVIDER else {}
    key, secret = issue_key(
        actor=Actor.system("" if role == Role.STEWARD else of), at=clock.now(), name=f"Програма {role}",
        holder=KeyHolder.DEVICE, role=role, scopes=scopes or SCOPES_OF_ROLE[role],
        expires_on=clock.today() + timedelta(days=30), **facts,
    )  # fmt: skip
    if at is not None:
        make.posting(key.membership.user, at)
    tenancy.bind(before)
    return Program(key=key, secret=secret)


@dataclass
class Place:
    """A hromada, a point of it, a service given there, a program that works at the point."""

    point: Point
    service: PublicService
    officer: Program

    def application(self, **more: Any) -> dict[str, Any]:
        """The body of a new case."""
        return {
            "point_id": self.point.pk, "service": self.service.code, "applicant": {"family_name": "Незабудько"},
            "papers": [{"name": "Заява", "evidence_form": "original"}], "notification_channel": "phone",
            "contact": "+380501234567", **more,
        }  # fmt: skip

    def opened(self) -> str:
        """The number of a new case."""
        answer = self.officer.post("/cases", self.application())
        assert answer.status_code == 201, answer.content
        return str(answer.json()["number"])


def place(*, of: str = make.OWN) -> Place:
    """Everything a program needs to open a case that the centre itself decides."""
    make.hromada(of)
    point = make.point(of=of)
    given = make.service(version={"authority": None})
    make.offering(point, given)
    return Place(point=point, service=given, officer=program(of=of, at=point))


LONG_AHEAD = date(2099, 12, 31)
