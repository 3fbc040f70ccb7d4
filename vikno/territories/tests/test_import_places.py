import pytest

from vikno.territories import queries, services
from vikno.territories.enums import LocationSource
from vikno.territories.models import Boundary, DemandPoint, Edition, OldCode, Population, Postcode, Unit
from vikno.territories.queries.places import hromada_map
from vikno.territories.tests.conftest import AT
from vikno.territories.tests.factories import (
    DZYGIVKA,
    IVANIVKA_OF_IZHAKY,
    IVANIVKA_OF_STEP,
    IZHAKY_HROMADA,
    KRYNYTSIA,
    LUHIV,
    LUHIV_HROMADA,
    LUHOVA,
    PISKY_HROMADA,
    SQUARES,
    STEP,
    STEP_HROMADA,
    code,
    feature,
    feature_collection,
    square,
    square_feature,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(write, steward):
    """Write a file and import it: `bring("boundaries", "name", content)`."""

    def run(kind, name, content, **options):
        path = write(name, content)
        return getattr(services, f"import_{kind}")(path=path, actor=steward, at=AT, **options)

    return run


def counts(report):
    return {name: n for name, n in report.counts.items() if n}


def reasons(report):
    return [(problem.line, str(problem.reason)) for problem in report.refused]


class TestBoundaries:
    def test_polygons_find_their_units_by_code(self, boundaries):
        assert counts(boundaries) == {"added": 5, "located": 5}
        row = Boundary.objects.get(unit=STEP_HROMADA)
        assert (row.west, row.south, row.east, row.north) == SQUARES[STEP_HROMADA]
        assert row.geometry["type"] == "Polygon"
        assert row.simplified["type"] == "Polygon"
        unit = Unit.objects.get(pk=STEP_HROMADA)
        assert (unit.lat, unit.lon, unit.location_source) == (49.75, 30.5, LocationSource.BOUNDARY)

    def test_the_same_file_again_changes_nothing(self, boundaries, bring):
        content = feature_collection(*[square_feature(code, *box) for code, box in SQUARES.items()])
        again = bring("boundaries", "межі-2024.geojson", content)
        assert not again.has_changed
        assert counts(again) == {"unchanged": 5}
        assert Edition.objects.filter(kind="boundaries").count() == 1

    def test_labels_and_lines_are_passed_over(self, country, bring):
        point = feature({"type": "Point", "coordinates": [30, 49]}, name="Степова громада")
        line = feature({"type": "LineString", "coordinates": [[30, 49], [31, 49]]}, katotth=STEP_HROMADA)
        report = bring("boundaries", "м.geojson", feature_collection(point, line, feature(None)))
        assert counts(report) == {"labels": 3}
        assert not Boundary.objects.exists()

    def test_crossed_rings_are_repaired_and_counted(self, country, bring):
        bow_tie = {"type": "Polygon", "coordinates": [[[30, 49], [31, 50], [31, 49], [30, 50], [30, 49]]]}
        report = bring("boundaries", "м.geojson", feature_collection(feature(bow_tie, katotth=STEP_HROMADA)))
        assert counts(report) == {"added": 1, "located": 1, "repaired": 1}
        assert Boundary.objects.get().geometry["type"] == "MultiPolygon"

    def test_broken_and_foreign_areas_are_named_and_the_rest_is_taken(self, country, bring):
        broken = feature({"type": "Polygon", "coordinates": [[[30, 49], [31, 49]]]}, katotth=STEP, name="Степ")
        abroad = square_feature(LUHIV_HROMADA, 10, 49, 11, 50, name="Лугівська")
        stranger = square_feature(code(95, 1, 10), 30, 49, 31, 50)
        good = square_feature(STEP_HROMADA, *SQUARES[STEP_HROMADA])
        report = bring("boundaries", "м.geojson", feature_collection(broken, abroad, stranger, good))
        assert report.exit_code == 0
        assert counts(report) == {"added": 1, "located": 1}
        texts = [reason for _line, reason in reasons(report)]
        assert "м.geojson, об'єкт 1: контур «Степ» зіпсований" in texts[0]
        assert "об'єкт 2: контур «Лугівська» лежить за межами України" in texts[1]
        assert code(95, 1, 10) in texts[2]

    def test_latitude_first_is_put_right_and_counted(self, country, bring):
        report = bring("boundaries", "м.geojson", feature_collection(square_feature(STEP_HROMADA, 49.5, 30, 50, 31)))
        assert counts(report) == {"added": 1, "located": 1, "swapped": 1}
        assert Boundary.objects.get().west == 30

    def test_an_exclave_is_placed_by_its_own_code(self, country, tmp_path, steward):
        folder = tmp_path / "geo"
        (folder / "raion").mkdir(parents=True)
        filed_under_another = feature_collection(square_feature(PISKY_HROMADA, 30.1, 49.6, 30.2, 49.7))
        (folder / "raion" / "лугова.степовий.geojson").write_text(filed_under_another)
        (folder / "лугова.geojson").write_text(feature_collection(square_feature(STEP_HROMADA, *SQUARES[STEP_HROMADA])))
        report = services.import_boundaries(path=folder, actor=steward, at=AT)
        assert counts(report) == {"added": 2, "located": 2}
        assert Boundary.objects.get(unit=PISKY_HROMADA).unit.oblast_id != LUHOVA

    def test_a_polygon_without_code_goes_to_the_only_settlement_of_that_name_in_its_hromada(self, boundaries, bring):
        nameless = feature(square(30.6, 49.6, 30.7, 49.7), name="с. Іванівка")
        plain = feature(square(30.6, 49.6, 30.7, 49.7), name="Іванівка")
        report = bring("boundaries", "с.geojson", feature_collection(plain))
        assert counts(report) == {"added": 1, "located": 1}
        assert Boundary.objects.filter(unit=IVANIVKA_OF_STEP).exists()
        assert bring("boundaries", "с.geojson", feature_collection(nameless)).counts["unmatched"] == 1

    def test_a_polygon_without_code_that_fits_nobody_is_reported(self, boundaries, bring):
        stranger = feature(square(30.6, 49.6, 30.7, 49.7), name="Небувале")
        outside = feature(square(35, 47, 35.1, 47.1), name="Степ")
        report = bring("boundaries", "с.geojson", feature_collection(stranger, outside))
        assert counts(report) == {"unmatched": 2}
        assert "такого населеного пункту немає" in reasons(report)[0][1]
        assert "не лежить у жодній громаді" in reasons(report)[1][1]

    def test_an_old_code_chooses_among_homonyms_of_one_hromada(self, boundaries, bring):
        Unit.objects.filter(pk=DZYGIVKA).update(name="Іванівка", search_key="іванівка")
        several = feature(square(30.6, 49.6, 30.7, 49.7), name="Іванівка")
        assert "кілька" in reasons(bring("boundaries", "с.geojson", feature_collection(several)))[0][1]
        OldCode.objects.create(unit_id=DZYGIVKA, koatuu="9122010103")
        told = feature(square(30.6, 49.6, 30.7, 49.7), name="Іванівка", koatuu="9122010103")
        assert bring("boundaries", "с.geojson", feature_collection(told)).counts["added"] == 1
        assert Boundary.objects.filter(unit=DZYGIVKA).exists()

    def test_a_unit_given_twice_is_taken_once(self, country, bring):
        twice = [square_feature(STEP_HROMADA, *SQUARES[STEP_HROMADA])] * 2
        assert counts(bring("boundaries", "м.geojson", feature_collection(*twice))) == {
            "added": 1, "located": 1, "repeated": 1,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ('{"type": "FeatureCollection", "features": [{"type"', "обірвано"),
            ('{"type": "FeatureCollection",\n<<<<<<< HEAD\n"features": []}', "злиття"),
            ('{"type": "Topology"}', "FeatureCollection"),
            ("[1, 2]", "FeatureCollection"),
            ('{"type": "FeatureCollection", "features": [5]}', "не є об'єктом"),
            ("[" * 100_000, "GeoJSON"),
        ],
    )
    def test_damaged_files_are_refused_whole(self, country, bring, content, words):
        report = bring("boundaries", "м.geojson", content)
        assert report.exit_code == 2
        assert words in reasons(report)[0][1]

    def test_one_damaged_file_refuses_the_whole_folder(self, country, tmp_path, steward):
        (tmp_path / "а.geojson").write_text(feature_collection(square_feature(STEP_HROMADA, *SQUARES[STEP_HROMADA])))
        (tmp_path / "я.geojson").write_text("{")
        assert services.import_boundaries(path=tmp_path, actor=steward, at=AT).exit_code == 2
        assert not Boundary.objects.exists()

    def test_an_empty_folder_and_an_empty_directory_of_units(self, tmp_path, steward, bring):
        empty = tmp_path / "порожня"
        empty.mkdir()
        assert services.import_boundaries(path=empty, actor=steward, at=AT).exit_code == 2
        assert "Спершу завантажте" in reasons(bring("boundaries", "м.geojson", feature_collection()))[0][1]

    def test_what_a_person_pointed_at_stays(self, country, bring):
        Unit.objects.filter(pk=STEP_HROMADA).update(lat=49.9, lon=30.9, location_source=LocationSource.PERSON)
        bring("boundaries", "м.geojson", feature_collection(square_feature(STEP_HROMADA, *SQUARES[STEP_HROMADA])))
        assert Unit.objects.get(pk=STEP_HROMADA).lat == 49.9


