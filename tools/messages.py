"""Message catalogues without system gettext: `compile` (default), `check`, `extract`.

The source language is Ukrainian, so a message id is the Ukrainian sentence itself. English lives in
`<room>/locale/en`; `<room>/locale/uk` holds only plural forms. `templates/`, `config/` and `vikno/common`
share the top `locale/`.
"""

import argparse
import os
import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.msgids import Asked, NotLiteral, asked_in_tree, unmarked_in_template

PROJECT = Path(__file__).resolve().parent.parent
DOMAIN = Path("LC_MESSAGES") / "django.po"
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
BILINGUAL = "error_base.html"  # pages of refusal speak both languages at once
_PERCENT = re.compile(r"%(?:\((?P<name>[^)]*)\))?(?P<kind>[sdf%])")
Problems = Iterator[str]
Entries = dict[tuple[str | None, str], list[tuple[str, Message]]]  # (context, id) -> (catalogue, entry)


class Room:
    """A folder with its own catalogues, and the folders of sources that speak through them."""

    def __init__(self, folder: Path, sources: list[Path]) -> None:
        self.folder, self.sources = folder, sources

    def catalogue(self, language: str) -> Path:
        return self.folder / "locale" / language / DOMAIN


def rooms(project: Path = PROJECT) -> list[Room]:
    """The house, then each context."""
    contexts = sorted(p.parent for p in (project / "vikno").glob("*/__init__.py"))
    shared = [project / "templates", project / "config", project / "vikno" / "common"]
    return [
        Room(project, [folder for folder in shared if folder.is_dir()]),
        *(Room(folder, [folder]) for folder in contexts if folder.name != "common"),
    ]


def compile_all(project: Path = PROJECT) -> int:
    """Write each .mo that is older than its .po; answer how many were written."""
    written = 0
    for source in _catalogues(project):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        catalogue = _read(source)
        draft = target.with_suffix(f".{os.getpid()}.mo~")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)  # a reader sees the old catalogue or the new one, never half of one
        written += 1
    return written


def _catalogues(project: Path) -> list[Path]:
    return sorted(
        path
        for room in rooms(project)
        for path in (room.folder / "locale").glob(f"*/{DOMAIN}")
    )  # fmt: skip


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def problems(project: Path = PROJECT) -> Problems:
    """Everything that keeps the interface from being complete in both languages, one line each."""
    languages = {"en": _entries(project, "en"), "uk": _entries(project, "uk")}
    for room in rooms(project):
        try:
            asked = asked_in_tree(room.sources, project)
        except NotLiteral as problem:
            yield str(problem)
            continue
        for message in _once(asked):
            yield from _problems_of(message, languages)
    for path in _catalogues(project):
        yield from _problems_in(path, str(path.relative_to(project)))
    yield from _contradictions(languages["en"])
    yield from _unmarked(project)


def _entries(project: Path, language: str) -> Entries:
    found = defaultdict(list)
    for room in rooms(project):
        path = room.catalogue(language)
        if path.exists():
            for message in _read(path):
                if message.id:
                    found[_key(message)].append((str(path.relative_to(project)), message))
    return found


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _once(asked: list[Asked]) -> list[Asked]:
    return list({(message.key, message.plural): message for message in reversed(asked)}.values())[::-1]


def _problems_of(message: Asked, languages: dict[str, Entries]) -> Problems:
    english = [entry for _, entry in languages["en"].get(message.key, [])]
    if not any(all(_forms(entry)) and "fuzzy" not in entry.flags for entry in english):
        yield f"{message.place}: no English for «{message.text}»"
    if message.plural is None:
        return
    if english and not any(isinstance(entry.id, tuple) for entry in english):
        yield f"{message.place}: English for «{message.text}» has no plural form"
    forms = [_forms(entry) for _, entry in languages["uk"].get(message.key, [])]
    if not any(len(form) == 3 and all(form) for form in forms):
        yield f"{message.place}: «{message.text}» needs its three Ukrainian forms"


def _problems_in(path: Path, name: str) -> Problems:
    for message in _read(path):
        if not message.id:
            continue
        if "fuzzy" in message.flags:
            yield f"{name}: «{_key(message)[1]}» is fuzzy"
        wanted = placeholders(message.id if isinstance(message.id, str) else message.id[-1])
        for form in filter(None, _forms(message)):
            if placeholders(form) != wanted:
                yield f"{name}: «{form}» must keep {sorted(wanted) or 'no placeholders'}"


def placeholders(text: str) -> set[str]:
    """Names in `{…}` and `%(…)s`, and nameless `%s`."""
    found = {m["name"] or f"%{m['kind']}" for m in _PERCENT.finditer(text) if m["kind"] != "%"}
    with suppress(ValueError):  # a lone brace is text
        found |= {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    return found


def _contradictions(english: Entries) -> Problems:
    """Django merges all catalogues into one, so one id must have one translation."""
    for (_, text), entries in sorted(english.items(), key=str):
        said = {form: place for place, entry in entries for form in _forms(entry)[:1] if form}
        if len(said) > 1:
            told = "; ".join(f"{place}: «{form}»" for form, place in said.items())
            yield f"two translations of «{text}» (give one a context with pgettext): {told}"


def _unmarked(project: Path) -> Problems:
    for path in sorted([*(project / "templates").rglob("*.html"), *(project / "vikno").rglob("*.html")]):
        source = path.read_text(encoding="utf-8")
        if path.name == BILINGUAL or f'extends "{BILINGUAL}"' in source:
            continue
        for place in unmarked_in_template(source, str(path.relative_to(project))):
            yield f"{place} (not marked for translation)"


def extract(project: Path = PROJECT, only: Sequence[str] = ()) -> int:
    """Add what is asked for and missing to each room's catalogues (or to those named), with empty translations."""
    have = {language: _entries(project, language) for language in PLURALS}
    added = 0
    for room in rooms(project):
        if only and room.folder.name not in only:
            continue
        for message in _once(asked_in_tree(room.sources, project)):
            for language in ("en", "uk") if message.plural else ("en",):
                if message.key not in have[language]:
                    _append(room.catalogue(language), message, language)
                    have[language][message.key] = []
                    added += 1
    return added


def _append(path: Path, message: Asked, language: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["", f"#: {message.place.rsplit(':', 1)[0]}"]
    if message.context:
        lines.append(f"msgctxt {_quoted(message.context)}")
    lines.append(f"msgid {_quoted(message.text)}")
    if message.plural:
        lines.append(f"msgid_plural {_quoted(message.plural)}")
        lines += [f'msgstr[{i}] ""' for i in range(3 if language == "uk" else 2)]
    else:
        lines.append('msgstr ""')
    before = path.read_text(encoding="utf-8") if path.exists() else _header(language)
    path.write_text(before.rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _header(language: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n'
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> int:
    parser = argparse.ArgumentParser(description="Message catalogues of Vikno.")
    parser.add_argument("command", nargs="?", default="compile", choices=["compile", "check", "extract"])
    parser.add_argument("rooms", nargs="*", help="extract: only these contexts")
    given = parser.parse_args()
    command = given.command
    if command == "check":
        found = list(problems())
        sys.stdout.write("".join(f"{line}\n" for line in found) + f"{len(found)} problems\n")
        return bool(found)
    done = compile_all() if command == "compile" else extract(only=given.rooms)
    sys.stdout.write(f"{done} {'catalogues written' if command == 'compile' else 'messages added'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
