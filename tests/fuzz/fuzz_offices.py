"""Readers of what an office is: its file, its papers' templates, its backups, and what its teams send in."""

import hashlib
import hmac
import io
import json
import zipfile
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz_damage import as_bytes, damaged_bytes, damaged_json, damaged_text, damaged_tree, damaged_zip
from fuzz_rule import REFERENCE, ROOT, Target, content_of, held, is_refusal
from hypothesis import strategies as st
from results_office import PLANNER, RECEIVED, result, results_text, sealed_office, stop_id, team_actor

from documents.docx_fields import TemplateContract, check_template
from domain.digest import sha256_hex
from domain.visits import SheetId
from store.dumping import sum_table
from workflow.backing_up import restore_backup, write_backup
from workflow.field_keys import results_key
from workflow.office_file import read_office_file
from workflow.results_intake import take_file, take_results
from workflow.workspace import Workspace, open_workspace, settings_from

NOW = datetime(2027, 3, 1, tzinfo=UTC)
OFFICE = (ROOT / "docs" / "formats" / "office.md").read_text("utf-8").split("```toml\n")[1].split("```")[0]
OFFICE_WORDS = (
    "post2025", "pre2025/25516", "25522", "CONG_AN", "KARAOKE", "T2", "CN", "18:30", "29:59", "31:00", "0.1", "100.001", "[[teams]]",
    "[[bases]]", "[rule]", "2027-02-29", "2027-05-19", "07:00:00", "1979-05-27T07:32:00-08:00", "inf", "nan", "true", "0xFFFFFFFFFFFFFFFF",
    "0x" + "f" * 5000, "units", "weekly", "area", "commune", "clock_at", "Asia/Ho_Chi_Minh", "../../etc/passwd", "boundaries",
)  # fmt: skip
CONTRACT = TemplateContract(
    fields=frozenset({"office_name", "rows[].name", "establishment.name"}), required=("office_name",)
)
TEMPLATE = ROOT / "documents" / "templates" / "owner_sheet.docx"
JINJA = (
    "{{ x }}", "{% for a in b %}", "{% endfor %}", "{{ a.b.c }}", "{{ 7*7 }}", "{{ self.__init__ }}", "{%p if a %}", "{% include 'x' %}",
    "{{ x|safe }}", "{% macro m() %}", "{{ '{{' }}", "{#", "{% raw %}", "{{", "%}", "{% if " + "not " * 3000 + "a %}",
)  # fmt: skip


def set_up(text: str, folder: Path) -> None:
    """Read an office file."""
    held(lambda: read_office_file(text, REFERENCE, home=folder, now=NOW))


def checked(content: bytes, folder: Path) -> None:
    """Check a template of Word."""
    path = folder / "own.docx"
    path.write_bytes(content)
    held(lambda: check_template(path, CONTRACT))
    assert content_of(folder).keys() == {"own.docx"} and path.read_bytes() == content


def open_office(directory: Path) -> Workspace:
    """Open the office of a folder."""
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def backup() -> bytes:
    """Return a small office's backup."""
    with TemporaryDirectory() as folder:
        office = sealed_office(Path(folder) / "office", shifts=1, stops=2)
        with closing(office.store):
            write_backup(office, PLANNER, path=Path(folder) / "b")
        return (Path(folder) / "b").read_bytes()


def damaged_rows(kept: bytes) -> st.SearchStrategy[bytes]:
    """Draw a backup with one table's lines altered, whose sums fit again."""
    files = read_files(kept)
    names = sorted(name for name, content in files.items() if name.startswith("tables/") and content.count(b"\n") > 1)

    @st.composite
    def drawn(draw: st.DrawFn) -> bytes:
        name = names[draw(st.integers(0, len(names) - 1))]
        text = draw(damaged_text([files[name].decode("utf-8")])).encode("utf-8", "replace").decode("utf-8")
        said = json.loads(files["manifest.json"])
        said["tables"][name.removeprefix("tables/").removesuffix(".jsonl")] = asdict(sum_table(text.split("\n")[:-1]))
        return zip_of({**files, name: text.encode("utf-8"), "manifest.json": json.dumps(said).encode("utf-8")})

    return drawn()


