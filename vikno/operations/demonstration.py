"""The demo at the terminal: load it once, throw it away on demand, say how to sign in."""

from collections.abc import Callable

from config.environment import Environment
from vikno.common.errors import Refusal
from vikno.operations.cluster import Cluster

Say = Callable[[str], None]


class NotADemo(Refusal):
    code = "not_a_demo"
    message = "VIKNO_MODE=production або DATABASE_URL: вигадану громаду сюди не завантажуємо."


def require_demo_mode(environment: Environment) -> None:
    """Invented people never enter a real installation."""
    if environment.is_production or not environment.is_embedded:
        raise NotADemo


def throw_away(environment: Environment, *, say: Say) -> None:
    """Remove the demo's database and files."""
    import shutil

    say("Викидаю попередні дані…")
    Cluster(environment).destroy()
    for name in ("files", "mail", "stamps", "static"):
        shutil.rmtree(environment.home_folder / name, ignore_errors=True)


def load(*, cases: int, say: Say) -> None:
    """Fill the empty database with the generated hromada; a database with the demo is left alone."""
    from vikno.demo import services

    if services.is_loaded():
        return
    say("Наповнюю вигаданою громадою (близько хвилини)…")
    services.load(cases=cases, say=say)


def sign_ins() -> str:
    """The demo's sign-ins as lines, one a role."""
    from vikno.demo import people

    lines = [f"  {person.username:<12} {person.title}" for person in people.SIGN_INS]
    return "\n".join([f"Вхід: http://localhost/… /accounts/login/, пароль для всіх — {people.PASSWORD}", *lines])
