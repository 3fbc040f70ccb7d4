"""QR codes read back as the digits they were made of."""

import io

import pytest
import zxingcpp
from PIL import Image

from vikno.common.qr import qr_png, qr_svg


@pytest.mark.parametrize("digits", ["0", "5301260000018", "9530126000017", "1" * 34])
def test_a_picture_reads_back(digits: str) -> None:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png(digits))))
    assert [code.text for code in found] == [digits]


@pytest.mark.parametrize("text", ["", "AB12", "https://example.org", "٣٤", "1" * 41, "12 34"])
def test_only_ascii_digits_are_coded(text: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        qr_svg(text)


def test_a_number_of_a_case_needs_the_smallest_code() -> None:
    assert 'viewBox="0 0 29 29"' in qr_svg("5301260000018")  # version 1 and its white frame


def test_a_drawing_has_no_size_style_or_script_of_its_own() -> None:
    drawing = qr_svg("5301260000018")
    assert drawing.startswith("<svg xmlns=")
    assert not any(word in drawing for word in ("style=", "width=", "height=", "<script", "class="))
