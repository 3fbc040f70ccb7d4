"""How large a questionnaire and its expressions may be. Beyond these they are refused, never cut."""

from typing import Final

EXPRESSION_CHARACTERS: Final = 2000
EXPRESSION_DEPTH: Final = 32
EXPRESSION_NODES: Final = 400
ITEMS: Final = 1000
NESTING: Final = 6
CHOICES: Final = 500
LISTS: Final = 300
ROWS: Final = 100  # of a repeat
TEXT: Final = 10_000
LABEL: Final = 4000
DIGITS: Final = 18  # of a number before the point
