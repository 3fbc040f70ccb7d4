"""Life-event bundles as files: one TOML a bundle, services by code, documents by the words of the shared list."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from vikno.catalogue.readers.seed import SEED
from vikno.common.tables import Problem

BUNDLES: Final = SEED / "bundles"


@dataclass(frozen=True, kw_only=True)
class ReadQuestion:
    code: str
    text: str
    text_en: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """`question` is the code of a question or ""; `gives` are names of papers that the service's result provides."""

    service: str
    question: str = ""
    gives: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadBundle:
    code: str
    life_event: str
    name: str
    name_en: str
    advice: str
    valid_from: date
    valid_to: date | None
    source: str
    is_confirmed: bool
    questions: tuple[ReadQuestion, ...]
    lines: tuple[ReadLine, ...]


class BundleFault(Exception):
    """A file of bundles that cannot be taken: the lines say what to mend."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.reason for problem in problems))
        self.problems = problems


def read_bundles(folder: Path = BUNDLES) -> tuple[ReadBundle, ...]:
    """The bundles that come with the product, in the order of file names."""
    return tuple(read_bundle(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml")))


def read_bundle(text: str) -> ReadBundle:
    """One bundle. Raises BundleFault when something is missing or named twice."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BundleFault([Problem(0, _("це не TOML: {error}").format(error=error))]) from error
    problems = list(_problems(told))
    if problems:
        raise BundleFault(problems)
    documents = tomllib.loads((SEED / "_documents.toml").read_text(encoding="utf-8"))
    return ReadBundle(
        code=told["code"], life_event=told["life_event"], name=told["name"], name_en=told.get("name_en", ""),
        advice=told.get("advice", ""), valid_from=told["valid_from"], valid_to=told.get("valid_to"),
        source=told["source"], is_confirmed=bool(told.get("confirmed", False)),
        questions=tuple(ReadQuestion(**question) for question in told.get("question", ())),
        lines=tuple(
            ReadLine(
                service=line["code"], question=line.get("question", ""), note=line.get("note", ""),
                gives=tuple(documents[word]["name"] if word in documents else word for word in line.get("gives", ())),
            )
            for line in told["service"]
        ),
    )  # fmt: skip


def _problems(told: dict[str, Any]) -> Iterator[Problem]:
    for name, kind in (("code", str), ("life_event", str), ("name", str), ("source", str), ("valid_from", date)):
        if not isinstance(told.get(name), kind) or told.get(name) == "":
            yield Problem(0, _("немає поля «{name}»").format(name=name))
    if not told.get("service"):
        yield Problem(0, _("немає жодної послуги"))
    questions = [question.get("code") for question in told.get("question", ())]
    codes = [line.get("code") for line in told.get("service", ())]
    for repeated in {code for code in codes if codes.count(code) > 1}:
        yield Problem(0, _("послуга {code} стоїть двічі").format(code=repeated))
    for repeated in {code for code in questions if questions.count(code) > 1}:
        yield Problem(0, _("питання «{code}» стоїть двічі").format(code=repeated))
    for line in told.get("service", ()):
        if line.get("question", "") not in ("", *questions):
            yield Problem(
                0,
                _("послуга {code}: немає питання «{question}»").format(
                    code=line.get("code"), question=line["question"]
                ),
            )
