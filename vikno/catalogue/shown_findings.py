"""What a person may do on a page of the catalogue, and what the linter says there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from vikno.catalogue import policies
from vikno.catalogue.queries import ShownFinding
from vikno.catalogue.rules import Severity
from vikno.common.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What the person in front of the page may do."""

    edit: bool
    publish: bool


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """An error or a warning of the linter."""

    word: str
    kind: str
    sentence: str
    place: str


def rights(actor: Actor) -> Rights:
    """What this person may do."""
    return Rights(edit=policies.may_edit(actor), publish=policies.may_publish(actor))


def finding_rows(findings: list[ShownFinding]) -> list[FindingRow]:
    """Errors and warnings; notes are told apart."""
    rows = []
    for finding in findings:
        if finding.severity is not Severity.NOTE:
            is_error = finding.severity is Severity.ERROR
            word, kind = (_("помилка"), "refused") if is_error else (_("зауваження"), "waiting")
            rows.append(FindingRow(word=word, kind=kind, sentence=finding.sentence, place=finding.place))
    return rows


def finding_notes(findings: list[ShownFinding]) -> list[str]:
    """What is still to be confirmed."""
    return [f.sentence for f in findings if f.severity is Severity.NOTE]
