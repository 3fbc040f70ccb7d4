"""The first words of a memorandum: a template of the house, filled in and then edited by people."""

from pathlib import Path
from typing import Final

from vikno.support.models import Memorandum

_TEMPLATE: Final = Path(__file__).parent / "data" / "memorandum.txt"


def first_text(memorandum: Memorandum) -> str:
    """Ukrainian; every place of the template is known here, and a brace that somebody typed stays a brace."""
    said = {
        "number": memorandum.number, "programme": memorandum.programme.title, "hromada": memorandum.hromada.title,
        "goal": memorandum.goal or "…", "starts_on": f"{memorandum.starts_on:%d.%m.%Y}",
        "ends_on": f"{memorandum.ends_on:%d.%m.%Y}",
    }  # fmt: skip
    text = _TEMPLATE.read_text(encoding="utf-8")
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", value)
    return text.strip()
