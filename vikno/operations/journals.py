"""Journals of all hromadas: their daily heads told outside, and the proof that nobody touched them."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import colleagues
from vikno.audit import queries, services
from vikno.audit.models import DailyHead
from vikno.audit.queries import MOST_BROKEN, Verdict
from vikno.audit.rules import NATIONAL, Broken, Head, heads_in
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import Centre
from vikno.notifications import queries as messages
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel, Delivery
from vikno.operations.errors import NoHeadsInFile, NoSuchFile, UnknownChain, WrongPlace

logger = logging.getLogger(__name__)
_HEAD = "audit.dailyhead"
# A letter is tried for two and a half days; after three somebody has to look why nothing leaves the machine.
PATIENCE = timedelta(days=3)


def chains() -> list[str]:
    """Codes of hromadas that keep a journal here; "" is the chain of national lists."""
    held = set(Membership.objects.order_by().values_list("hromada_code", flat=True).distinct())
    return sorted({"", *held, *Centre.objects.order_by().values_list("hromada_id", flat=True)} - {None})


def tell_heads(*, at: datetime) -> int:
    """Take the head of each journal once a day, write it into the log and send it out; how many letters were written.

    A head that reached nobody (no address yet, a mail server that refused for days) is told anew at the next hour.
    """
    return sum(_tell_head(code, at=at) for code in chains())


def _tell_head(code: str, *, at: datetime) -> int:
    with tenancy.working_for(code):
        taken = services.take_head(hromada_code=code, at=at)
        if taken is not None:
            logger.info("%s", taken.line)
        head = taken or queries.heads_of(code).first()
        if head is None or _is_on_its_way(head):
            return 0
        addresses = _addresses(code, at=at)
        for address in addresses:
            notifications.tell(
                actor=Actor.system(code), at=at, hromada_code=code, channel=Channel.EMAIL, recipient=address,
                subject=_("Підсумок журналу дій за {day}").format(day=f"{head.on:%d.%m.%Y}"), body=_letter(head.line),
                about=head,
            )  # fmt: skip
    return len(addresses)


def _is_on_its_way(head: DailyHead) -> bool:
    told = messages.messages_about(head, hromada_code=head.hromada_code)
    return told.filter(delivery__in=(Delivery.QUEUED, Delivery.SENT)).exists()


def _addresses(code: str, *, at: datetime) -> list[str]:
    """Heads of the hromada (stewards for the national lists), and the one more address of the settings."""
    role = Role.HEAD if code else Role.STEWARD
    people = colleagues(code, roles=frozenset({role}), on=clock.today(at))
    return list(dict.fromkeys(filter(None, [*(person.email for person in people), settings.AUDIT_EMAIL])))


def _letter(head: Head) -> str:
    return _(
        "Це підсумок журналу дій Вікна. Збережіть лист або перепишіть рядок у паперовий журнал:\n\n"
        "{line}\n\n"
        "Журнал, який хтось перепише заднім числом, уже не зійдеться з цим рядком. "
        "Щоб звірити, складіть такі рядки у файл і виконайте: vikno verify-audit --heads ФАЙЛ\n"
    ).format(line=head)


@dataclass(frozen=True)
class Untold:
    """A journal whose entries nobody outside can vouch for: from which one, since when."""

    hromada_code: str
    sequence: int
    since: datetime


def untold(*, at: datetime, vouched: Callable[[str], int]) -> list[Untold]:
    """Journals with entries older than `PATIENCE` beyond the last one vouched for outside, by code of hromada."""
    found = []
    for code in chains():
        with tenancy.working_for(code):
            first = queries.first_untold(code, after=vouched(code))
            if first is not None and at - first.recorded_at > PATIENCE:
                found.append(Untold(code, first.sequence, first.recorded_at))
    return found


def last_told(code: str) -> int:
    """The last entry that a letter sent out vouches for; 0 for none."""
    letter = messages.last_sent_about(_HEAD, hromada_code=code)
    head = queries.heads_of(code).filter(pk=int(letter.about_id)).first() if letter else None
    return head.sequence if head else 0


def nothing_told(_code: str) -> int:
    """Where letters stay in a folder of the machine itself, no entry is vouched for."""
    return 0


def verify(*, only: str | None, told: Iterable[Head]) -> list[Verdict]:
    """Look through every journal, or one. A head told of a journal that is not here makes that journal broken."""
    told = list(told)
    known = {*chains(), *(head.hromada_code for head in told)}
    wanted = None if only is None else only.replace(NATIONAL, "")
    if wanted is not None and wanted not in known:
        raise UnknownChain(code=only)
    return [verified(code, told=told) for code in sorted(known) if wanted in (None, code)]


def verified(code: str, *, told: Iterable[Head] = ()) -> Verdict:
    """One journal, however long: a few thousand entries in memory at a time, no limit of time."""
    with tenancy.working_for(code):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        return queries.verify_chain(code, told=told)


def heads_kept(path: Path | None) -> list[Head]:
    """Lines that left the machine earlier, from a file in which anything else may stand too."""
    if path is None:
        return []
    if not path.exists():
        raise NoSuchFile(path=path)
    if path.is_dir():
        raise WrongPlace(path=path)
    found = heads_in(path.read_text(encoding="utf-8-sig", errors="replace"))
    if not found:
        raise NoHeadsInFile(name=path.name)
    return found


def in_words(verdicts: list[Verdict]) -> str:
    """What was found, chain by chain, and the end of each as a line for the paper register."""
    lines = [line for verdict in verdicts for line in _lines(verdict)]
    if all(verdict.is_whole for verdict in verdicts):
        return "\n".join([*lines, _("Журнали цілі.")])
    remedy = _("Журнал змінено в обхід програми. Збережіть копію бази й повідомте відповідального за персональні дані.")
    return "\n".join([*lines, remedy])


def name_of(code: str) -> str:
    return code or _("загальні довідники")


def broken_in_words(one: Broken) -> str:
    """«записи 5–7: записів немає: їх вилучено»."""
    which = f"{one.sequence}–{one.until}" if one.until > one.sequence else str(one.sequence)
    words = _("№ {which}: {what}").format(which=which, what=one.forgery.label)
    return f"{words} ({one.told})" if one.told else words


def _lines(verdict: Verdict) -> Iterable[str]:
    counted = _("записів {entries}, звірено підсумків {heads}").format(entries=verdict.entries, heads=verdict.heads)
    state = _("розривів немає") if verdict.is_whole else _("РОЗІРВАНО")
    yield f"{'✓' if verdict.is_whole else '✗'} {name_of(verdict.hromada_code)}: {counted}, {state}"
    yield from (f"    {broken_in_words(one)}" for one in verdict.broken)
    if len(verdict.broken) == MOST_BROKEN:
        yield _("    … і далі; показано перші {n}").format(n=MOST_BROKEN)
    if verdict.is_whole and (end := end_of(verdict)):
        yield f"    {end}"


def end_of(verdict: Verdict) -> Head | None:
    """The end of a journal now, as the line to keep outside."""
    end = verdict.end
    return Head(clock.today(), verdict.hromada_code, end.sequence, bytes(end.hash).hex()) if end else None


def as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "hromada": verdict.hromada_code, "entries": verdict.entries, "heads": verdict.heads,
        "whole": verdict.is_whole, "end": str(end_of(verdict) or ""),
        "broken": [
            {
                "forgery": str(one.forgery), "sequence": one.sequence, "until": one.until or one.sequence,
                "told": str(one.told or ""), "words": broken_in_words(one),
            }
            for one in verdict.broken
        ],
    }  # fmt: skip
