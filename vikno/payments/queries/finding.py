"""Bills by what was typed or scanned into one field."""

import re

from django.db.models import Q

from vikno.common.actors import Actor
from vikno.payments import policies, rules
from vikno.payments.models import Bill, Entry

_MOST = 20
# A shorter text of digits alone is the end of a case's number, or anything else.
_SHORTEST, _SHORTEST_OF_DIGITS = 3, 5


def find_bills(actor: Actor, text: str) -> list[Bill]:
    """The bill of a number; else bills paid by a receipt of that number, newest first. Whole numbers only."""
    bills = policies.visible_bills(actor).select_related("case", "service")
    digits = rules.bill_number_read(text)
    if digits is not None and (found := list(bills.filter(number=digits).order_by("pk"))):
        return found
    solid = rules.receipt_number_key(text)
    if len(solid) < (_SHORTEST_OF_DIGITS if solid.isdigit() else _SHORTEST) or not re.search(r"[0-9]", solid):
        return []
    # The key of a receipt begins with its number; '0' is the next sign after '/'.
    paid = Entry.objects.filter(hromada_id=actor.hromada_code, key__gte=f"{solid}/", key__lt=f"{solid}0")
    return list(bills.filter(Q(pk__in=paid.order_by().values("bill_id"))).order_by("-issued_at", "-pk")[:_MOST])
