"""P2: whoever is shown a person leaves exactly one entry, on every page of the matrix, whatever room drew it.

Nobody lists the pages here: each page that an allowed role opens is read, and where the planted name stands on it the
journal must have grown by one look. Prints that keep a form also leave `document.kept`, which is an act, not a look.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import factories as make
from tests.held import held
from tests.rights.table import ROLES, Page, a_quarter, table
from tests.rights.test_matrix import ask
from tests.rights.world import World, prepared
from vikno.audit.models import JournalEntry
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
PLANTED = "Незабудько"
ACTS_BESIDE = ("document.kept", "file.kept")
# Prints and tables are not text: those about a thing of a person are looked at by what they are about.
OF_A_PERSON = frozenset({"case", "applicant", "bill", "document", "draft", "stored_file"})
READ = [page for page in table().values() if not page.post and not page.ends and not page.is_public]


@pytest.fixture(scope="module")
def one_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """With one more case than the pages name, so that lists have somebody to show."""
    from django.conf import settings

    with held(django_db_blocker):
        world = prepared(settings)
        for kind in ("case", "bag", "bill", "applicant", "draft"):
            world.thing(kind)
        yield world


@pytest.fixture
def world(one_world: World, db: None) -> World:
    return one_world.lent()


@pytest.mark.parametrize("page", a_quarter(READ))
def test_who_is_shown_is_written_down_once(world: World, page: Page) -> None:
    parts = world.parts(page.of)
    for role in filter(page.lets_in, ROLES):
        before = entries()
        answer = ask(world.client(role), page, parts)
        looks = [entry for entry in entries()[len(before) :] if entry[0] not in ACTS_BESIDE]
        if not is_about_a_person(page, answer):
            continue
        assert len(looks) == how_many(page), (role, looks)
        assert len(set(looks)) == len(looks), (role, looks)


def how_many(page: Page) -> int:
    """A page that lays two records side by side leaves a look at each; any other, one."""
    return max(1, len({"applicant", "other_applicant"} & set(page.of.values())))


def is_about_a_person(page: Page, answer: Any) -> bool:
    if answer.status_code != 200:
        return False
    if answer.streaming:
        b"".join(answer.streaming_content)
        return True
    if not answer.headers["Content-Type"].startswith("text/html"):
        return bool(OF_A_PERSON & set(page.of.values()))
    return PLANTED in answer.content.decode()


def entries() -> list[tuple[str, str]]:
    tenancy.bind(make.OWN)
    return list(
        JournalEntry.objects.filter(hromada_code=make.OWN).order_by("sequence").values_list("action", "subject_id")
    )  # fmt: skip
