"""Pages of this site that an announcement leads to: checked before they are kept."""

from collections.abc import Sequence

from django.conf import settings

from vikno.announcements.errors import LinkGone, LinkNotHere, LinkWithoutWords, TooManyLinks
from vikno.announcements.pages import gone, match_of
from vikno.announcements.rules import LONGEST_TITLE, MOST_LINKS, Link, is_local
from vikno.common.text import clean


def checked_links(given: Sequence[Link]) -> tuple[Link, ...]:
    """Clean words and local paths to what anybody opens today; an address of this site with its host becomes a path.

    Refusals: TooManyLinks, LinkWithoutWords, LinkNotHere, LinkGone.
    """
    if len(given) > MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
    made = tuple(_checked(one) for one in given)
    lost = gone(one.path for one in made)
    for one in made:
        if one.path in lost:
            raise LinkGone(address=one.path)
    return made


def _checked(link: Link) -> Link:
    own = f"{settings.SITE_URL.rstrip('/')}/"
    path = f"/{link.path.removeprefix(own)}" if link.path.startswith(own) else link.path
    title = clean(link.title)
    if not is_local(path) or not _is_for_everybody(path):
        raise LinkNotHere(address=link.path)
    if not title or len(title) > LONGEST_TITLE:
        raise LinkWithoutWords(address=link.path, longest=LONGEST_TITLE)
    return Link(path, title)


def _is_for_everybody(path: str) -> bool:
    """Whether the site has a page there, and not one behind the door of a role."""
    found = match_of(path)
    return found is not None and not hasattr(found.func, "allowed_roles")
