"""Files and folders -> graph file: finds what changed, has it read and extracted by workers, stores what comes back, settles identity."""

from __future__ import annotations

from kg.building.entry import build, build_report, forget, watch
from kg.building.records import BuildReport, Rejected
from kg.building.run import Progress

__all__ = ["BuildReport", "Progress", "Rejected", "build", "build_report", "forget", "watch"]
