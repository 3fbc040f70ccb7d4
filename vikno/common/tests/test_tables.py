import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from vikno.common.tables import HeaderMissing, Limits, TableRefused, read_table, safe_cell

HEADER = ("Код", "Категорія об’єкта", "Назва об’єкта")
ROWS = [("UA01", "C", "Їжаки"), ("UA02", "X", "Дзиґівка; Нова"), ("UA03", "M", "Міст, «Новий»")]


def text_table(delimiter: str = ";", end: str = "\r\n", blank: str = "") -> str:
    quoted = [[f'"{c}"' if delimiter in c else c for c in row] for row in (HEADER, *ROWS)]
    return "".join(delimiter.join(row) + end + blank for row in quoted)


def refused(source: str | bytes | Path, **options) -> TableRefused:
    with pytest.raises(TableRefused) as caught:
        read_table(source.encode() if isinstance(source, str) else source, **options)
    return caught.value


def workbook(*sheets: tuple[str, list], options: dict | None = None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options or {}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_delimiter_line_end_and_mark(delimiter, end, mark):
    table = read_table((mark + text_table(delimiter, end)).encode())
    assert table.header == HEADER
    assert [row.cells for row in table.rows] == ROWS
    assert [row.line for row in table.rows] == [2, 3, 4]
    assert table.delimiter == delimiter


def test_a_mark_after_the_first_line_and_blank_lines_between_all():
    text = text_table(blank="\r\n").replace("UA01", "\ufeffUA01", 1)
    table = read_table(text.encode())
    assert [row.cells for row in table.rows] == ROWS
    assert [row.line for row in table.rows] == [3, 5, 7]


def test_rows_of_nothing_but_delimiters_are_blank():
    assert len(read_table("а;б\n;\n ; \n1;2\n".encode()).rows) == 1


def test_a_file_without_a_header_takes_given_titles():
    table = read_table("UA\t14000\tМ\nUA\t14001\tН\n".encode(), columns=("країна", "індекс", "місце"))
    assert [row["ІНДЕКС"] for row in table.rows] == ["14000", "14001"]
    assert [row.line for row in table.rows] == [1, 2]


def test_titles_match_any_spelling():
    row = read_table("Код ;Категорія об'єкта;Назва\u00a0об’єкта\nUA01;C;Їжаки \n".encode()).rows[0]
    assert row["код"] == row["Код"] == row[0] == "UA01"
    assert row["категорія об`єкта"] == "C"
    assert row["назва об'єкта"] == "Їжаки ", "text is kept as published"
    assert row.get("немає такого", "–") == "–"


def test_rows_above_the_wanted_header_are_skipped():
    text = "Кодифікатор\n\nстаном на 1 січня;\n" + text_table()
    table = read_table(text.encode(), header=("Назва об'єкта", "код"))
    assert table.header == HEADER
    assert [row.line for row in table.rows] == [5, 6, 7]


def test_a_title_may_have_several_spellings():
    table = read_table(text_table().encode(), header=(("Шифр", "код"), "Назва об'єкта"))
    assert table.header == HEADER
    with pytest.raises(HeaderMissing):
        read_table(text_table().encode(), header=(("Шифр", "номер"),))


def test_a_header_over_two_rows_is_joined():
    sheet = [("Рівні", "", "Назва"), ("Перший", "Другий", ""), ("а", "б", "в")]
    table = read_table(workbook(("Аркуш1", sheet)), header=("Перший", "Другий", "Назва"))
    assert table.header == ("Перший", "Другий", "Назва")
    assert [row.cells for row in table.rows] == [("а", "б", "в")]


def test_cells_with_line_breaks_keep_the_line_where_the_row_starts():
    table = read_table('а;"б\nв"\n"1\n2";3\n4;5\n'.encode())
    assert table.header == ("а", "б\nв")
    assert [row.line for row in table.rows] == [3, 5]


def test_quotes_may_be_letters():
    text = 'назва;к\nТОВ "Вікно;1\n'
    assert read_table(text.encode(), quotes="literal").rows[0].cells == ('ТОВ "Вікно', "1")


def test_workbook_cells_become_text_and_empty_edges_fall_off():
    rows = [
        (*HEADER, "", ""),
        (53_000_000_000, True, 1.5, "", ""),
        ("", "", "", "", ""),
        ("UA02", "X", "б", "", ""),
    ]
    table = read_table(workbook(("Аркуш1", rows)))
    assert table.header == HEADER
    assert [row.cells for row in table.rows] == [("53000000000", "1", "1.5"), ("UA02", "X", "б")]
    assert [row.line for row in table.rows] == [2, 4]
    assert table.sheet == "Аркуш1"


def test_the_sheet_that_has_the_header_is_read():
    content = workbook(("Зміст", [("Зміст",)]), ("Порожній", []), ("Дані", [HEADER, *ROWS]))
    assert read_table(content, header=HEADER).sheet == "Дані"
    assert read_table(content).sheet == "Зміст"
    assert read_table(content, sheet="Дані").header == HEADER
    assert "Немає" in str(refused(content, sheet="Немає"))


def test_ods_is_read(ods):
    table = read_table(ods([HEADER, *ROWS]))
    assert [row.cells for row in table.rows] == ROWS


@pytest.fixture
def ods():
    def make(rows, extra: str = "") -> bytes:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        body = "".join(
            "<table:table-row>" + "".join(cell.format(c) for c in row) + "</table:table-row>" for row in rows
        )
        content = (
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="А">{body}{extra}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>"
        )
        manifest = (
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr("content.xml", content)
            package.writestr("META-INF/manifest.xml", manifest)
        return stream.getvalue()

    return make


def test_ods_with_a_value_repeated_a_million_times_is_refused(ods):
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="1000" office:value-type="string"><text:p>а</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert "забагато комірок" in str(refused(ods([HEADER], row)))


def test_conflict_markers_are_refused_with_every_line():
    lines = text_table(end="\n").splitlines()
    lines[2:2] = ["<<<<<<< HEAD", "UA02;X;а", "=======", "UA02;X;б", ">>>>>>> main"]
    refusal = refused("\n".join(lines) + "\n")
    assert [p.line for p in refusal.problems] == [3, 5, 7]
    assert "злиття" in str(refusal)


def test_wrong_width_is_refused_with_every_line():
    refusal = refused("а;б;в\n1;2;3\n1;2\n1;2;3;4\n1;2;3\n")
    assert [p.line for p in refusal.problems] == [3, 4]
    assert refusal.total == 2
    assert refusal.problems[0].as_json() == {"line": 3, "reason": "комірок 2, а заголовків 3."}
    assert "рядок 3" in str(refusal.message)
    assert read_table("а;б\n1\n1;2;3\n".encode(), widths="keep").rows[1].cells == ("1", "2", "3")


def test_only_the_first_hundred_lines_are_named_but_all_are_counted():
    refusal = refused("а;б\n" + "1\n" * 250)
    assert len(refusal.problems) == 100
    assert refusal.total == 250


def test_codes_in_exponent_form_are_refused():
    refusal = refused("код;частка\n1;2\n5,32E+16;1e-05\n1.6502e+10;3\n")
    assert [p.line for p in refusal.problems] == [3, 4]
    assert "5,32E+16" in str(refusal)
    assert len(read_table(b"budget;x\n1.6502e+10;3\n", exponents_in=("Budget",)).rows) == 1
    assert "5.30200100000355e+16" in str(refused(workbook(("А", [("код",), (53_020_010_000_035_494.0,)]))))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1251", "windows-1251"), ("koi8-u", "KOI8-U"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")],
)
def test_other_encodings_are_refused_by_name(encoding, name):
    text = text_table() + "UA04;C;Велика Багачка\r\n" * 20
    text = text.replace("Ї", "І").replace("ґ", "г").replace("’", "'").replace("«", "").replace("»", "")
    assert name in str(refused(text.encode(encoding)))


