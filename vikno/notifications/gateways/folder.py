"""A gateway that writes messages into a folder: the demo shows what would have been sent, tests serve it over HTTP."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from vikno.notifications.gateways.contract import Accepted, Declined, NotSeen, Outcome, Parcel


@dataclass(frozen=True)
class Outbox:
    """A message is a file named by its key; the first one stays, a repeat changes nothing."""

    folder: Path

    def accept(self, *, key: UUID, recipient: str, body: str) -> str:
        """Keep a message; its reference, the same for a repeat."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place, draft = self._place(key), self.folder / f".{key}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"id": str(key), "to": recipient, "text": body}, file, ensure_ascii=False)
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return self.reference(key)

    def has(self, key: UUID) -> bool:
        return self._place(key).exists()

    def reference(self, key: UUID) -> str:
        return f"outbox-{str(key)[:8]}"

    def _place(self, key: UUID) -> Path:
        return self.folder / f"{key}.json"


class FolderGateway:
    """Stands for the SMS gateway in a demo."""

    can_look_up = True

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox(folder)

    def send(self, parcel: Parcel) -> Outcome:
        try:
            return Accepted(self.outbox.accept(key=parcel.key, recipient=parcel.recipient, body=parcel.body))
        except OSError as error:
            return Declined(type(error).__name__)

    def look_up(self, parcel: Parcel) -> Outcome | NotSeen:
        return Accepted(self.outbox.reference(parcel.key)) if self.outbox.has(parcel.key) else NotSeen()