class TestMap:
    def test_points_find_their_hromadas(self, boundaries):
        places = hromada_map()
        assert places.hromadas_at([(49.2, 30.2), (49.7, 30.7), (49.1, 32.1), (48.0, 30.0)]) == [
            LUHIV_HROMADA, STEP_HROMADA, KRYNYTSIA, "",
        ]  # fmt: skip
        assert places.oblasts[STEP_HROMADA] == LUHOVA
        assert places.oblasts[KRYNYTSIA] == KRYNYTSIA
        assert places.unmapped == frozenset()

    def test_an_empty_map(self, country):
        places = hromada_map()
        assert places.is_empty
        assert places.hromadas_at([(49, 30)]) == [""]
        assert LUHOVA in places.unmapped


class TestPopulation:
    CSV = "hromada_code,hromada_name,total_population_2022,urban_population_2022,urban_pct\n"

    def test_counts_by_code_with_the_year_of_the_column(self, country, bring):
        report = bring("population", "люди.csv", f"{self.CSV}{STEP_HROMADA},Степова,5000,1200,0.24\n")
        assert counts(report) == {"added": 1}
        row = Population.objects.get()
        assert (row.unit_id, row.total, row.urban, str(row.as_of)) == (STEP_HROMADA, 5000, 1200, "2022-01-01")
        assert queries.population_of(STEP_HROMADA) == row

    def test_the_same_file_again_changes_nothing_and_a_correction_updates(self, country, bring):
        line = f"{STEP_HROMADA},Степова,5000,1200,0.24\n"
        bring("population", "люди.csv", self.CSV + line)
        assert not bring("population", "люди.csv", self.CSV + line).has_changed
        assert counts(bring("population", "люди.csv", self.CSV + line.replace("5000", "5 100"))) == {"updated": 1}
        assert Population.objects.get().total == 5100

    def test_what_is_not_known_is_not_zero(self, country, bring):
        lines = f"{STEP_HROMADA},Степова,…,,\n{LUHIV_HROMADA},Лугівська,0,–,\n"
        assert counts(bring("population", "люди.csv", self.CSV + lines)) == {"added": 1, "unknown": 1}
        assert Population.objects.get().urban is None

    def test_bad_rows_are_named_and_the_rest_is_taken(self, country, bring):
        lines = (
            f"{code(95)},Чужа,1,,\n{STEP_HROMADA},Степова,багато,,\n{LUHIV_HROMADA},Лугівська,10,,\n"
            f"{LUHIV_HROMADA},Лугівська,11,,\n{IZHAKY_HROMADA},Їжацька,-5,,\n"
        )
        report = bring("population", "люди.csv", self.CSV + lines)
        assert counts(report) == {"added": 1}
        assert [line for line, _reason in reasons(report)] == [2, 3, 5, 6]
        assert "не кількість людей" in reasons(report)[1][1]
        assert "уже було в рядку 4" in reasons(report)[2][1]

    def test_the_workbook_of_the_statistics_service_gives_oblasts(self, country, tmp_path, steward):
        import xlsxwriter

        path = tmp_path / "naselennia-2022.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Титул").write(0, 0, "Державна служба статистики")
            sheet = book.add_worksheet("7")
            rows = [
                ["1. Чисельність постійного населення по регіонах"], [],
                ["", "Чисельність", "", "", "Питома вага"],
                ["", "усього ", "міське", "сільське", "міського"], ["", " total", "urban", "rural", "urban"], [],
                ["Україна", 300, 200, 100, 66.6], ["Лугова ", 1000, 400, 600, 40.0], ["Берегова", "…", "…", "…", "…"],
                ["м.Криниця", 50, 50, "–", 100.0], ["Примітка: без окупованої території"],
            ]  # fmt: skip
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
        report = services.import_population(path=path, actor=steward, at=AT)
        assert counts(report) == {"added": 2, "unknown": 1}
        assert set(Population.objects.values_list("unit_id", "total", "urban")) == {
            (LUHOVA, 1000, 400), (KRYNYTSIA, 50, 50),
        }  # fmt: skip

    def test_other_tables_are_refused_clearly(self, country, bring):
        report = bring("population", "щось-2022.csv", "вік,чоловіки,жінки\n1,2,3\n")
        assert report.exit_code == 2
        assert "КАТОТТГ" in reasons(report)[0][1]
        no_count = bring("population", "щось-2022.csv", f"hromada_code,площа\n{STEP},3\n")
        assert "total_population" in reasons(no_count)[0][1]
        undated = bring("population", "щось.csv", f"hromada_code,population\n{STEP},3\n")
        assert "--edition" in reasons(undated)[0][1]


