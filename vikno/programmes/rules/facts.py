"""What the codifier says of a hromada beyond its words."""

from collections.abc import Collection, Mapping
from typing import Final

# Where the hromada of an oblast's centre is not named as the oblast is.
_CENTRES: Final[Mapping[str, str]] = {
    "Волинська": "Луцька", "Дніпропетровська": "Дніпровська", "Закарпатська": "Ужгородська",
    "Кіровоградська": "Кропивницька",
}  # fmt: skip
_KINDS: Final[Mapping[str, str]] = {"M": "city", "K": "city", "T": "settlement", "X": "settlement", "C": "village"}


def is_oblast_centre(hromada: str, oblast: str) -> bool:
    """Whether a hromada of this name is that of the centre of its oblast; both without the type."""
    return bool(oblast) and hromada == _CENTRES.get(oblast, oblast)


def kind_of_hromada(category: str, settlements: Collection[tuple[str, str]]) -> str:
    """ "city", "settlement" or "village" by the settlement that the codifier numbers first; "" where it has none.

    `settlements`: (code, category). Signs 10–12 of a code number the settlements of a hromada; its centre has 001.
    """
    if category == "K":
        return "city"
    centre = next((kind for code, kind in settlements if code[9:12] == "001"), "")
    return _KINDS.get(centre, "")
