"""Two records of one person: compared, joined, parted again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.applicants import policies as access
from vikno.applicants.errors import ChangedMeanwhile
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.desk import services, shown
from vikno.desk.views.doors import seen

_MERGERS = (Role.OFFICER, Role.HEAD)


@role_required(*_MERGERS)
def person_merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Side by side: what stays is chosen field by field, then both become one."""
    actor = actor_of(request)
    if request.method == "POST" and access.merged_record(actor, other) is not None:
        return redirect("desk:person", pk=pk)  # pressed twice, or a colleague was quicker
    kept, gone = access.access_applicant(actor, pk), access.access_applicant(actor, other)
    if request.method == "POST":
        try:
            services.merge_people(
                actor=actor, at=clock.now(), kept=kept, gone=gone, seen=_versions(request),
                facts=shown.chosen_facts(kept, gone, request.POST.dict()),
            )  # fmt: skip
        except ChangedMeanwhile:
            messages.error(request, _("Поки ви порівнювали, дані змінив хтось інший. Порівняйте ще раз."))
            return redirect("desk:person_merge", pk=pk, other=other)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("desk:person_merge", pk=pk, other=other)
        messages.success(request, _("Записи об'єднано. Справи й представники тепер тут."))
        return redirect("desk:person", pk=pk)
    page = render(request, "desk/merge.html", shown.merge_facts(kept, gone, actor=actor))
    seen(request, gone, page)
    return seen(request, kept, page)


def _versions(request: HttpRequest) -> tuple[int, int]:
    said = [request.POST.get(name, "") for name in ("version", "version_gone")]
    first, second = (int(one) if one.isascii() and one.isdigit() and len(one) < 10 else 0 for one in said)
    return first, second


@require_POST
@role_required(*_MERGERS)
def person_part(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    """Two records again, as they were."""
    actor = actor_of(request)
    found = access.access_merge(actor, merge, kept_pk=pk)
    try:
        services.part_people(actor=actor, at=clock.now(), merge=found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Об'єднання скасовано: знову два записи, кожен зі своїми справами."))
    return redirect("desk:person", pk=pk)
