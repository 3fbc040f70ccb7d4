"""Which pages of the site open now. Rooms know it of their own; the resident's site, above all of them, plugs it in.

A page without parts in its address is there while the site has it. One with parts is there while every part is; a page
nobody told of is nobody's business to lead to: a personal link, a board of a queue.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

# Keys -> those of them whose page anybody opens today, in one query.
type There = Callable[[Collection[Any]], Collection[Any]]

_known: dict[str, Mapping[str, There]] = {}


def connect_pages(known: Mapping[str, Mapping[str, There]]) -> None:
    """By the name of an address and its parts; a part that is not named may be anything. When the house starts."""
    _known.update(known)


def known_pages() -> frozenset[str]:
    return frozenset(_known)


def match_of(path: str) -> ResolverMatch | None:
    """What the site answers with at a path; None where it has nothing."""
    try:
        return resolve(unquote(urlsplit(path).path))
    except (Resolver404, ValueError):
        return None


def gone(paths: Iterable[str]) -> frozenset[str]:
    """Those that lead nowhere now. A query for each kind of object among them, whatever their number."""
    found = {path: match_of(path) for path in set(paths)}
    asked: dict[There, set[Any]] = defaultdict(set)
    for match in found.values():
        for part, there in _parts(match).items():
            asked[there].add(match.kwargs[part] if match else None)
    answers = {there: set(there(sorted(keys))) for there, keys in asked.items()}
    return frozenset(path for path, match in found.items() if not _opens(match, answers))


def _parts(match: ResolverMatch | None) -> Mapping[str, There]:
    return _known.get(match.view_name, {}) if match else {}


def _opens(match: ResolverMatch | None, answers: Mapping[There, Collection[Any]]) -> bool:
    if match is None or (match.kwargs and match.view_name not in _known):
        return False
    return all(match.kwargs[part] in answers[there] for part, there in _parts(match).items())
