"""Names in the language of the page."""

from django import template

from vikno.portal import queries

register = template.Library()
register.filter("named", queries.named)
