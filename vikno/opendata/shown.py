"""Rows of the page «Відкриті дані», in the language of the page."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.opendata.keeping import last
from vikno.opendata.queries import counts_package
from vikno.opendata.queries.hsds.rows import address_of
from vikno.opendata.rules.decree import PUBLIC

LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Link:
    """A format and its address, whole: people copy it into a program."""

    form: str
    url: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """A line of the page. `changed_on` None: the file is made when it is first asked for."""

    name: str
    what: str
    links: tuple[Link, ...]
    changed_on: dt.date | None = None
    size: int = 0
    is_live: bool = False  # an API answers with what is there now


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    sets: tuple[DataSet, ...]


def sections() -> list[Section]:
    """Everything that anybody may take."""
    return [
        Section(_("Точки на карті"), (_points(),)),
        Section(_("Скільки послуг надають ЦНАП"), (_counts(),)),
        Section(_("Послуги, точки й години за Open Referral HSDS 3.0"), (_hsds(), _package())),
        Section(_("Описи послуг за CPSV-AP 3.2"), (_catalogue(), _service())),
        Section(_("Оголошення центрів"), (_news(),)),
        Section(
            _("Таблиці за постановою Кабінету Міністрів № 835"),
            (*(_decree(name) for name in PUBLIC), _housing()),
        ),
    ]


def own_sets(years: tuple[int, int]) -> list[DataSet]:
    """Tables that a head takes to publish."""
    given = _own_links("dodatok-38-services")
    return [
        DataSet(
            _("Додаток 38. Надані адміністративні послуги, {year} рік").format(year=year),
            _("Без імен і номерів людей: час — до години, номер справи замінено."),
            tuple(Link(link.form, f"{link.url}?year={year}") for link in given), is_live=True,
        )
        for year in years
    ] + [
        DataSet(
            _("Додаток 2. Посади"), _("Хто приймає людей у вашій мережі сьогодні."),
            _own_links("dodatok-2-posts"), is_live=True,
        )
    ]  # fmt: skip


def _points() -> DataSet:
    return _kept(
        _("Усі точки"), _("Назва, вид, стан і години сьогодні, скільки послуг, адреса, телефони, координати."),
        ("points.geojson",), (Link("GeoJSON", address_of(reverse("opendata:points"))),),
    )  # fmt: skip


def _counts() -> DataSet:
    """Packages in three formats, and the page that tells what is in them."""
    address = address_of(reverse("opendata:counts"))
    files = tuple(f"counts-{form}.zip" for form in counts_package.FORMS)
    forms = ((form, address_of(reverse("opendata:counts_package", args=[form]))) for form in counts_package.FORMS)
    return _kept(
        _("Числа за місяцями"), _("Заяви, рішення, черга, записи й оцінки кожної громади. Малих груп не показано."),
        files,
        (Link(_("Опис таблиць"), address), *(Link(f"ZIP ({form.upper()})", url) for form, url in forms)),
    )  # fmt: skip


def _hsds() -> DataSet:
    return DataSet(
        _("API без ключа"), _("Сторінками або рядок за рядком (format=ndjson); опис — openapi.json."),
        (Link("JSON", address_of(reverse("opendata:hsds"))),
         Link("OpenAPI", address_of(reverse("opendata:hsds_openapi")))),
        is_live=True,
    )  # fmt: skip


def _package() -> DataSet:
    return _kept(
        _("Пакет таблиць"),
        _("21 файл CSV і datapackage.json із описом колонок: відкривається у Frictionless, R, Python."),
        ("hsds.zip",), (Link("ZIP (CSV)", address_of(reverse("opendata:hsds_package"))),),
    )  # fmt: skip


def _catalogue() -> DataSet:
    forms = (("JSON-LD", "jsonld"), ("Turtle", "ttl"))
    return _kept(
        _("Увесь каталог послуг"),
        _("Документи, плата, строк, результат, закони, життєві події; українською й англійською."),
        ("catalogue.jsonld", "catalogue.ttl"),
        tuple(Link(name, address_of(reverse("opendata:cpsv_catalogue_file", args=[form]))) for name, form in forms),
    )  # fmt: skip


def _service() -> DataSet:
    address = address_of(reverse("opendata:cpsv_service", args=["00034"]))
    return DataSet(
        _("Одна послуга"), _("Замість 00034 поставте код послуги. Браузер побачить сторінку, програма — дані."),
        (Link("URI", address), Link("JSON-LD", f"{address}.jsonld"), Link("Turtle", f"{address}.ttl")), is_live=True,
    )  # fmt: skip


def _news() -> DataSet:
    return DataSet(
        _("Стрічка оголошень"),
        _("Нові оголошення приходять самі. Для області, громади чи позначки візьміть адресу зі сторінки оголошень."),
        (Link("Atom", address_of(reverse("portal_news:feed"))),), is_live=True,
    )  # fmt: skip


def _decree(name: str) -> DataSet:
    words = {
        "dodatok-2-organizations": (_("Додаток 2. Організації"), _("Ради й органи з кодом ЄДРПОУ.")),
        "dodatok-2-organizationUnits": (_("Додаток 2. Підрозділи"), _("ЦНАП і їхні точки з адресами й годинами.")),
        "dodatok-32-buildings": (_("Додаток 32. Будівлі"), _("Точки, доступність яких перевіряли.")),
        "dodatok-32-norms": (_("Додаток 32. Норми"), _("Що саме перевірили: пандус, вхід, туалет та інше.")),
    }  # fmt: skip
    return _kept(*words[name], (f"{name}.csv", f"{name}.json"), _public_links(name))


def _housing() -> DataSet:
    return DataSet(
        _("Додаток 46. Квартирна черга"), _("Списки, які оприлюднили громади: хто й станом на який день."),
        (Link(_("Списки за громадами"), address_of(reverse("opendata:housing"))),), is_live=True,
    )  # fmt: skip


def _public_links(name: str) -> tuple[Link, ...]:
    return tuple(
        Link(form.upper(), address_of(reverse("opendata:decree", args=[name, form]))) for form in ("csv", "json")
    )


def _own_links(name: str) -> tuple[Link, ...]:
    return tuple(
        Link(form.upper(), address_of(reverse("opendata:decree_own", args=[name, form]))) for form in ("csv", "json")
    )


def _kept(name: str, what: str, files: tuple[str, ...], links: tuple[Link, ...]) -> DataSet:
    """What lies on the disk now: the page makes nothing."""
    made = [file for file in map(last, files) if file is not None]
    changed = max((file.changed_at for file in made), default=None)
    return DataSet(name, what, links, changed.date() if changed else None, max((f.size for f in made), default=0))
