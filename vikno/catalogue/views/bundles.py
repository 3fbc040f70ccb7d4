"""Life-event bundles: the list, the editor, a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.accounts.access import role_required
from vikno.catalogue import queries, services, shown
from vikno.catalogue.bundle_forms import BundleFileForm, BundleForms
from vikno.catalogue.errors import BundleChangedMeanwhile
from vikno.catalogue.views.common import EDITORS, posted_files
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.editions import differences
from vikno.common.errors import Refusal


@role_required(*EDITORS)
def bundle_list(request: HttpRequest) -> HttpResponse:
    """Every bundle with what it holds; a file of one is sent here."""
    form, actor = BundleFileForm(*posted_files(request)), actor_of(request)
    if request.method == "POST" and form.is_valid():

        def take() -> None:
            services.import_bundle(text=form.cleaned_data["file"], actor=actor, at=clock.now())

        if done(request, take, _("Набір прийнято. Набори, які змінили люди, файл не перезаписує.")):
            return redirect("catalogue:bundles")
    rows = [(bundle, len(bundle.lines.all()), len(bundle.questions.all())) for bundle in queries.bundles()]
    return render(request, "catalogue/bundles.html", {"rows": rows, "form": form, "may": shown.rights(actor)})


@role_required(*EDITORS)
def bundle_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor: every button saves first."""
    bundle = queries.bundle(pk)
    if bundle is None:
        raise Http404
    forms, saved_meanwhile = BundleForms(posted(request), bundle), False
    if request.method == "POST" and forms.is_valid():
        try:
            services.change_bundle(
                bundle=bundle, version=forms.version, words=forms.words(), actor=actor_of(request), at=clock.now()
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            saved_meanwhile = isinstance(refusal, BundleChangedMeanwhile)
        else:
            messages.success(request, _("Набір збережено."))
            if not forms.anchor:
                return redirect("catalogue:bundles")
            return redirect(reverse("catalogue:bundle", args=[pk]) + forms.anchor)
    facts = {
        "bundle": bundle, "forms": forms, "may": shown.rights(actor_of(request)),
        "saved_meanwhile": saved_meanwhile,
        "differences": differences((forms.card,)) if saved_meanwhile else [],
    }  # fmt: skip
    return render(request, "catalogue/bundle.html", facts)
