"""Where a service is paid to on a day, and who pays less."""

from datetime import date

from django.db.models import F, Q, QuerySet

from vikno.catalogue.models import PublicService
from vikno.payments.models import ExemptionGround, TreasuryAccount


def account_on(service: PublicService, *, hromada_code: str, on: date) -> TreasuryAccount | None:
    """The account of a service on a day: its own, else the hromada's for all; None where it is closed or not given."""
    rows = TreasuryAccount.objects.filter(hromada_id=hromada_code, valid_from__lte=on).order_by("-valid_from", "-pk")
    own = rows.filter(service=service).first()
    found = own or rows.filter(service__isnull=True).first()
    return None if found is None or found.is_closed else found


def accounts_now(hromada_code: str) -> QuerySet[TreasuryAccount]:
    """Every row of a hromada: the general account first, then by service, the newest day first."""
    return (
        TreasuryAccount.objects.filter(hromada_id=hromada_code)
        .select_related("service")
        .order_by(F("service__sort_key").asc(nulls_first=True), "-valid_from", "-pk")
    )


def grounds_now(hromada_code: str) -> QuerySet[ExemptionGround]:
    """Every ground of a hromada, by name; each name and service shows its newest word first."""
    return (
        ExemptionGround.objects.filter(hromada_id=hromada_code)
        .select_related("service")
        .order_by("name", F("service__sort_key").asc(nulls_first=True), "-pk")
    )


def grounds_for(service: PublicService, *, hromada_code: str, on: date) -> list[ExemptionGround]:
    """Grounds that hold for a service on a day: of one name the newest row is the one that counts."""
    rows = ExemptionGround.objects.filter(hromada_id=hromada_code, valid_from__lte=on)
    rows = rows.filter(Q(service=service) | Q(service__isnull=True)).order_by("name", "pk")
    newest = {(row.name, row.service_id): row for row in rows}
    return [row for row in newest.values() if row.valid_to is None or row.valid_to >= on]
