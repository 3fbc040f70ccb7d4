"""The sheet that hangs at a desk: one question, one code, one address."""

from datetime import datetime

from django.utils.translation import gettext as _

from vikno.common.qr import link_svg
from vikno.common.typeset import render_pdf
from vikno.feedback.models import Poster

TEMPLATE = "feedback/typst/poster.typ"


def poster_pdf(poster: Poster, *, link: str, made_at: datetime) -> bytes:
    """A4; the same bytes for the same sheet."""
    data = {
        "lang": "uk",
        "title": _("Як пройшов ваш візит?"),
        "lead": _("Наведіть камеру телефона на код. Три питання, без імені, дві хвилини."),
        "code": link_svg(link),
        "alt": _("Код з адресою"),
        "link": link,
        "point": ", ".join(filter(None, (str(poster.point), poster.place))),
        "note": _("Немає телефона? Скажіть працівникові: ваші слова запишуть."),
    }
    return render_pdf(TEMPLATE, data, made_at=made_at)
