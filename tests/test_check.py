"""`kg check` passes on the tables as they are, and names every fault of a broken one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg.checks
import kg.tables
from kg.checks import check
from kg.errors import TableError
from kg.recognise.roles import RoleRow
from kg.tables import load_rows, ontology


def test_the_tables_and_their_examples_have_no_fault() -> None:
    found = check()
    assert found.faults == ()
    assert found.tables > 20 and found.examples > 300


def test_all_faults_are_reported_at_once_with_file_and_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "ontology"
    shutil.copytree(ontology(), copy)
    with (copy / "tables" / "deadlines.toml").open("a", encoding="utf-8") as table:
        table.write(
            '\n[[row]]\nid = "new"\nwords = ["trước"]\nexamples = ["sau ngày mai"]\n\n[[row]]\nid = "new"\nwords = ["x"]\n'
        )
    with (copy / "tables" / "document_types.toml").open("a", encoding="utf-8") as table:
        table.write(
            '\n[[row]]\nid = "slip"\ntype = "phiếu"\nwords = ["phiếu"]\nalso = ["memo"]\n\n[[row]]\nid = "slip-again"\ntype = "phiếu"\nwords = ["*"]\n'
        )
    (copy / "tables" / "targets.toml").write_text("row = [", encoding="utf-8")
    monkeypatch.setattr(kg.checks, "ontology", lambda: copy)
    faults = "\n".join(check().faults)
    assert "deadlines.toml: new: example is not found: sau ngày mai" in faults
    assert "deadlines.toml: new: id twice" in faults
    assert "document_types.toml: slip: also: no row memo" in faults
    assert "document_types.toml: slip-again: is read as a blank: '*'" in faults
    assert "targets.toml" in faults


def test_a_row_that_nothing_would_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "ontology"
    shutil.copytree(ontology(), copy)
    with (copy / "tables" / "roles.toml").open("a", encoding="utf-8") as table:
        table.write('\n[[row]]\nid = "lost"\nuse = "verbs"\nrole = ""\nwords = ["giao"]\n')
    monkeypatch.setattr(kg.tables, "ontology", lambda: copy)
    with pytest.raises(TableError, match=r"lost: .*verbs"):
        load_rows("roles", RoleRow)
