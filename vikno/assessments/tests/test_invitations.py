"""A round that goes on takes more hromadas: ticked or by a file, all of it or nothing; each is written to once."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import for_assessments as its
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.assessments import queries, services
from vikno.assessments.errors import CodesRefused, MayNotRunRounds, RoundOver
from vikno.assessments.models import Assessment, Round
from vikno.assessments.tasks import prefill_round
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.notifications.models import Message
from vikno.territories.enums import Category

pytestmark = pytest.mark.django_db
NEW = "UA05020010000064001"
OTHER = "UA05020010000064002"
NOBODY = "UA99999999999999999"


@pytest.fixture
def campaign() -> Round:
    """Over the own hromada; two more are there to be invited. The programme is bound."""
    made = its.campaign()
    for code, name in ((NEW, "Запрошувана"), (OTHER, "Сусідська")):
        make.unit(code, name=name, category=Category.HROMADA)
    bind(made)
    return made


def bind(made: Round) -> None:
    tenancy.bind("")
    tenancy.bind_programme(made.organisation_id)


def codes_in(made: Round) -> set[str]:
    return set(Assessment.objects.filter(round=made).values_list("hromada_id", flat=True))


def test_several_are_invited_at_once_and_twice_is_once(campaign: Round) -> None:
    chief = its.programme()
    assert services.invite(campaign=campaign.pk, hromadas=[NEW, OTHER], actor=chief, at=now()) == 2
    assert services.invite(campaign=campaign.pk, hromadas=[NEW, make.OWN], actor=chief, at=now()) == 0
    assert codes_in(campaign) == {make.OWN, NEW, OTHER}
    with pytest.raises(RoundOver):
        services.invite(campaign=campaign.pk, hromadas=[NEW], actor=chief, at=campaign.closes_at + dt.timedelta(1))
    with pytest.raises(MayNotRunRounds):
        services.invite(campaign=campaign.pk, hromadas=[NEW], actor=its.head(), at=now())


def test_a_file_is_taken_whole_or_not_at_all(campaign: Round) -> None:
    chief, rows = its.programme(), [(2, NEW), (3, NOBODY), (4, NEW), (5, make.OWN)]
    with pytest.raises(CodesRefused, match="2"):
        services.invite_listed(campaign=campaign.pk, rows=rows, actor=chief, at=now())
    assert codes_in(campaign) == {make.OWN}
    found = queries.judged(campaign, rows)
    assert [(one.line, str(one.said), one.is_wrong) for one in found] == [
        (2, "Запрошено.", False), (3, "Немає громади з таким кодом.", True), (4, "Цей код уже є вище.", True),
        (5, "Уже в кампанії.", False),
    ]  # fmt: skip
    right = [(2, NEW), (5, make.OWN)]
    assert services.invite_listed(campaign=campaign.pk, rows=right, actor=chief, at=now()) == 1


def test_the_job_writes_to_those_who_answer_for_it_once(campaign: Round) -> None:
    for role, email in ((Role.HEAD, "head@new.example"), (Role.LEADER, "leader@new.example"), (Role.OFFICER, "no@x.y")):
        held = make.membership(role, of=NEW)
        language = "en" if role == Role.LEADER else "uk"
        User.objects.filter(pk=held.user_id).update(email=email, letters_in=language)
    services.invite(campaign=campaign.pk, hromadas=[NEW, OTHER], actor=its.programme(), at=now())
    prefill_round(round_id=campaign.pk, organisation_id=campaign.organisation_id)
    prefill_round(round_id=campaign.pk, organisation_id=campaign.organisation_id)
    tenancy.bind(NEW)
    letters = Message.objects.filter(hromada_code=NEW).order_by("recipient")
    assert [one.recipient for one in letters] == ["head@new.example", "leader@new.example"]
    assert campaign.title in letters[0].subject
    theirs = letters[1].subject + letters[1].body
    for data in (campaign.title, campaign.purpose.strip(), str(campaign.organisation)):
        theirs = theirs.replace(data, "") if data else theirs
    assert not re.search("[\u0400-\u04ff{}]", theirs), theirs
    assert letters[1].language == "en"
    assert services.tell_invited(assessment=Assessment.objects.get(hromada_id=NEW).pk, at=now()) == 0
    bind(campaign)
    progress = queries.progress_of(campaign)
    assert (progress.invited, progress.told, progress.prefilled) == (3, 1, 3)


def test_the_page_finds_ticks_and_takes_a_file(campaign: Round) -> None:
    client = signed_in(make.membership(Role.PROGRAMME))
    address = reverse("assessments:invitations", args=[campaign.pk])
    assert "Запросити громади" in client.get(reverse("assessments:round", args=[campaign.pk])).content.decode()
    found = client.get(address, {"q": "запрош"}).content.decode()
    assert NEW in found
    assert OTHER not in found
    assert "Позначте хоч одну громаду" in client.post(address, {}).content.decode()
    told = client.post(f"{address}?q=запрош", {"hromadas": [NEW]}, follow=True).content.decode()
    assert "Запрошено 1 громаду" in told
    by_file = reverse("assessments:invitations_file", args=[campaign.pk])
    wrong = client.post(by_file, {"file": table(OTHER, NOBODY)}).content.decode()
    assert "Нікого не запрошено: рядків із помилкою — 1" in wrong
    assert "Немає громади з таким кодом" in wrong
    assert "Сусідська громада" in wrong
    assert "HTML" not in client.post(by_file, {"file": table()}).content.decode()
    assert "Запрошено 1 громаду" in client.post(by_file, {"file": table(OTHER)}, follow=True).content.decode()
    bind(campaign)
    assert codes_in(campaign) == {make.OWN, NEW, OTHER}


def table(*codes: str) -> SimpleUploadedFile:
    body = "\n".join(["Код громади;Примітка", *(f"{code};так" for code in codes)]) + "\n"
    return SimpleUploadedFile("коди.csv", body.encode())


def test_a_page_or_a_pdf_is_no_table(campaign: Round) -> None:
    client = signed_in(make.membership(Role.PROGRAMME))
    by_file = reverse("assessments:invitations_file", args=[campaign.pk])
    said = client.post(by_file, {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 nothing")}).content.decode()
    assert "це PDF, а не таблиця" in said


def test_nobody_reads_invitations_of_another_programme(campaign: Round) -> None:
    other = signed_in(make.membership(Role.PROGRAMME, of=make.FOREIGN))
    address = reverse("assessments:invitations", args=[campaign.pk])
    assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_our_model_becomes_a_questionnaire_to_copy() -> None:
    make.hromada(make.OWN)
    tenancy.bind_programme(make.programme_organisation().pk)
    client = signed_in(make.membership(Role.PROGRAMME))
    assert "Узяти нашу модель за основу" in client.get(reverse("assessments:round_new")).content.decode()
    for _press in range(2):
        page = client.post(reverse("assessments:own_model"), follow=True).content.decode()
    assert "Модель розвитку мережі ЦНАП Vikno" in page
