"""Papers about papers, from their rows: manifest, differences, reconciliation of a day, act on a loss."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from vikno.common.actors import Actor
from vikno.common.identifiers import grouped
from vikno.consignments import queries
from vikno.consignments.enums import ItemState, LineState
from vikno.consignments.models import Bag, BagItem, DayCheck, DayLine, Loss
from vikno.consignments.rules import bag_number_formatted
from vikno.documents import services as documents
from vikno.documents.enums import DocumentKind
from vikno.documents.models import GeneratedDocument
from vikno.documents.papers import (
    Discrepancy,
    DiscrepancyRow,
    Letterhead,
    Manifest,
    ManifestRow,
    date_shown,
    moment_shown,
)
from vikno.network.models import Point

_CASE_GROUPS = (2, 4, 6, 1)
# A template once released never changes: old papers must print the same.
_EDITION = "consignments/typst/e1"


def keep_manifest(*, bag: Bag, items: Sequence[BagItem], actor: Actor, at: datetime) -> GeneratedDocument:
    """Keep the manifest as it stands when the seal is put on. No names of applicants: a courier carries it."""
    with override("uk"):
        paper = Manifest(
            letterhead=letterhead(bag.hromada_id),
            number=bag.number,
            number_shown=bag_number_formatted(bag.number),
            seal=bag.seal,
            origin=place_shown(bag.origin_point) or bag.origin_name,
            destination=place_shown(bag.destination_point) or bag.destination_name,
            rows=tuple(
                ManifestRow(
                    number_shown=grouped(item.case.number, _CASE_GROUPS),
                    service=item.case.service.name,
                    sheets=item.sheets,
                )
                for item in items
            ),
            sealed_at=at,
            sealed_by=actor.name,
            is_demo=any(item.case.is_demo for item in items),
        )
        return documents.keep_form(paper=paper, actor=actor, at=at, hromada_code=bag.hromada_id)


def keep_discrepancy(*, bag: Bag, items: Sequence[BagItem], actor: Actor, at: datetime) -> GeneratedDocument:
    """Keep the act on differences, said where the bag was opened: what is missing, extra or damaged, and the seal."""
    with override("uk"):
        seal_found = "ціла" if bag.seal_was_intact else f"не ціла: {bag.receipt_note}"
        paper = Discrepancy(
            letterhead=letterhead(bag.hromada_id),
            number=bag.number,
            number_shown=bag_number_formatted(bag.number),
            seal=bag.seal,
            seal_found=seal_found,
            origin=place_shown(bag.origin_point) or bag.origin_name,
            destination=place_shown(bag.destination_point) or bag.destination_name,
            carrier=str(bag.taken_by or ""),
            received_at=at,
            received_by=bag.receiver_name,
            expected=sum(item.state != ItemState.EXTRA for item in items),
            rows=tuple(_difference(item) for item in items if item.state != ItemState.PRESENT),
            is_demo=any(item.case.is_demo for item in items),
        )
        return documents.keep_form(paper=paper, actor=actor, at=at, hromada_code=bag.hromada_id)


def keep_reconciliation(*, check: DayCheck, lines: Sequence[DayLine], actor: Actor, at: datetime) -> GeneratedDocument:
    """Keep the list that a person signed: what was here, what was not, what was beyond it. No names of applicants."""
    title = f"Звірка документів {date_shown(check.on)}, {check.point}"
    with override("uk"):
        data = {
            **_head(check.hromada_id, title, at=at, is_demo=any(line.case.is_demo for line in lines)),
            "point": place_shown(check.point), "on": date_shown(check.on), "signed_by": check.signed_name,
            "expected": check.expected, "present": sum(line.found == LineState.PRESENT for line in lines),
            "rows": [
                {
                    "number": grouped(line.case.number, _CASE_GROUPS), "service": line.case.service.name,
                    "found": line.get_found_display(), "by": line.get_ticked_by_display(), "note": line.note,
                    "is_odd": line.found != LineState.PRESENT,
                }
                for line in sorted(lines, key=lambda line: (line.found == LineState.PRESENT, line.case.number))
            ],
        }  # fmt: skip
        return documents.keep_document(
            kind=DocumentKind.RECONCILIATION, template=f"{_EDITION}/reconciliation.typ", title=title, data=data,
            actor=actor, at=at, hromada_code=check.hromada_id,
        )  # fmt: skip


def keep_loss(*, loss: Loss, held_since: datetime, actor: Actor, at: datetime) -> GeneratedDocument:
    """Keep the act on lost papers: which case, who held them last, what happened. No names of applicants."""
    number = grouped(loss.case.number, _CASE_GROUPS)
    title = f"Акт про втрату документів справи {number}"
    with override("uk"):
        data = {
            **_head(loss.hromada_id, title, at=at, is_demo=loss.case.is_demo),
            "case": number, "service": loss.case.service.name, "last_held": loss.last_held,
            "held_since": moment_shown(held_since), "circumstances": loss.circumstances,
            "declared": moment_shown(loss.declared_at), "declared_by": actor.name,
        }  # fmt: skip
        return documents.keep_document(
            kind=DocumentKind.LOSS, template=f"{_EDITION}/loss.typ", title=title, data=data, actor=actor, at=at,
            hromada_code=loss.hromada_id,
        )  # fmt: skip


def _head(hromada_code: str, title: str, *, at: datetime, is_demo: bool) -> dict[str, Any]:
    head = letterhead(hromada_code)
    return {
        "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "is_demo": is_demo,
        "centre": {"name": head.name, "lines": [line for line in head.lines if line]},
    }  # fmt: skip


def _difference(item: BagItem) -> DiscrepancyRow:
    stays = f"лишилося {item.get_stays_with_display()}" if item.stays_with else ""
    return DiscrepancyRow(
        number_shown=grouped(item.case.number, _CASE_GROUPS), service=item.case.service.name, sheets=item.sheets,
        found=item.get_state_display(), note="; ".join(filter(None, (stays, item.note))),
    )  # fmt: skip


def letterhead(hromada_code: str) -> Letterhead:
    """Name, address and telephone of the centre."""
    centre = queries.centre_of(hromada_code)
    office = queries.main_office(hromada_code)
    address = (office.address_text or office.street_address) if office else ""
    phone = (centre.phone if centre else "") or ", ".join(office.phones if office else ())
    return Letterhead(name=centre.name if centre else "ЦНАП", lines=(address, phone))


def place_shown(point: Point | None) -> str:
    """Name and address of a point on paper; empty for none."""
    if point is None:
        return ""
    address = point.address_text or point.street_address
    return f"{point.name}, {address}" if address and address not in point.name else point.name
