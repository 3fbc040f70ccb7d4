"""Words of an announcement on a page."""

from django import template
from django.template.defaultfilters import linebreaksbr, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def linked(paragraph: str) -> SafeString:
    """Addresses as links of our looks, lines as lines; everything else is text, so no other tag can begin so."""
    shown = str(linebreaksbr(urlize(paragraph)))
    return mark_safe(shown.replace("<a href=", '<a class="govuk-link" href='))  # noqa: S308  escaped by `urlize`
