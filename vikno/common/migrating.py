"""Migrations from nothing in seconds, not minutes.

Django keeps a class of every model while it migrates and makes anew all that are bound to a changed one, directly or
not: here nearly all, since nearly all name a hromada. With 300 models and 1,200 operations that was four minutes of a
processor. Only the changed model is made anew; the state says that the rest is stale, which is Django's own word for
it, so steps that work with rows (RunPython) get every class fresh. Steps on the schema read names of tables and
columns, which stale classes tell as well. `operations/tests/test_migrations.py` compares both ways.
"""

from typing import Any, Final

from django.db.migrations.state import ProjectState

_NAME: Final = "_find_reload_model"  # of Django's own; if it goes, so does this module
_ASKED: Final = getattr(ProjectState, _NAME)


def only_itself(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """What is to be made anew for a changed model: the model."""
    state.is_delayed = True
    return {(app_label, model_name)}


def hasten() -> None:
    """From now on."""
    setattr(ProjectState, _NAME, only_itself)


def slow_down() -> None:
    """As Django does it."""
    setattr(ProjectState, _NAME, _ASKED)
