"""Logs that say what broke and where, and nothing of the people whose data it was.

The message of an exception may quote a value (a number, a name, a whole row), so a traceback is written as places and
the class of each error. A demo, where nobody is real, keeps the messages.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

type Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """A formatter whose tracebacks carry no messages."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802  the name is logging's
        told: list[str] = []
        error = ei[1]
        while error is not None:
            places = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
            told.append(f"{places}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nbecause of\n".join(told)


class DatabaseIsAway(logging.Filter):
    """A database that does not answer is said in one line, not in a page of traceback for each request."""

    def filter(self, record: logging.LogRecord) -> bool | logging.LogRecord:
        from django.db import InterfaceError, OperationalError

        raised: Any = record.exc_info
        if raised and isinstance(raised[1], (OperationalError, InterfaceError)):
            record.msg, record.args = f"{record.getMessage()} ({type(raised[1]).__name__})", ()
            record.exc_info = record.exc_text = None
        return True
