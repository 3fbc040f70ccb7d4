from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "vikno.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The clock of a session starts wherever it is opened: by password, key or code."""
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_start_session, dispatch_uid="vikno.session")


def _start_session(request: Any, **_: Any) -> None:
    from vikno.accounts import session
    from vikno.common import clock

    session.start(request.session, clock.now())
