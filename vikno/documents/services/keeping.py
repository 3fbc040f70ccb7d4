"""Keeping printed forms as evidence: made once, never changed, printed again byte for byte."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from vikno.audit import services as audit
from vikno.audit.places import NOWHERE, Place
from vikno.common import typeset
from vikno.common.actors import Actor
from vikno.common.qr import payment_svg, qr_svg
from vikno.documents import policies
from vikno.documents.enums import DocumentKind
from vikno.documents.errors import DocumentDestroyed, ReprintDiffers
from vikno.documents.models import GeneratedDocument
from vikno.documents.papers import Form, Paper, form_of
from vikno.documents.slips import DayList, Slip, day_list_form, slip_form

_TITLE = GeneratedDocument._meta.get_field("title").max_length or 0  # names of points are longer than a list can show


def lay_down_form(*, paper: Paper, actor: Actor, at: datetime, hromada_code: str) -> GeneratedDocument:
    """Keep a paper's data now and its bytes from the first print on: for acts that hold a lock others wait for.

    The journal keeps the hash of the data at once, so what is printed later can be nothing else. Refusals: MayNotKeep.
    """
    form = form_of(paper)
    document = _drafted(
        kind=form.kind, template=form.template, title=form.title, data=form.data, actor=actor, at=at,
        hromada_code=hromada_code,
    )  # fmt: skip
    return _kept(document, actor=actor, at=at, proof={"data_sha256": _hash_of_data(document)})


def keep_form(*, paper: Paper, actor: Actor, at: datetime, hromada_code: str) -> GeneratedDocument:
    """Lay a paper out and keep it: what the rooms above call."""
    return keep_laid_out(form_of(paper), actor=actor, at=at, hromada_code=hromada_code)


def keep_slip(*, slip: Slip | DayList, actor: Actor, at: datetime, hromada_code: str) -> GeneratedDocument:
    """The same for a short form: receipt, notice, card in a size of paper; the day's list."""
    form = slip_form(slip) if isinstance(slip, Slip) else day_list_form(slip)
    return keep_laid_out(form, actor=actor, at=at, hromada_code=hromada_code)


def keep_laid_out(form: Form, *, actor: Actor, at: datetime, hromada_code: str) -> GeneratedDocument:
    """The same for a form laid out by its own room."""
    return keep_document(
        kind=form.kind, template=form.template, title=form.title, data=form.data, actor=actor, at=at,
        hromada_code=hromada_code,
    )  # fmt: skip


@transaction.atomic
def keep_document(
    *,
    kind: DocumentKind,
    template: str,
    title: str,
    data: dict[str, Any],
    actor: Actor,
    at: datetime,
    hromada_code: str,
) -> GeneratedDocument:
    """Typeset a form, keep its data and the hash of its bytes.

    `template` is a path inside the package; `data` are JSON values; `number` among them, when present, becomes a
    QR code, `payment_link` a payment code. Refusals: MayNotKeep. A fault of the template leaves nothing behind.
    """
    document = _drafted(
        kind=kind, template=template, title=title, data=data, actor=actor, at=at, hromada_code=hromada_code
    )
    _print_first(document)
    return _kept(document, actor=actor, at=at, proof={"sha256": document.pdf_sha256})


def _drafted(
    *,
    kind: DocumentKind,
    template: str,
    title: str,
    data: dict[str, Any],
    actor: Actor,
    at: datetime,
    hromada_code: str,
) -> GeneratedDocument:
    policies.require_may_keep(actor, hromada_code=hromada_code)
    kept: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))  # what the database will give back
    return GeneratedDocument(
        hromada_id=hromada_code, kind=kind, template=template, title=Truncator(title).chars(_TITLE), data=kept,
        made_at=at, made_by_id=actor.user_id,
    )  # fmt: skip


def _kept(document: GeneratedDocument, *, actor: Actor, at: datetime, proof: dict[str, str]) -> GeneratedDocument:
    document.save(force_insert=True)
    audit.record(
        actor=actor, action="document.kept", subject=document, at=at, hromada_code=document.hromada_id,
        facts={"kind": str(document.kind), **proof},
    )  # fmt: skip
    return document


def _print_first(document: GeneratedDocument) -> bytes:
    pdf = _typeset(document)
    document.pdf_sha256, document.engine = hashlib.sha256(pdf).hexdigest(), typeset.engine()
    return pdf


def _hash_of_data(document: GeneratedDocument) -> str:
    said = json.dumps([document.template, document.data], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def reprint(document: GeneratedDocument) -> bytes:
    """The PDF once given out, byte for byte; ReprintDiffers when today's bytes are not those.

    The first print of a form that was laid down decides which bytes are meant from then on. DocumentDestroyed after an
    act.
    """
    if document.destroyed_at is not None:
        raise DocumentDestroyed(title=document.title, act=document.destroyed_by_act)
    if not document.pdf_sha256:
        return _first_print(document)
    pdf = _typeset(document)
    if hashlib.sha256(pdf).hexdigest() != document.pdf_sha256:
        raise ReprintDiffers(title=document.title, engine=document.engine, engine_now=typeset.engine())
    return pdf


@transaction.atomic(savepoint=False)
def _first_print(document: GeneratedDocument) -> bytes:
    """Two readers at once: the row is filled once, the second meets what the first wrote."""
    pdf = _print_first(document)
    known = GeneratedDocument.objects.filter(pk=document.pk, hromada_id=document.hromada_id)
    if known.filter(pdf_sha256="").update(pdf_sha256=document.pdf_sha256, engine=document.engine):
        return pdf
    return reprint(known.get())


def copy_of(document: GeneratedDocument) -> bytes:
    """A PDF from the same data that says it is a copy: for documents of another typesetter's time."""
    return _typeset(document, {"copy_of": document.pdf_sha256})


def give_out(*, document: GeneratedDocument, actor: Actor, at: datetime, place: Place = NOWHERE) -> bytes:
    """Reprint for a reader and leave a trace of the look. Refusals: DocumentNotFound, ReprintDiffers."""
    policies.require_may_read(actor, document)
    pdf = reprint(document)
    audit.record_look(
        actor=actor, action="document.read", subject=document, at=at, hromada_code=document.hromada_id, place=place
    )
    return pdf


def _typeset(document: GeneratedDocument, marks: dict[str, str] | None = None) -> bytes:
    values = {**document.data, **(marks or {})}
    if "number" in values:
        values["qr"] = qr_svg(values["number"])
    if "payment_link" in values:
        values["payment_qr"] = payment_svg(values["payment_link"])
    return typeset.render_pdf(document.template, values, made_at=document.made_at)
