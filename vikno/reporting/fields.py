"""Fields of the quarterly report of a centre: a name, a kind, where its value comes from, where that is kept.

Names are those of the open interface of the national service guide (static reports of centres), groups too. A field has
a record behind it, or is asked once of a person, or both: then it is asked only while the record says nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import EquipmentNeed
from vikno.network.enums import AccessibilityItem
from vikno.notifications.enums import Channel
from vikno.reporting.enums import Group, Kind
from vikno.reporting.kept import Kept, sends_by_itself
from vikno.reporting.measured import Measured
from vikno.reporting.rules import Plain

type Words = str | Promise
type Reader = Callable[[Kept, Measured], Plain]

# Who decides, by the codes of the catalogue. Everybody else is a body of the state.
_COUNCIL: Final = frozenset({"council", "council_session", "registration_body", "architecture"})
_COUNTED: Final = frozenset({"num_feedback_positive", "num_feedback_negative"})
_ADMINISTRATION: Final = frozenset({"social_protection", "veteran_policy"})


@dataclass(frozen=True, kw_only=True)
class Field:
    """`known`: the record behind it. `page`: name of the address where that is kept or shown. `indicator`: its measure,
    laid apart by `part` where it is one line of it.

    `is_needed` False: an empty one is no hole. `is_summed`: means something added up over centres.
    """

    code: str
    group: Group
    label: Words
    kind: Kind
    known: Reader | None = None
    page: str = ""
    indicator: str = ""
    part: str = ""
    is_asked: bool = False
    is_needed: bool = True
    is_summed: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether records of any time tell it, late ones too; else it is a fact of the day on which it is asked."""
        return bool(self.known) and (bool(self.indicator) or self.code in _COUNTED)


def _asked(group: Group, code: str, label: Words, kind: Kind = Kind.YES_NO, *, is_needed: bool = True) -> Field:
    return Field(
        code=code, group=group, label=label, kind=kind, is_asked=True, is_needed=is_needed,
        is_summed=kind == Kind.WHOLE,
    )  # fmt: skip


def _mark(group: Group, code: str, label: Words, item: AccessibilityItem) -> Field:
    def known(kept: Kept, measured: Measured) -> Plain:
        return kept.mark(item)

    return Field(code=code, group=group, label=label, kind=Kind.YES_NO, known=known, page="network:accessibility")


def _count(code: str, label: Words, known: Reader, *, page: str = "", indicator: str = "", part: str = "") -> Field:
    """A number of services or of what was given."""
    return Field(
        code=code, group=Group.SERVICES, label=label, kind=Kind.WHOLE, known=known, page=page, indicator=indicator,
        part=part, is_summed=True,
    )  # fmt: skip


def _given(code: str, label: Words, group: str) -> Field:
    return _count(code, label, lambda kept, measured: measured.given_of(group), indicator="given", part="group")


def _told(kept: Kept) -> str:
    """Telephone of the centre, of its main office where the centre has none."""
    own = kept.centre.phone if kept.centre else ""
    return own or (kept.main.phones[0] if kept.main and kept.main.phones else "")


def _site(kept: Kept) -> str:
    return (kept.centre.website if kept.centre else "") or (kept.main.website if kept.main else "")


def _address(kept: Kept) -> str:
    main = kept.main
    if main is None:
        return ""
    place = str(main.settlement) if main.settlement else ""
    return ", ".join(filter(None, (place, main.street_address))) if main.street_address else main.address_text


def _edrpou(kept: Kept) -> str | None:
    return kept.centre.operator.edrpou or None if kept.centre and kept.centre.operator else None


def _channel(code: str) -> Reader:
    """Somebody was told so in the quarter: yes; nobody was: it is not known whether they could be."""
    return lambda kept, measured: True if measured.talks.get(code) else None


