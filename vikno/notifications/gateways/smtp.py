"""Django's SMTP backend with a limit on the whole talk: a server that drips a byte at a time is cut off."""

import smtplib
import socket
import threading
from contextlib import suppress
from typing import Any

from django.core.mail.backends import smtp

WHOLE_SECONDS = 45.0


class _Limited(smtplib.SMTP):
    _timer: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self._timer = threading.Timer(WHOLE_SECONDS, self._cut_off, [made])
        self._timer.daemon = True
        self._timer.start()
        return made

    def _cut_off(self, first: socket.socket) -> None:
        """Under TLS the first socket has given its descriptor away; whichever is in use is shut."""
        for held in (getattr(self, "sock", None), first):
            if held is not None:
                with suppress(OSError):
                    socket.socket.shutdown(held, socket.SHUT_RDWR)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().close()


class _LimitedTls(_Limited, smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> Any:
        return _LimitedTls if self.use_ssl else _Limited
