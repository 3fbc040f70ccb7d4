"""Invented files of every kind that can be taken in, and the ways in which a file arrives spoilt."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from vikno.demo import places

# In the order in which each can stand on the ones before it.
KINDS: Final = ("territories", "boundaries", "population", "postcodes", "stations", "network", "services", "workflows")


def write_all(folder: Path) -> dict[str, Path]:
    """One good file of each kind, about the invented oblast."""
    made = {
        "territories": ("codifier-2026-01-01.csv", places.codifier_csv()),
        "boundaries": ("borders.geojson", _borders()),
        "population": ("people.csv", places.population_csv()),
        "postcodes": ("UA.txt", _postcodes()),
        "stations": ("stations.csv", _stations()),
        "network": ("register.csv", _register()),
        "services": ("services.csv", _services()),
        "workflows": ("workflows.csv", _workflows()),
    }
    for name, text in made.values():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return {kind: folder / name for kind, (name, _text) in made.items()}


def _borders() -> str:
    import json

    return json.dumps(places.boundaries(), ensure_ascii=False, indent=1)


def _postcodes() -> str:
    rows = [
        ("UA", f"{46000 + n}", place.name, "Zaozerska", "00", "", "", "", "", f"{place.lat}", f"{place.lon}", "4")
        for n, place in enumerate(places.SETTLEMENTS)
    ]
    return "".join("\t".join(row) + "\n" for row in rows)


def _stations() -> str:
    rows = [
        f"{990001 + n},Заозерська область,1,{place.people},{place.lat},{place.lon}"
        for n, place in enumerate(places.SETTLEMENTS)
    ]
    return "station,region,district,voters,lat,lon\n" + "".join(f"{row}\n" for row in rows)


def _register() -> str:
    tail = "Вербопільська територіальна громада, Вербопільський район, Заозерська область"
    rows = [
        "Код;Назва центру;Адреса;К-ть працівників;Статус;Час прийому суб'єктів звернень",
        "code;name;address;workers_total;state;timetable",
        f"901;ЦНАП Вербопільської ради;Ринкова, 1, с-ще Вербопіль, {tail};7;Працює;пн: 8:00-17:00",
        f"902;ВРМ с. Журавлине;Садова, 2, с. Журавлине, {tail};1;Працює;вт: 9:00-12:00",
        f"903;ВРМ с. Стара Криниця;Степова, 3, с. Стара Криниця, {tail};1;Працює;",
    ]
    return "".join(f"{row}\r\n" for row in rows)


def _services() -> str:
    rows = [f"{90001 + n};Видача вигаданої довідки № {n};сіно, довідка" for n in range(1, 6)]
    return "Код послуги;Назва;Ключові слова\n" + "".join(f"{row}\n" for row in rows)


def _workflows() -> str:
    rows = [
        f"{90001 + n};{name};Адміністратор, ЦНАП;В;1\n" for n in (1, 2, 3) for name in ("Прийом", "Розгляд", "Видача")
    ]
    return "Код послуги;Етап;Відповідальний;Дія;Строк, днів\n" + "".join(rows)


def conflict(text: str) -> bytes:
    """Somebody's merge was never finished."""
    head, *rows = text.splitlines(keepends=True)
    middle = len(rows) // 2
    ours, rest = rows[:middle], rows[middle:]
    return "".join(
        [head, *ours, "<<<<<<< HEAD\n", rest[0], "=======\n", rest[0], ">>>>>>> other\n", *rest[1:]]
    ).encode()


def exponent(text: str) -> bytes:
    """A spreadsheet took a long code for a number."""
    lines = text.splitlines(keepends=True)
    separator = next(mark for mark in "\t;," if mark in lines[-1])
    cells = lines[-1].split(separator)
    place = 1 if separator == "\t" else 0
    cells[place] = "9.9E+18"
    return "".join([*lines[:-1], separator.join(cells)]).encode()


def cut(text: str) -> bytes:
    """The download broke in the middle of a row, within a letter."""
    return text.encode()[: len(text.encode()) * 2 // 3].rsplit(b"\n", 1)[0] + "\nUA99;Кл".encode()[:-1]


def wide(text: str) -> bytes:
    """One row has a cell too many."""
    lines = text.splitlines(keepends=True)
    separator = next(mark for mark in "\t;," if mark in lines[-1])
    return "".join([*lines[:-1], lines[-1].rstrip("\r\n") + separator + "зайве" + separator + "ще\r\n"]).encode()


def old_encoding(text: str) -> bytes:
    """Saved in the encoding of another age."""
    return text.replace("’", "'").encode("cp1251", errors="replace")


DAMAGES: Final[dict[str, Callable[[str], bytes]]] = {
    "conflict markers": conflict,
    "exponent codes": exponent,
    "a cut row": cut,
    "a wrong width": wide,
    "cp1251": old_encoding,
}
