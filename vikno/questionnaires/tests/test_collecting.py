"""The form carried into the field and what comes back: each form of an export, all or nothing, everything once."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from tests import factories as make
from tests import for_questionnaires as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common.clock import now
from vikno.questionnaires import field, queries, services
from vikno.questionnaires.engine import Document
from vikno.questionnaires.enums import Source
from vikno.questionnaires.errors import MayNotEdit, NoSuchVersion, NothingNew, NotPublished, SubmissionsWrong
from vikno.questionnaires.field import FieldFileRefused, read_submissions
from vikno.questionnaires.models import Answer, Collected, QuestionnaireVersion, Response
from vikno.questionnaires.tests.samples import asked, document, section, yes_no
from vikno.questionnaires.xlsform import read_xlsform

CHOICES = {"days": [{"code": "mon", "labels": {"uk": "Пн"}}, {"code": "tue", "labels": {"uk": "Вт"}}]}


def plain_document() -> Document:
    """A section with a yes-or-no, a number that hangs on it, several of a list; a photo that stays where it was."""
    return document(
        section("hall", yes_no("ramp", required=True),
                asked("width", "integer", relevant="${ramp} = 'yes'", constraint=". > 0 and . < 500", required=True)),
        asked("open_on", "select_multiple", choices="days"), asked("photo", "image", required=True),
        asked("double", "calculate", calculation="${width} * 2"), choices=CHOICES,
    )  # fmt: skip


def kobo(version: QuestionnaireVersion, nth: int = 1, **said: Any) -> dict[str, Any]:
    """A submission as Kobo's own JSON has it."""
    return {
        "_id": nth, "_uuid": f"aaaa-{nth}", "meta/instanceID": f"uuid:aaaa-{nth}", "__version__": "vX",
        "vikno_begun": "2026-11-20T09:00:00.000+02:00", "vikno_ended": "2026-11-20T09:20:00.000+02:00",
        "vikno_field/vikno_collector": "Вигаданий Опитувач", "vikno_field/vikno_place": "Лугове, клуб",
        "vikno_field/vikno_version": version.sha256, "hall/ramp": "yes", "hall/width": "90", "open_on": "tue mon",
        "photo": "1.jpg", "double": "999", "_submission_time": "2026-11-21T00:00:00", **said,
    }  # fmt: skip


def as_json(*found: dict[str, Any]) -> bytes:
    return json.dumps({"count": len(found), "results": found}, ensure_ascii=False).encode()


def brought(version: QuestionnaireVersion, body: bytes) -> int:
    read = read_submissions(body, queries.document_of(version))
    return services.bring_back(
        version=version, found=read, file_name="kobo.json", body=body, actor=given.editor(), at=now()
    )


@pytest.fixture
def version(db: None) -> QuestionnaireVersion:
    made = given.published(made=plain_document())
    given.seen_by_programme()
    return made


# ---- the form --------------------------------------------------------------------------------------------------------
def test_the_form_carries_the_hash_and_asks_who_and_where() -> None:
    read = read_xlsform(field.carried_form(plain_document(), "ab" * 32), code="x", title="X")
    assert not [one for one in read.faults if one.sheet != "survey"]
    convert = pytest.importorskip("pyxform.xls2xform")
    assert convert
    form = field.xform_of(plain_document(), "ab" * 32).decode()
    assert "'" + "ab" * 32 + "'" in form
    assert f'version="{"ab" * 8}"' in form
    for name in ("vikno_collector", "vikno_place", "vikno_begun", "vikno_ended", "hall/width", "instanceID"):
        assert name in form


def test_a_title_in_two_languages_and_everything_the_engine_has_are_carried() -> None:
    pytest.importorskip("pyxform.xls2xform")
    two = document(yes_no("ramp"), title={"uk": "Доступність", "en": "Access"})
    assert "Доступність" in field.xform_of(two, "ab" * 32).decode()
    whole = document(
        section("g", section("rep", asked("x", "decimal"), yes_no("y", relevant="${x} > 1"), kind="repeat", count="2")),
        asked("t", "calculate", calculation="round(coalesce(sum(${x}), 0), 1)"),
        asked("m", "select_multiple", choices="days", constraint="count-selected(.) <= 1"), choices=CHOICES,
    )  # fmt: skip
    assert "vikno_version" in field.xform_of(whole, "ab" * 32).decode()


