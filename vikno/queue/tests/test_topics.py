"""Topics of consultations of a hromada: names of days, keys, order, one set of names everywhere."""

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from vikno.common import clock
from vikno.queue import errors, queries, services
from vikno.queue.enums import Channel
from vikno.queue.models import Consultation, TopicRow
from vikno.queue.rules.topics import MOST_OFFERED, TopicSaid, moved, topics_on
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.test_pages import field, shown
from vikno.queue.tests.world import AT, World

FIRST, LATER = dt.date(2026, 3, 1), dt.date(2026, 5, 1)
CODES = ["a", "b", "c", "d"]


def said(code: str = "land", name: str = "земля", **facts: Any) -> TopicSaid:
    return TopicSaid(**{"code": code, "name": name, "name_en": "", "order": 1, **facts})


def test_of_what_was_said_by_a_day_the_newest_holds() -> None:
    book = [said(), said(name="ділянки", valid_from=FIRST), said(name="кадастр", valid_from=LATER)]
    days = {dt.date(2026, 2, 28): "земля", FIRST: "ділянки", dt.date(2026, 4, 30): "ділянки", LATER: "кадастр"}
    assert {day: topics_on(day, reversed(book))[0].name for day in days} == days


def test_a_topic_counted_before_it_was_said_goes_by_its_first_name() -> None:
    book = [said("heat", "обігрів", valid_from=LATER), said("heat", "тепло", valid_from=LATER + dt.timedelta(days=1))]
    assert topics_on(FIRST, book)[0].name == "обігрів"


@pytest.mark.parametrize(
    ("code", "by", "order"), [("b", -1, "bacd"), ("b", 1, "acbd"), ("a", -1, "abcd"), ("d", 1, "abcd")]
)
def test_a_move_is_one_place_and_stops_at_the_edge(code: str, by: int, order: str) -> None:
    assert moved(CODES, code, by=by) == list(order)


@given(some.permutations(CODES), some.sampled_from(CODES), some.sampled_from([-1, 1]))
def test_a_move_loses_nobody(codes: list[str], code: str, by: int) -> None:
    assert sorted(moved(codes, code, by=by)) == CODES


def offered(world: World, *, on: dt.date | None = None) -> list[str]:
    day = on or clock.today(AT)
    return [str(one) for one in queries.offered_topics(world.head.hromada_code, on=day)]


def codes(world: World) -> list[str]:
    return [one.code for one in queries.offered_topics(world.head.hromada_code, on=clock.today(AT))]


def hide(world: World, code: str, **facts: Any) -> TopicRow:
    name = queries.topics(world.head.hromada_code, on=clock.today(AT))[code].name
    told = {"name": name, "name_en": "", "is_hidden": True, "actor": world.head, "at": AT, **facts}
    return services.change_topic(code=code, **told)


@pytest.mark.django_db
def test_a_hromada_without_its_own_has_the_shipped_ones(world: World) -> None:
    assert codes(world) == [row["code"] for row in queries.shipped_topics()]
    assert len(codes(world)) <= MOST_OFFERED


@pytest.mark.django_db
def test_a_new_topic_takes_a_free_key(world: World) -> None:
    with pytest.raises(errors.KeysTaken):
        services.add_topic(name="Обігрів", name_en="", actor=world.head, at=AT)
    hide(world, "business")
    made = services.add_topic(name=" Пункт  обігріву", name_en="warm room", actor=world.head, at=AT)
    assert (made.code, made.name) == ("punkt-obihrivu", "Пункт обігріву")
    assert offered(world)[-1] == "Пункт обігріву"
    with pytest.raises(errors.KeysTaken):
        hide(world, "business", is_hidden=False)


@pytest.mark.django_db
def test_two_topics_do_not_have_one_name_and_the_last_is_not_hidden(world: World) -> None:
    for name, refusal in (("ПАСПОРТИ", errors.TopicTaken), (" ", errors.TopicNameMissing)):
        with pytest.raises(refusal):
            services.change_topic(code="land", name=name, name_en="", is_hidden=False, actor=world.head, at=AT)
    *others, last = codes(world)
    for code in others:
        hide(world, code)
    with pytest.raises(errors.LastTopic):
        hide(world, last)


