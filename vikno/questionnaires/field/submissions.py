"""What Kobo or ODK exports, as submissions: CSV, JSON (Kobo's own, OData of ODK Central), XML of one or of many.

Names are told by their last part: tools put the codes of sections before them, parted by «/» or «-».
Nothing is judged here.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree import ElementTree

from vikno.common.tables import TableRefused, read_table
from vikno.questionnaires.engine import FILES, NEVER_TYPED, Document, Key, Kind, Plain
from vikno.questionnaires.field.carried import BEGUN, COLLECTOR, ENDED, HROMADA, OWN, PLACE, SECTION, VERSION

MOST: Final = 1000
_DEPTH: Final = 20
# Where tools write whose submission it is and when it came, the best first.
_INSTANCE: Final = ("instanceID", "__id", "KEY", "_uuid")
_SENT: Final = (ENDED, BEGUN, "submissionDate", "SubmissionDate", "_submission_time")
# What holds others and is no section of the questionnaire: who collects, and what tools say of the submission.
_SECTIONS: Final = frozenset({SECTION, "__system", "meta"})
_META: Final = frozenset({*_INSTANCE, *_SENT, *OWN})
_CHOSEN: Final = frozenset({"1", "1.0", "true", "True", "TRUE"})

type Leaf = tuple[str, int, Any]


class FieldFileRefused(ValueError):
    """The file is no export that can be read; `code` says why, `found` what stands in it."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code, self.found = code, found


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One filled form. `place`: its line or number in the file; `instance` without «uuid:», "" where it has none."""

    place: int
    instance: str
    version: str
    collector: str
    where: str
    hromada: str
    sent: str
    answers: Mapping[Key, Plain] = field(default_factory=dict)


def read_submissions(body: bytes, document: Document) -> list[Submission]:
    """All of them in the order of the file. Raises FieldFileRefused."""
    begins = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins == b"<":
        found = list(_of_xml(_text_of(body), document))
    elif begins in (b"{", b"["):
        found = list(_of_json(_text_of(body), document))
    else:
        found = list(_of_table(body, document))
    if not found:
        raise FieldFileRefused("empty")
    if len(found) > MOST:
        raise FieldFileRefused("too_many")
    made = [_submission(place, leaves, document) for place, leaves in found]
    if not any(one.answers for one in made):
        raise FieldFileRefused("no_known_question")
    return made


def _text_of(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FieldFileRefused("not_utf8") from None


# ---- three forms of the same -----------------------------------------------------------------------------------------
def _of_xml(text: str, document: Document) -> Iterator[tuple[int, list[Leaf]]]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise FieldFileRefused("not_xml")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  no entities are let in
    except ElementTree.ParseError:
        raise FieldFileRefused("not_xml") from None
    listed = [root] if _own_instance(root) else list(root)
    for place, one in enumerate(listed, start=1):
        leaves = list(_leaves_of_xml(one, document, row=0, depth=0))
        said = one.get("instanceID")
        yield place, [("instanceID", 0, said), *leaves] if said else leaves


def _own_instance(root: ElementTree.Element) -> bool:
    """Whether the root is a submission and not a list of them."""
    metas = [one for one in root if _local(one.tag) == "meta"]
    return "instanceID" in root.attrib or any(_local(one.tag) == "instanceID" for meta in metas for one in meta)


def _leaves_of_xml(node: ElementTree.Element, document: Document, *, row: int, depth: int) -> Iterator[Leaf]:
    if depth > _DEPTH:
        raise FieldFileRefused("not_xml")
    rows = Counter[str]()
    for child in node:
        name = _local(child.tag)
        if not len(child):
            yield name, row, (child.text or "").strip()
            continue
        within = row
        if _is_repeat(document, name):
            rows[name] += 1
            within = rows[name]
        yield from _leaves_of_xml(child, document, row=within, depth=depth + 1)


def _is_repeat(document: Document, name: str) -> bool:
    return name in set(document.repeated.values())


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _of_json(text: str, document: Document) -> Iterator[tuple[int, list[Leaf]]]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise FieldFileRefused("not_json") from None
    if isinstance(read, dict):
        listed = next((read[name] for name in ("results", "value") if isinstance(read.get(name), list)), [read])
    else:
        listed = read
    for place, one in enumerate(listed, start=1):
        if not isinstance(one, dict):
            raise FieldFileRefused("not_json")
        yield place, list(_leaves_of_json(one, document, row=0, depth=0))


def _leaves_of_json(node: Mapping[str, Any], document: Document, *, row: int, depth: int) -> Iterator[Leaf]:
    """Lists of things that are no repeat of ours (attachments, checks of a tool) are the tool's own."""
    if depth > _DEPTH:
        raise FieldFileRefused("not_json")
    for written, value in node.items():
        name = written.rpartition("/")[2]
        is_ours = name in document.by_code or name in _SECTIONS
        if isinstance(value, dict):
            if is_ours:
                yield from _leaves_of_json(value, document, row=row, depth=depth + 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for number, one in enumerate(value if is_ours else (), start=1):
                yield from _leaves_of_json(one, document, row=number, depth=depth + 1)
        else:
            yield name, row, value


def _of_table(body: bytes, document: Document) -> Iterator[tuple[int, list[Leaf]]]:
    """A table has a line for a submission: rows of a repeat stand in other tables, so it is not for such versions."""
    if document.repeated:
        raise FieldFileRefused("repeats_in_table")
    try:
        table = read_table(body, widths="keep")
    except TableRefused as refused:
        raise FieldFileRefused("not_a_table", str(refused)) from refused
    names = [_heading(title, _spellings(document)) for title in table.header]
    for row in table.rows:
        leaves: list[Leaf] = []
        for (name, choice), cell in zip(names, row.cells, strict=False):
            if name and not choice:
                leaves.append((name, 0, cell.strip()))
            elif name and cell.strip() in _CHOSEN:
                leaves.append((name, 0, [choice]))
        yield row.line, leaves


def _spellings(document: Document) -> dict[str, tuple[str, str]]:
    """Every heading that means a question, or one choice of a question with several."""
    made: dict[str, tuple[str, str]] = {}
    for one in document.placed:
        path = [*(section.code for section in one.path), one.item.code]
        spelled = {path[-1], "/".join(path), "-".join(path)}
        made |= dict.fromkeys(spelled, (one.item.code, ""))
        question = document.question(one.item.code)
        if question is not None and question.kind == Kind.SELECT_MULTIPLE:
            for choice in document.choices_of(question):
                made |= dict.fromkeys((f"{name}/{choice.code}" for name in spelled), (question.code, choice.code))
    return made


def _heading(title: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """("", "") for a column of the tool's own, or of nobody."""
    written = title.strip()
    if written in known:
        return known[written]
    short = written.rpartition("/")[2]
    name = next((one for one in _META if short == one or short.endswith(f"-{one}")), "")
    return name, ""


# ---- one submission --------------------------------------------------------------------------------------------------
def _submission(place: int, leaves: list[Leaf], document: Document) -> Submission:
    said: dict[str, str] = {}
    answers: dict[Key, Plain] = {}
    for name, row, value in leaves:
        if value in (None, "", []):
            continue
        if name in _META and name not in document.by_code:
            said.setdefault(name, str(value).strip())
        else:
            _put(answers, document, name, row, value)
    first = next((said[name] for name in _INSTANCE if name in said), "")
    return Submission(
        place=place, instance=first.removeprefix("uuid:").lower()[:100], version=said.get(VERSION, ""),
        collector=said.get(COLLECTOR, ""), where=said.get(PLACE, ""), hromada=said.get(HROMADA, "").upper(),
        sent=next((said[name] for name in _SENT if name in said), ""), answers=answers,
    )  # fmt: skip


def _put(answers: dict[Key, Plain], document: Document, name: str, row: int, value: Any) -> None:
    """Files stay where they were collected; what is calculated is calculated here."""
    question = document.question(name)
    if question is None or question.kind in NEVER_TYPED or question.kind in FILES:
        return
    key = (name, row if name in document.repeated else 0)
    if question.kind == Kind.SELECT_MULTIPLE:
        chosen = value.split() if isinstance(value, str) else value
        before = answers.get(key)
        if isinstance(chosen, list) and isinstance(before, list):
            chosen = list(dict.fromkeys([*before, *chosen]))
        answers[key] = chosen
    else:
        answers[key] = value
