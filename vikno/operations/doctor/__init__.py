"""The self-check: what works, what does not, and what to do about it, in plain words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from config.environment import Environment
from vikno.common.errors import Refusal
from vikno.operations.doctor.database import IN_BARE_DATABASE, IN_DATABASE
from vikno.operations.doctor.finding import BAD, Check, Finding
from vikno.operations.doctor.machine import ON_MACHINE
from vikno.operations.installation import is_bare, running_database

__all__ = ["Finding", "examine", "examine_all", "in_words"]
_SIGNS = {"good": "✓", "warning": "!", "bad": "✗"}


def examine_all(environment: Environment, *, say: Callable[[str], None]) -> list[Finding]:
    """Start the database if need be and look at everything; without a database look at the rest."""
    try:
        with running_database(environment, say=say):
            return examine(environment)
    except Refusal as refusal:
        title, _check = IN_DATABASE[0]
        missing = Finding(str(title), BAD, str(refusal))
        return [missing, *_each(ON_MACHINE, environment)]


def examine(environment: Environment) -> list[Finding]:
    """Look at everything with the database running; one check that breaks does not hide the others."""
    return _each((*(IN_BARE_DATABASE if is_bare() else IN_DATABASE), *ON_MACHINE), environment)


def in_words(findings: list[Finding]) -> str:
    """The findings as lines for a terminal."""
    lines = [f"{_SIGNS[f.state]} {f.title}: {f.words}" + (f"\n    → {f.remedy}" if f.remedy else "") for f in findings]
    bad = sum(f.is_bad for f in findings)
    lines.append(_("Потребує уваги: {n}.").format(n=bad) if bad else _("Усе гаразд."))
    return "\n".join(lines)


def _each(checks: tuple[Check, ...], environment: Environment) -> list[Finding]:
    return [_guarded(str(title), check, environment) for title, check in checks]


def _guarded(title: str, check: Callable[[Environment], Finding], environment: Environment) -> Finding:
    try:
        return check(environment)
    except Exception as error:  # whatever breaks a check is itself a finding
        reason = str(error).strip().split("\n")[0] or error.__class__.__name__
        return Finding(title, BAD, _("перевірити не вдалося: {reason}").format(reason=reason))
