"""Documents for property tests: small, sound, with every property somewhere."""

from typing import Any

from hypothesis import strategies as st

from vikno.questionnaires.engine import Document, Kind, read
from vikno.questionnaires.tests.samples import raw

_LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="$'\"\ufeff"),
    min_size=1,
    max_size=12,
)
LABELS = st.fixed_dictionaries({"uk": _LINES}, optional={"en": _LINES})
_CHOICES = ("yes_no", "levels")
_LEVELS = [{"code": f"l{n}", "labels": {"uk": f"Рівень {n}"}, "score": n} for n in range(4)]
_KINDS = [kind for kind in Kind if kind is not Kind.CALCULATE]
_WEIGHT = st.sampled_from(["0", "0.5", "1", "2", "3.25"])
_OPTIONAL = {
    "hint": LABELS, "why": LABELS, "required": st.sampled_from([True, "${q0} != ''"]), "required_message": LABELS,
    "weight": _WEIGHT, "indicator": st.sampled_from(["i.one", "i.two"]), "dimension": st.sampled_from(["d1", "d2"]),
    "na": st.sampled_from(["exclude", "zero"]), "target": st.sampled_from(["50", "100"]), "read_only": st.booleans(),
    "prefill_metric": st.just("requested"), "prefill_period": st.just("12m"),
    "prefill_policy": st.sampled_from(["suggest", "lock", "compare"]),
    "evidence": st.sampled_from(["none", "optional", "required"]), "evidence_valid_months": st.integers(1, 36),
    "quality": st.lists(st.fixed_dictionaries({"uk": _LINES}), min_size=1, max_size=3), "gap_below": st.just("66.5"),
    "recommendation": LABELS, "audience": st.just(["reviewer"]), "personal": st.booleans(),
    "relevant": st.just("${q0} != ''"), "constraint_message": LABELS,
}  # fmt: skip


@st.composite
def _question(draw: Any, code: str) -> dict[str, Any]:
    kind = "text" if code == "q0" else str(draw(st.sampled_from(_KINDS)))
    said = draw(st.fixed_dictionaries({}, optional=_OPTIONAL))
    if code == "q0":
        said = {name: value for name, value in said.items() if name not in ("relevant", "required")}
    if kind.startswith("select"):
        said["choices"] = draw(st.sampled_from(_CHOICES))
    if kind in ("integer", "decimal"):
        said |= draw(
            st.sampled_from([{}, {"scale": ["0", "10"]}, {"constraint": ". >= 0 and . <= 100"}, {"default": 3}])
        )
    return {"code": code, "kind": kind, "labels": draw(LABELS), **said}


@st.composite
def documents(draw: Any, sections: bool = True) -> Document:
    """Up to six questions, some in a group, some in a repeat, some calculated."""
    asked = [draw(_question(f"q{number}")) for number in range(draw(st.integers(1, 6)))]
    items: list[dict[str, Any]] = asked[:1]
    rest = asked[1:]
    if sections and len(rest) > 1:
        kind = draw(st.sampled_from(["group", "repeat"]))
        method = draw(st.sampled_from(["mean", "sum", "min", "max", "all_of"]))
        items.append({"code": "s", "kind": kind, "labels": draw(LABELS), "items": rest[:-1], "method": method})
        rest = rest[-1:]
    items += rest
    if draw(st.booleans()):
        items.append({"code": "c", "kind": "calculate", "calculation": "1 + 2", "scale": ["0", "10"]})
    used = {one.get("choices") for one in asked}
    lists = {name: listed for name, listed in (("levels", _LEVELS),) if name in used}
    return read(raw(*items, choices=lists))


@st.composite
def answered(draw: Any) -> tuple[Document, dict[tuple[str, int], Any]]:
    """A document with answers, right and wrong."""
    made = draw(documents())
    values = st.one_of(
        st.none(), st.text(max_size=5), st.integers(), st.booleans(),
        st.sampled_from(["yes", "no", "l0", "l3", "2026-02-30", "7,5"]),
        st.lists(st.sampled_from(["yes", "l1", "?"]), max_size=3), st.just({"na": True}), st.just({"x": []}),
        st.floats(),
    )  # fmt: skip
    places = [(question.code, row) for question in made.questions for row in range(3)]
    return made, draw(st.dictionaries(st.sampled_from(places), values, max_size=12))
