"""review and inspections from the command line: JSON on stdout, exit codes, and what they leave behind."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from register_office import PLANNER
from review_office import open_office

import workflow
from commands.registry import run
from workflow.workspace import open_workspace, settings_from


@pytest.fixture
def office(tmp_path: Path) -> Path:
    open_office(tmp_path / "office").store.close()
    return tmp_path / "office"


@pytest.fixture
def ask(office: Path, capsys: pytest.CaptureFixture) -> Callable[..., dict]:
    """Run a command in the office and return its one JSON object."""

    def ask(*arguments: str) -> dict:
        capsys.readouterr()
        assert run([*arguments, "--dir", str(office), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


def test_review_workbooks_are_written_and_read_back(ask, office):
    made = ask("review", "write")["papers"]
    assert len(made) == 4
    assert all((office / paper).exists() for paper in made)
    path = office / next(paper for paper in made if "25522" in paper)
    book = openpyxl.load_workbook(path)
    cells = {cell.value: cell for cell in book.worksheets[0]["A"]}
    cells["CS000001"].offset(column=7).value = "Đã nghỉ"
    book.save(path)
    shown = ask("review", "read", str(path))
    assert (shown["commune"], shown["on"], len(shown["items"])) == ("25522", None, 1)
    assert run(["review", "read", str(path), "--confirm", "--dir", str(office)]) == 3  # nobody signed
    done = ask("review", "read", str(path), "--confirm", "--on", "2027-02-20", "--signer", "Chủ tịch")
    assert (done["changed"], done["added"], done["step"]) == (1, 0, 2)


def test_a_list_is_checked_taken_in_and_taken_back(ask, office, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Tên cơ sở", "Xã", "Ngày kiểm tra", "Số biên bản"],
        ["Karaoke Sao Đêm", "Tân Hà", "10/06/2026", "12/BB"],
        ["Biển Nhớ", None, "11/06/2026", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "ca.xlsx")
    command = ("inspections", "import", str(tmp_path / "ca.xlsx"), "--agency", "CONG_AN")
    checked = ask(*command, "--check")
    assert (checked["rows"], checked["certain"]) == (2, 1)
    assert checked["doubtful"][0]["candidates"] == ["CS000005"]
    assert "added" not in checked
    taken = ask(*command, "--choose", "Sheet!3=CS000005")
    assert (taken["import"], taken["added"], taken["left_out"]) == (1, 2, 0)
    assert any("số biên bản" in sentence for sentence in taken["issues"])
    assert ask("inspections", "undo", "1") == {"removed": 2}
    assert run(["inspections", "undo", "1", "--dir", str(office)]) == 5
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(office)}))
    assert workflow.read_history(workspace, PLANNER, year=2026).visits == ()
    workspace.store.close()
