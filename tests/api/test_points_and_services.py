"""Points and services through the API."""

import pytest

from tests import factories as make
from tests.api.world import Place, place, program
from vikno.accounts.enums import Role
from vikno.network.models import Point

pytestmark = pytest.mark.django_db


def test_points_are_those_of_the_own_network(here: Place) -> None:
    foreign = place(of=make.FOREIGN).point
    assert [row["id"] for row in here.officer.get("/points").json()["items"]] == [here.point.pk]
    assert here.officer.get(f"/points/{foreign.pk}").status_code == 404
    said = here.officer.get(f"/points/{here.point.pk}").json()
    assert (said["state"]["state"], said["services"]) == ("open", [here.service.code])
    everywhere = program(Role.STEWARD).get("/points").json()["items"]
    assert {row["id"] for row in everywhere} == {here.point.pk, foreign.pk}


def test_a_head_adds_a_point_and_closes_it(here: Place) -> None:
    head, village = program(Role.HEAD), make.settlement()
    made = head.post("/points", {"kind": "remote", "name": "ВРМ Лугове", "settlement_code": village.pk})
    assert made.status_code == 201, made.content
    point = Point.objects.get(pk=made.json()["id"])
    assert point.hromada_id == make.OWN
    said = {"state": "closed", "cause": "repair", "reason": "наказ 1", "notice": "Зачинено до п'ятниці."}
    assert head.post(f"/points/{point.pk}/status", said).json()["state"] == "closed"
    assert head.get(f"/points/{point.pk}").json()["state"]["notice"] == "Зачинено до п'ятниці."


def test_a_point_is_not_added_in_a_foreign_hromada(here: Place) -> None:
    village = make.settlement(of=make.FOREIGN)
    said = {"kind": "remote", "name": "ВРМ", "settlement_code": village.pk}
    answer = program(Role.HEAD).post("/points", said)
    assert (answer.status_code, answer.json()["code"]) == (409, "network.settlement_elsewhere")


def test_a_foreign_point_does_not_move(here: Place) -> None:
    foreign = place(of=make.FOREIGN).point
    said = {"state": "closed", "cause": "repair", "reason": "наказ", "notice": "Зачинено."}
    known, unknown = (program(Role.HEAD).post(f"/points/{pk}/status", said) for pk in (foreign.pk, 987_654_321))
    assert (known.status_code, known.content) == (404, unknown.content)


def test_services_are_listed_and_read(here: Place) -> None:
    assert [row["code"] for row in here.officer.get("/services").json()["items"]] == [here.service.code]
    said = here.officer.get(f"/services/{here.service.code}").json()
    assert [line["name"] for line in said["version"]["requirements"]] == ["Паспорт", "Довіреність"]
    assert here.officer.get("/services/none").status_code == 404


def test_a_steward_adds_drafts_and_publishes_a_service(here: Place) -> None:
    steward = program(Role.STEWARD)
    group = make.group().code
    made = steward.post("/services", {"code": "R-1", "name": "Довідка", "group": group})
    assert made.status_code == 201, made.content
    draft = steward.post("/services/R-1/versions", {"valid_from": "2026-01-01", "term_days": 5})
    assert draft.status_code == 201, draft.content
    refused = steward.post(f"/services/R-1/versions/{draft.json()['id']}/publication", {"reason": "перевірено"})
    assert (refused.status_code, refused.json()["code"]) == (409, "catalogue.card_has_errors")
    whole = {
        "valid_from": "2026-01-01", "term_days": 5, "authority": "dracs", "applicants": ["person"],
        "channels": ["person"], "result": "Довідка.", "requirements": [{"name": "Паспорт", "ground": "Закон, ст. 5"}],
        "costs": [{"kind": "free"}], "acts": [{"title": "Закон України № 1-I"}], "who_may_apply": "Усі.",
        "refusal_grounds": ["Подано не всі документи."],
    }  # fmt: skip
    draft = steward.post("/services/R-1/versions", whole)
    assert draft.status_code == 201, draft.content
    published = steward.post(f"/services/R-1/versions/{draft.json()['id']}/publication", {"reason": "перевірено"})
    assert published.json().get("status") == "published", published.content
    assert here.officer.get("/services/R-1").json()["version"]["requirements"][0]["name"] == "Паспорт"


@pytest.mark.parametrize(
    ("path", "said", "code"),
    [
        ("/services", {"code": "R-1", "name": "Довідка", "group": "none"}, "catalogue.group_unknown"),
        ("/services/none/versions", {"valid_from": "2026-01-01"}, "catalogue.service_not_found"),
    ],
)
def test_unknown_words_of_the_catalogue_are_refused(here: Place, path: str, said: object, code: str) -> None:
    assert program(Role.STEWARD).post(path, said).json()["code"] == code
