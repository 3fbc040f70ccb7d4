"""Migrations from nothing in seconds, not minutes.

Django keeps a class of every model while it migrates and makes anew all that are bound to a changed one, directly or
not: here nearly all, since nearly all name a hromada. With 300 models and 1,200 operations that was four minutes of a
processor. Only the changed model is made anew; the state says that the rest is stale, which is Django's own word for
it, so steps that work with rows (RunPython) get every class fresh. Steps on the schema read names of tables and
columns, which stale classes tell as well. `tests/test_migrations.py` compares both ways.
"""

from django.db.migrations.state import ProjectState

_ASKED = ProjectState._find_reload_model


def only_itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """What is to be made anew for a changed model: the model."""
    state.is_delayed = True
    return {(app_label, model_name)}


def hasten() -> None:
    """From now on."""
    ProjectState._find_reload_model = only_itself  # type: ignore[method-assign]


def slow_down() -> None:
    """As Django does it."""
    ProjectState._find_reload_model = _ASKED  # type: ignore[method-assign]
