"""Single rows of the database."""

from django.db.models import Model, QuerySet


def the_one[Row: Model](rows: QuerySet[Row]) -> Row | None:
    """The row of a question that has one answer at most, or None.

    `first()` would put it in order first: for one row that costs Django as much as the rest of the question.
    """
    return next(iter(rows.order_by()[:1]), None)
