"""Read a table somebody sent: CSV, TSV, XLSX, XLS, ODS. The whole table, or a refusal naming lines.

    table = read_table(path, header=("Категорія об'єкта", "Назва об'єкта"))
    for row in table.rows:
        row.line, row["назва об’єкта"], row.cells

Every cell is text as published, with the white space around it; apply `common.text.clean` where it matters.
"""

from vikno.common.tables.reading import read_table
from vikno.common.tables.shape import HeaderMissing, Limits, Problem, Row, Table, TableRefused
from vikno.common.tables.writing import safe_cell

__all__ = ["HeaderMissing", "Limits", "Problem", "Row", "Table", "TableRefused", "read_table", "safe_cell"]
