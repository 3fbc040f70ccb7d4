"""Published editions of models."""

from functools import cache, lru_cache
from typing import Final

from vikno.assessments.framework import Framework, as_json, fingerprint, framework_of, own
from vikno.assessments.models import FrameworkVersion

OWN_MODEL: Final = "vikno"


def own_dimensions() -> dict[str, str]:
    """Codes of dimensions of our own model with their titles: one vocabulary of needs for calls and events."""
    return {one.code: str(one.title) for one in own().dimensions}


def framework_in_force() -> FrameworkVersion | None:
    """The newest edition of our own model that was published here."""
    return (
        FrameworkVersion.objects.filter(organisation=None, code=own().code)
        .defer("document")
        .order_by("-edition")
        .first()
    )


def read(version: FrameworkVersion) -> Framework:
    """What was published under this hash; it never changes, so it is read once."""
    return own() if version.sha256 == _own_sha256() else _read(version.sha256)


@lru_cache(maxsize=32)
def _read(sha256: str) -> Framework:
    found = FrameworkVersion.objects.filter(sha256=sha256).order_by("pk").values_list("document", flat=True).first()
    assert found is not None, "a published edition stays"
    return framework_of(found)


@cache
def _own_sha256() -> str:
    return fingerprint(as_json(own()))
