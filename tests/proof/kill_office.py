"""A small office brought step by step to where a step of the line can be killed, and the steps themselves."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from results_office import COMMUNES, NOW, PLANNER, RECEIVED, result, results_text, sealed_office, stop_id, team_actor

import workflow
from domain.accounts import Actor
from domain.places import Base, Office
from domain.rounds import SamplingRule
from domain.teams import Shift, Team, TeamLevel
from geo.boundaries import write_boundaries
from workflow.backing_up import restore_backup, write_backup
from workflow.workspace import Workspace, open_workspace, settings_from

ROUND, ROWS, STOPS = "D2027-01", 24, 8
HEAD = ("Tên cơ sở", "Loại hình", "Chủ cơ sở", "Điện thoại", "Địa chỉ", "Xã", "Tọa độ")
MONDAY = date(2027, 3, 22)
SALT, DICE = "5" * 64, "3" * 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Hold one step: the step whose office it begins with, and what it does in a folder.

    ``action`` is the code of its one line in the audit, "" where it has none of its own.
    """

    name: str
    after: str
    act: Callable[[Path], None]
    action: str = ""
    makes_another: bool = False
    """Done a second time it makes a second one, as planning makes the next version."""
    writes_file: bool = False
    """What it does is a file, not rows: its line in the audit comes first."""
    ends_with_line: bool = False
    """What it does is a file, and its line says that the file is there: it comes last."""


def office_of(folder: Path) -> Path:
    """Return where a folder of the proof has its office."""
    return folder / "office"


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    """Open the office of a folder as every door does, while the context lasts."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(office_of(folder))}))
    with closing(workspace.store):
        yield workspace


def do(folder: Path, function: Callable[..., Any], actor: Actor = PLANNER, **options: Any) -> Any:
    """Call a function of the workflow in the office of a folder."""
    with opened(folder) as workspace:
        return function(workspace, actor, **options)


def make_office(folder: Path) -> None:
    """Set the office up with two teams, eight evenings, and a workbook that was uploaded."""
    office = Office(
        id="o", name="Phòng Văn hóa và Thông tin", superior="UBND huyện Tân Châu", place="Tân Châu",
        vintage="post2025", communes=COMMUNES, bases=(Base(id="b", name="Trụ sở", lon=106.2, lat=11.6),), demo_at=NOW,
    )  # fmt: skip
    crews = [Team(id=id_, name=id_, level=TeamLevel.AREA, base="b", agencies=("VAN_HOA", "CONG_AN")) for id_ in "AB"]
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    shifts = [_shift(crew.id, day) for crew in crews for day in days]
    do(folder, workflow.create_office, office=office, teams_=crews, shifts=shifts)
    book = openpyxl.Workbook()
    for row in (HEAD, *(_row(n) for n in range(ROWS))):
        book.active.append(row)
    (office_of(folder) / "incoming").mkdir()
    book.save(office_of(folder) / "incoming" / "list.xlsx")


def propose(folder: Path) -> None:
    """Read the uploaded workbook and keep what it would change."""
    path = office_of(folder) / "incoming" / "list.xlsx"
    do(folder, workflow.propose_register, path=path, file_name="list.xlsx")


def confirm(folder: Path) -> None:
    """Take the proposal into the register."""
    found = do(folder, workflow.read_proposal)
    do(folder, workflow.confirm_proposal, proposal=found.id if found else "")


def undo(folder: Path) -> None:
    """Take the import back."""
    do(folder, workflow.undo_step, step=1)


def open_round(folder: Path) -> None:
    """Open a round as a draft."""
    do(
        folder, workflow.open_round, title="Đợt 1", starts_on=MONDAY, ends_on=MONDAY + timedelta(days=6),
        rule=SamplingRule(rate_bp=4000, min_random=4), teams=("A", "B"),
    )  # fmt: skip


def freeze(folder: Path) -> None:
    """Freeze the round."""
    do(folder, workflow.freeze_round, round_id=ROUND)


def commit(folder: Path) -> None:
    """Commit the draw to its plan and its secret."""
    do(folder, workflow.commit_draw, round_id=ROUND, salt=SALT)


def roll(folder: Path) -> None:
    """Take the dice."""
    do(folder, workflow.roll_dice, round_id=ROUND, dice=DICE, is_watched=False)


def draw(folder: Path) -> None:
    """Draw the sample."""
    do(folder, workflow.draw_sample, round_id=ROUND)


def plan(folder: Path) -> None:
    """Plan the round: what is beside the plan (marks, guesses) is part of it."""
    from workflow.planning import make_plan

    do(folder, make_plan, round_id=ROUND, solver="lns", iterations=1, travel="estimate")


def seal(folder: Path) -> None:
    """Approve and seal the plan."""
    found = do(folder, workflow.read_plan)
    do(
        folder, workflow.seal_plan, round_id=ROUND, version=found.version if found else 0, decision_no="1/QĐ",
        decision_on=date(2027, 3, 1), signer="Trưởng phòng",
    )  # fmt: skip


def write_sheets(folder: Path) -> None:
    """Write every paper of every shift."""
    do(folder, workflow.write_sheets, round_id=ROUND)


def make_evening(folder: Path) -> None:
    """Seal another office by hand, with the results that a team will send of it."""
    workspace = sealed_office(office_of(folder), shifts=1, stops=STOPS)
    text = results_text(workspace, [result(stop_id(0, order, stops=STOPS)) for order in range(STOPS)])
    workspace.store.close()
    (folder / "results.json").write_text(text, encoding="utf-8")


def take(folder: Path) -> None:
    """Take the team's results in."""
    text = (folder / "results.json").read_text(encoding="utf-8")
    do(folder, workflow.take_results, team_actor("T00"), text=text, received_at=RECEIVED)


