"""Words people ask with, and what they asked for and did not find."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.catalogue import queries, services, shown
from vikno.catalogue.forms import WordForm
from vikno.catalogue.views.common import EDITORS
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted

ROWS = 50
SHOWN_MISSED = 30


@role_required(*EDITORS)
def words(request: HttpRequest) -> HttpResponse:
    """Word → service; above it, what people did not find."""
    actor, form = actor_of(request), WordForm(posted(request), initial={"phrase": request.GET.get("phrase", "")[:200]})
    if request.method == "POST" and form.is_valid():

        def add() -> None:
            services.add_word(**form.cleaned_data, actor=actor, at=clock.now())

        if done(request, add, _("Слово додано. Пошук уже знає його.")):
            return redirect("catalogue:words")
    page = Paginator(queries.popular_words(), ROWS).get_page(request.GET.get("page"))
    missed = queries.missed_questions()[:SHOWN_MISSED]
    return render(
        request, "catalogue/words.html", {"form": form, "page": page, "missed": missed, "may": shown.rights(actor)}
    )


@role_required(*EDITORS)
@require_POST
def word_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """A word leads to its service no more."""
    word = queries.popular_words().filter(pk=pk).first()
    if word is None:
        raise Http404
    said = _("Слово «{word}» прибрано. Щоб повернути, додайте його знову.").format(word=word.phrase)
    done(request, lambda: services.remove_word(word=word, actor=actor_of(request), at=clock.now()), said)
    return redirect("catalogue:words")


@role_required(*EDITORS)
@require_POST
def missed_settlement(request: HttpRequest, digest: str) -> HttpResponse:
    """This is not about our services."""
    missed = queries.missed_questions().filter(pk=digest).first()
    if missed is None:
        raise Http404
    said = _("Запит прибрано зі списку.")
    done(request, lambda: services.settle_missed(missed=missed, actor=actor_of(request), at=clock.now()), said)
    return redirect("catalogue:words")
