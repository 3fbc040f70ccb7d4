"""Columns of a services table: their titles, and a row turned into a service. The export writes the same columns."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from vikno.catalogue.enums import ApplicantKind, Channel, CostKind, EvidenceForm, Rounding, TermUnit
from vikno.catalogue.readers.bundle import ReadService
from vikno.catalogue.rules import ActLine, CostLine, RequirementLine, placeholder
from vikno.common.text import clean, fold, is_blank

# Attribute → titles that name it; the first is the one our export writes.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "code": ("Код послуги", "Код", "Ідентифікатор", "Ідентифікатор послуги", "Ідентифікатор в Гіді", "code"),
    "name": (
        "Назва", "Назва послуги", "Назва адміністративної послуги", "Найменування послуги",
        "Найменування адміністративної послуги", "name",
    ),
    "name_en": ("Назва англійською", "name_en"),
    "group": ("Група", "Код групи", "group"),
    "keywords": ("Слова, якими питають", "Ключові слова", "keywords"),
    "authority": ("Суб'єкт надання", "Суб'єкт надання адміністративної послуги", "Провайдер"),
    "applicants": ("Хто може звернутися (види)",),
    "who_may_apply": ("Хто може звернутися", "Отримувачі"),
    "channels": ("Як подати",),
    "requirements": ("Документи", "Перелік документів"),
    "costs": ("Плата", "Вартість", "Розмір плати"),
    "term_days": ("Строк, днів", "Строк", "Строк надання"),
    "term_unit": ("Одиниця строку",),
    "term_note": ("Пояснення строку",),
    "result": ("Результат", "Результат послуги"),
    "refusal_grounds": ("Підстави для відмови", "Підстави відмови"),
    "acts": ("Акти законодавства", "Нормативні акти", "Законодавчі акти"),
    "how_to_apply": ("Як звернутися",),
    "is_for_veterans": ("Для ветеранів",),
    "is_mandatory_523": ("523-р",),
    "source": ("Джерело",),
}  # fmt: skip
YES: Final = "так"
NO: Final = "ні"
# Parts of a line inside a cell: «Паспорт | shown | | Закон …».
PART: Final = " | "
# What a spreadsheet takes for a formula; our own CSV puts an apostrophe before it.
FORMULA: Final = ("=", "+", "-", "@")
_FLAGS: Final = ("is_for_veterans", "is_mandatory_523")
_FACTS: Final = ("name", "name_en", "group", "source")
_TEXTS: Final = ("who_may_apply", "term_note", "result", "how_to_apply")


def cells_to_service(cells: Mapping[str, str], *, line: int, authority: Callable[[str], str]) -> ReadService:
    """A service from the cells of a row by attribute. Blank cells say nothing. Raises ValueError with a sentence."""
    told = {name: _bare(cell) for name, cell in cells.items() if not is_blank(cell) or name in _FLAGS}
    facts: dict[str, Any] = {name: clean(told[name]) for name in _FACTS if name in told}
    facts |= {name: _flag(told[name], name) for name in _FLAGS if name in told}
    if "keywords" in told:
        facts["keywords"] = tuple(filter(None, (clean(word) for word in told["keywords"].split(","))))
    content: dict[str, Any] = {name: _lined(told[name]) for name in _TEXTS if name in told}
    if "authority" in told and placeholder(told["authority"]) is None:
        content["authority"] = authority(told["authority"])
    content |= _terms(told) | _lists(told)
    return ReadService(line=line, code=clean(told.get("code", "")), facts=facts, content=content or None)


def _bare(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _lined(text: str) -> str:
    return "\n".join(filter(None, (clean(line) for line in text.splitlines())))


def _flag(cell: str, name: str) -> bool:
    word = fold(cell)
    if word in (fold(YES), "1", "+", "true", "yes"):
        return True
    if word in (fold(NO), "0", "", "-", "false", "no"):
        return False
    raise ValueError(_("у стовпці «{title}» має бути «так» або «ні».").format(title=COLUMNS[name][0]))


def _terms(told: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "term_days" in told:
        digits = told["term_days"].split()[0]
        if not digits.isdecimal() or int(digits) > 3650:
            raise ValueError(_("строк «{text}» не є кількістю днів.").format(text=told["term_days"]))
        found["term_days"] = int(digits)
    unit = fold(told.get("term_unit", "") or told.get("term_days", ""))
    if "роб" in unit or unit == "working":
        found["term_unit"] = TermUnit.WORKING_DAYS.value
    elif "кал" in unit or unit == "calendar":
        found["term_unit"] = TermUnit.CALENDAR_DAYS.value
    return found


def _lists(told: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, read in _LINES.items():
        if name in told:
            found[name] = tuple(read(part) for part in _lined(told[name]).split("\n"))
    for name, kind in (("applicants", ApplicantKind), ("channels", Channel)):
        if name in told:
            found[name] = tuple(_chosen(word, kind) for word in told[name].split(","))
    return found


def _chosen(word: str, kind: Any) -> str:
    """A value of a list by its name on the screen or in the file."""
    wanted = fold(word)
    for value, label in kind.choices:
        if wanted in (fold(value), fold(str(label))):
            return str(value)
    raise ValueError(_("«{word}» — невідоме слово. Можливі: {words}.").format(
        word=clean(word), words=", ".join(str(label) for label in kind.labels)
    ))  # fmt: skip


def joined(*parts: str) -> str:
    """Parts of a line inside a cell; a bar inside a part stands after a backslash. Empty parts at the end go."""
    told = [part.replace("\\", "\\\\").replace("|", "\\|") for part in parts]
    while told and not told[-1]:
        told.pop()
    return PART.join(told)


def parts(text: str, count: int) -> list[str]:
    """A line inside a cell as its parts, at least so many."""
    found, letters = [""], iter(text)
    for letter in letters:
        if letter == "\\":
            after = next(letters, "")
            found[-1] += after if after in ("|", "\\") else letter + after
        elif letter == "|":
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found] + [""] * (count - len(found))


def _requirement(text: str) -> RequirementLine:
    name, form, condition, ground = parts(text, 4)[:4]
    return RequirementLine(
        name=name, form=_chosen(form, EvidenceForm) if form else "original", condition=condition, ground=ground
    )


def _cost(text: str) -> CostLine:
    """«безоплатно», «558.00», «1.5 % subsistence_able», each perhaps followed by rounding, description and ground."""
    price, rounding, description, ground = parts(text, 4)[:4]
    told: dict[str, Any] = {
        "rounding": _chosen(rounding, Rounding) if rounding else Rounding.KOPIYKA.value,
        "description": description,
        "ground": ground,
    }
    if fold(price).startswith(("безоплат", "безкоштов")):
        return CostLine(kind=CostKind.FREE.value, **told)
    if fold(price).startswith(fold("за тарифом")):
        return CostLine(kind=CostKind.TARIFF.value, **told)
    number, share, index = price.partition("%")
    amount = _decimal(number)
    if share:
        return CostLine(kind=CostKind.INDEX_SHARE.value, percent=amount, index=index.strip(), **told)
    return CostLine(kind=CostKind.AMOUNT.value, amount=amount, **told)


def _decimal(text: str) -> Decimal:
    digits = clean(text).removesuffix("грн.").removesuffix("грн").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise ValueError(_("плату «{text}» не прочитано: напишіть суму, «безоплатно» або частку.").format(text=text))
    return amount


def _act(text: str) -> ActLine:
    title, url = parts(text, 2)[:2]
    return ActLine(title=title, url=url)


_LINES: Final[dict[str, Callable[[str], Any]]] = {
    "requirements": _requirement, "costs": _cost, "acts": _act, "refusal_grounds": str,
}  # fmt: skip
