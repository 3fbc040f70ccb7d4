"""Labels of choices where many rows are shown."""

from collections.abc import Callable

from django.db.models import Model, TextChoices


def label_of(kind: type[TextChoices], field: str) -> Callable[[Model], str]:
    """The `get_…_display` of a field, for models that stand in long lists.

    Django's own translates every label of a choice to say one of them; in a list of fifty that is a sixth of the page.
    """

    def shown(row: Model) -> str:
        value = getattr(row, field)
        return str(kind(value).label) if value in kind.values else value

    return shown
