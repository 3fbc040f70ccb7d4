"""«Хто бачив мої дані»: what a subject of personal data asks for, from the journal that nobody can change."""

from vikno.desk.trail.gathering import MOST_LINES, Trail, TrailLine, gathered
from vikno.desk.trail.sheets import sheet_of, workbook_of

__all__ = ["MOST_LINES", "Trail", "TrailLine", "gathered", "sheet_of", "workbook_of"]
