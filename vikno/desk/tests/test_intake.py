"""The whole intake through the browser's door: find or add, choose, tick, say, check, register once."""

import pytest
from django.test import Client

from vikno.applicants.models import Applicant
from vikno.cases.models import Case, CasePaper
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import tenancy
from vikno.desk.models import IntakeDraft
from vikno.network.models import Offering

pytestmark = pytest.mark.django_db


def start(client: Client, applicant: Applicant) -> str:
    """Choose a person; returns the address of the draft."""
    response = client.post("/desk/intake/", {"applicant": applicant.pk})
    assert response.status_code == 302, response.content.decode()
    return str(response.url).removesuffix("service/")


def papers(*, sheets: int = 2, extra: str = "") -> dict[str, object]:
    form: dict[str, object] = {"papers-TOTAL_FORMS": 4, "papers-INITIAL_FORMS": 2}
    for place, (name, taken) in enumerate([("Заява", "on"), ("Довідка про доходи", ""), (extra, ""), ("", "")]):
        form |= {
            f"papers-{place}-name": name,
            f"papers-{place}-evidence_form": "original",
            f"papers-{place}-sheets": sheets,
        }
        if taken:
            form[f"papers-{place}-taken"] = taken
    requirement = worlds.service_version("01234", "").requirements.order_by("order")
    form |= {f"papers-{place}-requirement_id": r.pk for place, r in enumerate(requirement)}
    return form


WISHES = {
    "came": "self", "intake_channel": "person", "notification_channel": "phone", "contact": "050 123 45 67",
    "result_channel": "same_point",
}  # fmt: skip


def ready(client: Client, world: World) -> str:
    address = start(client, world.applicant)
    assert client.post(f"{address}service/", {"service": world.service.pk}).url == f"{address}papers/"
    assert client.post(f"{address}papers/", papers(extra="Паспорт дитини")).url == address
    assert client.get(address).url == f"{address}wishes/"
    assert client.post(f"{address}wishes/", WISHES).url == address
    assert client.get(address).url == f"{address}check/"
    return address


def test_a_known_person_is_taken_in(world: World, officer: Client) -> None:
    address = ready(officer, world)
    page = officer.get(f"{address}check/").content.decode()
    assert "Паспорт дитини" in page
    assert "Разом аркушів: 4" in page
    assert officer.post(f"{address}registration/").url == f"{address}done/"
    case = Case.objects.get()
    done = officer.get(f"{address}done/").content.decode()
    assert case.number_shown in done
    assert case.inventory is not None
    assert case.inventory.data["access_code"] in done
    assert list(CasePaper.objects.values_list("name", "sheets")) == [("Заява", 2), ("Паспорт дитини", 2)]
    assert case.point == world.main


def test_a_second_press_makes_no_second_case(world: World, officer: Client) -> None:
    address = ready(officer, world)
    for _ in range(3):
        assert officer.post(f"{address}registration/").url == f"{address}done/"
    assert Case.objects.count() == 1
    assert officer.get(f"{address}papers/").url == f"{address}done/"
    assert officer.post(f"{address}papers/", papers()).url == f"{address}done/"


def test_a_draft_survives_and_is_offered_again(world: World, officer: Client) -> None:
    address = ready(officer, world)
    assert address in officer.get("/desk/").content.decode()
    assert address in officer.get("/desk/intake/").content.decode()
    again = officer.get(f"{address}papers/").content.decode()
    assert again.count("checked") == 1
    assert "Паспорт дитини" in again
    officer.post(f"{address}service/", {"service": world.service.pk})
    assert IntakeDraft.objects.get().papers != []


def test_a_new_person_is_added_on_the_same_screen(world: World, officer: Client) -> None:
    page = officer.get("/desk/intake/", {"q": "петренко ольга іванівна"}).content.decode()
    assert 'value="Петренко"' in page
    form = {"family_name": "Петренко", "given_name": "Ольга", "phone": "0671112233", "settlement": "Вербівка"}
    response = officer.post("/desk/intake/", form)
    added = Applicant.objects.get(family_name="Петренко")
    assert response.url.endswith("/service/")
    assert added.settlement == world.village


def test_oddities_warn_once_and_then_give_way(world: World, officer: Client) -> None:
    form = {"family_name": "Петренко", "given_name": "Ольга", "rnokpp": "1234567890", "phone": "0671112233"}
    page = officer.post("/desk/intake/", form).content.decode()
    assert "Контрольна цифра РНОКПП не сходиться" in page
    assert not Applicant.objects.filter(family_name="Петренко").exists()
    mark = page.split('name="seen" value="')[1].split('"')[0]
    assert officer.post("/desk/intake/", {**form, "seen": mark}).status_code == 302
    assert Applicant.objects.get(family_name="Петренко").rnokpp == "1234567890"


