"""How an application came, in words: for the page of the case and for the опис. Part of the public face."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from vikno.cases.enums import IntakeChannel
from vikno.cases.models import Case
from vikno.cases.rules import ARRIVAL_FACTS


def arrival_in_words(case: Case) -> str:
    """«поштою, надійшло 12.03.2026, рекомендований лист № 123»; the channel alone where nothing more is known."""
    return arrival_words(case.intake_channel, case.intake_facts)


def arrival_words(channel: str, facts: Mapping[str, str]) -> str:
    """The same of a channel and its facts before there is a case."""
    told = [_fact(name, facts[name]) for name in ARRIVAL_FACTS.get(channel, ()) if facts.get(name)]
    return ", ".join([str(IntakeChannel(channel).label), *told])


def _fact(name: str, value: str) -> str:
    if name == "received_on":
        return _("надійшло {day}").format(day=f"{date.fromisoformat(value):%d.%m.%Y}")
    words = {
        "letter": _("рекомендований лист № {value}"),
        "sender": _("від {value}"),
        "address": _("за адресою {value}"),
        "visitors": _("їздили: {value}"),
    }
    return words[name].format(value=value)
