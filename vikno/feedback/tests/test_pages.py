"""Pages of the centre: who opens them, what is printed."""

import pytest
from django.test import override_settings
from django.urls import reverse

from vikno.cases.tests.world import AT, World
from vikno.documents.tests.reading import codes_on, pictures_of
from vikno.feedback import services
from vikno.feedback.models import ActionTaken, Poster
from vikno.feedback.tests.conftest import Browse

pytestmark = pytest.mark.django_db


def test_the_head_makes_a_sheet_prints_it_and_takes_it_off(world: World, browse: Browse) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    client = browse(world.head)
    sent = {"point": world.main.pk, "place": "біля виходу"}
    assert "Плакат готовий" in client.post(reverse("feedback:posters"), sent, follow=True).content.decode()
    poster = Poster.objects.get()
    sheet = client.get(reverse("feedback:poster_sheet", args=[poster.pk]))
    text = pypdfium2.PdfDocument(sheet.content)[0].get_textpage().get_text_range()
    assert "Як пройшов ваш візит?" in text
    assert "біля виходу" in text
    assert "знято" in client.post(reverse("feedback:poster_end", args=[poster.pk]), follow=True).content.decode()


def test_the_code_of_a_sheet_leads_to_the_site_named_or_not(world: World, browse: Browse) -> None:
    poster = services.make_poster(point=world.main, place="", actor=world.head, at=AT)
    client, sheet = browse(world.head), reverse("feedback:poster_sheet", args=[poster.pk])
    leads = reverse("feedback:poster", args=[world.main.pk, poster.key])
    for named, site in ((False, "http://192.168.1.10:8000"), (True, "https://cnap.example")):
        with override_settings(SITE_IS_NAMED=named, SITE_URL="https://cnap.example", ALLOWED_HOSTS=["192.168.1.10"]):
            paper = client.get(sheet, headers={"host": "192.168.1.10:8000"}).content
        assert [code.text for code in codes_on(pictures_of(paper)[0])] == [site + leads]


def test_an_officer_gives_a_link_and_does_not_make_sheets(world: World, browse: Browse) -> None:
    client = browse(world.officer)
    page = client.post(reverse("feedback:invitations"), {"point": world.main.pk}).content.decode()
    assert "/feedback/visit/" in page
    assert "<svg" in page
    assert client.get(reverse("feedback:posters")).status_code in {403, 404}


def test_counts_and_words_are_the_centres(world: World, browse: Browse) -> None:
    poster = services.make_poster(point=world.main, place="", actor=world.head, at=AT)
    services.answer_at_poster(point=world.main, key=poster.key, score=2, ticked=["hot"], words="Спекотно", at=AT)
    page = browse(world.head).get(reverse("feedback:overview"), {"since": "01.01.2026", "until": "31.12.2027"})
    assert "Спекотно" in page.content.decode()
    assert "спекотно або холодно" in page.content.decode()


def test_what_was_done_is_published_and_taken_back(world: World, browse: Browse) -> None:
    client = browse(world.head)
    sent = {"point": world.main.pk, "asked": "Тісно", "done": "Відкрили друге вікно", "done_on": "01.11.2026"}
    assert "Опубліковано" in client.post(reverse("feedback:actions"), sent, follow=True).content.decode()
    action = ActionTaken.objects.get()
    away = client.post(reverse("feedback:action_withdrawal", args=[action.pk]), follow=True).content.decode()
    assert "Знято з публікації" in away
    action.refresh_from_db()
    assert action.withdrawn_at is not None