def read_files(content: bytes) -> dict[str, bytes]:
    """Return the members of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(files: dict[str, bytes]) -> bytes:
    """Return a zip of members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def restored(content: bytes, folder: Path) -> None:
    """Restore a backup: the office is there and opens, or nothing is."""
    path, home = folder / "b", folder / "new"
    path.write_bytes(content)
    settings = settings_from({"INSPECTION_DIR": str(home)})
    found = held(lambda: restore_backup(settings, path=path))
    if is_refusal(found):
        assert not home.exists() or not any(home.iterdir())
    else:
        with closing(open_office(home).store):
            assert found.tables > 0


class Takers:
    """Hold one sealed office for all cases: what was taken stays, as it does in the year of an office."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self.office = sealed_office(Path(self._folder.name) / "office", shifts=2, stops=3)
        stops = [stop_id(0, order, stops=3) for order in range(3)]
        finding = {"code": "BUILDING.SIGN", "action": "REMIND", "remedy_due_on": "2027-03-20"}
        told = [
            result(stops[0], findings=[finding], checks={"C1": "met"}, note="chị Lan 0912345678"),
            result(stops[1], "closed_door", arrived_at="2027-03-08T19:00:00+07:00", left_at="2027-03-08T19:10:00+07:00"),
            result(stops[2], "inspected", regulations=["R1"], commitment_on="2027-03-08", leaflet_left=True, distance_m=12),
        ]  # fmt: skip
        self.body: dict[str, Any] = json.loads(json.loads(results_text(self.office, told))["body"])
        sheet = SheetId.read(self.body["sheet"])
        assert sheet is not None
        self._key = bytes.fromhex(results_key(self.office, sheet))

    def close(self) -> None:
        """Close the office and remove it."""
        self.office.store.close()
        self._folder.cleanup()

    def sum(self) -> str:
        """Return the sum of every row but the audit's, which has a line for each refusal."""
        with self.office.store.read() as connection:
            lines = connection.connection.driver_connection.iterdump()
            return sha256_hex("\n".join(line for line in lines if 'INTO "audit' not in line))

    def take(self, drawn: tuple[str, Any], folder: Path) -> None:
        """Give an upload to the intake: a refused one leaves every table as it was."""
        how, said = drawn
        before = self.sum()
        found = held(lambda: self._given(how, said))
        if is_refusal(found) or not found.sheet:
            assert self.sum() == before
        elif not found.accepted and not found.conflict:
            assert len(found.answers) == found.ignored + found.refused

    def _given(self, how: str, said: Any) -> Any:
        if how == "file":
            return take_file(self.office, PLANNER, content=said)
        text = said if isinstance(said, str) else self.marked(said, is_marked=how == "sheet")
        actor = PLANNER if how == "sheet" else team_actor("T00")
        return take_results(self.office, actor, text=text, received_at=RECEIVED)

    def marked(self, body: Any, *, is_marked: bool) -> str:
        """Return an upload whose text is any JSON; a sheet's has the mark that fits it."""
        text = json.dumps(body, ensure_ascii=False)
        mark = hmac.new(self._key, as_bytes(text), hashlib.sha256).hexdigest() if is_marked else ""
        return json.dumps({"schema": 1, "body": text, "mark": mark}, ensure_ascii=False)


def uploads(body: dict[str, Any], whole: str) -> st.SearchStrategy[tuple[str, Any]]:
    """Draw what a tablet sends, what a sheet of HTML saves, and what is neither."""
    trees = damaged_tree([body])
    return st.one_of(
        st.tuples(st.sampled_from(["tablet", "sheet"]), trees),
        st.tuples(st.just("tablet"), damaged_json([{"schema": 1, "body": json.dumps(body), "mark": ""}])),
        st.tuples(st.sampled_from(["tablet", "sheet"]), damaged_text([whole])),
        st.tuples(st.just("file"), damaged_bytes([as_bytes(whole)])),
    )


def office_targets() -> list[Target]:
    """Return the readers of what an office is."""
    takers, kept = Takers(), backup()
    whole = takers.marked(takers.body, is_marked=True)
    docx = damaged_zip([TEMPLATE.read_bytes()], JINJA)
    return [
        Target(name="results", content=uploads(takers.body, whole), read=takers.take, cases=60, close=takers.close),
        Target(name="office files", content=damaged_text([OFFICE], OFFICE_WORDS), read=set_up, cases=60),
        Target(
            name="templates of Word",
            content=st.one_of(docx, docx, damaged_bytes([TEMPLATE.read_bytes()])),
            read=checked,
            cases=25,
        ),
        Target(
            name="backups",
            content=st.one_of(damaged_zip([kept]), damaged_bytes([kept]), damaged_rows(kept)),
            read=restored,
            cases=5,
        ),
    ]
