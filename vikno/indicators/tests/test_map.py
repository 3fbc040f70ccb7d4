"""Hromadas on a map: shades tell amounts apart, sums are of as many people, small groups are not drawn."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.indicators import policies
from vikno.indicators.drawing import SHADES, Shape, Words, bounds_of, draw, shade
from vikno.indicators.errors import MayNotRead
from vikno.indicators.models import MonthCount
from vikno.network.enums import PointKind
from vikno.territories.enums import Category
from vikno.territories.models import Population, Unit

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def square(x: float, y: float) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]}


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_every_amount_has_a_shade_and_more_is_never_paler(amounts: list[float]) -> None:
    bounds = bounds_of(amounts)
    assert bounds[-1] == max(amounts)
    assert len(bounds) <= len(SHADES)
    places = [next(place for place, end in enumerate(bounds) if amount <= end) for amount in sorted(amounts)]
    assert places == sorted(places)
    shades = [SHADES.index(shade(place, len(bounds))) for place in range(len(bounds))]
    assert shades == sorted(set(shades)), "two bounds never look the same"


def test_what_is_drawn() -> None:
    shapes = [
        Shape(geometry=square(30, 50), title="Перша: 1", amount=1.0),
        Shape(geometry=square(31, 50), title="Друга <&>: 9", amount=9.0),
        Shape(
            geometry={"type": "MultiPolygon", "coordinates": [square(30, 49)["coordinates"]]},
            title="Третя",
            amount=None,
        ),
    ]
    drawn = draw(shapes, [1.0, 9.0], Words(title="Заяв", missing="немає", bounds=["до 1", "1 – 9"]))
    tree = ElementTree.fromstring(drawn)  # noqa: S314  made a line above
    areas = tree.findall(f"{SVG}g/{SVG}path")
    assert [area.get("fill") for area in areas] == [SHADES[0], SHADES[-1], "url(#none)"]
    assert [area.findtext(f"{SVG}title") for area in areas] == ["Перша: 1", "Друга <&>: 9", "Третя"]
    assert [text.text for text in tree.findall(f"{SVG}text")] == ["до 1", "1 – 9", "немає"]
    xs = [float(x) for area in areas for x, _y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", area.get("d") or "")]
    assert (min(xs), round(max(xs))) == (0, 900)
    assert "style=" not in drawn


def test_the_page_and_its_files(client: Client) -> None:
    month = clock.today().replace(day=1)
    for place, (people, n) in enumerate(((2_000, 40), (20_000, 100), (30_000, 4)), start=1):
        code = f"UA990200{place:011d}"
        make.borders(code)
        Population.objects.create(unit_id=code, as_of=dt.date(2022, 2, 1), total=people, source="оцінка")
        MonthCount.objects.create(hromada_id=code, month=month, kind=PointKind.MAIN, fact="registered", a="1", n=n)
    client.force_login(make.membership(Role.STEWARD, of="").user)
    page = client.get("/indicators/national/requested/?part=hromada").content.decode()
    assert "/indicators/national/requested/map.svg" in page
    assert page.index("менш як 5\xa0000 людей") < page.index("від 20\xa0000 до 50\xa0000 людей")
    drawn = client.get("/indicators/national/requested/map.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    said = drawn.content.decode()
    assert "на 1000 людей" in said
    titles = re.findall(r"<title>(Громада[^<]*)</title>", said)
    assert [title.split(": ")[1] for title in titles] == ["20,0", "5,0", "немає даних, або їх замало, щоб показати"]
    assert 'viewBox="0 0 420 ' in client.get("/indicators/national/requested/map.svg?narrow=1").content.decode()
    assert "&amp;narrow=1" in page
    picture = client.get("/indicators/national/requested/map.png")
    assert picture.content.startswith(b"\x89PNG")
    assert client.get("/indicators/national/requested/map.svg?oblast=UA99000000000000001").status_code == 200
    assert client.get("/indicators/national/in_time/map.svg").status_code == 200, "nobody has decided: all hatched"


def test_nobody_has_borders(client: Client) -> None:
    client.force_login(make.membership(Role.STEWARD, of="").user)
    assert client.get("/indicators/national/requested/map.svg").status_code == 404
    assert "map.svg" not in client.get("/indicators/national/requested/").content.decode()


def test_who_oversees_an_oblast_reads_its_sums_and_no_others(client: Client) -> None:
    month, code = clock.today().replace(day=1), "UA99020000100000001"
    make.borders(code)
    MonthCount.objects.create(hromada_id=code, month=month, kind=PointKind.MAIN, fact="registered", a="1", n=40)
    oblast, other = "UA99000000000000001", "UA98000000000000002"
    for each in (oblast, other):
        make.unit(each, name="Вигадана", category=Category.OBLAST)
    Unit.objects.filter(pk=code).update(oblast=oblast)
    client.force_login(make.membership(Role.OVERSEER, oblast_code=oblast).user)
    for address in ("", "requested/", "requested/table/?format=json", "requested/map.svg", "network/"):
        answer = client.get(f"/indicators/national/{address}")
        assert answer.status_code == 200, address
    said = client.get(f"/indicators/national/requested/?oblast={other}").content.decode()
    assert "уся країна" not in said
    own, asked = (
        client.get(f"/indicators/national/requested/table/?format=json{more}").content
        for more in ("", f"&oblast={other}")
    )
    assert own == asked
    with pytest.raises(MayNotRead):
        policies.require_may_read_country(make.actor(Role.OVERSEER, oblast_code=oblast), oblast="")
    policies.require_may_read_country(make.actor(Role.OVERSEER), oblast="")
