"""How an act of law is named: in full on a card, shortly as the ground of a document, and in English."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_ENGLISH_KINDS: Final = {
    "Закон України": "Law of Ukraine",
    "Постанова Кабінету Міністрів України": "Resolution of the Cabinet of Ministers of Ukraine",
    "Розпорядження Кабінету Міністрів України": "Order of the Cabinet of Ministers of Ukraine",
    "Декрет Кабінету Міністрів України": "Decree of the Cabinet of Ministers of Ukraine",
    "Постанова Верховної Ради України": "Resolution of the Verkhovna Rada of Ukraine",
    "Постанова правління Пенсійного фонду України": "Resolution of the Board of the Pension Fund of Ukraine",
    "Наказ Міністерства юстиції України": "Order of the Ministry of Justice of Ukraine",
    "Наказ Міністерства фінансів України": "Order of the Ministry of Finance of Ukraine",
    "Наказ Міністерства внутрішніх справ України": "Order of the Ministry of Internal Affairs of Ukraine",
    "Наказ Міністерства регіонального розвитку, будівництва та житлово-комунального господарства України":
        "Order of the Ministry of Regional Development, Construction and Utilities of Ukraine",
    "Сімейний кодекс України": "Family Code of Ukraine",
    "Цивільний кодекс України": "Civil Code of Ukraine",
    "Земельний кодекс України": "Land Code of Ukraine",
    "Податковий кодекс України": "Tax Code of Ukraine",
}  # fmt: skip
_KIND: Final = re.compile("|".join(map(re.escape, sorted(_ENGLISH_KINDS, key=len, reverse=True))))
_WORDS: Final = (
    (r"\bвід (?=\d)", "of "),
    (r"№ ?", "No. "),
    (r"\bст\.", "Art."),
    (r"\bч\.", "part"),
    (r"\bп\.", "para"),
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act as the register of acts of the seed knows it."""

    kind: str
    number: str
    on: date
    title: str
    title_en: str = ""
    url: str = ""
    is_confirmed: bool = False

    @property
    def is_code(self) -> bool:
        return self.kind == self.title

    @property
    def full(self) -> str:
        return self._with_title(self.title, "«{}»")

    @property
    def full_en(self) -> str:
        return in_english(self._with_title("{}", "{}")).format(f"“{self.title_en}”").strip() if self.title_en else ""

    def _with_title(self, title: str, quotes: str) -> str:
        if self.is_code:
            return citation(self)
        return f"{citation(self)} {quotes.format(title)}"


def citation(act: Act, at: str = "") -> str:
    """«Закон України від 01.07.2010 № 2398-VI, ст. 17»; a code is named by itself."""
    name = act.kind if act.is_code else f"{act.kind} від {act.on:%d.%m.%Y} № {act.number}"
    return f"{name}, {at}" if at else name


def in_english(text: str) -> str:
    """A citation of a known kind in English; a text that names no known act comes back as it is."""
    if not _KIND.search(text):
        return text
    english = _KIND.sub(lambda match: _ENGLISH_KINDS[match.group()], text)
    for word, replacement in _WORDS:
        english = re.sub(word, replacement, english)
    return english
