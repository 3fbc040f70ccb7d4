"""Which messages the sources ask for: Python through its own parser, templates through Django's lexer."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

# Function -> places of (context, singular, plural) among its arguments.
_SINGULAR = (None, 0, None)
_PLURAL = (None, 0, 1)
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), _SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
SUFFIXES = {".py", ".html", ".txt", ".svg"}
_NOT_SOURCES = {"migrations", "tests", "node_modules", "vendor", "locale", "__pycache__"}
_IS_TRIMMED = re.compile(r"\btrimmed\b")
_CYRILLIC = re.compile("[А-Яа-яҐґЄєІіЇї]")


@dataclass(frozen=True)
class Asked:
    """One message as the sources ask for it, and where."""

    text: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


class NotLiteral(ValueError):
    """A message put together from pieces: no catalogue can hold it."""


def asked_in_tree(folders: list[Path], project: Path) -> list[Asked]:
    """Every message asked for under the folders, in order of files and lines."""
    found: list[Asked] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in SUFFIXES and not _NOT_SOURCES & set(path.relative_to(project).parts):
                found += asked_in_file(path, str(path.relative_to(project)))
    return found


@cache
def asked_in_file(path: Path, name: str) -> tuple[Asked, ...]:
    """Messages of one file, read once; `name` is written into their places."""
    source = path.read_text(encoding="utf-8")
    reader = asked_in_python if path.suffix == ".py" else asked_in_template
    return tuple(reader(source, name))


def asked_in_python(source: str, name: str) -> Iterator[Asked]:
    """Messages of Python source. A formatted or concatenated message raises `NotLiteral`."""
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call):
            continue
        places = FUNCTIONS.get(_called(node.func))
        if places is None or not node.args:
            continue
        at = f"{name}:{node.lineno}"
        context, text, plural = (None if i is None else _literal(node, i, at) for i in places)
        if text is not None:
            yield Asked(text, plural, context, at)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) and function.attr != "_" else ""


def _literal(call: ast.Call, place: int, at: str) -> str | None:
    argument = call.args[place] if place < len(call.args) else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise NotLiteral(f"{at}: a message must be one literal; put values in with .format() afterwards")
    return None  # a name: the message is marked where it was written


def asked_in_template(source: str, name: str) -> Iterator[Asked]:
    """Messages of a Django template: translate, blocktranslate, and _("…") in tags and variables."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        at = f"{name}:{token.lineno}"
        if token.token_type is TokenType.BLOCK:
            if opened := block_re.match(token.contents):
                context = _unquoted(opened[2]) if opened[2] else None
                yield _block(tokens, context, bool(_IS_TRIMMED.search(token.contents)), at)
                continue
            if inline := inline_re.match(token.contents):
                context = _unquoted(inline[3]) if inline[3] else None
                yield Asked(_unquoted(inline[1]).replace("%", "%%"), None, context, at)
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            for constant in constant_re.findall(token.contents):
                yield Asked(_unquoted(constant).replace("%", "%%"), None, None, at)


def _block(tokens: Iterator[Token], context: str | None, is_trimmed: bool, at: str) -> Asked:
    parts: dict[str, list[str]] = {"singular": []}
    into = parts["singular"]
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if endblock_re.match(token.contents):
                break
            if not plural_re.match(token.contents):
                raise NotLiteral(f"{at}: {{% {token.contents} %}} inside blocktranslate")
            into = parts["plural"] = []
        elif token.token_type is TokenType.VAR:
            into.append(f"%({token.contents})s")
        elif token.token_type is TokenType.TEXT:
            into.append(token.contents.replace("%", "%%"))
    joined = {name: "".join(pieces) for name, pieces in parts.items()}
    if is_trimmed:
        joined = {name: trim_whitespace(text) for name, text in joined.items()}
    return Asked(joined["singular"], joined.get("plural"), context, at)


def unmarked_in_template(source: str, name: str) -> Iterator[str]:
    """Places of Ukrainian text that no translation tag holds."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type is TokenType.BLOCK and block_re.match(token.contents):
            _block(tokens, None, False, name)
        elif token.token_type is TokenType.BLOCK and token.contents.split()[0] == "comment":
            _skip_comment(tokens)
        elif token.token_type is TokenType.TEXT and _CYRILLIC.search(token.contents):
            yield f"{name}:{token.lineno}: {token.contents.strip()[:60]}"


def _skip_comment(tokens: Iterator[Token]) -> None:
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents == "endcomment":
            return


def _unquoted(text: str) -> str:
    return text[1:-1]
