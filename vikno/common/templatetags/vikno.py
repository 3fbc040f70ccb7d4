"""Component tags: `{% load vikno %}`. Shown with their calls at /gallery/; markup is in templates/components/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import count
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.common import components as parts
from vikno.common.editions import FIELD, edition_of

register = template.Library()

type Row = Mapping[str, Any]


@register.inclusion_tag("components/page_header.html")
def page_header(
    title: str, caption: str = "", lead: str = "", back_url: str = "", back_text: str = ""
) -> dict[str, Any]:
    """Heading of a page: what it is, of whom (`caption`), one sentence (`lead`), the way back."""
    return {
        "title": title,
        "caption": caption,
        "lead": lead,
        "back_url": back_url,
        "back_text": back_text or _("Назад"),
    }


@register.simple_tag
def status_tag(text: str, kind: str = "neutral") -> SafeString:
    """State in a word. The mark before it differs by shape, so colour is never alone. Kinds: STATUS_KINDS.

    Drawn here and not by a template of its own: it stands in every row of every list.
    """
    kind = parts.require_one_of(kind, parts.STATUS_KINDS, of="status_tag")
    return format_html('<strong class="c-tag c-tag--{}">{}</strong>', kind, text)


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[parts.SummaryRow | Row | tuple[Any, ...]], title: str = "") -> dict[str, Any]:
    """Facts about one object. A row is SummaryRow, a mapping, or (key, value[, action_url, action_text])."""
    made = [parts.SummaryRow(*row) if isinstance(row, tuple) else row for row in rows]
    return {"rows": parts.coerce(parts.SummaryRow, made), "title": title}


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """Facts written in the template: `{% summary %}{% summary_row key=… %}…{% endsummary_row %}{% endsummary %}`."""
    return render_to_string("components/summary.html", {"content": content})


@register.simple_block_tag
def summary_row(content: str, key: str, action_url: str = "", action_text: str = "", hint: str = "") -> SafeString:
    """One fact inside `summary`; the body is the value."""
    facts = {"key": key, "action_url": action_url, "action_text": action_text, "hint": hint}
    value = mark_safe(content.strip())  # noqa: S308  the engine has rendered and escaped it
    return render_to_string("components/summary_row.html", {"content": value, **facts})


@register.simple_block_tag
def table_wrap(content: str, label: str) -> SafeString:
    """A box that lets a wide `<table class="c-table">` scroll inside, reachable by keyboard and named by `label`."""
    return render_to_string("components/table_wrap.html", {"content": content, "label": label})


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """How many rows there are and links to the other pages; keeps the filters in the address."""
    paginator = page.paginator
    return {
        "total": paginator.count,
        "first": page.start_index(),
        "last": page.end_index(),
        "links": page_links(context, page, parameter),
        "previous": page_url(context, page.number - 1, parameter) if page.has_previous() else "",
        "next": page_url(context, page.number + 1, parameter) if page.has_next() else "",
    }


def page_links(context: Context, page: Page[Any], parameter: str) -> list[parts.PageLink]:
    if page.paginator.num_pages < 2:
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        parts.PageLink(number, page_url(context, number, parameter), number == page.number)
        if isinstance(number, int)
        else parts.PageLink(None)
        for number in numbers
    ]


def page_url(context: Context, number: int, parameter: str) -> str:
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", action_url: str = "", action_text: str = "") -> dict[str, Any]:
    """An empty list says why it is empty and what to do next."""
    return {"title": title, "text": text, "action_url": action_url, "action_text": action_text}


@register.inclusion_tag("components/notice.html", takes_context=True)
def notice(
    context: Context, text: str, kind: str = "info", title: str = "", undo_url: str = "", undo_text: str = ""
) -> dict[str, Any]:
    """A message. With `undo_url` it carries a POST button instead of an «are you sure» beforehand."""
    return notice_facts(context, kind, title) | {
        "text": text,
        "undo_url": undo_url,
        "undo_text": undo_text or _("Скасувати дію"),
    }


@register.simple_block_tag(takes_context=True)
def notice_block(context: Context, content: str, kind: str = "info", title: str = "") -> SafeString:
    """The same message with markup inside: `{% notice_block kind="warning" %}<p>…</p>{% endnotice_block %}`."""
    facts = notice_facts(context, kind, title) | {"text": "", "undo_url": "", "undo_text": ""}
    return render_to_string("components/notice.html", facts | {"content": content})


def notice_facts(context: Context, kind: str, title: str) -> dict[str, Any]:
    parts.require_one_of(kind, parts.NOTICE_SIGNS, of="notice")
    spoken = {
        "info": _("До відома"),
        "success": _("Готово"),
        "warning": _("Увага"),
        "error": _("Помилка"),
    }
    return {
        "kind": kind,
        "title": title,
        "sign": parts.NOTICE_SIGNS[kind],  # type: ignore[index]  # checked above
        "spoken": spoken[kind],
        "role": "alert" if kind == "error" else "status",
        "content": "",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What to correct, above a form or a formset; takes focus; each line leads to its field."""
    return {"form": form}


