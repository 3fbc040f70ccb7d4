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
