"""The demo at the terminal: load it once, throw it away on demand, say how to sign in."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from config.environment import Environment
from vikno.operations.cluster import Cluster
from vikno.operations.errors import NotADemo

Say = Callable[[str], None]


def require_demo_mode(environment: Environment) -> None:
    """Invented people never enter a real installation."""
    if environment.is_production or not environment.is_embedded:
        raise NotADemo


def throw_away(environment: Environment, *, say: Say) -> None:
    """Remove the demo's database and files. Call it while nobody serves."""
    say(_("Викидаю попередні дані…"))
    Cluster(environment).destroy()
    for name in ("files", "mail", "stamps"):
        shutil.rmtree(environment.home_folder / name, ignore_errors=True)


def is_half_loaded(environment: Environment) -> bool:
    """True when a load was begun and never ended: Ctrl-C, a power cut. Nobody has worked there yet."""
    return _begun(environment).exists()


def load(environment: Environment, *, cases: int, say: Say) -> None:
    """Fill the empty database with the generated hromada; a database with the demo is left alone."""
    from vikno.demo import services

    if services.is_loaded():
        return
    say(_("Наповнюю вигаданою громадою (близько хвилини)…"))
    begun = _begun(environment)
    begun.parent.mkdir(parents=True, exist_ok=True)
    begun.touch()
    before = os.umask(0o077)
    try:
        services.load(cases=cases, say=say)
    finally:
        os.umask(before)
    begun.unlink()


def _begun(environment: Environment) -> Path:
    return environment.home_folder / "stamps" / "demo-begun"


def sign_ins(port: int) -> str:
    """The demo's sign-ins as lines, one a role."""
    from vikno.demo import people

    head = _("Вхід: {address}, пароль для всіх — {password}").format(
        address=f"http://localhost:{port}/accounts/login/", password=people.PASSWORD
    )
    return "\n".join([head, *(f"  {person.username:<12} {person.title}" for person in people.SIGN_INS)])
