"""What the gallery shows: each example is one template source, printed as the call and rendered beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vikno.common import components as parts
from vikno.common.forms import DayField, DayPartsField, Radios, Ticks


@dataclass(frozen=True)
class Example:
    """A call as a developer writes it, and what comes out."""

    call: str
    html: SafeString


SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "page_header",
        _("Заголовок сторінки"),
        (
            '{% page_header title="Справа 2026-000147-3" caption="Реєстрація місця проживання" '
            'lead="Подано у Вишнівці, рішення очікуємо до 5 грудня." back_url="#" back_text="До списку справ" %}',
            '{% page_header title="Мої справи" %}',
        ),
    ),
    (
        "status_tag",
        _("Стан"),
        (
            '{% status_tag "Подано" %} {% status_tag "Чернетка" kind="draft" %} '
            '{% status_tag "У роботі" kind="progress" %} {% status_tag "Очікує на папери" kind="waiting" %} '
            '{% status_tag "Видано" kind="done" %} {% status_tag "Прострочено" kind="late" %} '
            '{% status_tag "Відмовлено" kind="refused" %} {% status_tag "Закрито" kind="closed" %}',
        ),
    ),
    (
        "summary_list",
        _("Відомості"),
        (
            '{% summary_list summary_rows title="Заявник" %}',
            '{% summary %}{% summary_row key="Послуга" action_url="#" hint="послугу" %}'
            'Паспорт громадянина України{% endsummary_row %}{% summary_row key="Стан" %}'
            '{% status_tag "У роботі" kind="progress" %}{% endsummary_row %}'
            '{% summary_row key="Телефон" %}{% endsummary_row %}{% endsummary %}',
        ),
    ),
    (
        "table_wrap",
        _("Таблиця та сторінки"),
        (
            '{% filter_panel filter_form %}\n{% table_wrap label="Справи" %}{% include "gallery_table.html" %}'
            "{% endtable_wrap %}\n{% pagination page %}",
            "{% rows_count 1 %}, {% rows_count 3 %}, {% rows_count 50 %}",
        ),
    ),
    (
        "empty_state",
        _("Порожній список"),
        (
            '{% empty_state "Сьогодні справ ще немає" text="Нова справа з\'явиться тут, щойно ви її приймете." '
            'action_url="#" action_text="Прийняти заяву" %}',
        ),
    ),
    (
        "notice",
        _("Повідомлення"),
        (
            '{% notice "Справу передано до управління соціального захисту." kind="success" undo_url="#" %}',
            '{% notice "Реєстр громади не відповідає. Приймайте заяви на папері." kind="warning" title="Реєстр недоступний" %}',
            '{% notice "Справу не збережено: її щойно змінив інший адміністратор." kind="error" %}',
            '{% notice_block kind="info" title="Завтра скорочений день" %}<p>Приймаємо з 9:00 до 13:00. '
            '<a class="govuk-link" href="#">Повний графік</a></p>{% endnotice_block %}',
        ),
    ),
    (
        "steps",
        _("Кроки"),
        ("{% steps step_names current=2 %}", "{% steps linked_steps %}"),
    ),
    ("timeline", _("Перебіг"), ('{% timeline entries label="Перебіг справи" %}',)),
    ("checklist", _("Перелік документів"), ("{% checklist check_items %}",)),
    (
        "number_display",
        _("Числа"),
        (
            '<div class="c-grid">{% number_display "1 248" "послуг надано" note="Жовтень 2026, усі точки" url="#" %}'
            '{% number_display "94 %" "вчасно" %}{% number_display 7 "прострочено" kind="late" url="#" %}</div>',
            '{% meter 68 "Охоплення старостинських округів" %}{% meter 3 "Навчені адміністратори" maximum=4 text="3 з 4" %}',
        ),
    ),
    ("candidates", _("Вибір цифрою"), ('<form method="get">{% candidates candidate_items %}</form>',)),
    ("subnav", _("Сторони однієї справи"), ('{% subnav side_items label="Сторони справи" %}',)),
    (
        "kbd",
        _("Клавіші"),
        ('<p class="govuk-body">{% kbd "Alt+1" %} — мої справи, {% kbd "/" %} — пошук, {% kbd "?" %} — підказки</p>',),
    ),
    ("state_line", _("Де набране"), ("{% state_line %} {% state_line saved_at=moment %}",)),
    (
        "map_panel",
        _("Карта"),
        ('{% map_panel data_url=places_url label="Точки громади" %}{% include "gallery_legend.html" %}',),
    ),
    (
        "date_words",
        _("Дата словами"),
        ('<p class="govuk-body">Прийдіть {{ day|date_words }}.</p>',),
    ),
    ("forms", _("Форма"), ("{{ empty_form }}",)),
    ("forms-errors", _("Форма з помилками"), ("{% error_summary wrong_form %}\n{{ wrong_form }}",)),
    (
        "buttons",
        _("Кнопки"),
        (
            '<div class="c-actions"><button class="govuk-button" data-module="govuk-button">Зберегти</button>'
            '<button class="govuk-button govuk-button--secondary">Відкласти</button>'
            '<button class="govuk-button govuk-button--warning">Відмовити</button>'
            '<button class="govuk-button" disabled>Зачекайте</button>'
            '<button class="c-link-button">Зробити копію</button></div>',
        ),
    ),
    ("sheet", _("Аркуш для друку"), ('{% include "gallery_sheet.html" %}',)),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything `gallery.html` needs; `?frame=desk` shows the same in the frame of the desk."""
    is_desk = request.GET.get("frame") == "desk"
    facts = samples()
    return {
        "frame": "desk_base.html" if is_desk else "base.html",
        "rail": RAIL if is_desk else [],
        "nav": NAV,
        "point_name": "ВРМ Вишнівка",
        "sections": [
            {"key": key, "title": title, "examples": [rendered(call, facts, request) for call in calls]}
            for key, title, calls in SECTIONS
        ],
    }


def rendered(call: str, facts: dict[str, Any], request: HttpRequest) -> Example:
    template = engines["django"].from_string("{% load vikno %}" + call)
    return Example(call=call, html=template.render(dict(facts), request))


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
    fee = forms.DecimalField(label=_("Збір, грн"), max_digits=9, decimal_places=2, required=False)
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
    password = forms.CharField(label=_("Пароль"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
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


def samples() -> dict[str, Any]:
    """Values the example calls name. All people, numbers and places are invented."""
    moment = datetime(2026, 11, 20, 12, 3, tzinfo=UTC)
    return {
        "moment": moment,
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
    "wrong-issued_on_0": "40",
    "wrong-issued_on_1": "1",
    "wrong-issued_on_2": "2020",
    "wrong-pages": "дві",
    "wrong-point": "9",
}
CASES = [
    ("2026-000147-3", "Незабудько Мар'яна Остапівна", "Реєстрація місця проживання", "У роботі", "progress", "05.12.2026"),
    ("2026-000146-5", "ФГ «Ясенова долина»", "Витяг із Державного земельного кадастру", "Очікує", "waiting", "02.12.2026"),
    ("2026-000131-8", "Перебийніс Тарас", "Допомога ветеранам і членам їхніх сімей", "Прострочено", "late", "18.11.2026"),
    ("2026-000120-1", "Грицай-Задунайська Євдокія", "Державна допомога при народженні дитини", "Видано", "done", "14.11.2026"),
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
        parts.TimelineEntry("Бракує довіреності", moment, "Управління соцзахисту", "Зупинено до 01.12.2026.", kind="warning"),
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
