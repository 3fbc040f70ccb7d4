import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from vikno.territories.rules.shapes import (
    Area,
    ShapeFault,
    Spot,
    as_geojson,
    label_point,
    read_area,
    read_spot,
    simplified,
)
from vikno.territories.tests.factories import square

BOW_TIE = {"type": "Polygon", "coordinates": [[[30, 49], [31, 50], [31, 49], [30, 50], [30, 49]]]}
HORSESHOE = {
    "type": "Polygon",
    "coordinates": [
        [[30, 49], [33, 49], [33, 52], [32.8, 52], [32.8, 49.2], [30.2, 49.2], [30.2, 52], [30, 52], [30, 49]]
    ],
}


def test_a_right_polygon_is_taken_as_it_is():
    area = read_area(square(30, 49, 31, 50))
    assert isinstance(area, Area)
    assert (area.was_repaired, area.was_swapped) == (False, False)
    assert as_geojson(area.geometry)["type"] == "Polygon"


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point", "coordinates": [30, 49]}, {"type": "LineString", "coordinates": [[30, 49], [31, 50]]}, {}],
)
def test_labels_and_lines_are_not_areas(geometry):
    assert read_area(geometry) is None


def test_crossed_rings_are_repaired():
    area = read_area(BOW_TIE)
    assert isinstance(area, Area)
    assert area.was_repaired
    assert area.geometry.is_valid
    assert area.geometry.geom_type == "MultiPolygon"
    assert area.geometry.area == pytest.approx(0.5)


def test_a_repaired_polygon_with_a_spike_loses_the_spike():
    area = read_area({"type": "Polygon", "coordinates": [[[30, 49], [31, 49], [31, 51], [31, 50], [30, 50], [30, 49]]]})
    assert isinstance(area, Area)
    assert area.geometry.geom_type in ("Polygon", "MultiPolygon")


@pytest.mark.parametrize(
    "coordinates",
    [[], [[]], [[[30, 49]]], [[[30, 49], [31, 49]]], [[[30, 49], [31, 49], [30, 49], [30, 49]]], "щось", [[["a", "b"]]],
     [[[30, 49], [31], [31, 50], [30, 49]]], [[[float("nan"), 49], [31, 49], [31, 50], [30, 49]]], 5, None],
)  # fmt: skip
def test_what_cannot_be_repaired_is_refused(coordinates):
    assert read_area({"type": "Polygon", "coordinates": coordinates}) is ShapeFault.BROKEN


def test_latitude_first_is_put_right():
    area = read_area(square(49, 30, 50, 31))
    assert isinstance(area, Area)
    assert area.was_swapped
    assert area.geometry.bounds == (30, 49, 31, 50)


@pytest.mark.parametrize("box", [(10, 49, 11, 50), (0, 0, 1, 1), (30, 60, 31, 61), (21, 49, 31, 50)])
def test_areas_abroad_are_refused(box):
    assert read_area(square(*box)) is ShapeFault.ABROAD


def test_heights_are_dropped():
    area = read_area({"type": "Polygon", "coordinates": [[[30, 49, 5], [31, 49, 5], [31, 50, 5], [30, 49, 5]]]})
    assert isinstance(area, Area)
    assert not area.geometry.has_z


def test_geojson_survives_the_database_unchanged():
    import json

    for geometry in (square(30.123456789, 49, 31, 50), BOW_TIE):
        area = read_area(geometry)
        assert isinstance(area, Area)
        written = as_geojson(area.geometry)
        assert json.loads(json.dumps(written)) == written
        assert shape(written).is_valid


def test_a_simplified_outline_is_lighter_and_valid():
    round_area = shapely.Point(31, 49).buffer(0.5, quad_segs=500)
    light = simplified(round_area)
    assert len(light["coordinates"][0]) < 100
    assert shape(light).is_valid
    assert shape(light).area == pytest.approx(round_area.area, rel=0.05)


def test_a_label_lies_inside_even_of_a_horseshoe():
    geometry = shape(HORSESHOE)
    lat, lon = label_point(geometry)
    assert geometry.contains(shapely.Point(lon, lat))
    assert label_point(shape(square(30, 49, 31, 50))) == (49.5, 30.5)


@pytest.mark.parametrize(
    ("lat", "lon", "spot"),
    [
        ("49.5", "30.5", Spot(49.5, 30.5)),
        ("49,5", " 30,5 ", Spot(49.5, 30.5)),
        ("30.5", "49.5", Spot(49.5, 30.5, was_swapped=True)),
        ("49.5,", "30.5", Spot(49.5, 30.5)),
        ("0", "0", None),
        ("", "", None),
        (" ", "30.5", None),
        ("49.5", "15.0", None),
        ("60", "30", None),
        ("nan", "30", None),
        ("inf", "30", None),
        ("щось", "30", None),
    ],
)
def test_points(lat, lon, spot):
    assert read_spot(lat, lon) == spot


coordinates = st.lists(
    st.tuples(st.floats(21, 42, allow_nan=False), st.floats(43, 54, allow_nan=False)), min_size=0, max_size=9
)


@given(coordinates)
def test_any_ring_is_taken_valid_or_refused(ring):
    area = read_area({"type": "Polygon", "coordinates": [[*ring, *ring[:1]]]})
    assert area is not None
    if isinstance(area, Area):
        assert area.geometry.is_valid
        assert shape(as_geojson(area.geometry)).area >= 0
        assert shape(simplified(area.geometry)).is_valid
