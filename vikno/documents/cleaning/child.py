"""The process that opens what strangers send: `child.py KIND < file > harmless file`, a line of JSON to stderr.

It stands alone: nothing of Vikno is imported, no environment, no address of anything. On refusal it exits with 3 and
one word: damaged, encrypted, heavy, pages, pixels, disk.
"""

import contextlib
import errno
import io
import json
import resource
import sys
import warnings
from typing import Any, BinaryIO, NoReturn

MEMORY = 180 * 1024 * 1024  # of data; libraries add 20 MB
PROCESSOR_SECONDS = 10
MOST_WRITTEN = 64 * 1024 * 1024
MOST_PIXELS = 36_000_000  # A4 at 600 dpi is 35 million; a progressive JPEG is held whole too
MOST_JPEG_PIXELS = 200_000_000  # the best telephones; read at a half or a quarter
KEPT_PIXELS = 24_000_000  # A4 at 480 dpi
MOST_PAGES = 300
JPEG_QUALITY = 88
USUAL_DPI = 200

# Keys whose values act, fetch or carry another file, wherever in a PDF they stand (ISO 32000-2, 12.6, 7.11, 14.13).
ACTING = frozenset(
    {
        *("/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/EmbeddedFile", "/AF", "/XFA", "/RichMedia"),
        *("/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/OPI", "/Ref"),
        *("/NeedsRendering", "/Collection", "/PresSteps", "/Threads", "/PieceInfo", "/Metadata", "/RF", "/EF"),
    }
)
ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData"),
        *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/SetOCGState", "/Hide", "/Trans"),
    }
)
CARRIERS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/PrinterMark"})
OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # the bytes of a stream lie in another file


class Refused(Exception):
    """One word why."""


def main() -> None:
    limit()
    warnings.simplefilter("error")
    kind = sys.argv[1]
    try:
        facts = pdf(sys.stdin.buffer) if kind == "pdf" else picture(sys.stdin.buffer, kind)
    except Refused as refusal:
        leave(str(refusal))
    except MemoryError:
        leave("heavy")
    except OSError as error:
        leave("disk" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "damaged")
    except Exception:  # whatever a library meets in a file made by a stranger is one thing to us
        leave("damaged")
    sys.stderr.write("\n" + json.dumps(facts))


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def leave(word: str) -> NoReturn:
    sys.stderr.write("\n" + word)
    sys.stderr.flush()
    sys.exit(3)


def picture(source: BinaryIO, kind: str) -> dict[str, Any]:
    from PIL import Image, ImageFile

    Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, before anything is unpacked
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    formats = {"jpeg": ("JPEG",), "png": ("PNG",), "tiff": ("TIFF",)}[kind]
    image = Image.open(source, formats=formats)
    if kind == "tiff":
        return sheets(image)
    drawn = upright(bounded(image, is_jpeg=kind == "jpeg"))
    if kind == "jpeg":
        drawn = drawn if drawn.mode in ("L", "RGB") else drawn.convert("RGB")
        plain(drawn).save(sys.stdout.buffer, "JPEG", quality=JPEG_QUALITY, optimize=False)
    else:
        drawn = drawn if drawn.mode in ("1", "L", "RGB") else on_white(drawn)
        plain(drawn).save(sys.stdout.buffer, "PNG", compress_level=6)
    sys.stdout.buffer.flush()
    return {"media_type": f"image/{kind}", "pages": 1, "removed": 0}