def test_text_decoded_twice_is_refused():
    text = ("Перший рівень;Другий\n" * 3).encode().decode("cp1251", "ignore")
    assert "двічі" in str(refused(text))


def test_one_damaged_line_is_named():
    content = text_table(end="\n").encode().replace("Міст".encode(), b"\xd0\xd0\xd0")
    assert refused(content).problems[0].line == 4
    lost = refused(text_table(end="\n").replace("Міст", "М\ufffdст"))
    assert lost.problems[0].line == 4


def test_a_cut_file_is_refused():
    whole = "а;б;в\n1;2;3\nодин;два;три\n".encode()
    assert "обірвано" in str(refused(whole[: whole.index("два".encode()) + 3]))
    assert "обірвано" in str(refused(whole[: whole.index("два".encode()) + 4]))
    assert "лапки" in str(refused('а;б\n1;"2\n3;4\n'))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"  \n"])
def test_an_empty_file_is_refused(content):
    assert "порожній" in str(refused(content))


def test_what_is_not_a_table_is_refused():
    assert "вебсторінка" in str(refused(b"\n<!DOCTYPE html><html></html>"))
    assert "PDF" in str(refused(b"%PDF-1.7 ..."))
    assert refused(b"GIF89a\x00\x01" + bytes(range(256)))
    assert "немає" in str(refused(Path("немає.csv")))
    assert "заголовків" in str(refused("а;б\n1;2\n", header=("Код",)))


