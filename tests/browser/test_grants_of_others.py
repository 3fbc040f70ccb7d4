"""A published package of grants is walked in: looked at, its days said once, brought in, given back as it came.

Its days are written 05/06/2014. The published file is taken where it is present; one of our own always.
"""

import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.chromium import NARROW, WIDE, sideways, violations

REAL: Final = Path(os.environ.get("VIKNO_SHARED_DATA", "/nowhere")) / "grants/360giving-wolfson-2014.json"
_DICE = random.Random()  # a served site may have met yesterday's package

Somebody = Callable[..., Hands]


def ours(folder: Path, *days: str) -> Path:
    """A package of a grant a day, of a donor that does not exist."""
    serial = _DICE.randrange(10**9)
    made = [
        {
            "id": f"360G-synii-{serial}-{place}", "title": f"Меблі для {place}-ї точки", "description": "Меблі",
            "currency": "EUR", "amountAwarded": 100 * place, "awardDate": day,
            "recipientOrganization": [{"id": f"XX-{place}", "name": "Вигадана рада"}],
            "fundingOrganization": [{"id": "XX-0", "name": "Вигаданий фонд"}], "fromOpenCall": "YES",
        }
        for place, day in enumerate(days, start=1)
    ]  # fmt: skip
    file = folder / f"ours-{serial}.json"
    file.write_text(json.dumps({"grants": made}, ensure_ascii=False), encoding="utf-8")
    return file


def offered(somebody: Somebody, file: Path) -> Hands:
    """The programme gives a file and stands before what would come of it."""
    at = somebody("programme").at_desk()
    at.page.goto("/support/files/")
    at.follow("Внести гранти інших")
    at.main.locator("input[type=file]").set_input_files(file)
    at.press("Подивитися")
    return at


def is_whole(at: Hands) -> None:
    """Axe, and no sideways scroll at either width."""
    assert violations(at.page) == []
    for size in (NARROW, WIDE):
        at.page.set_viewport_size(size)
        assert sideways(at.page) <= 0, size


def test_a_package_of_ours_says_nothing_of_its_days_and_nothing_is_chosen_for_the_person(
    somebody: Somebody, tmp_path: Path
) -> None:
    file = ours(tmp_path, "05/06/2014", "04/12/2014")
    at = offered(somebody, file)
    at.reads("Із самих чисел цього не видно")
    at.reads("fromOpenCall: за стандартом тут Yes або No.")
    is_whole(at)
    expect(at.main.locator("input[type=radio]:checked")).to_have_count(0)
    expect(at.main.get_by_role("button", name="Внести все")).to_have_count(0)
    at._press("Читати так")
    expect(at.page.locator("body")).to_contain_text("Оберіть, де день, а де місяць")
    at.tick(re.compile("5 червня 2014"))
    at.press("Читати так")
    at.reads("05.06.2014")
    is_whole(at)
    at.press("Внести все")
    at.reads("04.12.2014")
    assert at.file("Файл, як він прийшов") == file.read_bytes()


@pytest.mark.skipif(not REAL.exists(), reason="the published package is not here")
def test_the_published_package_is_taken_once_its_days_are_said(somebody: Somebody) -> None:
    at = offered(somebody, REAL)
    at.reads("перше число більше за 12")
    at.reads("dateModified: за стандартом день і час пишуть")
    is_whole(at)
    expect(at.main.locator("input[type=radio]:checked")).to_have_value("day_first")
    at.press("Читати так")
    at.reads("Буде внесено все: 379")
    at.press("Внести все")
    expect(at.page.locator("body")).to_contain_text("Внесено 379 грантів")
    at.reads("05.06.2014")
    assert at.file("Файл, як він прийшов") == REAL.read_bytes()
    at.write("Підстава або пояснення", "Пройдено для перевірки")
    at.press("Скасувати внесення")