@pytest.mark.django_db
def test_a_move_writes_two_rows_and_holds(world: World) -> None:
    services.move_topic(code="passport", by=-1, actor=world.head, at=AT)
    assert codes(world)[:3] == ["residence", "passport", "social"]
    assert TopicRow.objects.count() == 2
    services.move_topic(code="residence", by=-1, actor=world.head, at=AT)
    assert codes(world)[0] == "residence"


@pytest.mark.django_db
def test_topics_are_the_heads_and_their_own_hromadas(world: World) -> None:
    for change in (
        lambda: services.add_topic(name="Нове", name_en="", actor=world.officer, at=AT),
        lambda: services.move_topic(code="land", by=1, actor=world.officer, at=AT),
        lambda: hide(world, "land", actor=world.officer),
    ):
        with pytest.raises(errors.NotHead):
            change()
    hide(world, "land")
    assert "land" in queries.topics("UA99999999999999999", on=clock.today(AT))
    assert not queries.topics("UA99999999999999999", on=clock.today(AT))["land"].is_hidden


@pytest.mark.django_db
def test_what_was_counted_keeps_its_code_and_the_name_of_its_day(world: World, browse: Browse) -> None:
    now = clock.now()
    before = now - dt.timedelta(days=1)
    for moment in (before, now):
        services.record_consultation(
            point=world.point, topic="land", channel=Channel.PHONE, press=uuid.uuid4(), actor=world.officer, at=moment
        )
    services.change_topic(code="land", name="Кадастр", name_en="", is_hidden=True, actor=world.head, at=now)
    officer = browse(world.officer)
    asked = {"since": f"{clock.today(before):%d.%m.%Y}", "until": f"{clock.today(now):%d.%m.%Y}"}
    journal = shown(officer.get("/queue/consultations/", asked))
    assert journal.index("Кадастр 0 1 0 1") < journal.index("земля й нерухомість 0 1 0 1")
    table = officer.get("/queue/consultations/table/", asked).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["Кадастр", "земля й нерухомість"]
    assert set(Consultation.objects.values_list("topic", flat=True)) == {"land"}


@pytest.mark.django_db
def test_the_desk_has_the_keys_of_its_head(world: World, browse: Browse) -> None:
    services.move_topic(code="social", by=-1, actor=world.head, at=clock.now())
    hide(world, "passport", at=clock.now())
    officer = browse(world.officer)
    text = officer.get("/queue/consultations/new/").content.decode()
    assert 'href="?topic=social" data-key="1"' in text
    assert "topic=passport" not in text
    opened_before = officer.get("/queue/consultations/new/?topic=passport")  # a window opened before it was hidden
    sent = {"topic": "passport", "channel": "phone", "press": field(opened_before, "press")}
    officer.post("/queue/consultations/new/", sent)
    assert Consultation.objects.get().topic == "passport"


@pytest.mark.django_db
def test_the_head_arranges_topics_on_a_page(world: World, browse: Browse) -> None:
    head = browse(world.head)
    session = head.session
    session["point_id"] = world.point.pk
    session.save()
    assert "Змінити теми" in shown(head.get("/queue/settings/"))
    form = head.get("/queue/settings/topics/land/")
    sent = {"name": "Кадастр", "name_en": "cadastre", "edition": field(form, "edition")}
    assert "Тему збережено" in shown(head.post("/queue/settings/topics/land/", sent, follow=True))
    assert "Кадастр, з" in shown(head.get("/queue/settings/topics/land/"))
    assert "Усі дев'ять клавіш" in shown(head.post("/queue/settings/topics/", {"name": "Обігрів"}))
    head.post("/queue/settings/topics/land/moves/up/")
    assert offered(world, on=clock.today())[2] == "Кадастр"
    for address in ("land/moves/sideways/", "nothing/moves/up/"):
        assert head.post(f"/queue/settings/topics/{address}").status_code == 404
