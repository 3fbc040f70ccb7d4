"""Tables of decree 835: of the country for everybody, of a hromada for its head to publish."""

import datetime as dt

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.opendata import exports, services
from vikno.opendata.queries.decree_files import MEDIA, ROWS, Form
from vikno.opendata.rules.decree import OWN
from vikno.opendata.views.files import sent, whole

_EARLIEST = 2000


@require_safe
def table(request: HttpRequest, template: str, form: Form) -> HttpResponseBase:
    """One table of the whole installation."""
    if template not in ROWS:
        raise Http404
    file = exports.current(f"{template}.{form}", at=clock.now())
    return sent(request, file, content_type=MEDIA[form], name=f"{template}.{form}")


@require_safe
@role_required(Role.HEAD)
def own_table(request: StaffRequest, template: str, form: Form) -> HttpResponseBase:
    """One table of the head's hromada; `year` of registration, this one if none is named."""
    if template not in OWN:
        raise Http404
    at = clock.now()
    with translation.override("uk"):
        file = services.export_own(template=template, form=form, year=_year(request, at), actor=request.actor, at=at)
    return whole(file, content_type=MEDIA[form], name=f"{template}.{form}")


def _year(request: HttpRequest, at: dt.datetime) -> int:
    told, this = request.GET.get("year", ""), clock.today(at).year
    return int(told) if told.isascii() and told.isdigit() and _EARLIEST <= int(told[:5]) <= this else this