def postal(*rows):
    """Rows (postcode, place, oblast, lat, lon, accuracy) in the twelve columns of GeoNames."""
    return "".join(
        f"UA\t{postcode}\t{place}\t{oblast}\t01\tOldskyi\t\t\t\t{lat}\t{lon}\t{accuracy}\n"
        for postcode, place, oblast, lat, lon, accuracy in rows
    )


class TestPostcodes:
    def test_a_settlement_is_found_by_name_inside_the_hromada_that_holds_the_point(self, boundaries, bring):
        report = bring("postcodes", "UA-2024.txt", postal(("30001", "Іванівка", "Luhova", 49.7, 30.3, 4)))
        assert counts(report) == {"added": 1, "located": 1}
        assert Postcode.objects.get().unit_id == IVANIVKA_OF_STEP
        unit = Unit.objects.get(pk=IVANIVKA_OF_STEP)
        assert (unit.lat, unit.lon, unit.location_source) == (49.7, 30.3, LocationSource.POSTCODES)
        assert not bring("postcodes", "UA-2024.txt", postal(("30001", "Іванівка", "Luhova", 49.7, 30.3, 4))).has_changed

    def test_a_point_in_another_oblast_than_it_claims_is_named(self, boundaries, bring):
        rows = postal(
            ("30001", "Іванівка", "Luhova", 49.7, 31.5, 1),
            ("30002", "Степ", "Luhova", 0, 0, 1),
            ("30003", "Степ", "Luhova", 52.2, 21.0, 1),
            ("30004", "Степ", "Atlantydska", 49.7, 30.3, 1),
            ("3000", "Степ", "Luhova", 49.7, 30.3, 1),
            ("30005", "Степ", "Luhova", 47.0, 35.0, 1),
        )
        report = bring("postcodes", "UA-2024.txt", rows)
        assert report.exit_code == 0
        assert counts(report) == {}
        assert [line for line, _reason in reasons(report)] == [1, 2, 3, 4, 5, 6]
        assert "не в області «Luhova»" in reasons(report)[0][1]
        assert "не лежать в Україні" in reasons(report)[1][1]
        assert not Unit.objects.filter(lat=0).exists()

    def test_a_name_alone_is_never_enough(self, boundaries, bring):
        far = postal(("30001", "Дзиґівка", "Luhova", 49.2, 30.7, 1))
        report = bring("postcodes", "UA-2024.txt", far)
        assert counts(report) == {"unmatched": 1}
        assert "такого населеного пункту немає" in reasons(report)[0][1]

    def test_the_only_one_in_the_raion_gets_the_index_but_not_the_point(self, boundaries, bring):
        report = bring("postcodes", "UA-2024.txt", postal(("30001", "Іванівка", "Luhova", 49.2, 30.2, 1)))
        assert counts(report) == {"added": 1}
        assert Postcode.objects.get().unit_id == IVANIVKA_OF_IZHAKY
        assert Unit.objects.get(pk=IVANIVKA_OF_IZHAKY).lat is None

    def test_homonyms_in_one_hromada_are_left_to_a_person(self, boundaries, bring):
        Unit.objects.filter(pk=DZYGIVKA).update(name="Іванівка", search_key="іванівка")
        report = bring("postcodes", "UA-2024.txt", postal(("30001", "Іванівка", "Luhova", 49.7, 30.3, 4)))
        assert counts(report) == {"unmatched": 1}
        assert "кілька" in reasons(report)[0][1]

    @pytest.mark.parametrize(
        "place", ["Дзиґівка (Степова сільська рада)", "Нова назва (Дзигівка)", "дзиг'івка", "Дзигівка ("]
    )
    def test_brackets_hold_a_council_or_an_old_name(self, boundaries, bring, place):
        report = bring("postcodes", "UA-2024.txt", postal(("30001", place, "Luhova", 49.7, 30.3, 4)))
        assert Postcode.objects.get().unit_id == DZYGIVKA
        assert report.refused_total == 0

    def test_a_city_stands_once_for_each_index_and_its_best_point_is_kept(self, boundaries, bring):
        rows = postal(
            *[(f"3000{n}", "Лугів", "Luhova", 49.2 + n / 100, 30.2, accuracy) for n, accuracy in enumerate((1, 4, 3))]
        )
        report = bring("postcodes", "UA-2024.txt", rows)
        assert counts(report) == {"added": 3, "located": 1}
        assert Unit.objects.get(pk=LUHIV).lat == 49.21

    def test_swapped_coordinates_are_put_right(self, boundaries, bring):
        report = bring("postcodes", "UA-2024.txt", postal(("30001", "Степ", "Luhova", 30.3, 49.7, 4)))
        assert counts(report) == {"added": 1, "located": 1, "swapped": 1}

    def test_where_polygons_are_missing_it_says_so(self, country, bring):
        assert (
            "Спершу завантажте межі"
            in reasons(bring("postcodes", "UA.txt", postal(("30001", "Степ", "Luhova", 49.7, 30.3, 4))))[0][1]
        )
        bring("boundaries", "м.geojson", feature_collection(square_feature(LUHIV_HROMADA, *SQUARES[LUHIV_HROMADA])))
        report = bring("postcodes", "UA.txt", postal(("30001", "Степ", "Luhova", 49.7, 30.3, 4)))
        assert "завантажено не всі" in reasons(report)[0][1]

    def test_a_city_with_special_status(self, boundaries, bring):
        report = bring("postcodes", "UA.txt", postal(("01001", "Криниця", "Misto Krynytsia", 49.1, 32.1, 4)))
        assert counts(report) == {"added": 1}, "its point is the centre of its own polygon already"
        assert Postcode.objects.get().unit_id == KRYNYTSIA

    @pytest.mark.parametrize("content", ["UA;30001;Степ\n", "UA\t30001\tСтеп\n", ""])
    def test_another_shape_of_file_is_refused(self, boundaries, bring, content):
        assert bring("postcodes", "UA.txt", content).exit_code == 2


