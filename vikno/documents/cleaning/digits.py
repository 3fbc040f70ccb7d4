"""The process that looks for codes on the first page of a cleaned scan: `digits.py < file`, a line of JSON to stderr.

Like `child.py` it stands alone and under the same limits. What it answers are runs of digits, nothing else.
"""

import io
import json
import resource
import sys
from typing import Any

MEMORY = 180 * 1024 * 1024
PROCESSOR_SECONDS = 10
SMALL = 1600  # points a side: a code of 20 mm on A4 keeps over a hundred points


def main() -> None:
    for what, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, PROCESSOR_SECONDS)):
        resource.setrlimit(what, (most, most))
    try:
        found = codes(picture(sys.stdin.buffer.read()))
    except Exception:  # a page that cannot be looked at says nothing, and a person will look
        found = []
    sys.stderr.write("\n" + json.dumps(found))


def picture(content: bytes) -> Any:
    from PIL import Image

    if not content.startswith(b"%PDF"):
        return Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as book:
        drawn = [pikepdf.PdfImage(each) for each in book.pages[0].images.values()]
        return max(drawn, key=lambda each: each.width * each.height).as_pil_image()


def codes(image: Any) -> list[str]:
    """Digits of every code, the small picture first: it is quicker and usually enough."""
    import zxingcpp

    grey = image.convert("L")
    small = grey.copy()
    small.thumbnail((SMALL, SMALL))
    for each in (small, grey):
        said = [code.text for code in zxingcpp.read_barcodes(each) if code.text.isascii() and code.text.isdigit()]
        if said:
            return said
    return []


if __name__ == "__main__":
    main()
