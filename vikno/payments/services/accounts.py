"""Accounts to pay to and grounds not to pay: a newer row holds, the older ones stay."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common.actors import Actor
from vikno.common.identifiers import edrpou_is_valid, iban_formatted, iban_is_valid, iban_read
from vikno.common.text import clean
from vikno.payments import policies, rules
from vikno.payments.enums import CodeFormat
from vikno.payments.errors import EdrpouIsWrong, IbanIsWrong, LooksLikeCard, PurposeTooLong, ReasonMissing
from vikno.payments.models import ExemptionGround, TreasuryAccount

# What a bill adds to the purpose: service, case, payer. A purpose that leaves no room for it would fail at the desk.
_TAIL = "; послуга 00000; справа 00-0000-000000-0; " + "Ж" * 45


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """As a head types them. Without a service: for all services that have no account of their own."""

    valid_from: date
    recipient: str
    edrpou: str
    iban: str
    purpose: str
    service: PublicService | None = None
    code_format: str = CodeFormat.V002
    is_closed: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class GroundFacts:
    """Who pays nothing (100) or less, by which act, from which day."""

    name: str
    act: str
    valid_from: date
    percent: int = 100
    valid_to: date | None = None
    service: PublicService | None = None


@transaction.atomic
def set_account(*, facts: AccountFacts, actor: Actor, at: datetime) -> TreasuryAccount:
    """Say where a service is paid to from a day; bills already issued keep the account they were issued with.

    Refusals: MayNotAct, IbanIsWrong, EdrpouIsWrong, PurposeTooLong.
    """
    policies.require_may_keep_accounts(actor)
    iban, edrpou = iban_read(facts.iban), facts.edrpou.strip()
    if not iban_is_valid(iban):
        raise IbanIsWrong(iban=iban_formatted(iban))
    if not edrpou_is_valid(edrpou):
        raise EdrpouIsWrong(edrpou=edrpou)
    recipient, purpose = rules.code_text(clean(facts.recipient)), rules.code_text(clean(facts.purpose))
    _require_room(recipient=recipient, purpose=purpose, iban=iban, edrpou=edrpou, at=at)
    account = TreasuryAccount.objects.create(
        hromada_id=actor.hromada_code, service=facts.service, valid_from=facts.valid_from, recipient=recipient,
        edrpou=edrpou, iban=iban, purpose=purpose, code_format=facts.code_format, is_closed=facts.is_closed,
        source=clean(facts.source), recorded_at=at, recorded_by_id=actor.user_id, recorded_by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="payments.account_closed" if facts.is_closed else "payments.account_set", subject=account,
        at=at, hromada_code=actor.hromada_code,
        facts={
            "service": facts.service.code if facts.service else "", "from": facts.valid_from.isoformat(), "iban": iban,
            "edrpou": edrpou,
        },
    )  # fmt: skip
    return account


@transaction.atomic
def add_ground(*, facts: GroundFacts, actor: Actor, at: datetime) -> ExemptionGround:
    """Say who pays less from a day; the same name said again holds instead of what was said before.

    Refusals: MayNotAct, ReasonMissing, LooksLikeCard.
    """
    policies.require_may_keep_accounts(actor)
    name, act = clean(facts.name), clean(facts.act)
    if not name or not act:
        raise ReasonMissing
    if rules.looks_like_card(f"{name} {act}"):
        raise LooksLikeCard
    ground = ExemptionGround.objects.create(
        hromada_id=actor.hromada_code, service=facts.service, name=name, act=act, percent=facts.percent,
        valid_from=facts.valid_from, valid_to=facts.valid_to, recorded_at=at, recorded_by_id=actor.user_id,
        recorded_by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="payments.exemption_set", subject=ground, at=at, hromada_code=actor.hromada_code,
        facts={"name": name, "act": act, "percent": facts.percent, "from": facts.valid_from.isoformat()},
    )  # fmt: skip
    return ground


def _require_room(*, recipient: str, purpose: str, iban: str, edrpou: str, at: datetime) -> None:
    widest = rules.Payment(
        recipient=recipient, iban=iban, edrpou=edrpou, amount=Decimal("99999.99"), purpose=purpose + _TAIL,
        reference="0" * 14, issued_at=at, valid_until=at.date(),
    )  # fmt: skip
    for version in CodeFormat.values:
        try:
            rules.payment_link(widest, version=version)
        except rules.DoesNotFit as fault:
            raise PurposeTooLong from fault