class TestStations:
    HEAD = "station,region,district,voters,lat,lon\n"

    def test_a_point_belongs_to_the_hromada_that_holds_it(self, boundaries, bring):
        rows = "910001,Лугова область,1,1500,49.7,30.3\n920001,Берегова область,2,900,49.5,31.5\n"
        report = bring("stations", "дільниці-2019.csv", self.HEAD + rows)
        assert counts(report) == {"added": 2}
        assert str(report.edition_on) == "2019-01-01"
        assert set(DemandPoint.objects.values_list("code", "hromada_id", "people")) == {
            ("910001", STEP_HROMADA, 1500), ("920001", PISKY_HROMADA, 900),
        }  # fmt: skip
        assert not bring("stations", "дільниці-2019.csv", self.HEAD + rows).has_changed

    def test_voters_that_are_not_given_stay_unknown(self, boundaries, bring):
        report = bring("stations", "д-2019.csv", self.HEAD + "910001,Лугова область,1,,49.7,30.3\n")
        assert counts(report) == {"added": 1, "unknown": 1}
        assert DemandPoint.objects.get().people is None

    def test_points_abroad_and_elsewhere_are_named(self, boundaries, bring):
        rows = (
            "900001,Закордонний округ,1,100,52.2,21.0\n910002,Лугова область,1,100,49.5,31.5\n"
            "910003,Невідома область,1,100,49.7,30.3\nнемає,Лугова область,1,1,49.7,30.3\n"
            "910004,Лугова область,1,сто,49.7,30.3\n910005,Лугова область,1,5,49.7,30.3\n"
            "910005,Лугова область,1,6,49.7,30.3\n910006,Лугова область,1,6,0,0\n"
        )
        report = bring("stations", "д-2019.csv", self.HEAD + rows)
        assert counts(report) == {"added": 1}
        assert [line for line, _reason in reasons(report)] == [2, 3, 4, 5, 6, 8, 9]
        assert "не лежать в Україні" in reasons(report)[0][1]
        assert "не в «Лугова область»" in reasons(report)[1][1]
        assert "уже була в рядку 7" in reasons(report)[5][1]

    def test_the_leading_zero_is_given_back_and_a_changed_count_updates(self, boundaries, bring):
        bring("stations", "д-2019.csv", self.HEAD + "10001,Лугова область,1,5,49.7,30.3\n")
        report = bring("stations", "д-2019.csv", self.HEAD + "010001,Лугова область,1,7,49.7,30.3\n")
        assert counts(report) == {"updated": 1}
        assert DemandPoint.objects.get().people == 7

    def test_boundaries_are_needed(self, country, bring):
        assert bring("stations", "д-2019.csv", self.HEAD + "910001,Лугова область,1,5,49.7,30.3\n").exit_code == 2


class TestExport:
    @pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
    def test_every_unit_goes_out(self, boundaries, tmp_path, ending):
        import json

        from vikno.common.tables import read_table

        Population.objects.create(unit_id=STEP_HROMADA, as_of="2022-01-01", total=5000, source="люди")
        path = tmp_path / f"units.{ending}"
        assert services.export_territories(path=path) == 21
        if ending == "json":
            rows = {row["code"]: row for row in json.loads(path.read_text())}
            assert rows[STEP_HROMADA]["population"] == 5000
            return
        table = read_table(path)
        rows = {row["code"]: row for row in table.rows}
        assert len(rows) == 21
        assert rows[STEP_HROMADA]["population"] == "5000"
        assert rows[STEP]["name"] == "Степ"
        assert rows[STEP]["removed_on"] == ""

    def test_another_ending_is_refused(self, country, tmp_path):
        from vikno.territories.errors import NothingToReadHere

        with pytest.raises(NothingToReadHere):
            services.export_territories(path=tmp_path / "units.pdf")