@register.filter
def error_target(field: BoundField) -> str:
    """The id that a link of the error summary leads to: of a group it is the first control."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[str | parts.Step | Row], current: int = 0) -> dict[str, Any]:
    """Where we are in a task. Plain words with `current` (from 1), or Step values with their own state."""
    listed = [
        numbered_step(str(item), position, current)
        if not isinstance(item, parts.Step | Mapping)
        else parts.coerce(parts.Step, [item])[0]
        for position, item in zip(count(1), items, strict=False)
    ]
    return {"items": listed}


def numbered_step(text: str, position: int, current: int) -> parts.Step:
    if position == current:
        return parts.Step(text, state="current")
    return parts.Step(text, state="done" if position < current else "future")


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[parts.TimelineEntry | Row], label: str = "") -> dict[str, Any]:
    """What happened, newest first or last as given. Entries: TimelineEntry."""
    listed = parts.coerce(parts.TimelineEntry, entries)
    rows = [{"entry": entry, "has_time": isinstance(entry.at, datetime)} for entry in listed]
    return {"rows": rows, "label": label or _("Перебіг")}


@register.inclusion_tag("components/checklist.html")
def checklist(items: Iterable[parts.CheckItem | Row]) -> dict[str, Any]:
    """What is there, what is missing and why it is wanted. Items: CheckItem."""
    words = {
        "done": _("є"),
        "missing": _("бракує"),
        "problem": _("треба виправити"),
        "waiting": _("очікуємо"),
        "optional": _("за бажанням"),
    }
    listed = parts.coerce(parts.CheckItem, items)
    return {"rows": [{"item": item, "spoken": words[item.state]} for item in listed]}


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(context: Context, form: BaseForm, reset_url: str = "") -> dict[str, Any]:
    """A GET form of filters in one row. Works by its button; scripts send it when a choice changes."""
    request: HttpRequest | None = context.get("request")
    address = request.path if request else ""
    return {"form": form, "action": address, "reset_url": (reset_url or address) if form.has_changed() else ""}


@register.inclusion_tag("components/kbd.html")
def kbd(keys: str) -> dict[str, Any]:
    """A key or a chord: `{% kbd "Alt+1" %}`."""
    return {"keys": keys.split("+") if len(keys) > 1 else [keys]}


@register.inclusion_tag("components/number_display.html")
def number_display(value: Any, label: str, note: str = "", url: str = "", kind: str = "neutral") -> dict[str, Any]:
    """A number that can be read across the room; `url` leads to the rows behind it. Kinds: neutral, late."""
    parts.require_one_of(kind, ("neutral", "late"), of="number_display")
    return {"value": value, "label": label, "note": note, "url": url, "kind": kind}


@register.inclusion_tag("components/meter.html")
def meter(value: float, label: str, maximum: float = 100, text: str = "") -> dict[str, Any]:
    """A share drawn as a bar, said in words beside it."""
    shown = text or f"{round(value / maximum * 100) if maximum else 0} %"
    return {"value": f"{value:g}", "maximum": f"{maximum:g}", "label": label, "text": shown}


@register.inclusion_tag("components/candidates.html")
def candidates(items: Iterable[parts.Candidate | Row], label: str = "") -> dict[str, Any]:
    """Several found: choose by click, Tab or digit 1–9. Items: Candidate."""
    listed = parts.coerce(parts.Candidate, items)
    rows = [
        {"item": item, "key": str(position) if position < 10 else ""}
        for position, item in zip(count(1), listed, strict=False)
    ]
    return {"rows": rows, "label": label or _("Оберіть один варіант")}


@register.simple_tag
def rail_lines(rail: Iterable[parts.NavItem]) -> SafeString:
    """Lines of the rail under their titles; the same lines are drawn once in the life of a process."""
    return _drawn_rail(tuple(rail))


@lru_cache(maxsize=512)
def _drawn_rail(rail: tuple[parts.NavItem, ...]) -> SafeString:
    return render_to_string("components/rail.html", {"rail": rail})


@register.inclusion_tag("components/subnav.html")
def subnav(items: Iterable[parts.NavItem | Row], label: str) -> dict[str, Any]:
    """Sides of one object as links: «Справа», «Папери», «Журнал». Items: NavItem."""
    return {"items": parts.coerce(parts.NavItem, items), "label": label}


@register.inclusion_tag("components/map_panel.html")
def map_panel(
    data_url: str, label: str, tiles_url: str = "", tiles_credit: str = "", size: str = "normal"
) -> dict[str, Any]:
    """A map of GeoJSON from `data_url`; no tiles needed. Put the same places in a list beside it.

    Add `{% block scripts %}{{ block.super }}{% map_scripts %}{% endblock %}` once a page. Sizes: normal, tall.
    """
    parts.require_one_of(size, ("normal", "tall"), of="map_panel")
    return {"data_url": data_url, "label": label, "tiles_url": tiles_url, "tiles_credit": tiles_credit, "size": size}


@register.inclusion_tag("components/map_scripts.html")
def map_scripts() -> dict[str, Any]:
    """Leaflet and our map module; deferred, once a page."""
    return {}


@register.inclusion_tag("components/state_line.html")
def state_line(saved_at: datetime | None = None, where: str = "") -> dict[str, Any]:
    """Where typed text is: not saved yet, or saved at a time and place. Scripts turn it to «changed» on input."""
    return {"saved_at": saved_at, "where": where or _("на сервері")}


@register.inclusion_tag("components/edition.html")
def edition(given: BaseForm | list[BaseForm]) -> dict[str, Any]:
    """Inside a form that edits what is kept: the mark of what it was opened with, and both versions after a clash."""
    forms = given if isinstance(given, list) else [given]
    differences = [one for form in forms for one in getattr(form, "differences", ())]
    sent = "" if differences else forms[0].data.get(FIELD, "")
    return {"edition": sent or edition_of(*forms), "differences": differences}


@register.simple_tag(takes_context=True)
def opened_with(context: Context, name: str, now: int, *, both_shown: Any) -> SafeString:
    """The same where rows count their own editions: a hidden `name` with the edition the window was opened with.

    A page drawn again gives back what was sent: one's own mistake must not hide what somebody else has saved. Only
    when both versions have been shown (`both_shown`) does the window begin from the edition kept `now`.
    """
    sent = context["request"].POST.get(name, "")
    edition = sent if sent.isdigit() and not both_shown else now
    return format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', name, edition)


@register.inclusion_tag("components/two_versions.html")
def two_versions(differences: Iterable[Any]) -> dict[str, Any]:
    """What one typed beside what is kept: rows with `label`, `mine`, `theirs`."""
    return {"differences": list(differences)}


@register.simple_tag
def resilient_static(path: str) -> str:
    """Address of a static file that an error page may ask for even when the manifest of files is missing."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.filter
def size_words(size: int) -> str:
    """How much a file weighs, in whole units: «142 МБ», «136 КБ»; a part of one is one."""
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return _("{n} КБ").format(n=kilobytes)
    return _("{n} МБ").format(n=-(-kilobytes // 1024))


@register.filter
def date_words(value: date | None) -> str:
    """«5 вересня 2026 року» for pages residents read; empty for no date."""
    if value is None:
        return ""
    return _("{date} року").format(date=date_format(value, "j E Y"))


@register.simple_tag
def rows_count(total: int) -> str:
    """«1 рядок», «3 рядки», «50 рядків»."""
    return ngettext("{n} рядок", "{n} рядків", total).format(n=total)
