"""Ways out: which channel goes by itself, and through what.

A messenger joins by a line of `_MAKERS`: until then its channel is «not set up»: offered to nobody, sends nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from vikno.common.outgoing import Outgoing
from vikno.notifications.enums import Channel, Messenger
from vikno.notifications.gateways.contract import Gateway
from vikno.notifications.gateways.folder import FolderGateway
from vikno.notifications.gateways.mail import MailGateway
from vikno.notifications.gateways.sms import HttpSmsGateway

__all__ = ["gateway_of", "is_pretending", "not_set_up"]


def gateway_of(channel: str) -> Gateway | None:
    """The way out of a channel; None: a person tells."""
    make = _MAKERS.get(channel)
    return make() if make else None


def not_set_up() -> list[str]:
    """Channels that could go by themselves and have no gateway here."""
    return [channel for channel in (Channel.EMAIL, Channel.SMS, *Messenger) if gateway_of(channel) is None]


def is_pretending(channel: str) -> bool:
    """Whether what goes by a channel only lands in a folder: the screen says so."""
    if channel == Channel.SMS:
        return isinstance(gateway_of(channel), FolderGateway)
    return channel == Channel.EMAIL and not settings.ENVIRONMENT.email_url


def _sms() -> Gateway | None:
    environment = settings.ENVIRONMENT
    if environment.sms_url:
        return _http_sms(environment.sms_url, environment.sms_token, frozenset(environment.private_host_names()))
    return None if environment.is_production else FolderGateway(environment.home_folder / "sms")


@cache
def _http_sms(url: str, token: str, private: frozenset[str]) -> Gateway:
    """One for the life of the process: it remembers that the other side rests."""
    host = urlsplit(url).hostname or ""
    return HttpSmsGateway(url=url, token=token, outgoing=Outgoing(hosts=[host], private_hosts=private))


_MAKERS: Mapping[str, Callable[[], Gateway | None]] = {
    Channel.EMAIL: MailGateway,
    Channel.SMS: _sms,
}
