"""What the codifier says of a hromada beyond its words."""

from collections.abc import Mapping
from typing import Final

# Where the hromada of an oblast's centre is not named as the oblast is.
_CENTRES: Final[Mapping[str, str]] = {
    "Волинська": "Луцька", "Дніпропетровська": "Дніпровська", "Закарпатська": "Ужгородська",
    "Кіровоградська": "Кропивницька",
}  # fmt: skip


def is_oblast_centre(hromada: str, oblast: str) -> bool:
    """Whether a hromada of this name is that of the centre of its oblast; both without the type."""
    return bool(oblast) and hromada == _CENTRES.get(oblast, oblast)