def load_boundaries(folder: Path) -> None:
    """Load the boundaries of the two communes, and their layer for screens."""
    do(folder, workflow.load_boundaries, path=folder / "communes.geojson", vintage="post2025")


def draw_boundaries(folder: Path) -> None:
    """Lay a boundary file beside an office."""
    import geopandas as gpd
    from shapely.geometry import box

    make_office(folder)
    shapes = [box(106.1 + n / 10, 11.5, 106.2 + n / 10, 11.7) for n in range(len(COMMUNES))]
    names = {"code": [key.code for key in COMMUNES], "name": ["Tân Đông", "Tân Hội"], "area_km2": [240.0, 240.0]}
    frame = gpd.GeoDataFrame({"vintage": "post2025", **names}, geometry=shapes, crs="EPSG:4326")
    write_boundaries(frame, folder / "communes.geojson")


def back_up(folder: Path) -> None:
    """Write the office as one file."""
    do(folder, write_backup, path=folder / "kept.backup")


def move_away(folder: Path) -> None:
    """Leave nothing of the office but its backup."""
    back_up(folder)
    office_of(folder).rename(folder / "before")


def restore(folder: Path) -> None:
    """Make the office again from its backup."""
    settings = settings_from({"INSPECTION_DIR": str(office_of(folder))})
    restore_backup(settings, path=folder / "kept.backup")


NOTHING = ""
STEPS = (
    Step(name="office", after=NOTHING, act=make_office),
    Step(name="propose", after="office", act=propose, action="register.propose"),
    Step(name="confirm", after="propose", act=confirm, action="register.confirm"),
    Step(name="undo", after="confirm", act=undo, action="register.undo"),
    Step(name="round", after="confirm", act=open_round, action="round.open", makes_another=True),
    Step(name="freeze", after="round", act=freeze, action="round.freeze"),
    Step(name="commit", after="freeze", act=commit, action="round.commit"),
    Step(name="roll", after="commit", act=roll, action="round.roll"),
    Step(name="draw", after="roll", act=draw, action="round.draw"),
    Step(name="plan", after="draw", act=plan, action="plan.make", makes_another=True),
    Step(name="seal", after="plan", act=seal, action="plan.seal"),
    Step(name="sheets", after="seal", act=write_sheets, action="sheets.write"),
    Step(name="evening", after=NOTHING, act=make_evening),
    Step(name="results", after="evening", act=take, action="results.take"),
    Step(name="drawn boundaries", after=NOTHING, act=draw_boundaries),
    Step(name="boundaries", after="drawn boundaries", act=load_boundaries, action="boundaries.load", writes_file=True),
    Step(name="backup", after="sheets", act=back_up, action="backup.write", ends_with_line=True),
    Step(name="moved away", after="sheets", act=move_away),
    Step(name="restore", after="moved away", act=restore),
)
PREPARING = ("office", "evening", "drawn boundaries", "moved away")
"""Steps that only make an office for others, and are not killed."""


def _shift(team: str, on: date) -> Shift:
    return Shift(
        id=f"{team}-{on.isoformat()}", team=team, date=on, start_s=64_800, end_s=82_800, start_location="b",
        end_location="b", max_duty_s=18_000, agencies=("VAN_HOA", "CONG_AN"),
    )  # fmt: skip


def _row(n: int) -> tuple[str, ...]:
    kind, commune = ("Karaoke", "Nhà nghỉ")[n % 2], ("Xã Tân Hà", "Xã Tân Hội")[n // 2 % 2]
    place = f"{11.55 + n / 500:.5f}, {106.15 + n / 400:.5f}"
    return (f"{kind} Số {n}", kind, "Trần Văn Tám", f"09012345{n:02d}", f"Số {n}, ấp {n % 5 + 1}", commune, place)
