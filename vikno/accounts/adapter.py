"""allauth, told our words and our limits: nobody adds themselves, and a refusal never says which half was wrong."""

import base64
import hashlib
import hmac
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from vikno.accounts import queries, services
from vikno.common import clock

logger = logging.getLogger(__name__)

_MISMATCH = _("Ім'я для входу або пароль не підходять. Перевірте розкладку й великі літери та спробуйте ще раз.")
# News nobody needs: the person sees that they are in or out.
_UNSAID = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class StaffAdapter(DefaultAccountAdapter):
    """Staff are added by their head; a page of self-registration does not exist."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
        "too_many_login_attempts": _("Забагато невдалих спроб. Зачекайте 5 хвилин і спробуйте ще раз."),
        "enter_current_password": _("Поточний пароль не підходить. Введіть його ще раз."),
        "incorrect_password": _("Пароль не підходить. Введіть його ще раз."),
        "rate_limited": _("Забагато спроб поспіль. Зачекайте хвилину."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A disabled account answers as an unknown one."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A trace without names: refusals from one address share one mark."""
        address = self.get_client_ip(request).encode()
        mark = hmac.new(settings.SECRET_KEY.encode(), address, hashlib.sha256).hexdigest()[:12]
        logger.warning("sign-in refused, origin %s", mark)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """A temporary password that ran out opens nothing."""
        until = user.temporary_password_until
        if until is not None and until < clock.now():
            return redirect("accounts:password_expired")
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        services.record_sign_in(person=user, at=clock.now())
        return super().post_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            services.record_sign_out(person=request.user, at=clock.now())
        super().logout(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home; with several roles, first the choice of one."""
        held = queries.memberships_in_force(request.user.pk or 0, on=clock.today())
        return resolve_url("accounts:role" if len(held) != 1 else settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def set_password(self, user: Any, password: str) -> None:
        services.keep_own_password(person=user, password=password, at=clock.now())

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in _UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are unreadable in the database and its backups without the signing key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Код не підходить. Дочекайтеся нового коду в застосунку й перевірте годинник телефона."),
        "cannot_generate_recovery_codes": _("Спершу ввімкніть застосунок або ключ, потім створіть запасні коди."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), b"vikno.second-factor", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
