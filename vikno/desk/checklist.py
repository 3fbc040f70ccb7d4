"""One checklist for several services: a paper that several ask for is asked once. No clock, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vikno.common.text import fold

# A paper that stays in the case can lie in one case only; the others are shown or copied, and serve them all.
STAYS_IN_THE_CASE = frozenset({"original"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one service asks for; `condition` is empty where everybody brings it."""

    service_id: int
    requirement_id: int
    name: str
    evidence_form: str
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the checklist and the requirements it answers: (service, requirement)."""

    name: str
    evidence_form: str
    condition: str
    of: tuple[tuple[int, int], ...]
    arises_from: int | None = None

    @property
    def key(self) -> int:
        """The requirement that stands for the line in a form."""
        return self.of[0][1]

    @property
    def is_needed(self) -> bool:
        """Brought by everybody, and not given only by another service of the same visit."""
        return not self.condition and self.arises_from is None


def checklist(asked: Iterable[Asked], *, gives: Mapping[int, Sequence[str]] | None = None) -> list[Line]:
    """Lines in the order of asking. `gives`: papers that a service's own result provides to the later ones."""
    provided: dict[str, int] = {}
    groups: dict[tuple[str, str, int], list[Asked]] = {}
    served: dict[int, None] = {}
    for one in asked:
        served[one.service_id] = None
        key = fold(one.name)
        own = one.service_id if one.evidence_form in STAYS_IN_THE_CASE else 0
        groups.setdefault((key, one.evidence_form, own), []).append(one)
    for service_id in served:
        for name in (gives or {}).get(service_id, ()):
            provided.setdefault(fold(name), service_id)
    return [_line(ones, provided) for ones in groups.values()]


def _line(ones: Sequence[Asked], provided: Mapping[str, int]) -> Line:
    source = provided.get(fold(ones[0].name))
    conditions = [] if any(not one.condition for one in ones) else [one.condition for one in ones]
    return Line(
        name=ones[0].name, evidence_form=ones[0].evidence_form, condition=" / ".join(dict.fromkeys(conditions)),
        of=tuple((one.service_id, one.requirement_id) for one in ones),
        arises_from=source if source is not None and source not in {one.service_id for one in ones} else None,
    )  # fmt: skip


def papers_for(service_id: int, papers: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """Lines for the inventory of one of the services: as its card lists them, then what was added by hand."""
    found: list[dict[str, object]] = []
    for paper in papers:
        pairs = paper["of"]
        assert isinstance(pairs, list)
        for of_service, requirement in pairs:
            if of_service == service_id:
                line = {name: paper[name] for name in ("name", "evidence_form", "sheets")}
                found.append({**line, "requirement_id": requirement})
    return sorted(found, key=lambda line: (line["requirement_id"] is None, line["requirement_id"] or 0))
