"""What we alone read again: sealed by a key made of the signing key and of what it is for."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(ValueError):
    """The signing key was changed without a fallback, or these bytes were never sealed for this."""


def seal(body: bytes, *, purpose: str) -> str:
    """Text that says nothing to whoever has no key of ours."""
    return _cipher(purpose).encrypt(body).decode()


def unseal(sealed: str, *, purpose: str) -> bytes:
    """What was sealed for this purpose, by the key in force or by one of its fallbacks. Raises SealBroken."""
    try:
        return _cipher(purpose).decrypt(sealed.encode())
    except InvalidToken:
        raise SealBroken from None


def _cipher(purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.new(key.encode(), f"vikno.{purpose}".encode(), hashlib.sha256).digest())
