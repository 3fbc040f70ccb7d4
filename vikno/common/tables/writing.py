"""Writing tables that others will open in a spreadsheet."""

from typing import Final, overload

# A cell that begins so is a formula to a spreadsheet: an apostrophe before it makes it text.
# Full-width forms are read by spreadsheets as the narrow ones.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@overload
def safe_cell(cell: str) -> str: ...
@overload
def safe_cell[T](cell: T) -> T: ...
def safe_cell(cell: object) -> object:
    """A cell of a CSV file that no spreadsheet takes for a formula; numbers and empty cells stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell
