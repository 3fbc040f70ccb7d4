"""What a call lacks, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.programmes.rules import Lack

WORDS: Final[Mapping[str, Promise]] = {
    "no_summary": _("напишіть, про що конкурс"),
    "no_opens_at": _("назвіть, коли починається прийом"),
    "no_closes_at": _("назвіть, коли завершується прийом"),
    "no_results_on": _("назвіть день, до якого будуть результати"),
    "no_questions_until": _("назвіть, доки приймаєте питання"),
    "no_quota": _("назвіть, скільки всього місць"),
    "no_offices": _("оберіть, хто може подати заявку"),
    "closes_before_opening": _("прийом має завершуватись пізніше, ніж починається"),
    "questions_after_closing": _("питання мають завершитись не пізніше за прийом"),
    "no_seed": _("пообіцяйте зерно жеребу"),
    "no_tracks": _("додайте хоча б один напрям"),
    "places_are_not_quota": _("місця напрямів разом мають дорівнювати кількості місць конкурсу"),
    "unused_order_twice": _("черга на вільні місця має бути різна в різних напрямів"),
    "no_places": _("назвіть місця напряму"),
    "no_stages": _("оберіть етапи напряму"),
    "weights_are_not_hundred": _("вага критеріїв напряму має разом становити 100"),
    "no_bands": _("додайте шкалу балів для факту"),
    "no_anchors": _("опишіть рівні шкали критерію"),
    "stage_is_off": _("критерій потребує етапу, якого в напрямі немає"),
    "predicate_unreadable": _("умову не зрозуміло"),
    "no_points": _("назвіть, скільки балів дає перевага"),
    "guarantees_above_places": _("гарантованих місць більше, ніж місць"),
}


def said(lack: Lack) -> str:
    """«вага критеріїв напряму має разом становити 100: Мобільний ЦНАП»."""
    return f"{WORDS[lack.code]}: {lack.of}" if lack.of else str(WORDS[lack.code])
