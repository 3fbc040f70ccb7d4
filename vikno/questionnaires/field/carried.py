"""The form that is carried: the version's questions, who collects and where, and the hash of the version in it.

What comes back says by that hash which version it answers; columns a tool adds or renames say nothing about it.
"""

import importlib
import importlib.util
import io
import warnings
from dataclasses import replace
from typing import Any, Final

from vikno.questionnaires.engine import Document, Group, Kind, Question
from vikno.questionnaires.xlsform import write_xlsform

SECTION: Final = "vikno_field"
COLLECTOR, PLACE, HROMADA, VERSION = "vikno_collector", "vikno_place", "vikno_hromada", "vikno_version"
BEGUN, ENDED = "vikno_begun", "vikno_ended"
OWN: Final = frozenset({SECTION, COLLECTOR, PLACE, HROMADA, VERSION, BEGUN, ENDED})
# Kept by the phone itself, asked of nobody; our engine has no such questions.
_METADATA: Final = ({"type": "start", "name": BEGUN}, {"type": "end", "name": ENDED})


class NotConverted(Exception):
    """The converter does not take this questionnaire; the spreadsheet is there all the same."""


def taken_codes(document: Document) -> list[str]:
    """Codes of the document that the carried form needs for itself; empty when it may be carried."""
    return sorted(OWN & set(document.by_code))


def carried_form(document: Document, sha256: str) -> bytes:
    """XLSForm: Kobo and ODK Central both take it as it is. The title is in one language: XLSForm knows no other."""
    title = document.title.get(document.language) or next(iter(document.title.values()), document.code)
    made = replace(
        document, items=(_section(sha256), *document.items), extra={**document.extra, "version": sha256[:16]},
        title={document.language: title},
    )  # fmt: skip
    return write_xlsform(made, before=_METADATA)


def is_converter_here() -> bool:
    """Whether this installation has the converter of XLSForm to XForm, which is an extra."""
    return importlib.util.find_spec("pyxform") is not None


def xform_of(document: Document, sha256: str) -> bytes:
    """XForm by the reference converter, for tools that take no spreadsheet. Ask `is_converter_here` before.

    Raises NotConverted: the converter has rules of its own, and says so by whatever exception comes.
    """
    convert: Any = importlib.import_module("pyxform.xls2xform").convert
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            form: str = convert(io.BytesIO(carried_form(document, sha256)), validate=False).xform
        except Exception as error:
            raise NotConverted from error
    return form.encode()


def _section(sha256: str) -> Group:
    return Group(
        code=SECTION, labels={"uk": "Хто і де збирає відповіді", "en": "Who collects the answers, and where"},
        items=(
            _text(COLLECTOR, "Ваше прізвище та ім'я", "Your name", required=True),
            _text(PLACE, "Де ви: населений пункт, установа", "Where you are: settlement, office", required=True),
            _text(HROMADA, "Код громади за КАТОТТГ, якщо знаєте", "Code of the hromada, if you know it"),
            Question(code=VERSION, kind=Kind.CALCULATE, calculation=f"'{sha256}'"),
        ),
    )  # fmt: skip


def _text(code: str, uk: str, en: str, *, required: bool = False) -> Question:
    return Question(code=code, kind=Kind.TEXT, labels={"uk": uk, "en": en}, required=required)
