"""Figures of the state budget that fees are a share of."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.errors import UnknownFigure
from vikno.catalogue.models import FeeIndex
from vikno.common.actors import Actor


@transaction.atomic
def set_figure(*, code: str, valid_from: date, value: Decimal, source: str, actor: Actor, at: datetime) -> FeeIndex:
    """The value of a known figure from a day, checked by the one who sets it. The same value leaves no trace."""
    policies.require_may_publish(actor)
    known = FeeIndex.objects.select_for_update().filter(code=code)
    named = known.order_by("-valid_from").first()
    if named is None:
        raise UnknownFigure(code=code)
    figure = known.filter(valid_from=valid_from).first() or FeeIndex(
        code=code, name=named.name, name_en=named.name_en, valid_from=valid_from
    )
    before = figure.value if figure.pk else None
    if before == value and figure.is_confirmed:
        return figure
    figure.value, figure.source, figure.is_confirmed = value, source, True
    figure.save()
    record(
        actor=actor, action="catalogue.figure_set", subject=figure, at=at, hromada_code=actor.hromada_code,
        facts={"code": code, "from": valid_from.isoformat(), "value": str(value), "before": str(before or "")},
    )  # fmt: skip
    return figure
