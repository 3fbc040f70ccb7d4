"""The information card of a service (Law 5203-VI, Art. 8), composed for a day, a language and perhaps a point.

A card is made of the version in force and of the point's own data, never typed: one office has other hours than
another, and a fee follows its index. Portal and desk show it with `catalogue/_card.html`; `card_pdf` prints it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vikno.catalogue.enums import Channel, CostKind, EvidenceForm
from vikno.catalogue.models import FeeIndex, ServiceVersion
from vikno.catalogue.queries.contents import content_of, dates_of, facts_of
from vikno.catalogue.queries.hours import hours_lines
from vikno.catalogue.queries.words import (
    IndexValue,
    day_words,
    ground_said,
    language,
    lower_first,
    price_words,
    said,
    share_words,
    term_words,
    upper_first,
)
from vikno.catalogue.rules import CardContent, CardDates, CardPlace, RequirementLine, ServiceFacts
from vikno.common.text import web_address
from vikno.common.typeset import render_pdf

TEMPLATE = "catalogue/typst/card.typ"


@dataclass(frozen=True, kw_only=True)
class CardItem:
    """One line: what to read first, what explains it, where it leads."""

    text: str
    note: str = ""
    ground: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class CardSection:
    """One question of a resident and its answers."""

    key: str
    title: str
    items: tuple[CardItem, ...]
    is_numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class InformationCard:
    """A card ready for a page or paper, in one language. `is_confirmed` is false while a term or a fee is not."""

    code: str
    name: str
    group: str
    place: str
    language: str
    sections: tuple[CardSection, ...]
    valid_from: date
    valid_to: date | None
    on: date
    is_confirmed: bool
    notice: str = ""

    def section(self, key: str) -> CardSection | None:
        """One section by its key: where, who, papers, how, price, term, result, refusal, law, decides."""
        return next((section for section in self.sections if section.key == key), None)


def index_values(*, on: date) -> dict[str, IndexValue]:
    """Figures that fees are a share of, by code, as they are on a day."""
    rows = FeeIndex.objects.filter(valid_from__lte=on).order_by("code", "-valid_from").distinct("code")
    return {row.code: IndexValue(name=row.name, name_en=row.name_en, value=row.value) for row in rows}


def index_choices() -> list[tuple[str, str]]:
    """Codes of known figures with their names."""
    rows = FeeIndex.objects.order_by("code", "-valid_from").distinct("code")
    return [(row.code, said(row.name, row.name_en)) for row in rows]


def information_card(version: ServiceVersion, *, on: date, place: CardPlace | None = None) -> InformationCard:
    """The card of a version (fetch it by `version_in_force`), in the language of the page."""
    return compose_card(
        facts=facts_of(version.service), content=content_of(version), dates=dates_of(version),
        authority=_authority(version), indices=index_values(on=on), on=on, place=place,
    )  # fmt: skip


def compose_card(
    *,
    facts: ServiceFacts,
    content: CardContent,
    dates: CardDates,
    authority: str,
    indices: Mapping[str, IndexValue],
    on: date,
    place: CardPlace | None,
) -> InformationCard:
    """The card from plain values; sections without an answer are left out."""
    sections = (
        CardSection(key="where", title=_("Куди звернутися"), items=tuple(_where(content, place))),
        CardSection(key="who", title=_("Хто може звернутися"), items=tuple(_who(content))),
        CardSection(key="papers", title=_("Які документи потрібні"), items=tuple(_papers(content)), is_numbered=True),
        CardSection(key="how", title=_("Як подати"), items=tuple(_how(content))),
        CardSection(key="price", title=_("Скільки коштує"), items=tuple(_price(content, indices))),
        CardSection(key="term", title=_("Скільки чекати"), items=tuple(_term(content))),
        CardSection(key="result", title=_("Що отримаєте"), items=tuple(_result(content))),
        CardSection(key="refusal", title=_("Коли можуть відмовити"), items=tuple(_refusals(content)), is_numbered=True),
        CardSection(key="law", title=_("На підставі чого"), items=tuple(_acts(content))),
        CardSection(
            key="decides", title=_("Хто ухвалює рішення"), items=(CardItem(text=authority),) if authority else ()
        ),
    )
    return InformationCard(
        code=facts.code,
        name=said(facts.name, facts.name_en),
        group=said(facts.group_name, facts.group_name_en),
        place=place.name if place else "",
        language=language(),
        sections=tuple(section for section in sections if section.items),
        valid_from=dates.valid_from,
        valid_to=dates.valid_to,
        on=on,
        is_confirmed=content.term_is_confirmed and all(cost.is_confirmed for cost in content.costs),
        notice=place.notice if place else "",
    )


@dataclass(frozen=True, kw_only=True)
class SectionChange:
    """What a section says no more, and what it says anew."""

    title: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def card_changes(before: InformationCard, after: InformationCard) -> list[SectionChange]:
    """How one card differs from another for those who read it, section by section."""
    keys = dict.fromkeys(section.key for card in (before, after) for section in card.sections)
    found = []
    for key in keys:
        old, new = before.section(key), after.section(key)
        was, now = _section_lines(old), _section_lines(new)
        removed, added = tuple(x for x in was if x not in now), tuple(x for x in now if x not in was)
        if removed or added:
            title = new.title if new else old.title if old else ""
            found.append(SectionChange(title=title, removed=removed, added=added))
    return found


def _section_lines(section: CardSection | None) -> list[str]:
    items = section.items if section else ()
    return [". ".join(filter(None, (item.text.rstrip("."), item.note, item.ground))) for item in items]


def card_pdf(card: InformationCard, *, made_at: datetime) -> bytes:
    """The card on A4 for the board or for hands: PDF/A and PDF/UA, the same bytes for the same card."""
    return render_pdf(TEMPLATE, card_data(card), made_at=made_at)


def card_data(card: InformationCard) -> dict[str, Any]:
    """What the printed template shows: every word of it."""
    dates = _("Картка діє з {date}.").format(date=day_words(card.valid_from))
    return {
        "lang": card.language,
        "title": card.name,
        "caption": _("Інформаційна картка послуги {code}").format(code=card.code),
        "group": card.group,
        "place": card.place,
        "notice": card.notice,
        "sections": [asdict(section) for section in card.sections],
        "unconfirmed": "" if card.is_confirmed else unconfirmed_words(),
        "dates": dates,
        "printed": _("Складено {date}.").format(date=day_words(card.on)),
        "page": _("сторінка"),
        "of": _("з"),
    }


def unconfirmed_words() -> str:
    """Said on a card whose term or fee nobody at the centre has checked."""
    return _("Строк і плату на цій картці ще не звірено на місці. Уточніть їх в адміністратора.")


def _authority(version: ServiceVersion) -> str:
    return said(version.authority.name, version.authority.name_en) if version.authority else ""


def _where(content: CardContent, place: CardPlace | None) -> Iterator[CardItem]:
    if place is not None:
        yield CardItem(text=place.name, note=place.address)
        contacts = (
            (_("Телефон: {text}"), ", ".join(place.phones)),
            (_("Електронна пошта: {text}"), place.email),
            (_("Сайт: {text}"), place.website),
            (_("Прийом: {text}"), "; ".join(hours_lines(place))),
        )
        yield from (CardItem(text=words.format(text=text)) for words, text in contacts if text)
    if content.is_extraterritorial:
        yield CardItem(text=_("Можна звернутися незалежно від місця проживання."))
    if content.can_travel:
        yield CardItem(text=_("Послугу можна отримати на виїзді або вдома, якщо центр її так надає."))


def _who(content: CardContent) -> Iterator[CardItem]:
    text = said(content.who_may_apply, content.who_may_apply_en)
    if text:
        yield CardItem(text=text)


def _papers(content: CardContent) -> Iterator[CardItem]:
    for line in content.requirements:
        yield CardItem(
            text=said(line.name, line.name_en), note=_paper_note(line), ground=ground_said(line.ground)
        )  # fmt: skip


def _paper_note(line: RequirementLine) -> str:
    """How to bring it, and when it is wanted."""
    form = "" if line.form == EvidenceForm.ORIGINAL else str(EvidenceForm(line.form).label)
    condition = said(line.condition, line.condition_en)
    only = _("Лише якщо: {condition}").format(condition=lower_first(condition)) if condition else ""
    return ". ".join(filter(None, (upper_first(form), only)))


def _how(content: CardContent) -> Iterator[CardItem]:
    words = [str(Channel(channel).label) for channel in content.channels]
    if words:
        yield CardItem(text=upper_first(", ".join(words)) + ".")
    text = said(content.how_to_apply, content.how_to_apply_en)
    yield from (CardItem(text=line) for line in text.splitlines() if line.strip())


def _price(content: CardContent, indices: Mapping[str, IndexValue]) -> Iterator[CardItem]:
    for cost in content.costs:
        notes = [said(cost.description, cost.description_en)]
        index = indices.get(cost.index)
        if cost.kind == CostKind.INDEX_SHARE and index is not None and cost.percent is not None:
            notes.append(share_words(cost.percent, said(index.name, index.name_en)))
        yield CardItem(
            text=price_words(cost, indices), note=". ".join(filter(None, notes)), ground=ground_said(cost.ground)
        )  # fmt: skip


def _term(content: CardContent) -> Iterator[CardItem]:
    words, note = term_words(content), said(content.term_note, content.term_note_en)
    if note and (content.is_immediate or not words):
        words, note = note, ""  # «одразу» and «у день подання» say the same: the card's own words win
    if words:
        yield CardItem(text=words, note=note)
    if content.is_collegial:
        yield CardItem(text=_("Рішення ухвалює колегіальний орган на своєму засіданні."))
    if content.has_tacit_consent:
        yield CardItem(text=_("Якщо строк минув без відповіді, може діяти мовчазна згода."))
    if content.is_paused_by_martial_law:
        yield CardItem(text=_("На час воєнного стану перебіг строку зупинено."))


def _result(content: CardContent) -> Iterator[CardItem]:
    text = said(content.result, content.result_en)
    if text:
        yield CardItem(text=text)
        yield CardItem(text=_("Забрати результат можна там, де подали заяву, або так, як ви вказали в заяві."))


def _refusals(content: CardContent) -> Iterator[CardItem]:
    english = (*content.refusal_grounds_en, *("",) * len(content.refusal_grounds))
    yield from (CardItem(text=said(uk, en)) for uk, en in zip(content.refusal_grounds, english, strict=False))


def _acts(content: CardContent) -> Iterable[CardItem]:
    for act in content.acts:
        yield CardItem(text=said(act.title, act.title_en), url=web_address(act.url))
