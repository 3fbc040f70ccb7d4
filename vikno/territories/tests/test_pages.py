import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from vikno.territories.models import OldCode, Population, Postcode, Unit
from vikno.territories.tests.factories import (
    IZHAKY,
    KRYNYTSIA,
    LUHIV,
    LUHOVA,
    STEP,
    STEP_HROMADA,
    code,
    codifier_lines,
    codifier_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward_client(client, django_user_model):
    from django.apps import apps

    user = django_user_model.objects.create(username="steward")
    apps.get_model("accounts", "Membership").objects.create(
        user=user, role="steward", hromada_code="", valid_from="2025-01-01", granted_at="2025-01-01T00:00:00Z"
    )
    client.force_login(user)
    return client


class TestSearchPage:
    def test_an_empty_directory_says_so(self, client):
        assert "Довідник порожній" in client.get("/territories/").content.decode()

    def test_without_a_question_it_shows_oblasts_and_the_edition(self, country, client):
        page = client.get("/territories/").content.decode()
        assert page.index("Берегова область") < page.index("м. Криниця") < page.index("Лугова область")
        assert "16.05.2025" in page

    def test_it_finds_and_tells_where(self, country, client):
        page = client.get("/territories/", {"q": "дзигiвка"}).content.decode()
        assert "с. Дзиґівка" in page
        assert "Степова громада, Степовий район, Лугова область" in page
        assert "Знайдено 1 одиницю" in page

    def test_it_shows_the_old_name_that_matched(self, country, client, codifier, take):
        lines = [line.but(name="Волошкове") if line.code == STEP else line for line in codifier_lines()]
        take(codifier(lines, "kodifikator-2025-09-01.csv"))
        page = client.get("/territories/", {"q": "с-ще Степ"}).content.decode()
        assert "с-ще Волошкове" in page
        assert "(колишня назва: Степ)" in page

    def test_nothing_found_keeps_the_text_and_says_what_to_do(self, country, client):
        page = client.get("/territories/", {"q": "<b>щщщ</b>"}).content.decode()
        assert "Такої назви не знайшли" in page
        assert "&lt;b&gt;щщщ&lt;/b&gt;" in page
        assert "<b>щщщ" not in page

    def test_it_costs_the_same_for_one_and_for_three(self, country, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(7):
            client.get("/territories/", {"q": "Дзиґівка"})
        with django_assert_max_num_queries(7):
            assert client.get("/territories/", {"q": "Іванівка"}).content.decode().count("с. Іванівка") == 3

    def test_suggestions(self, country, client):
        answer = client.get("/territories/suggest/", {"q": "їжак"}).json()
        assert answer["results"][0] == {
            "code": IZHAKY, "category": "T", "title": "смт Їжаки",
            "place": "Їжацька громада, Лугівський район, Лугова область", "old_name": "",
        }  # fmt: skip
        assert client.get("/territories/suggest/").json() == {"results": []}

    def test_only_reading(self, country, client):
        assert client.post("/territories/").status_code == 405
        assert client.post(f"/territories/{STEP}/").status_code == 405


class TestUnitPage:
    def test_everything_known_of_a_unit(self, boundaries, client, codifier, take):
        lines = [line.but(name="Нова Степова") if line.code == STEP_HROMADA else line for line in codifier_lines()]
        take(codifier(lines, "kodifikator-2025-09-01.csv"))
        Population.objects.create(unit_id=STEP_HROMADA, as_of="2022-01-01", total=5000, urban=1200, source="люди")
        Postcode.objects.create(unit_id=STEP_HROMADA, postcode="30001")
        OldCode.objects.create(unit_id=STEP_HROMADA, koatuu="9122010101")
        page = client.get(f"/territories/{STEP_HROMADA}/").content.decode()
        for words in (
            *(STEP_HROMADA, "Нова Степова громада", "Степовий район", "30001", "9122010101", "Степова громада"),
            *("01.09.2025", "с. Дзиґівка", "data-map", "на 01.01.2022"),
        ):
            assert words in page

    def test_a_unit_without_a_place_says_so_and_has_no_map(self, country, client):
        page = client.get(f"/territories/{STEP}/").content.decode()
        assert "На карті не позначено" in page
        assert "data-map" not in page
        assert "не відоме" in page

    def test_a_removed_unit_says_since_when(self, country, client, codifier, take):
        take(codifier([line for line in codifier_lines() if line.code != STEP], "kodifikator-2025-09-01.csv"))
        assert "немає від 01.09.2025" in client.get(f"/territories/{STEP}/").content.decode()

    @pytest.mark.parametrize("unknown", ["UA00000000000000000", "UA1", "щось", STEP.lower()])
    def test_an_unknown_unit_is_404(self, country, client, unknown):
        assert client.get(f"/territories/{unknown}/").status_code == 404

    def test_it_costs_the_same_for_any_number_of_parts(self, country, client, django_assert_max_num_queries):
        for unit in (STEP_HROMADA, LUHOVA, KRYNYTSIA, LUHIV):
            with django_assert_max_num_queries(11):
                assert client.get(f"/territories/{unit}/").status_code == 200

    def test_the_map_of_a_hromada(self, boundaries, client):
        Unit.objects.filter(pk=STEP).update(lat=49.7, lon=30.5)
        data = client.get(f"/territories/{STEP_HROMADA}/map/")
        assert data["Content-Type"] == "application/geo+json"
        shapes = [(f["geometry"]["type"], f["properties"]["name"]) for f in data.json()["features"]]
        assert shapes == [("Polygon", "Степова громада"), ("Point", "с-ще Степ")]

    def test_a_settlement_is_shown_inside_its_hromada(self, boundaries, client):
        Unit.objects.filter(pk=STEP).update(lat=49.7, lon=30.5)
        features = client.get(f"/territories/{STEP}/map/").json()["features"]
        assert [(f["geometry"]["type"], f["properties"]["name"]) for f in features] == [
            ("Polygon", "Степова громада"), ("Point", "с-ще Степ"),
        ]  # fmt: skip

    def test_the_map_of_an_oblast_shows_what_is_below(self, boundaries, client):
        names = [f["properties"]["name"] for f in client.get(f"/territories/{code(91, 1)}/map/").json()["features"]]
        assert names == ["Їжацька громада", "Лугівська громада"]

    def test_the_map_never_has_a_place_at_zero(self, country, client):
        assert client.get(f"/territories/{STEP_HROMADA}/map/").json() == {"type": "FeatureCollection", "features": []}


class TestImportPage:
    ADDRESS = "/territories/imports/"

    def send(self, client, text, name="kodifikator-2025-05-16.csv", **more):
        file = SimpleUploadedFile(name, text.encode())
        return client.post(
            self.ADDRESS, {"kind": "territories", "file": file, "edition_on": "", "removals": "few", **more}
        )

    def test_strangers_are_sent_to_sign_in(self, client):
        answer = client.get(self.ADDRESS)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]

    def test_the_steward_brings_a_file_and_reads_what_became_of_it(self, steward_client):
        assert steward_client.get(self.ADDRESS).status_code == 200
        page = self.send(steward_client, codifier_text(codifier_lines()))
        assert page.status_code == 200
        assert "додано: <strong>21</strong>" in page.content.decode()
        assert Unit.objects.count() == 21
        again = self.send(steward_client, codifier_text(codifier_lines())).content.decode()
        assert "Нічого не змінилося" in again
        assert "kodifikator-2025-05-16.csv" in again

    def test_a_file_may_weigh_what_the_page_promises_and_no_more(self, steward_client, monkeypatch):
        """Borders of the country weigh more than a scan of a paper may."""
        monkeypatch.setattr("vikno.documents.rules.MOST_BYTES", 100)
        assert self.send(steward_client, codifier_text(codifier_lines())).status_code == 200
        monkeypatch.setattr("vikno.territories.views._LARGEST", 100)
        page = self.send(steward_client, codifier_text(codifier_lines()))
        assert page.status_code == 422
        assert "більший за 100 МБ" in page.content.decode()

    def test_a_damaged_file_is_refused_line_by_line_and_nothing_is_kept(self, steward_client):
        page = self.send(steward_client, codifier_text(codifier_lines()).replace(";X;Степ", ";Я;Степ"))
        assert page.status_code == 422
        assert "рядок 13: невідома категорія «Я»" in page.content.decode()
        assert not Unit.objects.exists()

    def test_without_a_date_it_asks_and_takes_the_given_one(self, steward_client):
        text = codifier_text(codifier_lines())
        assert "не видно дати" in self.send(steward_client, text, name="kodifikator.csv").content.decode()
        assert self.send(steward_client, text, name="kodifikator.csv", edition_on="2025-05-16").status_code == 200

    def test_a_form_without_a_file_says_so(self, steward_client):
        page = steward_client.post(self.ADDRESS, {"kind": "territories"})
        assert page.status_code == 422
        assert "govuk-error-summary" in page.content.decode()

    def test_other_kinds(self, steward_client, country):
        table = f"hromada_code,total_population_2022\n{STEP_HROMADA},5000\n{code(95)},1\n"
        page = self.send(steward_client, table, name="люди.csv", kind="population").content.decode()
        assert "додано: <strong>1</strong>" in page
        assert "Не прийнято рядків: 1" in page
        assert Population.objects.get().total == 5000

    def test_names_in_a_report_are_text(self, steward_client):
        lines = codifier_text(codifier_lines()).replace(";X;Степ", ";<script>;Степ")
        page = self.send(steward_client, lines).content.decode()
        assert "<script>»" not in page
        assert "«&lt;script&gt;»" in page


def test_suggestions_are_json_with_ukrainian_letters(country, client):
    assert json.loads(client.get("/territories/suggest/", {"q": "Лугів"}).content)["results"][0]["title"] == "м. Лугів"
