"""Exactly once: the receipt of an operation is written in the transaction of its effect, and answers a repeat."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from vikno.accounts.errors import OperationReused
from vikno.accounts.models import Receipt
from vikno.common.actors import Actor
from vikno.common.sealing import SealBroken, seal, unseal

_PURPOSE = "receipt"


@dataclass(frozen=True)
class Answer:
    """What was said to a client: status and body, byte for byte; `is_repeat` when it was said before."""

    status: int
    body: bytes
    is_repeat: bool = False


@transaction.atomic
def carry_out_once(
    *, actor: Actor, at: datetime, operation_id: UUID, payload: bytes, perform: Callable[[], Answer]
) -> Answer:
    """Do `perform` unless this operation was done, and keep its answer; a repeat gets the answer that was kept.

    Two requests with the same id at once: the second waits for the row of the first. A refusal raised by `perform`
    takes the receipt back with it: nothing was done, so the id is free. Raises OperationReused when the same id
    comes with another payload or from somebody else.
    """
    digest = hashlib.sha256(payload).hexdigest()
    if not _claimed(actor=actor, at=at, operation_id=operation_id, digest=digest):
        kept = Receipt.objects.get(hromada_code=actor.hromada_code, operation_id=operation_id)
        if kept.user_id != actor.user_id or not hmac.compare_digest(kept.payload_hash, digest):
            raise OperationReused
        return Answer(status=kept.status, body=_opened(kept.answer), is_repeat=True)
    answer = perform()
    Receipt.objects.filter(hromada_code=actor.hromada_code, operation_id=operation_id).update(
        status=answer.status, answer=seal(answer.body, purpose=_PURPOSE)
    )
    return answer


def _claimed(*, actor: Actor, at: datetime, operation_id: UUID, digest: str) -> bool:
    """Put the receipt down first: the row itself is what a second request waits for."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO accounts_receipt
                 (hromada_code, operation_id, user_id, payload_hash, status, answer, recorded_at)
               VALUES (%s, %s, %s, %s, 0, '', %s)
               ON CONFLICT (hromada_code, operation_id) DO NOTHING""",
            [actor.hromada_code, operation_id, actor.user_id, digest, at],
        )
        return bool(cursor.rowcount == 1)


def _opened(sealed: str) -> bytes:
    try:
        return unseal(sealed, purpose=_PURPOSE)
    except SealBroken:  # the signing key was changed without a fallback: the effect stands, its answer is unreadable
        raise OperationReused from None
