"""What the API of every room is written with: shapes of values, refusals as problems, pages by a key."""

from vikno.common.api.paging import ROWS, After, Limit, Page, moment_of, number_of, page_by_key, text_of
from vikno.common.api.problems import PROBLEM_TYPE, CursorNotRead, Fault, Problem, answers, changes, problem
from vikno.common.api.values import LARGEST_KEY, Asked, Code, Day, Degrees, Key, Line, Number, Text, Told, choice

__all__ = [
    "LARGEST_KEY",
    "PROBLEM_TYPE",
    "ROWS",
    "After",
    "Asked",
    "Code",
    "CursorNotRead",
    "Day",
    "Degrees",
    "Fault",
    "Key",
    "Limit",
    "Line",
    "Number",
    "Page",
    "Problem",
    "Text",
    "Told",
    "answers",
    "changes",
    "choice",
    "moment_of",
    "number_of",
    "page_by_key",
    "problem",
    "text_of",
]
