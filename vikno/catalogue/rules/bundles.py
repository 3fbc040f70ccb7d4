"""Life-event bundles as their editor tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class BundleWords:
    """What a steward says of a bundle, whole.

    facts: name, advice, source, is_confirmed, valid_to. Questions: (code, text), an empty code being a new one.
    Lines, in the order of doing: (key of a service, code of a question or "", note).
    """

    facts: Mapping[str, Any]
    questions: Sequence[tuple[str, str]]
    lines: Sequence[tuple[int, str, str]]
