"""`kg check`"""

from __future__ import annotations

from kg.messages import t
from kg.output import note


def run() -> int:
    from kg.checks import check

    found = check()
    for fault in found.faults:
        print(fault)
    if found.faults:
        note(t("check.faults", count=len(found.faults)))
        return 1
    note(t("check.ok", tables=found.tables, rows=found.rows, examples=found.examples))
    return 0
