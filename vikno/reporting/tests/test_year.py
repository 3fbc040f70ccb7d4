"""The yearly report to the council: numbers of the measures, words of the head, a paper of both."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import midnight, now, today
from vikno.documents.tests.reading import pages_of, squeezed
from vikno.indicators import services as indicators
from vikno.reporting import papers, queries, services
from vikno.reporting.enums import Section
from vikno.reporting.errors import MayNotRead, NoSuchYear
from vikno.reporting.models import YearWords

pytestmark = pytest.mark.django_db
YEAR = today().year - 1


@pytest.fixture
def head() -> Actor:
    tenancy.bind(make.OWN)
    make.centre()
    case = make.case()
    moment = midnight(dt.date(YEAR, 3, 3)) + dt.timedelta(hours=9)
    Case.objects.filter(pk=case.pk).update(registered_at=moment)
    case.steps.create(
        hromada_id=make.OWN, step="issued", state_after="issued", actor_name="Хтось", actor_role="officer",
        happened_at=moment, recorded_at=moment,
    )  # fmt: skip
    indicators.refresh(hromada_code=make.OWN, at=now())
    return make.actor(Role.HEAD)


def test_numbers_are_of_the_year_and_the_first_words_are_made_of_them(head: Actor) -> None:
    found = queries.year_of(head, YEAR, at=now())
    assert (found.now["requested"].amount, found.before["requested"].amount) == (1, 0)
    assert sum(n for _name, n in found.by_group) == sum(n for _name, n in found.by_point) == 1
    assert [(one.requested, one.given) for one in found.by_month] == [(int(m == 3), int(m == 3)) for m in range(1, 13)]
    assert "прийняв заяв: 1, видав результатів: 1" in found.words[Section.INTRODUCTION]
    assert queries.year_of(head, YEAR + 1, at=now()).now["requested"].amount == 0
    for year in (1999, today().year + 1):
        with pytest.raises(NoSuchYear):
            queries.year_asked(year, on=today())


def test_words_are_kept_where_they_differ_and_come_on_paper(head: Actor) -> None:
    drafted = queries.year_of(head, YEAR, at=now()).words[Section.INTRODUCTION]
    words = {Section.INTRODUCTION: drafted, Section.DONE: "Відкрили точку в Луговому.", Section.PLANS: ""}
    assert services.write_year_words(year=YEAR, words=words, actor=head, at=now()) == 1
    assert services.write_year_words(year=YEAR, words=words, actor=head, at=now()) == 0
    text = "".join(pages_of(papers.year_pdf(head, queries.year_of(head, YEAR, at=now()), at=now())))
    assert squeezed("Відкрили точку в Луговому.") in text
    assert squeezed("Березень 1 1") in text
    assert "Плани" not in text
    with pytest.raises(MayNotRead):
        services.write_year_words(year=YEAR, words=words, actor=make.actor(Role.OFFICER), at=now())


def test_the_page_keeps_words_and_prints(head: Actor, client: Client) -> None:
    client.force_login(make.membership(Role.HEAD).user)
    address = f"/reporting/year/{YEAR}/"
    assert "прийняв заяв: 1" in client.get(address).content.decode()
    said = {"introduction": "Рік був важким.", "difficult": "Не було світла.\r\nПо вісім годин."}
    page = client.post(address, said, follow=True).content.decode()
    assert "Слова записано" in page
    assert "Рік був важким." in page
    assert YearWords.objects.get(section=Section.DIFFICULT).words == "Не було світла.\nПо вісім годин."
    assert client.get(f"{address}paper/").content.startswith(b"%PDF")
    long = client.post(address, {"done": "а" * 4001})
    assert "а" * 4001 in long.content.decode()
    assert client.get("/reporting/year/1999/").status_code == 404