_ORG, _GENERAL, _ACTIVITY, _INFO = Group.ORGANISATION, Group.GENERAL, Group.ACTIVITY, Group.INFORMATION
_LISTED: Final = (
    Field(
        code="idf", group=_ORG, label=_("Ідентифікатор центру в реєстрі"), kind=Kind.TEXT, is_asked=True,
        known=lambda k, m: (k.centre.register_code if k.centre else "") or (k.main.register_code if k.main else ""),
    ),
    Field(
        code="name", group=_ORG, label=_("Назва центру"), kind=Kind.TEXT, is_asked=True,
        known=lambda k, m: k.centre.name if k.centre else "",
    ),
    Field(
        code="address_full", group=_ORG, label=_("Адреса"), kind=Kind.TEXT, page="network:details",
        known=lambda k, m: _address(k),
    ),
    Field(
        code="locality_codifier", group=_ORG, label=_("Код населеного пункту"), kind=Kind.TEXT,
        page="network:details", known=lambda k, m: k.main.settlement_id if k.main else None,
    ),
    Field(
        code="locality_name", group=_ORG, label=_("Населений пункт"), kind=Kind.TEXT, page="network:details",
        known=lambda k, m: k.main.settlement.name if k.main and k.main.settlement else "",
    ),
    Field(
        code="postal_code", group=_ORG, label=_("Поштовий індекс"), kind=Kind.TEXT, page="network:details",
        known=lambda k, m: k.main.postcode if k.main else "",
    ),
    Field(
        code="lat", group=_ORG, label=_("Широта"), kind=Kind.DECIMAL, page="network:details",
        known=lambda k, m: k.main.lat if k.main else None,
    ),
    Field(
        code="lon", group=_ORG, label=_("Довгота"), kind=Kind.DECIMAL, page="network:details",
        known=lambda k, m: k.main.lon if k.main else None,
    ),
    Field(
        code="edrpou", group=_GENERAL, label=_("Код ЄДРПОУ"), kind=Kind.TEXT, is_asked=True,
        known=lambda k, m: _edrpou(k),
    ),
    Field(
        code="created_by", group=_GENERAL, label=_("Хто створив центр"), kind=Kind.TEXT, is_asked=True,
        known=lambda k, m: k.centre.operator.name if k.centre and k.centre.operator else "",
    ),
    _asked(_GENERAL, "is_diia", _("Це Дія.Центр")),
    Field(
        code="is_active", group=_GENERAL, label=_("Центр працює"), kind=Kind.YES_NO, page="network:status",
        known=lambda k, m: k.is_open,
    ),
    _asked(_GENERAL, "date_creation_decision_made", _("Дата рішення про створення"), Kind.DATE),
    _asked(_GENERAL, "date_created", _("Дата відкриття"), Kind.DATE),
    _asked(_GENERAL, "date_closing_decision_made", _("Дата рішення про закриття"), Kind.DATE, is_needed=False),
    _asked(_GENERAL, "is_permanent_working_unit", _("Постійно діючий робочий орган")),
    _asked(_GENERAL, "is_structural_unit", _("Структурний підрозділ")),
    Field(
        code="consult_phone", group=_GENERAL, label=_("Телефон для консультацій"), kind=Kind.TEXT,
        page="network:details", known=lambda k, m: _told(k),
    ),
    Field(
        code="consult_email", group=_GENERAL, label=_("Електронна пошта"), kind=Kind.TEXT, is_asked=True,
        known=lambda k, m: k.centre.email if k.centre else "",
    ),
    Field(
        code="num_mobile_center", group=_GENERAL, label=_("Мобільних центрів"), kind=Kind.WHOLE,
        page="network:points", known=lambda k, m: k.mobile_points, is_summed=True,
    ),
    _mark(_GENERAL, "has_bus_stop_near", _("Зупинка поруч"), AccessibilityItem.BUS_STOP),
    _mark(_GENERAL, "has_free_parking", _("Безоплатна стоянка"), AccessibilityItem.PARKING),
    _mark(
        _GENERAL, "has_free_parking_inv", _("Місця для авто осіб з інвалідністю"), AccessibilityItem.DISABLED_PARKING
    ),
    _asked(_GENERAL, "has_asc_info_in_city", _("Вказівники до центру на вулицях")),
    Field(
        code="num_days_per_week", group=_GENERAL, label=_("Днів прийому на тиждень"), kind=Kind.WHOLE,
        page="network:hours", known=lambda k, m: len(k.hours) or None,
    ),
    Field(
        code="num_days_per_week_bef_20", group=_GENERAL, label=_("Днів прийому до 20:00"), kind=Kind.WHOLE,
        page="network:hours", known=lambda k, m: k.evenings,
    ),
    Field(
        code="has_break", group=_GENERAL, label=_("Є перерва в прийомі"), kind=Kind.YES_NO, page="network:hours",
        known=lambda k, m: k.has_break,
    ),
    Field(
        code="works_in_saturday", group=_GENERAL, label=_("Прийом у суботу"), kind=Kind.YES_NO, page="network:hours",
        known=lambda k, m: 6 in k.hours if k.hours else None,
    ),
    _asked(_GENERAL, "total_sq", _("Площа центру, м²"), Kind.DECIMAL),
    _asked(_GENERAL, "open_reception_sq", _("Площа рецепції, м²"), Kind.DECIMAL),
    _asked(_GENERAL, "open_info_sq", _("Площа сектору інформування, м²"), Kind.DECIMAL),
    _asked(_GENERAL, "open_waiting_sq", _("Площа сектору очікування, м²"), Kind.DECIMAL),
    _asked(_GENERAL, "open_service_sq", _("Площа сектору обслуговування, м²"), Kind.DECIMAL),
    _asked(_GENERAL, "num_waiting_seats", _("Місць для сидіння в очікуванні"), Kind.WHOLE),
    Field(
        code="num_served_people", group=_GENERAL, label=_("Обслужено відвідувачів за квартал, за талонами"),
        kind=Kind.WHOLE, known=lambda k, m: m.served, indicator="visitors", part="state", is_summed=True,
    ),
    Field(
        code="has_otg_contract", group=_GENERAL, label=_("Обслуговує інші громади"), kind=Kind.YES_NO,
        known=lambda k, m: k.has_neighbours,
    ),
    Field(
        code="website", group=_GENERAL, label=_("Вебсайт"), kind=Kind.TEXT, page="network:details",
        known=lambda k, m: _site(k),
    ),
    Field(
        code="num_total_empl", group=_ACTIVITY, label=_("Працівників центру"), kind=Kind.WHOLE,
        page="accounts:people", known=lambda k, m: k.staff, is_summed=True,
    ),
    Field(
        code="num_managers", group=_ACTIVITY, label=_("З них керівників"), kind=Kind.WHOLE, page="accounts:people",
        known=lambda k, m: k.roles.get("head", 0), is_summed=True,
    ),
    _asked(_ACTIVITY, "num_business_reg", _("Реєстраторів бізнесу"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_realty_reg", _("Реєстраторів нерухомості"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_residence_reg", _("Реєстраторів місця проживання"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_other_total_empl", _("Працівників інших органів у залі"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_other_cadastral_reg", _("З них кадастрових реєстраторів"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_other_mia_empl", _("З них працівників міграційної служби"), Kind.WHOLE),
    _asked(_ACTIVITY, "num_other_soc_protec_empl", _("З них працівників соцзахисту"), Kind.WHOLE),
    Field(
        code="has_phone_consalt", group=_ACTIVITY, label=_("Консультують телефоном"), kind=Kind.YES_NO,
        is_asked=True, known=_channel("phone"), indicator="consultations", part="talk_channel",
    ),
    Field(
        code="has_online_consalt", group=_ACTIVITY, label=_("Консультують у повідомленнях"), kind=Kind.YES_NO,
        is_asked=True, known=_channel("message"), indicator="consultations", part="talk_channel",
    ),
    Field(
        code="has_sms_inform", group=_ACTIVITY, label=_("Повідомляють SMS"), kind=Kind.YES_NO,
        known=lambda k, m: sends_by_itself(Channel.SMS),
    ),
    Field(
        code="has_mail_inform", group=_ACTIVITY, label=_("Повідомляють електронною поштою"), kind=Kind.YES_NO,
        known=lambda k, m: sends_by_itself(Channel.EMAIL),
    ),
    Field(
        code="has_online_inform", group=_ACTIVITY, label=_("Стан справи видно на сайті"), kind=Kind.YES_NO,
        known=lambda k, m: True,
    ),
    _asked(_ACTIVITY, "has_phone_inform", _("Повідомляють телефоном")),
    _asked(_ACTIVITY, "has_chat_bot_inform", _("Повідомляє чат-бот")),
    Field(
        code="has_automatic_queue_handle", group=_ACTIVITY, label=_("Електронна черга"), kind=Kind.YES_NO,
        page="queue:settings", known=lambda k, m: k.has_queue,
    ),
    Field(
        code="has_prev_appointment_personal", group=_ACTIVITY, label=_("Запис на прийом у центрі чи телефоном"),
        kind=Kind.YES_NO, page="appointments:day", known=lambda k, m: k.books_by_staff,
    ),
    Field(
        code="has_prev_appointment_online", group=_ACTIVITY, label=_("Запис на прийом на сайті"), kind=Kind.YES_NO,
        page="appointments:day", known=lambda k, m: k.books_online,
    ),
    Field(
        code="avg_waiting", group=_ACTIVITY, label=_("Середнє очікування за квартал, хвилин"), kind=Kind.MINUTES,
        known=lambda k, m: m.mean_wait, indicator="waiting",
    ),
    _asked(_ACTIVITY, "has_free_access_doc_templ", _("Зразки документів доступні всім")),
    _asked(_ACTIVITY, "has_bank_payment", _("Є відділення чи каса банку")),
    Field(
        code="has_pos_terminal_payment", group=_ACTIVITY, label=_("Платіжний термінал"), kind=Kind.YES_NO,
        page="network:equipment", known=lambda k, m: k.has(EquipmentNeed.CARD_TERMINAL),
    ),
    _asked(_ACTIVITY, "has_self_service_payment", _("Термінал самообслуговування для оплати")),
    _asked(_ACTIVITY, "has_photocopy", _("Копіювання")),
    _asked(_ACTIVITY, "has_photograpy", _("Фотографування")),
    _mark(_ACTIVITY, "has_free_wifi", _("Безоплатний Wi-Fi"), AccessibilityItem.WIFI),
    _mark(
        _ACTIVITY, "has_corner_self_service", _("Зона самообслуговування"), AccessibilityItem.SELF_SERVICE
    ),
    _asked(_ACTIVITY, "num_trained_empl", _("Працівників пройшло навчання за квартал"), Kind.WHOLE),
    _asked(_ACTIVITY, "has_feedback_box", _("Скринька для відгуків")),
    _asked(_ACTIVITY, "has_feedback_book", _("Книга відгуків")),
    _asked(_ACTIVITY, "has_google_map_feedback", _("Відгуки на картах Google")),
    _asked(_ACTIVITY, "has_chat_bot_feedback", _("Відгуки через чат-бот")),
    Field(
        code="num_feedback_total", group=_ACTIVITY, label=_("Відгуків за квартал"), kind=Kind.WHOLE,
        known=lambda k, m: m.values["satisfaction"].n, indicator="satisfaction", is_summed=True,
    ),
    Field(
        code="num_feedback_positive", group=_ACTIVITY, label=_("З них схвальних (4–5)"), kind=Kind.WHOLE,
        known=lambda k, m: m.praise, page="feedback:overview", is_summed=True,
    ),
    Field(
        code="num_feedback_negative", group=_ACTIVITY, label=_("З них несхвальних (1–2)"), kind=Kind.WHOLE,
        known=lambda k, m: m.blame, page="feedback:overview", is_summed=True,
    ),
    _mark(_ACTIVITY, "has_technical_room", _("Туалет"), AccessibilityItem.TOILET_ANY),
    _mark(_ACTIVITY, "has_ramp", _("Пандус"), AccessibilityItem.RAMP),
    _asked(_ACTIVITY, "has_stairs_with_handrails", _("Сходи з поручнями")),
    _mark(
        _ACTIVITY, "has_equiped_technical_room", _("Туалет для людей з інвалідністю"), AccessibilityItem.TOILET
    ),
    _mark(_ACTIVITY, "has_braille_font", _("Написи шрифтом Брайля"), AccessibilityItem.BRAILLE),
    _mark(
        _ACTIVITY, "has_deaf_adaptation", _("Жестова мова або відеопереклад"), AccessibilityItem.SIGN_LANGUAGE
    ),
    _mark(_ACTIVITY, "has_temp_place_strollers", _("Місце для візочка"), AccessibilityItem.PRAM_PLACE),
    _asked(_INFO, "has_person_org_register", _("Доступ до реєстру бізнесу")),
    _asked(_INFO, "has_real_estate_rights_register", _("Доступ до реєстру речових прав")),
    _asked(_INFO, "has_demography_register", _("Доступ до демографічного реєстру")),
    _asked(_INFO, "has_land_cadastre", _("Доступ до земельного кадастру")),
    _asked(_INFO, "other_registers", _("Доступ до інших реєстрів"), Kind.TEXT, is_needed=False),
    _asked(_INFO, "has_e_sevices", _("Допомагають з електронними послугами")),
    Field(
        code="has_edm_system", group=_INFO, label=_("Є система роботи зі справами"), kind=Kind.YES_NO,
        known=lambda k, m: True,
    ),
    Field(
        code="edm_system_name", group=_INFO, label=_("Назва системи"), kind=Kind.TEXT, known=lambda k, m: "Вікно"
    ),
    _asked(_INFO, "edm_system_developer", _("Хто обслуговує систему"), Kind.TEXT, is_needed=False),
    Field(
        code="has_website_access", group=_INFO, label=_("Інформація на вебсайті"), kind=Kind.YES_NO,
        page="network:details", known=lambda k, m: bool(_site(k)),
    ),
    Field(
        code="has_phone_access", group=_INFO, label=_("Інформація телефоном"), kind=Kind.YES_NO,
        page="network:details", known=lambda k, m: bool(_told(k)),
    ),
    Field(
        code="has_info_terminal_access", group=_INFO, label=_("Інформаційний термінал"), kind=Kind.YES_NO,
        is_asked=True, known=lambda k, m: True if k.has_kiosk else None,
    ),
    _asked(_INFO, "has_info_stand_access", _("Інформаційний стенд")),
    _count("num_total_services", _("Послуг усього"), lambda k, m: len(k.services), page="network:points"),
    _count(
        "num_e_services", _("З них можна подати електронно"), lambda k, m: sum(e for _code, e in k.services),
        page="catalogue:services",
    ),
    _count(
        "num_rsa_services", _("Послуг державних адміністрацій"), lambda k, m: k.services_of(_ADMINISTRATION),
        page="catalogue:services",
    ),
    _count(
        "num_dsa_services", _("Послуг територіальних органів держави"),
        lambda k, m: sum(bool(code) and code not in _COUNCIL | _ADMINISTRATION for code, _e in k.services),
        page="catalogue:services",
    ),
    _count(
        "num_city_services", _("Послуг ради та її органів"), lambda k, m: k.services_of(_COUNCIL),
        page="catalogue:services",
    ),
    _count(
        "num_from_this_year_start", _("Надано послуг від початку року"), lambda k, m: m.given_this_year,
        indicator="given",
    ),
    _given("num_services_residence", _("З них: місце проживання"), "residence"),
    _given("num_services_passport", _("З них: паспорти"), "passports"),
    _given("num_services_vehicle", _("З них: авто і посвідчення водія"), "vehicles"),
    _given("num_acts_services", _("З них: акти цивільного стану"), "civil_status"),
    _given("num_dzk_services", _("З них: земельний кадастр"), "land"),
)  # fmt: skip
FIELDS: Final[Mapping[str, Field]] = {one.code: one for one in _LISTED}
ASKED: Final = tuple(one for one in _LISTED if one.is_asked)
