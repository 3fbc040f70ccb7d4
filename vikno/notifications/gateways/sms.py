"""SMS through a gateway that speaks HTTP: the contract is written in the README of the room.

The key of the message goes with every try and the gateway can be asked about it, so a worker that was killed, an
answer that was lost and a «500» after the work was done all end with one message.
"""

import json
from typing import Any

from vikno.common.outgoing import Answer, Interrupted, NotReached, Outgoing, Resting
from vikno.notifications.gateways.contract import Accepted, Declined, NotSeen, Outcome, Parcel, Postponed, Unclear

_BAD_SETTINGS = {401, 403, 404, 405}
_LATER = {408, 425, 429, 503}
_TAKEN = {"accepted", "sent", "delivered"}


class HttpSmsGateway:
    """`url` is the base of the gateway, without the last slash."""

    can_look_up = True

    def __init__(self, *, url: str, token: str, outgoing: Outgoing) -> None:
        self.url, self.token, self.outgoing = url.rstrip("/"), token, outgoing

    def send(self, parcel: Parcel) -> Outcome:
        said = {"id": str(parcel.key), "to": parcel.recipient, "text": parcel.body}
        try:
            answer = self._call("POST", "/messages", parcel, said)
        except Resting as rest:
            return Postponed(rest.seconds)
        except NotReached as error:
            return Declined(_word(error))
        except Interrupted as error:
            return Unclear(_word(error))
        return _became(answer, parcel)

    def look_up(self, parcel: Parcel) -> Outcome | NotSeen:
        try:
            answer = self._call("GET", f"/messages/{parcel.key}", parcel)
        except (NotReached, Interrupted) as error:
            return Unclear(_word(error))
        # A bare 404 may come from anything between us: only the gateway's own word counts.
        if answer.status == 404 and _told(answer, parcel).get("state") == "unknown":
            return NotSeen()
        return _became(answer, parcel) if answer.status == 200 else Unclear(f"HTTP {answer.status}")

    def _call(self, method: str, path: str, parcel: Parcel, said: dict[str, str] | None = None) -> Answer:
        headers = {"Idempotency-Key": str(parcel.key), "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.outgoing.call(method, self.url + path, headers=headers, json=said)


def _became(answer: Answer, parcel: Parcel) -> Outcome:
    if answer.status in _BAD_SETTINGS or answer.status in _LATER:
        return Declined(f"HTTP {answer.status}")
    if 400 <= answer.status < 500 and answer.status != 409:
        return Declined(f"HTTP {answer.status}", is_final=True)
    if not 200 <= answer.status < 300:
        return Unclear(f"HTTP {answer.status}")
    told = _told(answer, parcel)
    if told.get("state") in _TAKEN:
        return Accepted(_reference(told))
    if told.get("state") == "rejected":
        return Declined("rejected", is_final=True)
    return Unclear("wrong answer")


def _told(answer: Answer, parcel: Parcel) -> dict[str, Any]:
    """The answer, if it is about this very message."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) and told.get("id") == str(parcel.key) else {}


def _reference(told: dict[str, Any]) -> str:
    """The gateway's own number: letters and digits only, it is shown and kept."""
    return "".join(c for c in str(told.get("reference", "")) if c.isalnum() or c in "-_.")[:60]


def _word(error: Exception) -> str:
    return str(error)[:60] or type(error).__name__