def test_a_double_is_suspected_with_a_link(world: World, officer: Client) -> None:
    form = {"family_name": "Іваненко", "given_name": "Марія", "patronymic": "Петрівна", "phone": "050 123 45 67"}
    page = officer.post("/desk/intake/", form).content.decode()
    assert f"/desk/people/{world.applicant.pk}/" in page
    assert Applicant.objects.count() == 1


def test_what_the_point_may_not_give_is_shown_with_the_reason(world: World, officer: Client) -> None:
    other = worlds.service_version("00009", "Паспорт").service
    address = start(officer, world.applicant)
    page = officer.get(f"{address}service/", {"q": "паспорт"}).content.decode()
    assert "немає в переліку послуг цієї точки" in page
    Offering.objects.create(point=world.main, service=other, mode="consult", valid_from=worlds.SINCE)
    page = officer.get(f"{address}service/").content.decode()
    assert page.index("Призначення допомоги") < page.index("Паспорт")
    assert "консультує" in page
    assert officer.post(f"{address}service/", {"service": other.pk}).status_code == 200
    assert IntakeDraft.objects.get().service is None


def test_steps_do_not_open_before_their_time(world: World, officer: Client) -> None:
    address = start(officer, world.applicant)
    for step in ("papers", "wishes", "check"):
        assert officer.get(f"{address}{step}/").url == f"{address}service/"
    officer.post(f"{address}registration/")
    assert not Case.objects.exists()


def test_an_empty_inventory_is_not_kept(world: World, officer: Client) -> None:
    address = start(officer, world.applicant)
    officer.post(f"{address}service/", {"service": world.service.pk})
    form = papers()
    del form["papers-0-taken"]
    page = officer.post(f"{address}papers/", form).content.decode()
    assert "Позначте хоча б один документ" in page
    assert IntakeDraft.objects.get().papers == []


def test_a_draft_belongs_to_its_keeper(world: World, officer: Client, sign_in: object) -> None:
    address = ready(officer, world)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    tenancy.bind(worlds.HOME)
    for stranger in (world.head, world.remote_officer, world.courier, neighbour.officer):
        client = sign_in(stranger)  # type: ignore[operator]
        assert client.get(f"{address}check/").status_code == 404
        assert client.post(f"{address}registration/").status_code == 404
        assert client.post(f"{address}discard/").status_code == 404
    assert not Case.objects.exists()
    assert IntakeDraft.objects.count() == 1


def test_a_foreign_person_cannot_be_taken_in(world: World, officer: Client) -> None:
    foreign = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418).applicant
    tenancy.bind(worlds.HOME)
    assert officer.post("/desk/intake/", {"applicant": foreign.pk}).status_code == 404
    assert not IntakeDraft.objects.exists()


def test_an_officer_of_two_points_chooses_one(world: World, sign_in: object) -> None:
    client = sign_in(world.head)  # type: ignore[operator]
    assert client.get("/desk/intake/").url == "/desk/"
    assert "Де ви сьогодні працюєте" in client.get("/desk/").content.decode()
    client.post("/desk/duty/", {"choice": world.remote.pk})
    start(client, world.applicant)
    assert IntakeDraft.objects.get().point == world.remote


def test_a_point_that_is_not_ones_own_is_not_chosen(world: World, officer: Client) -> None:
    officer.post("/desk/duty/", {"choice": world.remote.pk})
    start(officer, world.applicant)
    assert IntakeDraft.objects.get().point == world.main


def test_a_draft_can_be_thrown_away(world: World, officer: Client) -> None:
    address = ready(officer, world)
    officer.post(f"{address}discard/")
    assert not IntakeDraft.objects.exists()
    assert officer.get(address).status_code == 404


def test_a_resident_of_another_hromada_is_noticed_and_not_stopped(world: World, officer: Client) -> None:
    worlds.unit(worlds.NEIGHBOUR, "H", "Сусідня", hromada=worlds.NEIGHBOUR)
    elsewhere = worlds.unit("UA99020030010022222", "C", "Ясени", hromada=worlds.NEIGHBOUR)
    Applicant.objects.update(settlement=elsewhere)
    address = ready(officer, world)
    assert "для мешканців громади" not in officer.get(f"{address}check/").content.decode()
    type(world.version).objects.update(is_extraterritorial=False)
    assert "для мешканців громади" in officer.get(f"{address}check/").content.decode()
    assert officer.post(f"{address}registration/").url == f"{address}done/"
    assert Case.objects.get().residence_hromada_id == worlds.NEIGHBOUR