def test_a_broken_workbook_is_refused():
    content = workbook(("Дані", [HEADER, *ROWS] * 50))
    assert refused(content[: len(content) // 2])
    assert refused(b"PK\x03\x04" + b"\x00" * 100)
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("readme.txt", "x")
    assert "не відкривається" in str(refused(stream.getvalue()))
    assert "немає жодного" in str(refused(workbook(("А", []))))


def test_a_workbook_is_weighed_before_it_is_opened(tmp_path):
    content = workbook(("Дані", [HEADER, *ROWS]))
    assert "більша" in str(refused(content, limits=Limits(unpacked_bytes=1000)))
    assert "частин" in str(refused(content, limits=Limits(members=3)))
    assert "завеликий" in str(refused(content, limits=Limits(file_bytes=100)))
    path = tmp_path / "великий.xlsx"
    path.write_bytes(content)
    assert "завеликий" in str(refused(path, limits=Limits(file_bytes=100)))
    assert read_table(path).header == HEADER


def test_a_bomb_that_lies_about_its_size_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"\x00" * 5_000_000)
    content = stream.getvalue()
    declared = (5_000_000).to_bytes(4, "little")
    assert refused(content.replace(declared, (10).to_bytes(4, "little")))


def test_one_far_cell_does_not_make_a_million_columns():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("А")
        sheet.write(0, 0, "код")
        sheet.write(1_048_575, 16_383, "далеко")
    assert "забагато комірок" in str(refused(stream.getvalue()))


SAMPLE = workbook(("Дані", [HEADER, *ROWS]))


@given(st.data())
def test_damaged_bytes_of_a_workbook_never_raise_anything_else(data):
    place = data.draw(st.integers(0, len(SAMPLE) - 1))
    length = data.draw(st.integers(1, 40))
    junk = data.draw(st.binary(min_size=length, max_size=length))
    try:
        read_table(SAMPLE[:place] + junk + SAMPLE[place + length :])
    except TableRefused as refusal:
        assert refusal.problems  # noqa: PT017  it may also read the table whole


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        read_table(content)
    except TableRefused as refusal:
        assert refusal.problems  # noqa: PT017  it may also read the table whole


cells = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(rows):
    import csv

    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([("перша", "друга", "третя"), *rows])
    wanted = [row for row in rows if any(c and not c.isspace() for c in row)]
    try:
        table = read_table(stream.getvalue().encode())
    except TableRefused:
        assert any("=======" in c or "+" in c for row in rows for c in row) or not wanted
    else:
        assert [row.cells for row in table.rows] == wanted


def test_old_workbooks_and_headers_over_many_kinds_of_real_files(shared_data):
    old = read_table(shared_data / "xlsforms" / "widgets.xls", header=("type", "name"))
    assert old.sheet == "survey"
    assert len(old.rows) > 30
    register = read_table(shared_data / "cnap" / "cnap-register-2023.3oblasts.xlsx")
    assert len(register.header) == 27
    quoted = read_table(shared_data / "services" / "igov-services-2017.csv", quotes="literal")
    assert len(quoted.rows) == 1426
    damaged = shared_data / "hromada" / "hromada-indicators.3oblasts.csv"
    assert "електронна таблиця" in str(refused(damaged))
    assert len(read_table(damaged, exponents_in=("budget_code",)).rows) == 177


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"], ids=ascii)
def test_a_cell_for_others_begins_with_no_sign_of_a_formula(sign: str) -> None:
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert safe_cell(f"1{sign}1") == f"1{sign}1"
