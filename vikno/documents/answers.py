"""A PDF on its way to a browser. Part of the public face: rooms above answer with their own forms the same way."""

from typing import Literal

from django.http import HttpResponse

Place = Literal["inline", "attachment"]


def pdf_answer(pdf: bytes, *, name: str, place: Place = "inline") -> HttpResponse:
    """PDF in the window (inline) or as a file (attachment); never guessed, never cached.

    `name` is ASCII, without the ending.
    """
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'{place}; filename="{name}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


# A picture or a PDF that finds a way to act anyway acts in an empty room.
_ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


def file_answer(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """A file somebody brought: always saved, never shown by the site, never guessed, never cached.

    `name` is ASCII, without the ending: the name it came with stays text on the page.
    """
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{_ENDINGS.get(media_type, "bin")}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _ALONE,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        },
    )
