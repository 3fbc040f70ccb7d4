"""PDFs read back: words by pypdf, codes by a picture at the resolution of an office printer."""

import io

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
