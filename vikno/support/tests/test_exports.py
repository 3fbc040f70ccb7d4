"""Files for others against the published schemas; a foreign package goes in and out without loss."""

import io
import json
import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests import factories as make
from tests import for_support as given
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.support import exports, giving, papers, queries, services, sheets
from vikno.support.errors import PackageRefused
from vikno.support.exports import handover, iati
from vikno.support.exports.words import memorandum_docx

SHARED = Path(os.environ.get("VIKNO_SHARED_DATA", "/nowhere"))
XSD = SHARED / "standards/iati/iati-activities-schema.xsd"
SCHEMA = SHARED / "grants/360-giving-schema.json"
REAL = SHARED / "grants/360giving-wolfson-2014.json"


def boss():
    return given.actor(Role.PROGRAMME)


@pytest.fixture
def counted(sides: None):
    """A programme with a period that was counted and one that nobody has, and a result without indicators."""
    given.activity()
    period = given.period(metric="hours")
    programme = period.indicator.result.programme
    services.count_actuals(programme=programme, actor=boss(), at=now())
    given.indicator(metric="", baseline=Decimal("2.50"), baseline_on=make.LONG_AGO)
    given.result()
    return programme


def test_the_iati_file_says_what_was_counted(counted) -> None:
    results = queries.results_of(boss(), programme=counted.pk)
    root = ElementTree.fromstring(iati.activity_file(counted, results, at=now()))  # noqa: S314  our own
    assert root.attrib["version"] == "2.03"
    assert [each.attrib["type"] for each in root.iter("result")] == ["1", "1"]
    period = next(root.iter("period"))
    assert (period.find("target").attrib["value"], period.find("actual").attrib["value"]) == ("40", "2.5")
    assert "query version 1" in "".join(period.itertext())
    assert next(root.iter("baseline")).attrib["value"] == "2.5"


@pytest.mark.skipif(not XSD.exists(), reason="the published schema is not here")
@pytest.mark.parametrize("identifier", ["", "UA-EDR-00000000-1"])
def test_the_iati_file_is_valid(counted, identifier: str) -> None:
    etree = pytest.importorskip("lxml.etree")
    counted.iati_identifier, counted.donor, counted.summary = identifier, "Донор & <сини>", "Рядок\nдругий"
    made = iati.activity_file(counted, queries.results_of(boss(), programme=counted.pk), at=now())
    schema = etree.XMLSchema(etree.parse(str(XSD)))
    schema.assertValid(etree.fromstring(made))
    broken = made.replace(b"<iati-identifier>", b"<wrong>").replace(b"</iati-identifier>", b"</wrong>")
    assert not schema.validate(etree.fromstring(broken)), "the schema does look"


def test_our_package_is_made_of_memoranda_in_force(sides: None) -> None:
    line = given.allocation(quantity=3, currency="SEK", rate=Decimal("4.125"), rate_on=make.LONG_AGO)
    given.memorandum()
    one = line.memorandum
    package = exports.package_of(one.programme, queries.memoranda_of(boss()), at=now())
    (grant,) = package.grants
    assert grant.amount_awarded == Decimal("303187.50")
    assert (grant.missing, grant.currency, grant.recipients) == ([], "UAH", [one.hromada.title])
    assert giving.read_package(giving.write_package(package)).values == package.values


@pytest.mark.skipif(not SCHEMA.exists(), reason="the published schema is not here")
def test_our_package_is_valid(sides: None) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date-time", raises=ValueError)(lambda said: "T" in said and datetime.fromisoformat(said))
    line = given.allocation(quantity=3)
    package = exports.package_of(line.memorandum.programme, queries.memoranda_of(boss()), at=now())
    grants = json.loads(giving.write_package(package))["grants"]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema, format_checker=formats)
    assert grants
    for grant in grants:
        check.validate(grant)
        del grant["recipientOrganization"]
        assert not check.is_valid(grant), "the schema does look"


@pytest.mark.skipif(not REAL.exists(), reason="the published package is not here")
def test_a_foreign_package_goes_in_and_out_without_loss() -> None:
    content = REAL.read_bytes()
    package = giving.read_package(content)
    assert len(package.grants) == 379
    assert all(grant.amount_awarded is not None for grant in package.grants)
    exact = {"parse_float": str, "object_pairs_hook": list}  # digits, order, doubled keys
    assert json.loads(giving.write_package(package), **exact) == json.loads(content, **exact)


def test_a_package_keeps_digits_order_and_strange_keys() -> None:
    said = (
        '{"license": null, "grants": [{"id": "360G-x-1", "amountAwarded": 40000.00, "Open Call?": "ТАК", '
        '"more": [1, [], {}, true, "\\u2028"], "big": 12345678901234567890.123456789}]}'
    )
    once = giving.write_package(giving.read_package(said.encode()))
    assert b"40000.00" in once
    assert b"12345678901234567890.123456789" in once
    assert giving.write_package(giving.read_package(once)) == once
    assert json.loads(once) == json.loads(said)


@pytest.mark.parametrize(
    "wrong",
    [
        b"", b"[]", b"{}", b'{"grants": {}}', b'{"grants": [{}]}', b'{"grants": [{"id": "a"}, {"id": "a"}]}',
        b'{"grants": [], "x": NaN}', b'{"grants": [{"id": "a", "id": "b"}]}', b"\xff\xfe", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_package_is_refused(wrong: bytes) -> None:
    with pytest.raises(PackageRefused):
        giving.read_package(wrong)


def test_the_register_of_what_was_handed_over(sides: None) -> None:
    act = given.in_use(quantity=1)
    type(act.lines.get()).objects.filter(act=act).update(inventory_number="=1+1")
    rows = queries.things_of(boss()).select_related("organisation")
    table = handover.as_csv(rows).decode("utf-8-sig")
    assert table.splitlines()[0].split(",") == list(handover.NAMES)
    assert "'=1+1" in table
    told = json.loads(handover.as_json(rows, at=now()))
    assert told["note"] == "Склад полів потребує перевірки"
    assert told["rows"][0]["total_uah"] == "24500.00"


def test_papers_and_tables_are_made(sides: None) -> None:
    given.correction()
    act = given.issued(quantity=200, on=given.memorandum(in_force=True))
    given.milestone(on=act.memorandum)
    lines = list(act.lines.select_related("item").prefetch_related("corrections").order_by("order"))
    for pdf in (
        papers.act_pdf(act, lines, at=now()),
        papers.memorandum_pdf(act.memorandum, at=now()),
        papers.plan_pdf(act.memorandum, at=now()),
    ):
        assert pdf.startswith(b"%PDF")
    document = pytest.importorskip("docx").Document(io.BytesIO(memorandum_docx(act.memorandum)))
    words = "\n".join(each.text for each in document.paragraphs)
    assert act.memorandum.number in words
    assert document.tables[0].rows[1].cells[1].text == "Обладнати зал"
    act.memorandum.title = "Довга назва " * 40
    assert memorandum_docx(act.memorandum).startswith(b"PK")
    given.activity(on=act.memorandum, note="=2+2")
    table = sheets.ledger_sheet(queries.activities_of(boss()))
    assert table.startswith(b"PK")
