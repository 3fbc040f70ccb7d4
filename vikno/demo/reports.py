"""Reports of the demo: typed once, the last quarter signed, the present one a draft with gaps, words of the year."""

from datetime import datetime

from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.reporting import services
from vikno.reporting.enums import Kind, Section
from vikno.reporting.fields import ASKED
from vikno.reporting.rules import Plain, Quarter

# Of fields that are asked once; every other «yes or no» among them is «no», every other number nought.
_SAID: dict[str, Plain] = {
    "total_sq": 214.5, "open_reception_sq": 12.0, "open_info_sq": 18.5, "open_waiting_sq": 46.0,
    "open_service_sq": 88.0, "num_waiting_seats": 24, "num_residence_reg": 2, "num_realty_reg": 1,
    "date_creation_decision_made": "2019-03-14", "date_created": "2019-09-05", "is_structural_unit": True,
    "has_asc_info_in_city": True, "has_free_access_doc_templ": True, "has_photocopy": True, "has_feedback_box": True,
    "has_phone_inform": True, "has_info_stand_access": True, "has_e_sevices": True, "has_person_org_register": True,
    "has_real_estate_rights_register": True, "has_demography_register": True, "has_stairs_with_handrails": True,
    "num_trained_empl": 3, "idf": "99010011",
}  # fmt: skip
_LEFT_OUT = frozenset({"has_land_cadastre", "num_other_mia_empl"})
_YEAR = {
    Section.DONE: "Відкрили прийом мобільною валізою в селах, де немає свого робочого місця.",
    Section.DIFFICULT: "Кілька разів зникало світло: прийом тривав на папері, людей перезаписували.",
    Section.PLANS: "Навчити старост приймати соціальні заяви й поставити другий термінал.",
}
_OTHERWISE: dict[Kind, Plain] = {Kind.YES_NO: False, Kind.WHOLE: 0}


def tell(*, head: Actor, at: datetime) -> None:
    """By the head, through the doors people use."""
    asked = {field.code: _SAID.get(field.code, _OTHERWISE.get(field.kind)) for field in ASKED}
    answers = {code: value for code, value in asked.items() if value is not None and code not in _LEFT_OUT}
    services.type_answers(answers=answers, actor=head, at=at)
    services.write_year_words(year=today(at).year, words=_YEAR, actor=head, at=at)
    services.sign_report(quarter=Quarter.of(today(at)).previous, actor=head, at=at, is_demo=True)
