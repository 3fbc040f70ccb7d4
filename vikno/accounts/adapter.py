"""allauth, told that nobody adds themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff are added by their head; a page of self-registration does not exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
