"""Drafts of a card, and publishing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import queries, services, shown
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import VersionIsPublished
from vikno.catalogue.forms import CardForms
from vikno.catalogue.rules import CardContent
from vikno.catalogue.views.common import EDITORS, READERS, service_or_404, version_or_404
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.errors import Refusal


@require_GET
@role_required(*READERS)
def version_page(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """One version as people will see it, and what the linter says."""
    version = version_or_404(version_pk, service_id=pk)
    facts = shown.version_facts(version, on=clock.today(), actor=actor_of(request))
    return render(request, "catalogue/version.html", facts)


@role_required(*EDITORS)
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that starts from the newest version."""
    service, newest = service_or_404(pk), queries.newest_version(pk)
    content = queries.content_of(newest) if newest else CardContent()
    forms = CardForms(posted(request), content, valid_from=clock.today())
    if request.method == "POST" and forms.is_valid():
        try:
            draft = services.draft_version(
                service=service, content=forms.content(), valid_from=forms.card.cleaned_data["valid_from"],
                actor=actor_of(request), at=clock.now(), reason=forms.card.cleaned_data["reason"],
            )  # fmt: skip
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Чернетку створено. Перевірте її і оприлюдніть."))
            return redirect("catalogue:version", pk=pk, version_pk=draft.pk)
    return render(request, "catalogue/draft.html", {"service": service, "forms": forms, "version": None})


@one_at_a_time
@role_required(*EDITORS)
def draft(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Another text of a draft."""
    version = version_or_404(version_pk, service_id=pk)
    if version.status == VersionStatus.PUBLISHED:
        messages.warning(request, str(VersionIsPublished.message))
        return redirect("catalogue:version", pk=pk, version_pk=version_pk)
    forms = CardForms(posted(request), queries.content_of(version), valid_from=version.valid_from)
    if request.method == "POST" and forms.is_valid():

        def change() -> None:
            services.change_draft(
                version=version, content=forms.content(), valid_from=forms.card.cleaned_data["valid_from"],
                actor=actor_of(request), at=clock.now(), reason=forms.card.cleaned_data["reason"],
            )  # fmt: skip

        if is_as_seen(request, *forms.flat) and done(request, change, _("Чернетку збережено.")):
            return redirect("catalogue:version", pk=pk, version_pk=version_pk)
    return render(request, "catalogue/draft.html", {"service": version.service, "forms": forms, "version": version})


@require_POST
@role_required(*EDITORS)
def publication(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Let a draft hold from its day."""
    version = version_or_404(version_pk, service_id=pk)

    def publish() -> None:
        services.publish_version(version=version, actor=actor_of(request), at=clock.now())

    done(request, publish, _("Версію оприлюднено."))
    return redirect("catalogue:version", pk=pk, version_pk=version_pk)


@require_POST
@role_required(*EDITORS)
def discard(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = version_or_404(version_pk, service_id=pk)

    def throw() -> None:
        services.discard_draft(version=version, actor=actor_of(request), at=clock.now())

    if done(request, throw, _("Чернетку видалено.")):
        return redirect("catalogue:service", pk=pk)
    return redirect("catalogue:version", pk=pk, version_pk=version_pk)


@require_POST
@role_required(*EDITORS)
def confirmation(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Mark that the term and the price were checked locally."""
    version = version_or_404(version_pk, service_id=pk)

    def confirm() -> None:
        services.confirm_version(version=version, actor=actor_of(request), at=clock.now())

    done(request, confirm, _("Строк і плату позначено звіреними."))
    return redirect("catalogue:service", pk=pk)