def bounded(image: Any, *, is_jpeg: bool) -> Any:
    """Unpacked, and never more than we can hold: a JPEG is read at a half or less, the rest is halved once read."""
    pixels = image.width * image.height
    by_parts = is_jpeg and not image.info.get("progressive")
    if min(image.size) < 1 or max(image.size) > 65_000 or pixels > (MOST_JPEG_PIXELS if by_parts else MOST_PIXELS):
        raise Refused("pixels")
    if is_jpeg and pixels > KEPT_PIXELS:
        divisor = 2 if pixels <= 4 * KEPT_PIXELS else 4
        image.draft(None, (image.width // divisor, image.height // divisor))
    image.load()
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # sixteen bits a point
    if image.width * image.height <= KEPT_PIXELS:
        return image
    smaller = image.reduce(2)
    image.im = smaller.im  # the large one is let go of, whoever else holds the picture
    return smaller


def upright(image: Any) -> Any:
    from PIL import ImageOps

    with contextlib.suppress(ValueError, KeyError, TypeError, SyntaxError):  # a torn EXIF turns nothing
        ImageOps.exif_transpose(image, in_place=True)
    return image


def on_white(image: Any) -> Any:
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    sheet = Image.new("RGB", layered.size, "white")
    sheet.paste(layered, mask=layered.getchannel("A"))
    return sheet


def plain(image: Any) -> Any:
    """The points alone: no EXIF, no comment, no profile, no text blocks are written with them."""
    image.info = {}
    return image


def sheets(image: Any) -> dict[str, Any]:
    """Frames of a TIFF as pages of a PDF: no browser shows a TIFF."""
    from PIL import ImageSequence

    count = getattr(image, "n_frames", 1)
    if count > MOST_PAGES:
        raise Refused("pages")
    import pikepdf

    book = pikepdf.Pdf.new()
    for frame in ImageSequence.Iterator(image):
        dpi = frame.info.get("dpi", (USUAL_DPI, USUAL_DPI))[0]
        dpi = float(dpi) if 72 <= float(dpi) <= 1200 else USUAL_DPI
        drawn = upright(bounded(frame, is_jpeg=False))
        drawn = drawn if drawn.mode in ("1", "L", "RGB") else on_white(drawn)
        page = io.BytesIO()
        drawing = {} if drawn.mode == "1" else {"quality": JPEG_QUALITY}
        plain(drawn).save(page, "PDF", resolution=dpi, **drawing)
        with pikepdf.open(page) as one:
            book.pages.extend(one.pages)
    book.save(sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return {"media_type": "application/pdf", "pages": len(book.pages), "removed": 0}


def pdf(source: BinaryIO) -> dict[str, Any]:
    import pikepdf

    try:
        book = pikepdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    if book.is_encrypted:
        raise Refused("encrypted")
    count = len(book.pages)
    if count > MOST_PAGES:
        raise Refused("pages")
    if count == 0:
        raise Refused("damaged")
    removed = sum(neutral(pikepdf, thing) for thing in book.objects)
    removed += neutral(pikepdf, book.trailer)
    book.remove_unreferenced_resources()
    written = io.BytesIO()
    book.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    sys.stdout.buffer.write(written.getbuffer())
    sys.stdout.buffer.flush()
    return {"media_type": "application/pdf", "pages": count, "removed": removed}


def neutral(pikepdf: Any, thing: Any, depth: int = 0) -> int:
    """Take out of one object, and of what is written inside it, all that acts; how many things there were."""
    if depth > 60:
        raise Refused("damaged")
    if isinstance(thing, pikepdf.Array):
        return sum(neutral(pikepdf, each, depth + 1) for each in thing if is_nest(pikepdf, each))
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return 0
    removed = 0
    names = list(thing.keys())
    doomed = names if str(thing.get("/S", "")) in ACTIONS else [name for name in names if name in ACTING]
    for name in doomed:
        del thing[name]
    removed += len(doomed)
    names = [name for name in names if name not in doomed]
    if isinstance(thing, pikepdf.Stream):
        removed += sum(remove(thing, name) for name in OUTSIDE if name in names)
    elif "/FS" in names or str(thing.get("/Type", "")) in ("/Filespec", "/F"):
        removed += sum(remove(thing, name) for name in ("/FS", "/F", "/UF", "/Desc") if name in names)
    if str(thing.get("/Subtype", "")) in CARRIERS:
        removed += sum(remove(thing, name) for name in list(thing.keys()) if name not in ("/Type", "/Rect", "/Subtype"))
        thing["/Subtype"] = pikepdf.Name("/Square")
        thing["/F"] = 2  # hidden
    for name in list(thing.keys()):
        value = thing[name]
        if is_nest(pikepdf, value):
            removed += neutral(pikepdf, value, depth + 1)
    return removed


def is_nest(pikepdf: Any, value: Any) -> bool:
    """Written inside another object; what stands on its own is met on its own."""
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def remove(thing: Any, name: str) -> int:
    if name not in thing:
        return 0
    del thing[name]
    return 1


if __name__ == "__main__":
    main()
