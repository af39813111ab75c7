"""The doubts that are left: each action does what its card says, once, as a step that can be taken back."""

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from copied_office import copied_office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_office import HEAD, OTHER, PLANNER, ROWS, TAN_DONG, open_office, with_cells, write_rows
from test_workflow_proposing import contacts, kept, problem, propose, take

import workflow
from domain.errors import ConflictError, InputError
from domain.establishments import Decision, Precision, Status
from domain.inspections import Inspection
from domain.issues import IssueState
from domain.rounds import SamplingRule
from planner.eligibility import build_frame
from store import establishments, register_steps
from store.audit import read_audit
from workflow.workspace import Workspace


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the office lies, its seven rows taken in, beside the file of them."""
    home = tmp_path_factory.mktemp("mending")
    found = open_office(home / "office")
    take(found, write_rows(home / "first.xlsx"))
    found.store.close()
    return home / "office"


@pytest.fixture
def first(office_dir: Path) -> Path:
    """Return the file that the office took in."""
    return office_dir.parent / "first.xlsx"


def settle(workspace: Workspace, code: str, action: str, value: str = "", **more):
    return workflow.settle_problem(
        workspace, PLANNER, problem=problem(workspace, code).id, action=action, value=value, **more
    )


def codes(workspace: Workspace) -> list[str]:
    return [one.issue.code for one in workflow.list_problems(workspace, PLANNER)]


def rows_of(workspace: Workspace) -> dict[str, list]:
    """Return every row of the tables that a step changes."""
    with closing(sqlite3.connect(workspace.settings.directory / "office.sqlite")) as database:
        tables = ("establishments", "entities", "readings", "contacts")
        found = {table: sorted(map(str, database.execute(f"SELECT * FROM {table}"))) for table in tables}
        of_rows = "SELECT * FROM issues WHERE establishment_id IS NOT NULL"
        return found | {"issues": sorted(map(str, database.execute(of_rows)))}


# The list.


def test_what_blocks_comes_first_and_each_card_offers_what_can_be_done(office):
    views = workflow.list_problems(office, PLANNER)
    assert [(one.issue.code, one.issue.severity.value) for one in views] == [
        ("type_unknown", "block"), ("commune_missing", "block"), ("duplicate_probable", "block"),
        ("position_unknown", "check"), ("date_unreadable", "check"),
    ]  # fmt: skip
    actions = {one.issue.code: [action.action for action in one.actions] for one in views}
    assert actions["type_unknown"] == ["set_type", "reject"]
    assert actions["date_unreadable"] == ["set_date", "dismiss", "reject"]
    communes = next(a for a in problem(office, "commune_missing").actions if a.action == "set_commune").choices
    assert ("post2025/25522", "Xã Tân Đông", "now") in [(c.value, c.label, c.group) for c in communes]
    assert ("pre2025/25519", "Xã Tân Hà (cũ)", "former") in [(c.value, c.label, c.group) for c in communes]
    twins = problem(office, "duplicate_probable")
    assert (twins.establishment.id, twins.other.id) == ("CS000006", "CS000001")
    assert [choice.value for choice in twins.actions[0].choices] == ["CS000001", "CS000006"]
    progress = workflow.count_problems(office, PLANNER)
    assert (progress.open, progress.done) == (5, 0)


def test_no_card_shows_an_owner_or_a_telephone_number(office, tmp_path):
    take(office, write_rows(tmp_path / "b.xlsx", with_cells({(0, "Điện thoại"): "77777"})))
    card = problem(office, "phone_unreadable")
    text = repr(workflow.list_problems(office, PLANNER))
    assert not any(private in text for private in ("Trần Văn Tám", "Lê Thị Chín", "0912345678", "77777"))
    assert card.actions[0].takes == "text" and card.actions[0].suggested == ""
    settle(office, "phone_unreadable", "set_text", "912 345 679")
    assert contacts(office)["CS000001"].phone == "0912345679"
    # The same file again does not bring the wrong number back.
    take(office, tmp_path / "b.xlsx")
    assert contacts(office)["CS000001"].phone == "0912345679" and "phone_unreadable" not in codes(office)
    workflow.undo_step(office, PLANNER, step=3)
    assert contacts(office)["CS000001"].phone == "77777" and "phone_unreadable" in codes(office)


# Setting a value.


def test_a_type_that_is_chosen_lets_the_row_in(office):
    done = settle(office, "type_unknown", "set_type", "KARAOKE")
    one = kept(office)["CS000004"]
    assert (one.type, one.type_raw, one.decision, one.is_in_scope) == (
        "KARAOKE", "Hát cho nhau nghe", Decision.ACCEPTED, True,
    )  # fmt: skip
    assert (done.step, done.changed) == (2, 1) and "type_unknown" not in codes(office)
    (shown,) = workflow.read_step(office, PLANNER, step=2)[:1]
    assert (shown.establishment_id, shown.field, shown.after) == ("CS000004", "type", "Karaoke")
    with office.store.read() as connection:
        assert read_audit(connection, limit=1)[0].action == "problems.set_type"


def test_a_wording_that_is_remembered_settles_every_row_of_it_and_every_later_file(office, tmp_path):
    more = [*ROWS, ("Quán Hẹn Hò", "HÁT CHO NHAU NGHE", "", "", "Số 5, ấp 8", "Xã Tân Hà", "", "", "", "")]
    take(office, write_rows(tmp_path / "b.xlsx", more))
    done = settle(office, "type_unknown", "set_type", "KARAOKE", remember=True)
    assert done.changed == 2 and "type_unknown" not in codes(office)
    assert {kept(office)[id_].type for id_ in ("CS000004", "CS000008")} == {"KARAOKE"}
    again = [*more, ("Quán Mới", "hát cho nhau nghe", "", "", "Số 6, ấp 9", "Xã Tân Hà", "", "", "", "")]
    view = propose(office, write_rows(tmp_path / "c.xlsx", again))
    assert view.added[0].establishment.type == "KARAOKE" and not view.changed


def test_a_commune_that_is_chosen_places_the_row(office):
    settle(office, "commune_missing", "set_commune", "pre2025/25519")
    one = kept(office)["CS000005"]
    assert (one.commune_now, one.decision) == (TAN_DONG, Decision.ACCEPTED)
    assert one.position is not None and one.position.quality == "D"
    # Its place is known now, so that doubt went with it.
    assert codes(office) == ["type_unknown", "duplicate_probable", "date_unreadable"]
    workflow.undo_step(office, PLANNER, step=2)
    assert kept(office)["CS000005"].position is None and "position_unknown" in codes(office)


def test_a_date_keeps_how_exact_it_is(office):
    settle(office, "date_unreadable", "set_date", "T3/2022")
    one = kept(office)["CS000007"]
    assert (one.licence_on, one.licence_on_precision) == (date(2022, 3, 1), Precision.MONTH)


def test_a_number_a_status_and_coordinates_are_set(office, tmp_path):
    rows = with_cells({(1, "Số phòng"): "nhiều", (2, "Tình trạng"): "???"})
    head, rows = (*HEAD, "Tọa độ"), [[*row, "ở gần chợ" if n == 1 else ""] for n, row in enumerate(rows)]
    take(office, write_rows(tmp_path / "b.xlsx", rows, head=head), changed="take")
    settle(office, "number_unreadable", "set_number", "12")
    settle(office, "status_unknown", "set_status", "closed")
    settle(office, "coordinates_unreadable", "set_text", "11.70, 106.20")
    after = kept(office)
    assert (after["CS000002"].rooms, after["CS000003"].status) == (12, Status.CLOSED)
    place = after["CS000002"].position
    assert (place.lon, place.lat, place.source.value) == (106.2, 11.7, "given")


@pytest.mark.parametrize(
    ("code", "action", "value", "refusal"),
    [
        ("type_unknown", "set_type", "NOTHING", "mend.no_type"),
        ("commune_missing", "set_commune", "post2025/99999", "mend.no_commune"),
        ("commune_missing", "set_commune", "", "mend.no_commune"),
        ("date_unreadable", "set_date", "hôm nọ", "mend.value"),
        ("date_unreadable", "set_date", "", "mend.value"),
        ("type_unknown", "reject", "because", "mend.value"),
        ("type_unknown", "dismiss", "", "mend.action"),
        ("duplicate_probable", "merge", "CS000002", "mend.action"),
        ("duplicate_probable", "keep_both", "", "mend.value"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(office, code, action, value, refusal):
    before = rows_of(office)
    with pytest.raises(InputError) as refused:
        settle(office, code, action, value)
    assert refused.value.code == refusal
    assert rows_of(office) == before and len(workflow.list_steps(office, PLANNER)) == 1


def test_a_citizens_number_is_not_taken_for_a_text(office, tmp_path):
    take(office, write_rows(tmp_path / "b.xlsx", with_cells({(1, "MST"): "12 ba"})))
    with pytest.raises(InputError, match=r"mend\.value"):
        settle(office, "tax_code_unreadable", "set_text", "072185001234")
    settle(office, "tax_code_unreadable", "set_text", "3901234568")
    assert kept(office)["CS000002"].tax_code == "3901234568"


# Two rows that may be one.


def test_the_survivor_of_a_merge_takes_what_it_lacks_and_the_other_goes(office):
    done = settle(office, "duplicate_probable", "merge", "CS000006")
    after = kept(office)
    survivor, gone = after["CS000006"], after["CS000001"]
    # Rooms were 6 of its own, the tax code and licence of the other.
    assert (survivor.rooms, survivor.tax_code, survivor.licence_on) == (6, "3901234567", date(2023, 3, 5))
    assert (survivor.decision, gone.decision, gone.merged_into) == (Decision.ACCEPTED, Decision.REJECTED, "CS000006")
    assert survivor.entity_id == gone.entity_id
    owner = contacts(office)["CS000006"]
    assert (owner.owner_name, owner.phone) == ("Trần Văn Tám", "0901234567")
    assert workflow.list_steps(office, PLANNER)[0].kind.value == "merge"
    workflow.undo_step(office, PLANNER, step=done.step)
    assert kept(office)["CS000001"].merged_into is None and "duplicate_probable" in codes(office)
    assert contacts(office).get("CS000006") is None


def test_an_inspection_of_either_row_counts_for_the_merged_business(office):
    settle(office, "duplicate_probable", "merge", "CS000006")
    done = Inspection(
        id="i", establishment_id="CS000001", agency="CA", on=date(2027, 2, 1), is_full=True, minutes_no="1/BB"
    )
    rows = tuple(kept(office).values())
    frame = build_frame(
        rows, inspections=[done], complaints=(), rule=SamplingRule(), round_start=date(2027, 3, 1),
        scores={one.id: 0 for one in rows},
    )  # fmt: skip
    assert {row.id for row in frame.rows if row.exempt} == {"CS000006"}


def test_a_merge_outlives_the_same_file_and_shows_the_next_change(office, first):
    settle(office, "duplicate_probable", "merge", "CS000001")
    before = rows_of(office)
    take(office, first)
    assert rows_of(office) == before and "duplicate_probable" not in codes(office)
    assert kept(office)["CS000006"].merged_into == "CS000001"


def test_two_that_stay_may_be_of_one_entity_or_of_two(office):
    settle(office, "duplicate_probable", "keep_both", "separate")
    after = kept(office)
    assert after["CS000001"].entity_id != after["CS000006"].entity_id
    assert after["CS000006"].decision is Decision.ACCEPTED
    workflow.undo_step(office, PLANNER, step=2)
    settle(office, "duplicate_probable", "keep_both", "same")
    after = kept(office)
    assert after["CS000001"].entity_id == after["CS000006"].entity_id


# Passing over, leaving out, and somebody else.


def test_a_dismissed_doubt_stays_dismissed_and_is_counted_as_done(office, first):
    settle(office, "date_unreadable", "dismiss")
    take(office, first)
    assert "date_unreadable" not in codes(office)
    progress = workflow.count_problems(office, PLANNER)
    assert (progress.open, progress.done) == (4, 1)
    done = [
        one for one in workflow.list_problems(office, PLANNER, include_done=True) if one.state is not IssueState.OPEN
    ]
    assert [(one.issue.code, one.state.value) for one in done] == [("date_unreadable", "dismissed")]


def test_a_rejected_row_is_kept_and_asks_nothing_more(office, first):
    settle(office, "commune_missing", "reject", "not_ours")
    assert kept(office)["CS000005"].decision is Decision.REJECTED
    assert workflow.list_steps(office, PLANNER)[0].note == "reject_not_ours"
    take(office, first)
    assert kept(office)["CS000005"].decision is Decision.REJECTED
    assert not {"commune_missing", "position_unknown"} & set(codes(office))


def test_who_comes_second_is_told_who_was_first(office):
    card = problem(office, "type_unknown")
    workflow.settle_problem(office, OTHER, problem=card.id, action="set_type", value="BAR")
    with pytest.raises(ConflictError) as refused:
        workflow.settle_problem(office, PLANNER, problem=card.id, action="set_type", value="KARAOKE")
    assert (refused.value.code, refused.value.params) == ("mend.settled", {"account": "ba"})
    assert kept(office)["CS000004"].type == "BAR"
    with pytest.raises(ConflictError, match=r"mend\.none"):
        workflow.settle_problem(office, PLANNER, problem="0" * 16, action="dismiss")


def test_a_doubt_about_the_file_is_passed_over_once_for_the_same_file(office, tmp_path):
    path = write_rows(tmp_path / "b.xlsx", [[*row, "x"] for row in ROWS], head=(*HEAD, "Cột lạ kỳ"))
    take(office, path)
    card = problem(office, "column_unmapped")
    assert card.establishment is None and [action.action for action in card.actions] == ["dismiss"]
    workflow.settle_problem(office, PLANNER, problem=card.id, action="dismiss")
    take(office, path)
    assert "column_unmapped" not in codes(office)
    with pytest.raises(ConflictError, match=r"mend\.none"):
        workflow.settle_problem(office, PLANNER, problem=card.id, action="dismiss")


# Undo.


def test_a_step_under_a_later_one_is_refused_by_its_number(office):
    settle(office, "type_unknown", "set_type", "BAR")
    assert [one.may_undo for one in workflow.list_steps(office, PLANNER)] == [True, False]
    with pytest.raises(ConflictError) as refused:
        workflow.undo_step(office, PLANNER, step=1)
    assert (refused.value.code, refused.value.params["later"]) == ("register.changed_since", 2)


def test_an_import_whose_rows_were_inspected_stays(office):
    done = Inspection(
        id="i", establishment_id="CS000002", agency="CA", on=date(2027, 2, 1), is_full=True, minutes_no="1/BB"
    )
    workflow.record_history(office, PLANNER, done=[done], complaints=[])
    with pytest.raises(ConflictError, match=r"register\.inspected_since"):
        workflow.undo_step(office, PLANNER, step=1)
    assert len(kept(office)) == 7


def test_ids_go_on_after_an_undone_import(office, first):
    workflow.undo_step(office, PLANNER, step=1)
    assert kept(office) == {} and workflow.read_register(office, PLANNER) is None
    take(office, first)
    assert next(iter(kept(office))) == "CS000008"


FILES = {
    "more.xlsx": with_cells({(0, "Số phòng"): "9", (3, "Loại hình"): "Karaoke", (1, "Điện thoại"): "0987654321"}),
    "less.xlsx": [ROWS[0], ROWS[3], ROWS[5]],
    "sorted.xlsx": list(reversed(ROWS)),
}


def one_step(workspace: Workspace, folder: Path, what: str, chance: random.Random) -> None:
    """Do one thing to the register, or nothing where it cannot be done just now."""
    if what.endswith(".xlsx"):
        take(workspace, folder / what, missing=chance.choice(["keep", "closed", "dropped"]))
        return
    cards = workflow.list_problems(workspace, PLANNER)
    if what == "mend" and cards:
        card = chance.choice(cards)
        action = chance.choice(card.actions)
        value = chance.choice([choice.value for choice in action.choices] or ["7", "5/3/2024", "abc"])
        try:
            workflow.settle_problem(workspace, PLANNER, problem=card.id, action=action.action, value=value)
        except InputError as refused:
            assert refused.code in ("mend.value", "mend.action")
    if what == "undo":
        last = workflow.list_steps(workspace, PLANNER)
        try:
            workflow.undo_step(workspace, PLANNER, step=chance.choice(last).number)
        except ConflictError as refused:
            assert refused.code in ("register.changed_since", "register.undone")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from([*FILES, "mend", "mend", "mend", "undo"]), min_size=1, max_size=5),
    st.integers(0, 10_000),
)
def test_whatever_was_done_undoing_it_brings_back_every_row(office_dir, tmp_path_factory, steps, seed):
    """Random imports, mends, merges and undos: the last step taken back leaves the very rows of before."""
    folder = tmp_path_factory.mktemp("undo")
    for name, rows in FILES.items():
        write_rows(folder / name, rows)
    chance = random.Random(seed)
    with copied_office(office_dir, folder / "office") as workspace:
        history = [rows_of(workspace)]
        for what in steps:
            before = rows_of(workspace)
            number = len(workflow.list_steps(workspace, PLANNER))
            one_step(workspace, folder, what, chance)
            done = workflow.list_steps(workspace, PLANNER)[0].number
            if done == number:
                continue
            after = rows_of(workspace)
            undo = workflow.undo_step(workspace, PLANNER, step=done)
            assert rows_of(workspace) == before
            workflow.undo_step(workspace, PLANNER, step=undo)
            assert rows_of(workspace) == after
            history.append(after)
        with workspace.store.read() as connection:
            ids = [one.id for one in establishments.read_establishments(connection)]
            assert register_steps.last_id(connection) >= max(ids, default="")