def test_what_the_converter_does_not_take_is_said_on_the_page(
    version: QuestionnaireVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_said: object) -> bytes:
        raise field.NotConverted

    monkeypatch.setattr(field, "xform_of", refuses)
    lead = signed_in(make.membership(Role.PROGRAMME, organisation=version.questionnaire.organisation))
    told = lead.get(reverse("questionnaires:carried_xform", args=[version.pk]), follow=True).content.decode()
    assert "Візьміть XLSForm" in told


def test_a_code_of_ours_in_a_questionnaire_is_named() -> None:
    assert field.taken_codes(document(asked("vikno_place"))) == ["vikno_place"]
    assert field.taken_codes(plain_document()) == []


# ---- three forms of the same -----------------------------------------------------------------------------------------
def odk_json(sha256: str) -> bytes:
    one = {
        "__id": "uuid:AAAA-1", "__system": {"submissionDate": "2026-11-21T00:00:00Z", "submitterName": "Телефон 7"},
        "vikno_ended": "2026-11-20T09:20:00.000+02:00",
        "vikno_field": {
            "vikno_collector": "Вигаданий Опитувач", "vikno_place": "Лугове, клуб", "vikno_version": sha256,
            "vikno_hromada": None,
        },
        "hall": {"ramp": "yes", "width": 90}, "open_on": "mon tue", "photo": "1.jpg",
    }  # fmt: skip
    return json.dumps({"value": [one]}, ensure_ascii=False).encode()


def odk_xml(sha256: str) -> bytes:
    return f"""<?xml version="1.0"?><data id="q" xmlns:orx="http://openrosa.org/xforms">
    <vikno_ended>2026-11-20T09:20:00.000+02:00</vikno_ended>
    <vikno_field><vikno_collector>Вигаданий Опитувач</vikno_collector><vikno_place>Лугове, клуб</vikno_place>
    <vikno_hromada/><vikno_version>{sha256}</vikno_version></vikno_field>
    <hall><ramp>yes</ramp><width>90</width></hall>
    <open_on>mon tue</open_on><photo>1.jpg</photo>
    <orx:meta><orx:instanceID>uuid:aaaa-1</orx:instanceID></orx:meta></data>
    """.encode()


def odk_csv(sha256: str) -> bytes:
    head = (
        "SubmissionDate,vikno_ended,vikno_field-vikno_collector,vikno_field-vikno_place,vikno_field-vikno_version,"
        "hall-ramp,hall-width,open_on,photo,KEY,FormVersion"
    )
    row = (
        f'2026-11-21,2026-11-20T09:20:00.000+02:00,Вигаданий Опитувач,"Лугове, клуб",{sha256},yes,90,mon tue,1.jpg,'
        "uuid:aaaa-1,1"
    )
    return f"{head}\n{row}\n".encode()


def kobo_csv(sha256: str) -> bytes:
    """Kobo parts by semicolons and may give each choice a column."""
    head = "vikno_ended;vikno_collector;vikno_place;vikno_version;ramp;width;open_on/mon;open_on/tue;_uuid"
    row = f"2026-11-20T09:20:00.000+02:00;Вигаданий Опитувач;Лугове, клуб;{sha256};yes;90;1;1;aaaa-1"
    return f"{head}\n{row}\n".encode()


def test_every_form_of_an_export_says_the_same(version: QuestionnaireVersion) -> None:
    made = queries.document_of(version)
    read = [
        read_submissions(body, made)[0]
        for body in (
            as_json(kobo(version, open_on="mon tue")), odk_json(version.sha256), odk_xml(version.sha256),
            odk_csv(version.sha256), kobo_csv(version.sha256),
        )
    ]  # fmt: skip
    assert {one.instance for one in read} == {"aaaa-1"}
    assert {one.collector for one in read} == {"Вигаданий Опитувач"}
    assert {one.where for one in read} == {"Лугове, клуб"}
    assert {one.version for one in read} == {version.sha256}
    values = [
        field.judged(made, version.sha256, [one], known=(), hromadas=())[0].values for one in read
    ]  # fmt: skip
    assert all(one == values[0] for one in values)
    assert values[0] == {("ramp", 0): "yes", ("width", 0): 90, ("open_on", 0): ["mon", "tue"]}


