"""Reads runs of provisions (`điểm a và b khoản 2 Điều 5`) and finds whose they are: a citation beside them, or the document itself."""

from __future__ import annotations

from kg.recognise.provisions.amending import Place
from kg.recognise.provisions.attaching import attach
from kg.recognise.provisions.levels import PROVISION
from kg.recognise.provisions.quotations import open_quote, quoted
from kg.recognise.provisions.runs import are_all

__all__ = ["PROVISION", "Place", "are_all", "attach", "open_quote", "quoted"]
