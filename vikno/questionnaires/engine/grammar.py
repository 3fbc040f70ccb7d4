"""From the text of an expression to its tree: a closed grammar, a part of XLSForm's.

    or, and, = != < <= > >=, + -, * div mod, -x, ( ), numbers, 'text', . , ${name}, and the calls of `FUNCTIONS`.

Nothing else is understood: another word is refused by name, never passed on.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from vikno.questionnaires.engine import limits, tree
from vikno.questionnaires.engine.tree import Node

# The least and the most of arguments each call takes.
FUNCTIONS: Final[Mapping[str, tuple[int, int]]] = {
    "if": (3, 3), "coalesce": (2, 2), "selected": (2, 2), "count-selected": (1, 1), "count": (1, 1), "sum": (1, 20),
    "min": (1, 20), "max": (1, 20), "round": (1, 2), "not": (1, 1), "true": (0, 0), "false": (0, 0),
}  # fmt: skip

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
    | (?P<ref>\$\{\s*[A-Za-z_][A-Za-z0-9_.\-]*\s*\})
    | (?P<word>[A-Za-z_](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*)
    | (?P<sign><=|>=|!=|[=<>+\-*×−(),.])
    )""",
    re.VERBOSE,
)
_SPELLINGS: Final = {"×": "*", "−": "-"}
_WORDS: Final = frozenset({"or", "and", "div", "mod"})


class Unreadable(ValueError):
    """An expression that is not of the grammar. `code` and `facts` go into a Problem."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code} {facts}")


type _Part = Callable[[int], Node]


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The tree of an expression. Raises `Unreadable`."""
    if len(text) > limits.EXPRESSION_CHARACTERS:
        raise Unreadable("expression_too_long", most=str(limits.EXPRESSION_CHARACTERS))
    parser = _Parser(_tokens(text))
    made = parser.either(0)
    parser.require_end()
    if sum(1 for _ in tree.walk(made)) > limits.EXPRESSION_NODES:
        raise Unreadable("expression_too_large", most=str(limits.EXPRESSION_NODES))
    return made


def _tokens(text: str) -> list[_Token]:
    found, place = [], 0
    while place < len(text) and text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            rest = text[place:].strip()
            raise Unreadable("unexpected", found=rest[:20], at=str(place + 1))
        kind, said = match.lastgroup, match[match.lastgroup]
        kind = "sign" if kind == "word" and said in _WORDS else kind
        found.append(_Token(kind, _SPELLINGS.get(said, said), match.start(match.lastgroup) + 1))
        place = match.end()
    return found


class _Parser:
    """Recursive descent; `depth` is carried down, so a deep expression is refused before Python gives up."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.place = tokens, 0

    def either(self, depth: int) -> Node:
        return self._chain((tree.OR,), self._both, depth)

    def _both(self, depth: int) -> Node:
        return self._chain((tree.AND,), self._comparison, depth)

    def _comparison(self, depth: int) -> Node:
        left = self._sum(depth)
        operator = self._take(tree.COMPARISONS)
        if operator is None:
            return left
        made = tree.Binary(operator, left, self._sum(depth))
        if self._peek() in tree.COMPARISONS:
            raise Unreadable("comparison_of_comparison", at=str(self.tokens[self.place].at))
        return made

    def _sum(self, depth: int) -> Node:
        return self._chain(tree.SUMS, self._product, depth)

    def _product(self, depth: int) -> Node:
        return self._chain(tree.PRODUCTS, self._signed, depth)

    def _signed(self, depth: int) -> Node:
        _require_shallow(depth)
        if self._take(("-",)) is not None:
            return tree.Negative(self._signed(depth + 1))
        return self._single(depth)

    def _single(self, depth: int) -> Node:
        token = self._next()
        if token.kind == "number":
            return tree.Number(_number(token))
        if token.kind == "text":
            return tree.Text(token.text[1:-1])
        if token.kind == "ref":
            return tree.Ref(token.text[2:-1].strip())
        if token.kind == "word":
            return self._call(token, depth) if self._take(("(",)) else tree.Column(token.text)
        if token.text == ".":
            return tree.Own()
        if token.text == "(":
            inside = self.either(depth + 1)
            self._require(")")
            return inside
        raise Unreadable("unexpected", found=token.text, at=str(token.at))

    def _call(self, token: _Token, depth: int) -> Node:
        if token.text not in FUNCTIONS:
            raise Unreadable("unknown_function", name=token.text, at=str(token.at))
        given: list[Node] = []
        while self._peek() != ")":
            given.append(self.either(depth + 1))
            if self._take((",",)) is None:
                break
            if self._peek() == ")":
                raise Unreadable("unexpected", found=")", at=str(self.tokens[self.place].at))
        self._require(")")
        least, most = FUNCTIONS[token.text]
        if not least <= len(given) <= most:
            raise Unreadable("wrong_number_of_arguments", name=token.text, found=str(len(given)))
        return tree.Truth(token.text == "true") if token.text in ("true", "false") else tree.Call(token.text, (*given,))

    def _chain(self, operators: tuple[str, ...], part: _Part, depth: int) -> Node:
        made = part(depth)
        while (operator := self._take(operators)) is not None:
            # A chain leans to the left, a floor a link: the limit of nodes keeps it under 200 floors.
            made = tree.Binary(operator, made, part(depth + 1))
        return made

    def _peek(self) -> str:
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    def _take(self, wanted: tuple[str, ...]) -> str | None:
        if self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.kind == "sign" and token.text in wanted:
                self.place += 1
                return token.text
        return None

    def _next(self) -> _Token:
        if self.place >= len(self.tokens):
            raise Unreadable("ends_too_early")
        self.place += 1
        return self.tokens[self.place - 1]

    def _require(self, sign: str) -> None:
        token = self._next()
        if token.kind != "sign" or token.text != sign:
            raise Unreadable("expected", wanted=sign, found=token.text, at=str(token.at))

    def require_end(self) -> None:
        if self.place < len(self.tokens):
            token = self.tokens[self.place]
            raise Unreadable("unexpected", found=token.text, at=str(token.at))


def _require_shallow(depth: int) -> None:
    if depth > limits.EXPRESSION_DEPTH:
        raise Unreadable("expression_too_deep", most=str(limits.EXPRESSION_DEPTH))


def _number(token: _Token) -> Decimal:
    whole = token.text.partition(".")[0]
    if len(whole) > limits.DIGITS or len(token.text) > 2 * limits.DIGITS:
        raise Unreadable("number_too_large", found=token.text[:30])
    return Decimal(token.text)
