"""Values the examples name. All people, numbers and places are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from vikno.common import components as parts
from vikno.common.editions import Difference
from vikno.common.forms import AmountField, DayField, DayPartsField, Radios, Ticks

RAIL = [
    parts.NavItem("#", "Прийом", "1", count=3),
    parts.NavItem("#", "Мої справи", "2", current=True, count=14),
    parts.NavItem("#", "Видача результатів", "3", count=5),
    parts.NavItem("#", "Відправлення та пакети", "4"),
    parts.NavItem("#", "Мережа точок", "5"),
    parts.NavItem("#", "Звіти", "6"),
]
NAV = [
    parts.NavItem("#", "Знайти послугу", current=True),
    parts.NavItem("#", "Де ми приймаємо"),
    parts.NavItem("#", "Перевірити справу"),
]


class SampleForm(forms.Form):
    """One control of each kind."""

    heading_fields = ("channel",)
    summary_takes_focus = False  # the gallery opens at its top

    surname = forms.CharField(label=_("Прізвище"), widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    phone = forms.CharField(
        label=_("Телефон"),
        help_text=_("Наприклад, 067 123 45 67"),
        widget=forms.TelInput(attrs={"autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("Електронна пошта"), required=False)
    born_on = DayField(label=_("Дата народження"), help_text=_("Наприклад, 05.09.1961"))
    issued_on = DayPartsField(label=_("Дата видачі паспорта"), required=False)
    pages = forms.IntegerField(label=_("Кількість аркушів"), min_value=1)
    fee = AmountField(label=_("Збір, грн"), max_digits=9, decimal_places=2, required=False)
    point = forms.ChoiceField(
        label=_("Точка"), choices=[("", "---------"), ("1", "Основний офіс"), ("2", "ВРМ Вишнівка")]
    )
    channel = forms.ChoiceField(
        label=_("Як повідомити про рішення?"),
        choices=[("sms", _("Повідомленням на телефон")), ("post", _("Поштою")), ("desk", _("Особисто в ЦНАП"))],
        widget=Radios(hints={"post": _("Лист іде до п'яти днів")}),
    )
    needs = forms.MultipleChoiceField(
        label=_("Що вам потрібно?"),
        required=False,
        choices=[("hand", _("Допомога заповнити заяву")), ("home", _("Виїзд додому")), ("sign", _("Жестова мова"))],
        widget=Ticks(hints={"home": _("Для людей, яким важко пересуватися")}),
    )
    note = forms.CharField(label=_("Примітка"), required=False, widget=forms.Textarea)
    scan = forms.FileField(label=_("Скан документа"), required=False, help_text=_("PDF або фото до 10 МБ"))
    password = forms.CharField(
        label=_("Пароль"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    consent = forms.BooleanField(
        label=_("Заявник підтвердив, що відомості правильні"), help_text=_("Зачитайте відомості вголос")
    )


class SampleFilter(forms.Form):
    """Filters of a list."""

    text = forms.CharField(label=_("Номер або прізвище"), required=False)
    state = forms.ChoiceField(
        label=_("Стан"), required=False, choices=[("", _("усі")), ("open", _("у роботі")), ("late", _("прострочені"))]
    )
    since = DayField(label=_("Подано від"), required=False)


def values() -> dict[str, Any]:
    """Values the example calls name. All people, numbers and places are invented."""
    moment = datetime(2026, 11, 20, 12, 3, tzinfo=UTC)
    return {
        "moment": moment,
        "differences": [Difference(label="Телефон", mine="050 123 45 67", theirs="067 765 43 21")],
        "day": date(2026, 9, 5),
        "places_url": "places.geojson",
        "page": Paginator(range(1, 613), 50).page(4),
        "cases": CASES,
        "filter_form": SampleFilter({"state": "open"}, prefix="filter"),
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm(WRONG_ANSWERS, prefix="wrong"),
        "summary_rows": [
            ("Прізвище, ім'я", "Незабудько Мар'яна"),
            ("Телефон", "067 123 45 67", "#", ""),
            ("Пошта", ""),
        ],
        "step_names": ["Заявник", "Послуга", "Документи", "Перевірка"],
        "linked_steps": [
            parts.Step("Заявник", "#", "done"),
            parts.Step("Послуга", "#", "done"),
            parts.Step("Документи", state="current"),
        ],
        "entries": entries(moment),
        "check_items": CHECK_ITEMS,
        "candidate_items": [
            parts.Candidate("Незабудько Мар'яна Остапівна", "1961 р. н., Вишнівка, дві справи", value="1"),
            parts.Candidate("Незабудько Марія Остапівна", "1984 р. н., Ясенове", value="2"),
            parts.Candidate("Нова людина", value="new"),
        ],
        "side_items": [
            parts.NavItem("#", "Справа", current=True),
            parts.NavItem("#", "Папери", count=4),
            parts.NavItem("#", "Журнал"),
        ],
    }


WRONG_ANSWERS = {
    "wrong-surname": "",
    "wrong-phone": "067",
    "wrong-email": "мар'яна",
    "wrong-born_on": "31.02.1961",
    "wrong-issued_on_day": "40",
    "wrong-issued_on_month": "1",
    "wrong-issued_on_year": "2020",
    "wrong-pages": "дві",
    "wrong-point": "9",
}
CASES = [
    ("2026-000147-3", "Незабудько Мар'яна", "Реєстрація місця проживання", "У роботі", "progress", "05.12.2026"),
    ("2026-000146-5", "ФГ «Ясенова долина»", "Витяг із земельного кадастру", "Очікує", "waiting", "02.12.2026"),
    ("2026-000131-8", "Перебийніс Тарас", "Допомога ветеранам та їхнім сім'ям", "Прострочено", "late", "18.11.2026"),
    ("2026-000120-1", "Грицай-Задунайська Євдокія", "Допомога при народженні дитини", "Видано", "done", "14.11.2026"),
]
CHECK_ITEMS = [
    parts.CheckItem("Паспорт або ID-картка", "done"),
    parts.CheckItem("Витяг про місце проживання", "missing", "Потрібен, бо адреса в паспорті інша"),
    parts.CheckItem("Довіреність", "problem", "Строк довіреності минув 01.11.2026"),
    parts.CheckItem("Висновок із лікарні", "waiting", "Запит надіслано 18.11.2026"),
    parts.CheckItem("Фото 35 × 45 мм", "optional"),
]


def entries(moment: datetime) -> list[parts.TimelineEntry]:
    return [
        parts.TimelineEntry("Заяву прийнято", moment.replace(day=18), "Ковальчук О., ВРМ Вишнівка", kind="done"),
        parts.TimelineEntry("Папери виїхали до ЦНАП", moment.replace(day=19), "Пакет П-0042", url="#"),
        parts.TimelineEntry(
            "Бракує довіреності", moment, "Управління соцзахисту", "Зупинено до 01.12.2026.", kind="warning"
        ),
        parts.TimelineEntry("Рішення", date(2026, 12, 5), text="Крайній день за законом", kind="future"),
    ]


def places() -> JsonResponse:
    """An invented hromada: one area and four points."""
    ring = [[30.0, 50.0], [30.4, 50.05], [30.5, 50.3], [30.2, 50.42], [29.9, 50.25], [30.0, 50.0]]
    points = (
        ("Основний офіс", "main", 30.2, 50.2),
        ("ВРМ Вишнівка", "remote", 30.35, 50.28),
        ("ВРМ Ясенове", "remote", 30.08, 50.12),
        ("ВРМ Заріччя (зупинено)", "stopped", 30.1, 50.3),
    )
    features = [feature({"type": "Polygon", "coordinates": [ring]}, "Вигадана громада", "own")]
    features += [feature({"type": "Point", "coordinates": [x, y]}, name, kind) for name, kind, x, y in points]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def feature(geometry: dict[str, Any], name: str, kind: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, "kind": kind}}
