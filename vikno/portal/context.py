"""The menu of public pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vikno.common.components import NavItem


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for `base.html`: where a resident may go; the current section is marked."""
    sections = (
        (_("Послуги"), "portal:services"),
        (_("Де нас знайти"), "portal_network:points"),
        (_("Запис на прийом"), "appointments_public:start"),
        (_("Стан справи"), "portal:status"),
        (_("Оголошення"), "portal_news:list"),
    )
    found = [(label, _address(name)) for label, name in sections]
    return {"nav": [NavItem(url, label, current=request.path.startswith(url)) for label, url in found if url]}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
