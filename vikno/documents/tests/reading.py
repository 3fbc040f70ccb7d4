"""PDFs read back: words by pypdf, codes by a picture at the resolution of an office printer."""

import io
import re

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image

DOTS_PER_INCH = 200


def pages_of(pdf: bytes) -> list[str]:
    """Text of each page without white space and break marks: lines are broken where the page wants."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [squeezed(page.extract_text()) for page in reader.pages]


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "")


def pictures_of(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DOTS_PER_INCH / 72).to_pil() for page in document]
    finally:
        document.close()


def codes_on(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(picture))


def drawn(svg: str, *, dots: int = 8) -> Image.Image:
    """A code as a screen shows it: rows of black modules that our SVG writes as one path of M, m and h."""
    size = int(_found(r'viewBox="0 0 (\d+)', svg))
    page, x, y = Image.new("L", (size, size), 255), 0.0, 0.0
    for move, said in re.findall(r"([Mmh])([-\d. ]+)", _found(r' d="([^"]+)"', svg)):
        first, second = (*map(float, said.replace("-", " -").split()), 0.0)[:2]
        if move == "h":
            page.paste(0, (int(x), int(y), int(x + first), int(y) + 1))
            x += first
        else:
            x, y = (first, second) if move == "M" else (x + first, y + second)
    return page.resize((size * dots, size * dots), Image.Resampling.NEAREST)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]
