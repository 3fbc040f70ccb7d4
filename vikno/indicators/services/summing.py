"""Sums of oblasts follow the sums of their hromadas: by what changed, at the same moment.

Where the sums of a hromada stand is kept with them, so a hromada that the codifier moves takes its own along, and
nothing else is summed anew.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import connection, transaction
from django.db.models.functions import Coalesce

from vikno.indicators.models import Counted
from vikno.territories.models import Unit

# Month, fact, kind, b, bucket, n, total.
type Sums = Sequence[tuple[date, str, str, str, int | None, int, int]]


def hold(hromada_code: str) -> None:
    """One at a time in a hromada, and not while the country is summed, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indicators'), hashtext(%s))", [hromada_code])
        cursor.execute("LOCK TABLE indicators_oblastcount IN ROW EXCLUSIVE MODE")


def add_to_oblasts(oblast: str, *, gone: Sums, come: Sums) -> None:
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
            cursor.execute(_ADD, [oblast, months, facts, kinds, bs, buckets, ns, totals])
            cursor.execute(_FORGET_NOTHING, [sorted(set(months))])


def settled(place: Unit, *, stands_in: str | None) -> str:
    """The oblast a held hromada lies in by the codifier; its sums are moved there if they stand in another.

    `stands_in`: where they stand, None while there are none.
    """
    lies_in = place.oblast_id or place.pk
    if stands_in not in (None, lies_in):
        with connection.cursor() as cursor:
            cursor.execute(_MOVE, {"gone": stands_in, "come": lies_in, "hromada": place.pk})
            cursor.execute(_FORGET_NOTHING_OF, [place.pk, stands_in])
    return lies_in


def hromadas_that_moved() -> list[str]:
    """Codes of hromadas whose sums stand in another oblast than the codifier says."""
    lies_in = Coalesce("hromada__oblast_id", "hromada_id")
    moved = Counted.objects.exclude(oblast=lies_in).order_by("hromada_id")
    return list(moved.values_list("hromada_id", flat=True))


@transaction.atomic
def follow_codifier(*, hromada_code: str) -> None:
    """Move the sums of a hromada to the oblast it lies in now."""
    hold(hromada_code)
    counted = Counted.objects.select_related("hromada").get(hromada_id=hromada_code)
    counted.oblast = settled(counted.hromada, stands_in=counted.oblast)
    counted.save(update_fields=["oblast"])


@transaction.atomic
def sum_country() -> None:
    """Every sum of every oblast from the beginning, whatever stood there.

    Nothing is counted meanwhile: who counts waits for this to end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE indicators_oblastcount IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM indicators_oblastcount")
        cursor.execute(_SUM_ALL)
        cursor.execute(_SETTLE_ALL)


_ADD: Final = """
    INSERT INTO indicators_oblastcount AS kept (oblast, month, fact, kind, b, bucket, n, total)
    SELECT %s, one.month, one.fact, one.kind, one.b, one.bucket, one.n, one.total
    FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::bigint[])
             AS one (month, fact, kind, b, bucket, n, total)
    ORDER BY 2, 3, 1, 4, 5, 6
    ON CONFLICT (month, fact, oblast, kind, b, bucket)
    DO UPDATE SET n = kept.n + excluded.n, total = kept.total + excluded.total
"""
_MOVE: Final = """
    INSERT INTO indicators_oblastcount AS kept (oblast, month, fact, kind, b, bucket, n, total)
    SELECT side.oblast, month, fact, kind, b, bucket, side.sign * sum(n), side.sign * sum(total)
    FROM indicators_monthcount, (VALUES (%(gone)s::text, -1), (%(come)s::text, 1)) AS side (oblast, sign)
    WHERE hromada_id = %(hromada)s::text
    GROUP BY side.oblast, side.sign, month, fact, kind, b, bucket
    ORDER BY 2, 3, 1, 4, 5, 6
    ON CONFLICT (month, fact, oblast, kind, b, bucket)
    DO UPDATE SET n = kept.n + excluded.n, total = kept.total + excluded.total
"""
_FORGET_NOTHING: Final = "DELETE FROM indicators_oblastcount WHERE month = ANY(%s::date[]) AND n = 0 AND total = 0"
_FORGET_NOTHING_OF: Final = """
    DELETE FROM indicators_oblastcount
    WHERE month IN (SELECT DISTINCT month FROM indicators_monthcount WHERE hromada_id = %s) AND oblast = %s
      AND n = 0 AND total = 0
"""
_SUM_ALL: Final = """
    INSERT INTO indicators_oblastcount (oblast, month, fact, kind, b, bucket, n, total)
    SELECT coalesce(place.oblast_id, place.code), month, fact, kind, b, bucket, sum(n), sum(total)
    FROM indicators_monthcount AS counted JOIN territories_unit AS place ON place.code = counted.hromada_id
    GROUP BY 1, month, fact, kind, b, bucket
"""
_SETTLE_ALL: Final = """
    UPDATE indicators_counted AS counted SET oblast = coalesce(place.oblast_id, place.code)
    FROM territories_unit AS place WHERE place.code = counted.hromada_id
"""
