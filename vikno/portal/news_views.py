"""What centres, programmes and the steward tell everybody: the list, one announcement, the feed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.announcements import queries
from vikno.announcements.enums import State
from vikno.common import clock
from vikno.common.shared_pages import shared_page
from vikno.opendata.queries.marks import announcement_mark
from vikno.portal.letters_forms import letters_address
from vikno.portal.news_feeds import feed_address, news_feed
from vikno.portal.news_forms import NewsForm

ROWS = 20


@require_safe
@shared_page
def news(request: HttpRequest) -> HttpResponse:
    """In force today: pinned ones first, then the newest; or those that are over."""
    marks = queries.tags()
    form = NewsForm(request.GET, marks=marks, programmes=queries.telling_programmes())
    filters = form.filters()
    found = (queries.past_news if form.is_past else queries.found_news)(filters, on=clock.today())
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [queries.told(one, marks) for one in page.object_list]
    facts = {
        "form": form, "page": page, "rows": rows, "is_filtered": form.has_changed(), "feed": feed_address(filters),
        "letters": letters_address(filters),
    }  # fmt: skip
    return render(request, "portal/news.html", facts)


@require_safe
@shared_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The words; of what was taken off, only that it was."""
    day = clock.today()
    found = queries.published(pk, on=day)
    if found is None:
        raise Http404
    if found.state == State.WITHDRAWN:
        return render(request, "portal/news_withdrawn.html", {"withdrawn_at": found.withdrawn_at}, status=410)
    told = queries.told(found, queries.tags())
    is_over = told.visible_until is not None and told.visible_until < day
    facts = {"news": told, "links": queries.open_links(told.links), "is_over": is_over}
    return render(request, "portal/news_one.html", {**facts, "mark": announcement_mark(told)})


@require_safe
@shared_page
def feed(request: HttpRequest) -> HttpResponse:
    """Atom, of all or of what is chosen in the address."""
    return news_feed(request, at=clock.now())
