"""The data dictionary of the counts: what each table and column is, in the language that is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.indicators.enums import Fact

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `choices`: every value it may have."""

    name: str
    kind: str
    title: Words
    what: Words
    is_required: bool = False
    choices: tuple[str, ...] = ()
    of: str = ""  # "table.column" that it points to


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: Words
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()


_LEVELS: Final = ("country", "oblast", "hromada", "kind")
COUNTS: Final = Table(
    "counts", _("Скільки чого за місяць"),
    (
        Field("month", "date", _("Місяць"), _("Перший день місяця. Дні — за Києвом."), is_required=True),
        Field(
            "level", "string", _("Рівень"),
            _("country — країна, oblast — область, hromada — громада, kind — вид точки в громаді."),
            is_required=True, choices=_LEVELS,
        ),
        Field("oblast", "string", _("Область"), _("Код КАТОТТГ. Порожньо — вся країна."), of="places.code"),
        Field("hromada", "string", _("Громада"), _("Код КАТОТТГ громади, чий ЦНАП прийняв."), of="places.code"),
        Field("kind", "string", _("Вид точки"), _("Теперішній вид точки. Назви — в таблиці names.")),
        Field("fact", "string", _("Що рахується"), _("Назви — в таблиці names."), is_required=True),
        Field("part", "string", _("За чим розкладено"), _("Порожньо — усі записи разом.")),
        Field("key", "string", _("Значення"), _("Назви — в таблиці names. unknown — не вказано.")),
        Field("n", "integer", _("Скільки записів"), _("П'ять або більше."), is_required=True),
        Field(
            "is_rest", "boolean", _("Решта"),
            _("true — разом усе, чого поруч не названо: малі числа й ті, з яких їх можна вирахувати."),
            is_required=True,
        ),
    ),
)  # fmt: skip
PLACES: Final = Table(
    "places", _("Місця"),
    (
        Field("code", "string", _("Код КАТОТТГ"), _("Код області або громади."), is_required=True),
        Field("name", "string", _("Назва"), _("Українська назва."), is_required=True),
        Field("oblast", "string", _("Область"), _("Код області громади. В області — порожньо.")),
    ), key=("code",),
)  # fmt: skip
NAMES: Final = Table(
    "names", _("Назви значень"),
    (
        Field("list", "string", _("Перелік"), _("fact, kind або те, що стоїть у стовпці part."), is_required=True),
        Field("code", "string", _("Код"), _("Те, що стоїть у таблиці counts."), is_required=True),
        Field("name", "string", _("Назва"), _("Українська назва."), is_required=True),
        Field("name_en", "string", _("Англійська назва"), _("Порожньо, де її немає.")),
    ), key=("list", "code"),
)  # fmt: skip
TABLES: Final = (COUNTS, PLACES, NAMES)

FACTS: Final[dict[Fact, Words]] = {
    Fact.REGISTERED: _("Прийнято заяв"),
    Fact.GIVEN: _("Видано результатів"),
    Fact.DECIDED: _("Ухвалено рішень"),
    Fact.HALTED: _("Залишено без руху"),
    Fact.WITHDRAWN: _("Відкликано заяв"),
    Fact.TRAVELLED: _("Папери дійшли до того, хто вирішує"),
    Fact.CHECKED: _("Звірено справ у пакетах"),
    Fact.LOST: _("Втрачено паперів"),
    Fact.PAID: _("Записів про оплату"),
    Fact.FORGIVEN: _("Рахунків, зменшених через пільги"),
    Fact.TICKETS: _("Видано талонів черги"),
    Fact.WAITED: _("Очікувань у черзі"),
    Fact.SERVED: _("Обслуговувань біля вікна"),
    Fact.TALKED: _("Консультацій"),
    Fact.BOOKED: _("Записів на час"),
    Fact.ANSWERED: _("Оцінок відвідувачів"),
    Fact.TAGGED: _("Позначок у відгуках"),
}
PARTS: Final[dict[str, Words]] = {
    "service": _("послуга"),
    "channel": _("як подано"),
    "days": _("днів від заяви"),
    "outcome": _("рішення"),
    "provider": _("хто вирішив, код ЄДРПОУ"),
    "term": _("чи в строк"),
    "purpose": _("мета візиту"),
    "minutes": _("хвилин"),
    "topic": _("тема"),
    "talk_channel": _("як звернулися"),
    "condition": _("що виявлено в пакеті"),
    "found": _("чи знайдено папери"),
    "entry": _("що записано про оплату"),
    "pay_channel": _("де сплачено"),
    "state": _("чим закінчився запис"),
    "score": _("оцінка від 1 до 5"),
    "tag": _("позначка"),
}
# Bands and marks that are made here; what records hold has its words in its own room.
MADE: Final[dict[tuple[str, str], Words]] = {
    ("days", "0"): _("того самого дня"),
    ("days", "1-10"): _("1–10 днів"),
    ("days", "11-30"): _("11–30 днів"),
    ("days", "31+"): _("31 день або довше"),
    ("minutes", "0-5"): _("до 5 хвилин"),
    ("minutes", "6-15"): _("6–15 хвилин"),
    ("minutes", "16-30"): _("16–30 хвилин"),
    ("minutes", "31-60"): _("31–60 хвилин"),
    ("minutes", "61+"): _("понад годину"),
    ("term", "in_time"): _("у строк"),
    ("term", "late"): _("пізніше строку"),
    ("topic", "own"): _("власна тема громади"),
    **{("score", str(score)): str(score) for score in range(1, 6)},
}
UNKNOWN: Final = _("не вказано")


def schema_of(table: Table) -> dict[str, Any]:
    """A Table Schema without its words."""
    told: dict[str, Any] = {"fields": [_field(field) for field in table.fields], "missingValues": [""]}
    if table.key:
        told["primaryKey"] = list(table.key)
    links = list(_links(table))
    return told | ({"foreignKeys": links} if links else {})


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.is_required}
    if field.choices:
        constraints["enum"] = list(field.choices)
    if field.name == "n":
        constraints["minimum"] = 5
    return {"name": field.name, "type": field.kind, "constraints": constraints}


def _links(table: Table) -> Iterator[dict[str, Any]]:
    for field in table.fields:
        if field.of:
            resource, column = field.of.split(".")
            yield {"fields": field.name, "reference": {"resource": resource, "fields": column}}
