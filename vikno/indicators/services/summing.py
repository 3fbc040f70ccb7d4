"""Sums of oblasts follow the sums of their hromadas: by what changed, at the same moment."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import connection, transaction

# Month, fact, kind, b, bucket, n, total.
type Sums = Sequence[tuple[date, str, str, str, int | None, int, int]]


def add_to_oblasts(hromada_code: str, *, gone: Sums, come: Sums) -> None:
    """What was taken from the months of a hromada and what stands there now, as a change of its oblast.

    Rows are changed in one order, so two hromadas that are counted at once wait and do not block each other.
    """
    changes: dict[tuple[date, str, str, str, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for sign, rows in ((-1, gone), (1, come)):
        for *key, n, total in rows:
            change = changes[tuple(key)]  # type: ignore[index]  # five of the seven columns
            change[0] += sign * n
            change[1] += sign * total
    listed = [(*key, *change) for key, change in changes.items() if any(change)]
    if listed:
        months, facts, kinds, bs, buckets, ns, totals = map(list, zip(*listed, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [months, facts, kinds, bs, buckets, ns, totals, hromada_code])
            cursor.execute(_FORGET_NOTHING, [sorted(set(months))])


@transaction.atomic
def sum_country() -> None:
    """Every sum of every oblast from the beginning: a hromada may have moved to another one.

    Nothing is counted meanwhile: who counts waits for this to end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE indicators_oblastcount IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM indicators_oblastcount")
        cursor.execute(_SUM_ALL)


_ADD: Final = """
    INSERT INTO indicators_oblastcount AS kept (oblast, month, fact, kind, b, bucket, n, total)
    SELECT coalesce(place.oblast_id, place.code), one.month, one.fact, one.kind, one.b, one.bucket, one.n, one.total
    FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::bigint[])
             AS one (month, fact, kind, b, bucket, n, total),
         territories_unit AS place
    WHERE place.code = %s
    ORDER BY 2, 3, 1, 4, 5, 6
    ON CONFLICT (month, fact, oblast, kind, b, bucket)
    DO UPDATE SET n = kept.n + excluded.n, total = kept.total + excluded.total
"""
_FORGET_NOTHING: Final = "DELETE FROM indicators_oblastcount WHERE month = ANY(%s::date[]) AND n = 0 AND total = 0"
_SUM_ALL: Final = """
    INSERT INTO indicators_oblastcount (oblast, month, fact, kind, b, bucket, n, total)
    SELECT coalesce(place.oblast_id, place.code), month, fact, kind, b, bucket, sum(n), sum(total)
    FROM indicators_monthcount AS counted JOIN territories_unit AS place ON place.code = counted.hromada_id
    GROUP BY 1, month, fact, kind, b, bucket
"""
