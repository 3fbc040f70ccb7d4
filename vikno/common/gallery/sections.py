"""The examples, in the order of the page. Each is one template source: printed as the call, rendered beneath it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
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
            '{% notice "Реєстр громади не відповідає. Приймайте заяви на папері." kind="warning" '
            'title="Реєстр недоступний" %}',
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
            '{% meter 68 "Охоплення старостинських округів" %}'
            '{% meter 3 "Навчені адміністратори" maximum=4 text="3 з 4" %}',
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
    ("two_versions", _("Дві редакції"), ("{% two_versions differences %}",)),
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
