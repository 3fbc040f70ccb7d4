"""Numbers of a network, one after another: cases, bags and bills each count in a series of their own."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Model

from vikno.network.errors import NetworkHasNoNumber, NumbersExhausted


@dataclass(frozen=True)
class TakenNumber:
    """What a number is made of, beside the year."""

    network: int
    sequence: int


def take_number(series: type[Model], *, hromada_code: str, year: int, last: int) -> TakenNumber:
    """The next number of a series (a table of hromada, year and last number given), `last` being the greatest there is.

    Its row stays locked until the transaction ends, so there are no gaps.

    Refusals: NetworkHasNoNumber, NumbersExhausted.
    """
    table = connection.ops.quote_name(series._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            # The name of the table is of the code, values go beside the text.
            f"""INSERT INTO {table} AS series (hromada_id, year, last) VALUES (%(hromada)s, %(year)s, 1)
               ON CONFLICT (hromada_id, year) DO UPDATE SET last = series.last + 1
               RETURNING last, (SELECT network_number FROM network_centre
                                WHERE hromada_id = %(hromada)s AND network_number IS NOT NULL)""",  # noqa: S608
            {"hromada": hromada_code, "year": year},
        )
        sequence, network = cursor.fetchone()
    if network is None:
        raise NetworkHasNoNumber
    if sequence > last:
        raise NumbersExhausted(year=year)
    return TakenNumber(network=network, sequence=sequence)