def test_rows_of_a_repeat_come_back_from_json_and_xml_and_a_table_is_refused() -> None:
    made = document(section("staff", asked("name"), asked("years", "decimal"), kind="repeat"))
    json_rows = json.dumps([{"_uuid": "a", "staff": [{"staff/name": "І", "staff/years": "2"}, {"staff/name": "О"}]}])
    xml_rows = (
        "<submissions><d><staff><name>І</name><years>2</years></staff><staff><name>О</name></staff>"
        "<meta><instanceID>uuid:a</instanceID></meta></d></submissions>"
    )
    wanted = {("name", 1): "І", ("years", 1): "2", ("name", 2): "О"}
    assert read_submissions(json_rows.encode(), made)[0].answers == wanted
    assert read_submissions(xml_rows.encode(), made)[0].answers == wanted
    with pytest.raises(FieldFileRefused, match="repeats_in_table"):
        read_submissions(b"name,KEY\nA,uuid:a\n", made)


def test_what_a_tool_keeps_beside_the_answers_answers_nothing() -> None:
    made = document(asked("filename"), asked("uid"))
    one = {
        "_uuid": "a", "filename": "Реєстр.xlsx", "_attachments": [{"filename": "user/1.jpg", "uid": "at1"}],
        "_validation_status": {"uid": "on_hold"},
    }  # fmt: skip
    assert read_submissions(as_json(one), made)[0].answers == {("filename", 0): "Реєстр.xlsx"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", "empty"), (b"{broken", "not_json"), (b"<a><b></a>", "not_xml"), (b"[1]", "not_json"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "not_xml"), ("<а>".encode("cp1251"), "not_utf8"),
        (b'[{"stranger": "1", "_uuid": "a"}]', "no_known_question"), (b"[" * 100_000, "not_json"),
        (b"<a>" * 60 + b"<ramp>yes</ramp>" + b"</a>" * 60, "not_xml"), (b"\x00\x01\x02", "not_a_table"),
        (b"ramp,KEY\n", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(FieldFileRefused) as refused:
        read_submissions(body, plain_document())
    assert refused.value.code == code


# ---- brought back ----------------------------------------------------------------------------------------------------
def test_answers_are_kept_with_who_where_and_which_version(version: QuestionnaireVersion) -> None:
    make.hromada(make.OWN)
    body = as_json(
        kobo(version, **{"vikno_field/vikno_hromada": make.OWN.lower()}), kobo(version, 2, **{"hall/ramp": "no"})
    )
    assert brought(version, body) == 2
    kept = Collected.objects.select_related("response").get(instance="aaaa-1")
    assert (kept.collector, kept.place, kept.about_id) == ("Вигаданий Опитувач", "Лугове, клуб", make.OWN)
    assert kept.collected_at is not None
    assert (kept.version_sha256, kept.collected_at.isoformat()) == (version.sha256, "2026-11-20T07:20:00+00:00")
    lines = {one.code: one for one in Answer.objects.filter(response=kept.response)}
    assert {code: one.value for code, one in lines.items()} == {
        "ramp": "yes", "width": 90, "open_on": ["mon", "tue"],
    }  # fmt: skip
    assert {(one.source, one.by_name) for one in lines.values()} == {(Source.COLLECTED, "Вигаданий Опитувач")}
    assert kept.response.hromada_id is None
    other = Collected.objects.get(instance="aaaa-2").response
    assert "width" not in {one.code for one in Answer.objects.filter(response=other)}
    assert JournalEntry.objects.filter(action="questionnaire.brought_back").count() == 1
    sheet = queries.responses_together(given.editor(), version.questionnaire)
    assert sheet.collected[kept.response_id].place == "Лугове, клуб"


def test_one_wrong_answer_and_nothing_is_kept(version: QuestionnaireVersion) -> None:
    body = as_json(kobo(version), kobo(version, 2, **{"hall/width": "900"}))
    with pytest.raises(SubmissionsWrong):
        brought(version, body)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("said", "code", "key"),
    [
        ({"hall/width": "900"}, "constraint", ("width", 0)),
        ({"hall/width": "дев'яносто"}, "integer_wanted", ("width", 0)),
        ({"hall/width": None}, "missing", ("width", 0)), ({"hall/ramp": "maybe"}, "not_a_choice", ("ramp", 0)),
        ({"open_on": "sun"}, "not_a_choice", ("open_on", 0)),
        ({"vikno_field/vikno_version": "cd" * 32}, "another_version", None),
        ({"vikno_field/vikno_version": None}, "no_version", None),
        ({"vikno_field/vikno_collector": " "}, "no_collector", None),
        ({"vikno_field/vikno_place": ""}, "no_place", None),
        ({"vikno_field/vikno_hromada": "UA00"}, "unknown_hromada", None),
        ({"_uuid": None, "meta/instanceID": None}, "no_instance", None),
    ],
)  # fmt: skip
def test_each_fault_is_named(version: QuestionnaireVersion, said: dict[str, Any], code: str, key: Any) -> None:
    found = read_submissions(as_json(kobo(version, **said)), queries.document_of(version))
    (one,) = queries.judged_submissions(given.editor(), version, found)
    assert (code, key) in {(fault.code, fault.key) for fault in one.faults}


def test_the_same_submission_is_kept_once(version: QuestionnaireVersion) -> None:
    assert brought(version, as_json(kobo(version))) == 1
    assert brought(version, as_json(kobo(version), kobo(version, 2))) == 1
    with pytest.raises(NothingNew):
        brought(version, odk_xml(version.sha256))
    with pytest.raises(SubmissionsWrong):
        brought(version, as_json(kobo(version, 3), kobo(version, 3)))
    kept = Collected.objects.get(instance="aaaa-1")
    again = Response.objects.create(
        version=version, organisation=kept.organisation, started_at=now(), started_by_name="x"
    )  # fmt: skip
    kept.pk, kept.response = None, again
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)
    with pytest.raises(DatabaseError, match=r"append-only|permission"), transaction.atomic():
        Collected.objects.filter(instance="aaaa-1").update(place="Інше")


def test_only_whoever_owns_a_published_version_brings_answers(version: QuestionnaireVersion) -> None:
    read = read_submissions(as_json(kobo(version)), queries.document_of(version))
    call = {"version": version, "found": read, "file_name": "x", "body": b"", "at": now()}
    with pytest.raises(NoSuchVersion):
        services.bring_back(**call, actor=make.actor(Role.PROGRAMME, of=make.FOREIGN))
    with pytest.raises(MayNotEdit):
        services.bring_back(**call, actor=make.actor(Role.EXPERT, of=make.OWN))
    draft = given.drafted(made=plain_document())
    given.seen_by_programme()
    with pytest.raises(NotPublished):
        services.bring_back(**call | {"version": draft}, actor=given.editor())


# ---- the page --------------------------------------------------------------------------------------------------------
def upload(body: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("answers.json", body)}


def test_the_page_brings_a_file_or_says_what_is_wrong_row_by_row(version: QuestionnaireVersion) -> None:
    lead = signed_in(make.membership(Role.PROGRAMME, organisation=version.questionnaire.organisation))
    address = reverse("questionnaires:collecting", args=[version.pk])
    assert (
        reverse("questionnaires:collecting", args=[version.pk])
        in lead.get(reverse("questionnaires:version", args=[version.pk])).content.decode()
    )
    assert "ще нічого не внесено" in lead.get(address).content.decode()
    wrong = lead.post(
        address, upload(as_json(kobo(version), kobo(version, 2, **{"hall/width": "900"})))
    ).content.decode()
    for words in ("Нічого не внесено", "можна внести", "Питання width", "не відповідає умові", "aaaa-2"):
        assert words in wrong
    right = lead.post(address, upload(as_json(kobo(version), kobo(version, 2))), follow=True).content.decode()
    assert "Внесено 2 відповіді" in right
    assert "Лугове, клуб" in right
    assert "не JSON" in lead.post(address, upload(b"{broken")).content.decode()
    form = lead.get(reverse("questionnaires:carried_xlsform", args=[version.pk]))
    assert form.content[:2] == b"PK"
    xform = lead.get(reverse("questionnaires:carried_xform", args=[version.pk]))
    assert xform.status_code == (200 if field.is_converter_here() else 404)


def test_a_draft_and_a_questionnaire_of_others_have_no_such_page(version: QuestionnaireVersion) -> None:
    lead = signed_in(make.membership(Role.PROGRAMME, organisation=version.questionnaire.organisation))
    draft = given.drafted(made=plain_document())
    assert lead.get(reverse("questionnaires:collecting", args=[draft.pk])).status_code == 404
    other = given.published(make.FOREIGN, made=plain_document())
    assert lead.get(reverse("questionnaires:collecting", args=[other.pk])).status_code == 404
