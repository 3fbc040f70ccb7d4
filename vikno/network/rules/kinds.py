"""The kind of a point, told by its name."""

import re
from typing import Final

from vikno.network.rules.words import tidy

_LOWER: Final = re.IGNORECASE
_SUITCASE: Final = re.compile(r"валіз|кейс|мобільн\w+\s+(?:робоч\w+\s+місц|адміністратор)", _LOWER)
_BUS: Final = re.compile(r"мобільн|пересувн|виїзн|автобус|\bна колесах", _LOWER)
_REMOTE: Final = re.compile(r"\bВРМ\b|віддален\w+\s+(?:місц\w+|робоч\w*\s+місц[ея])\b", _LOWER)
# «Віддалені робочі місця: с. …» in a centre's name lists what it runs.
_LIST_OF_REMOTE: Final = re.compile(r"віддален(?:і|ими|их)\s+робоч\w+\s+місц(?:я|ями|ь)\b|\bВРМ\s*:", _LOWER)
_STAROSTA: Final = re.compile(r"старостин?ськ\w*\s+(?:пункт|округ)|робоч\w+\s+місц\w+\s+старост|старостат", _LOWER)
_BRANCH: Final = re.compile(r"територіальн\w+\s+підрозділ|\bТП\b|\bфілі[яїю]\b|\bвідокремлен\w+\s+підрозділ", _LOWER)


def kind_of(name: str) -> str:
    """A value of `enums.PointKind`. A name that says nothing is an office of its own: `main`."""
    name = tidy(name)
    if _SUITCASE.search(name):
        return "mobile_suitcase"
    if _BUS.search(name):
        return "mobile_bus"
    without_list = _LIST_OF_REMOTE.sub(" ", name)
    if _REMOTE.search(without_list):
        return "remote"
    if _STAROSTA.search(without_list):
        return "starosta"
    return "branch" if _BRANCH.search(without_list) else "main"
