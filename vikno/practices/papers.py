"""The functional model on paper. Ukrainian whatever the interface; the same data, the same bytes."""

from datetime import datetime
from typing import Final

from django.utils.translation import override

from vikno.common import typeset
from vikno.common.actors import Actor
from vikno.documents.papers import moment_shown
from vikno.practices import shown_centre
from vikno.practices.queries import Centre
from vikno.territories.models import Unit

# A template once released never changes.
MODEL: Final = "practices/typst/e1/model.typ"


def model_pdf(actor: Actor, found: Centre, *, at: datetime) -> bytes:
    """Groups of services in the order of demand, for the actor's hromada."""
    with override("uk"):
        place = Unit.objects.get(pk=actor.hromada_code).title
        title = "Функціональна модель центру надання адміністративних послуг"
        paper: dict[str, typeset.Json] = {
            "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "is_demo": False,
            "centre": {"name": place, "lines": []}, "span": str(found.span),
            "heads": list(shown_centre.heads()),
            "rows": [[str(cell) or "—" for cell in shown_centre.cells(row)] for row in found.groups],
        }  # fmt: skip
        return typeset.render_pdf(MODEL, paper, made_at=at)
