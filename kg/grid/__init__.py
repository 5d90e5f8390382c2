"""Tables as they survive in plain text: rows with bars, rows padded over several lines, one cell a line between bars, columns of blanks or tabs.

Rows are found by the bars and the blanks alone; what a column means is for the reader of the rows to say.
"""

from __future__ import annotations

from kg.grid.finding import heads_a_cell, tables
from kg.grid.rows import NUMBERED, Cell, Line, Row, Table, index_at, lines_of, running_head

__all__ = ["NUMBERED", "Cell", "Line", "Row", "Table", "heads_a_cell", "index_at", "lines_of", "running_head", "tables"]
