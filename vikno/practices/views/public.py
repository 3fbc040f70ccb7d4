"""Practices and recordings for everybody."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.practices import queries, rules, shown, webvtt
from vikno.practices.forms import AdoptionForm, LookForm
from vikno.practices.views.films import with_films
from vikno.territories.models import Unit

ROWS = 20


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """Published cards by words, topic and oblast."""
    oblasts = Unit.objects.filter(category="O", removed_on=None).order_by("sort_key", "code")
    form = LookForm(request.GET, oblasts=oblasts)
    page = Paginator(queries.public_cards(**form.asked()), ROWS).get_page(request.GET.get("page"))
    rows = [{"card": one, "read": shown.card_published(one)} for one in page.object_list]
    facts = {
        "form": form,
        "page": page,
        "rows": rows,
        "feed": reverse("practices:feed"),
        "is_filtered": form.has_changed(),
    }
    return render(request, "practices/public_list.html", facts)


@require_safe
def public_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The published revision, who took it up, what else there is on it."""
    one = queries.public_card(pk)
    actor = getattr(request, "actor", None)
    may_adopt = (
        actor is not None
        and actor.role in (Role.HEAD, Role.LEADER)
        and actor.hromada_code not in ("", one.hromada_id)
        and not queries.has_adopted(actor, one)
    )
    is_old = rules.state_on(clock.today(), state=one.state, expires=one.expires_on) != "published"
    facts = {
        "one": one, "card": shown.card_published(one), "is_old": is_old, "adoptions": queries.adoptions_of(one),
        "pilots": queries.pilots_of_card(one), "recordings": queries.recordings_of_card(one),
        "related": queries.related_cards(one), "form": AdoptionForm() if may_adopt else None,
    }  # fmt: skip
    return render(request, "practices/public_card.html", facts)


@require_safe
def recordings(request: HttpRequest) -> HttpResponse:
    """All recordings, or what is said in them by words."""
    form = LookForm(request.GET)
    asked = form.asked()
    page = Paginator(queries.public_recordings(topic=asked["topic"]), ROWS).get_page(request.GET.get("page"))
    found = shown.passages(queries.said_in(asked["words"], topic=asked["topic"])) if asked["words"] else []
    facts = {"form": form, "page": page, "found": found, "words": asked["words"], "is_filtered": form.has_changed()}
    return render(request, "practices/recordings.html", facts)


@require_safe
@with_films
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """Chapters, conclusions, transcript; `t` is the second that a link leads to. Another site only by a click.

    A file kept here needs no consent: nobody else is asked.
    """
    one = queries.public_recording(pk)
    chapters, asked = shown.chapters_of(one), rules.seconds_of(request.GET.get("t", "")) or 0
    second = min(asked, one.duration)
    current = next((each["starts"] for each in reversed(chapters) if each["starts"] <= second), None)
    facts = {
        "one": one, "chapters": chapters, "second": second, "clock": rules.clock_of(second), "current": current,
        "there": rules.at_second(one.address, second), "host": shown.host_of(one.address),
        "player": "" if one.film_name else rules.player_at(one.address, settings.VIDEO_HOSTS),
        "has_captions": bool(one.film_name) and queries.has_captions(one),
        "duration": rules.clock_of(one.duration), "speakers": shown.lines_of(one.speakers),
        "conclusions": shown.lines_of(one.conclusions),
        "transcript": [(rules.clock_of(each.starts), each.starts, each.text) for each in queries.transcript_of(one)],
        "cards": queries.cards_of_recording(one), "topics": shown.topics_of(one.topics),
    }  # fmt: skip
    return render(request, "practices/recording.html", facts)


@require_safe
def recording_chapters(request: HttpRequest, pk: int) -> HttpResponse:
    """Chapters as WebVTT; each lasts until the next one."""
    one = queries.public_recording(pk)
    chapters = list(one.chapters.all())
    ends = [*(each.starts for each in chapters[1:]), one.duration]
    cues = [webvtt.Cue(each.starts * 1000, end * 1000, each.title) for each, end in zip(chapters, ends, strict=True)]
    headers = {
        "Content-Disposition": f'attachment; filename="chapters-{one.pk}.vtt"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(webvtt.write(cues), content_type="text/vtt; charset=utf-8", headers=headers)
