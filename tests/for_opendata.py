"""Lists for housing and paragraphs of norms, as a head and a steward leave them. People are invented."""

from itertools import count
from typing import Any

from tests import factories as make
from vikno.network.enums import AccessibilityItem
from vikno.opendata.enums import Ending, HousingTemplate
from vikno.opendata.models import HousingList, NormParagraph

BASIS = "Рішення виконавчого комітету від 01.02.2026 № 17"
_many = count(1)


def housing_list(*, of: str = make.OWN, **facts: Any) -> HousingList:
    """In force, of one row without a name; the same one if there is one."""
    template = facts.pop("template", HousingTemplate.LINE)
    row = {"number": 19, "recordDecisionDate": "2014-05-30", "recordDecisionNumber": "123-р"}
    given = {
        "as_of": make.MOMENT.date(), "rows": [row], "count": 1, "sha256": "ab" * 32, "published_at": make.MOMENT,
        "published_by_name": "Коваль Олена", **facts,
    }  # fmt: skip
    make.hromada(of)
    return HousingList.objects.get_or_create(hromada_id=of, template=template, ended_at=None, defaults=given)[0]


def one_more_list() -> HousingList:
    """The next hromada's."""
    return housing_list(of=f"UA9903001000{next(_many):07d}")


def edition(*, of: str = make.OWN) -> HousingList:
    """One that another has replaced."""
    return HousingList.objects.create(
        hromada=make.hromada(of), template=HousingTemplate.LINE, as_of=make.MOMENT.date(), rows=[], count=7,
        sha256="cd" * 32, published_at=make.MOMENT, published_by_name="Коваль Олена", ended_at=make.MOMENT,
        ended_by_name="Коваль Олена", ending=Ending.REPLACED,
    )  # fmt: skip


def paragraph(**facts: Any) -> NormParagraph:
    given = {
        "item": AccessibilityItem.RAMP, "norms_number": "ДБН В.2.2-40:2018", "paragraph": "9.9.9",
        "wording": "Пандус має поручні з двох боків", "since": make.LONG_AGO, "source": "редакція для перевірки",
        "written_at": make.MOMENT, "written_by_name": "Розпорядник",
    }  # fmt: skip
    return NormParagraph.objects.create(**(given | facts))
