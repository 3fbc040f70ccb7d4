"""The directory of territories at the size of the country: import, repeated import, memory, search.

The codifier is generated: 24 oblasts, 136 raions, 1,469 hromadas and settlements up to 32,000 units, with homonyms,
apostrophes and the letters that people confuse. Aims are those of the project's notes.
"""

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

UNITS = 32_000
COUNTS = (24, 136, 1469)
SEARCHES = 600
_STEMS = (
    "Іван", "Петр", "Марʼян", "Волод", "Степ", "Луг", "Берег", "Вільх", "Дуб", "Калин", "Черв", "Зелен", "Нов",
    "Стар", "Вел", "Мал", "Біл", "Чорн", "Красн", "Озер", "Гор", "Долин", "Лис", "Вовч", "Їж", "Ґедз", "Щас", "Юр",
    "Яс", "Єлиз", "Хут", "Фед", "Тим", "Сум", "Рома", "Підл", "Оле", "Мик", "Лип", "Кам’ян",
)  # fmt: skip
_MIDDLES = ("", "ець", "ів", "ин", "ов", "ар", "ич", "ош", "ен", "ил", "ат", "ук", "ян", "ост", "ід", "ур", "ем", "ач")
_ENDS = ("ка", "ське", "івка", "е", "и", "ове", "иця", "ля", "не", "ичі", "анка", "ець", "ище", "дол", "град", "полі")
# One name in eleven has two words, as in the published codifier.
_FIRSTS = (*[""] * 60, "Нова ", "Стара ", "Велика ", "Мала ", "Верхня ", "Нижня ")


def main() -> None:
    """Each figure is one JSON line."""
    import django

    django.setup()
    from vikno.common import tenancy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kodifikator-2025-05-16.csv"
        write_codifier(path, random.Random(2025))
        tell("file", round(path.stat().st_size / 1e6, 2), "MB")
        with tenancy.working_for(""):
            _measure_imports(path)
        _measure_search(random.Random(7))


def _measure_imports(path: Path) -> None:
    import datetime as dt

    from vikno.common.actors import Actor
    from vikno.territories import services

    def take() -> services.ImportReport:
        return services.import_territories(
            path=path, edition_on=None, actor=Actor.system(), at=dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
        )

    seconds, report = timed(take)
    tell("import, empty directory", round(seconds, 2), "s", aim="≤ 10 s", units=report.counts["added"])
    seconds, report = timed(take)
    tell("import again, no change", round(seconds, 2), "s", aim="≤ 5 s", unchanged=report.counts["unchanged"])
    tell("peak memory", round(peak_megabytes(), 1), "MB", aim="≤ 300 MB")


def _measure_search(chance: random.Random) -> None:
    from django.db import connection

    from vikno.territories.models import Unit
    from vikno.territories.queries import find_units

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    units = list(Unit.objects.exclude(hromada=None).order_by("code").values_list("name", "oblast__name"))
    find_units("розігрів")
    for kind, query in _queries(chance, units):
        times = [_one_search(query()) for _ in range(SEARCHES // 6)]
        p95 = statistics.quantiles(times, n=20)[-1]
        median = round(statistics.median(times), 2)
        tell(f"search: {kind}, p95", round(p95, 2), "ms", aim="≤ 10 ms", median=median, searches=len(times))


def _one_search(text: str) -> float:
    """Milliseconds, in a transaction as a page does it."""
    from django.db import transaction

    from vikno.territories.queries import find_units

    with transaction.atomic():
        return timed(lambda: find_units(text))[0] * 1000


def _queries(chance: random.Random, units: list[tuple[str, str]]) -> Iterator[tuple[str, Callable[[], str]]]:
    names = [name for name, _oblast in units]

    def typo(name: str) -> str:
        place = chance.randrange(1, len(name))
        return name[:place] + name[place + 1 :]

    yield "whole name", lambda: chance.choice(names)
    yield "beginning of 3 letters", lambda: chance.choice(names)[:3]
    yield "beginning of 2 letters", lambda: chance.choice(names)[:2]
    yield "name and oblast", lambda: "с. {}, {} обл.".format(*chance.choice(units))
    yield "middle of a name", lambda: chance.choice([n for n in names if len(n) > 8])[2:7]
    yield "typo", lambda: typo(chance.choice(names))


def write_codifier(path: Path, chance: random.Random, units: int = UNITS) -> None:
    """A codifier of this many units in the shape of the published one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
            "Категорія об’єкта;Назва об’єкта\r\n"
        )
        for levels, category, name in codifier(chance, units):
            file.write(";".join([*levels, *[""] * (5 - len(levels)), category, name]) + "\r\n")


def codifier(chance: random.Random, units: int) -> Iterator[tuple[list[str], str, str]]:
    """Rows (levels, category, name): 24 oblasts, 136 raions, 1,469 hromadas, settlements up to the number of units."""
    settlements = units - sum(COUNTS)
    oblasts, raions, hromadas = COUNTS
    for oblast in range(oblasts):
        first = [_code(chance, oblast + 1)]
        yield first, "O", _adjective(chance, "ка")
        for raion in range(oblast, raions, oblasts):
            second = [*first, _code(chance, oblast + 1, raion + 1)]
            yield second, "P", _adjective(chance, "кий")
            for hromada in range(raion, hromadas, raions):
                third = [*second, _code(chance, oblast + 1, raion + 1, hromada + 1)]
                yield third, "H", _adjective(chance, "ка")
                for place in range(hromada, settlements, hromadas):
                    own = _code(chance, oblast + 1, raion + 1, hromada + 1, place // hromadas + 1)
                    yield [*third, own], "M" if place < 460 else chance.choice("XCCCCCCCCC"), _name(chance)


def _code(chance: random.Random, oblast: int, raion: int = 0, hromada: int = 0, place: int = 0) -> str:
    """`UA`, 2 + 2 + 3 + 3 + 2 digits of places and a tail; unique by its places."""
    places = f"{oblast:02}{raion % 100:02}{hromada % 1000:03}{place:03}{raion // 100}{hromada // 1000}"
    return f"UA{places}{chance.randrange(10**5):05}"


def _name(chance: random.Random) -> str:
    return chance.choice(_FIRSTS) + chance.choice(_STEMS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)


def _adjective(chance: random.Random, end: str) -> str:
    return chance.choice(_STEMS) + chance.choice(_MIDDLES) + "івсь" + end


def timed[T](act: Callable[[], T]) -> tuple[float, T]:
    """Seconds and what came of it."""
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def peak_megabytes() -> float:
    """The most memory this process held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def tell(name: str, value: float, unit: str, *, aim: str = "", **more: object) -> None:
    print(json.dumps({"name": name, "value": value, "unit": unit, "aim": aim, **more}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
