"""Documents for tests: short ways to write one."""

from typing import Any

from vikno.questionnaires.engine import Document, read

FORMAT = "vikno-questionnaire/1"
YES_NO = [{"code": "yes", "labels": {"uk": "Так"}, "score": 1}, {"code": "no", "labels": {"uk": "Ні"}, "score": 0}]


def asked(code: str, kind: str = "text", **facts: Any) -> dict[str, Any]:
    """A question as JSON."""
    named = {} if kind == "calculate" else {"labels": {"uk": f"Питання {code}", "en": f"Question {code}"}}
    return {"code": code, "kind": kind, **named, **facts}


def yes_no(code: str, **facts: Any) -> dict[str, Any]:
    return asked(code, "select_one", choices="yes_no", **facts)


def section(code: str, *items: dict[str, Any], kind: str = "group", **facts: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "labels": {"uk": f"Розділ {code}"}, "items": list(items), **facts}


def raw(*items: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A document as JSON; lists that somebody uses are added."""
    used = {name for name in ("yes_no",) if f"'choices': '{name}'" in str(items)}
    choices = {**({"yes_no": YES_NO} if used else {}), **facts.pop("choices", {})}
    made = {"format": FORMAT, "code": "proba", "title": {"uk": "Проба"}, "items": list(items), **facts}
    return {**made, "choices": choices} if choices else made


def document(*items: dict[str, Any], **facts: Any) -> Document:
    return read(raw(*items, **facts))


def at(**answers: Any) -> dict[tuple[str, int], Any]:
    """Answers outside repeats."""
    return {(code, 0): value for code, value in answers.items()}
