"""The draw in public: one seed for a plan, every draw numbered, and a consistent state after every broken step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

import workflow
from domain.accounts import AccountRole, Actor
from domain.ceremony import (
    ChangeKind,
    DiceSource,
    DrawState,
    apply_changes,
    hash_of_salt,
    missed_floors,
    repeats,
    salt_and_dice,
    seed_of,
    spot_checks,
)
from domain.digest import sha256_hex
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.rounds import FrameRow, Role, RoundStatus, SamplingRule
from planner.selection.formats import read_draw, read_frame, read_rule
from planner.verify_draw import verify_draw
from store import ceremonies, rounds
from store.accounts import Account, add_account
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
OTHER = Actor(account="ba", role=AccountRole.PLANNER)
LEADER = Actor(account="leader", role=AccountRole.LEADER)
SALT = "5a" * 32
DICE = "31415926535897932384"
TITLES = ("Trưởng phòng", "Đại diện Công an xã")


@pytest.fixture
def workspace(demo_copy: Path) -> Iterator[Workspace]:
    """Return the demo office, whose round D2027-01 is drawn and planned."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield found
    found.store.close()


def open_round(workspace: Workspace, *, year: int = 2028, rule: SamplingRule | None = None) -> str:
    """Open a round; 2028 has no draw yet, so none is repeated."""
    draft = workflow.default_round(workspace, PLANNER)
    return workflow.open_round(
        workspace, PLANNER, title="Đợt", starts_on=date(year, 3, 6), ends_on=date(year, 3, 17),
        rule=rule or draft.rule, teams=draft.teams,
    ).id  # fmt: skip


def frozen(workspace: Workspace, **more) -> str:
    round_id = open_round(workspace, **more)
    workflow.freeze_round(workspace, PLANNER, round_id=round_id)
    return round_id


def rolled(workspace: Workspace, round_id: str, **more):
    workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT, **more)
    return workflow.roll_dice(
        workspace, PLANNER, round_id=round_id, dice=DICE, is_watched=True, place="Hội trường", participants=TITLES
    )


def draw_of(workspace: Workspace, round_id: str):
    return workflow.read_draw(workspace, PLANNER, round_id=round_id).draw


def add_planner(workspace: Workspace, name: str = "ba") -> None:
    with workspace.store.write() as connection:
        add_account(connection, Account(name=name, role=AccountRole.PLANNER, team=None, password_hash="x"))


def code_of(refused) -> str:
    return refused.value.code


# The seed, by hand.


def test_the_seed_is_the_hash_of_four_texts_with_bars():
    # printf 'f|p|5a5a...|314...' | sha256sum
    seed = seed_of(frame_hash="f", plan_hash="p", salt=SALT, dice=DICE)
    assert seed == sha256_hex("f|p|" + "5a" * 32 + "|31415926535897932384")
    assert hash_of_salt(SALT) == sha256_hex("5a" * 32)


def test_salt_and_dice_come_from_the_ticket_alone():
    salt, dice = salt_and_dice("t")
    assert (salt, dice) == salt_and_dice("t") != salt_and_dice("u")
    assert len(salt) == 64 and len(dice) == 20 and dice.isdigit()


def test_a_frame_repeats_an_earlier_one_only_above_four_fifths():
    # 4 of 5 are 80 %, not more; 5 of 6 are 83 %.
    assert repeats("abcde", {1: "abcdz"}) == ()
    assert repeats("abcdef", {1: "abcdez", 3: "abcdef", 2: "ab"}) == (1, 3)


def test_closures_are_looked_at_by_lottery_at_least_three():
    from types import SimpleNamespace

    ids = [f"C{n:02d}" for n in range(20)]
    found = spot_checks(SimpleNamespace(seed="s"), ids)
    assert found == tuple(sorted(ids, key=lambda i: sha256_hex(f"s|spot|{i}")))[:4]
    assert spot_checks(SimpleNamespace(seed="s"), ids[:2]) in (("C00", "C01"), ("C01", "C00"))


# The steps.


def test_the_ceremony_from_freeze_to_draw(workspace):
    round_id = frozen(workspace)
    draw = draw_of(workspace, round_id)
    assert (draw.label, draw.state, draw.repeats) == ("01/2028", DrawState.FROZEN, ())
    assert draw.frame_hash == sha256_hex(draw.frame_csv)
    committed = workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT)
    assert committed.salt_hash == sha256_hex(SALT) and not committed.needs_approval
    drawn_at_dice = rolled_seed = workflow.roll_dice(
        workspace, PLANNER, round_id=round_id, dice="3141 5926 5358 9793 2384", is_watched=True, participants=TITLES
    )
    expected = sha256_hex(f"{draw.frame_hash}|{committed.plan_hash}|{SALT}|{DICE}")
    assert drawn_at_dice.seed == expected and rolled_seed.dice_source is DiceSource.PUBLIC
    sample = workflow.draw_sample(workspace, PLANNER, round_id=round_id)
    assert (sample.seed, sample.plan_hash) == (expected, committed.plan_hash)
    assert draw_of(workspace, round_id).state is DrawState.DRAWN
    within = {row.id for row in read_frame(draw.frame_csv)}
    checked = replace(sample, rows=tuple(r for r in sample.rows if r.establishment_id in within))
    assert verify_draw(checked, frame=read_frame(draw.frame_csv), rule=draw.rule) == ()


def test_one_click_makes_salt_and_dice_itself_and_says_so(workspace):
    view = workflow.read_draw(workspace, PLANNER, round_id="D2027-01")
    assert (view.draw.state, view.draw.dice_source) == (DrawState.DRAWN, DiceSource.AUTOMATIC)
    assert view.draw.participants == () and view.salt == ""
    with workspace.store.read() as connection:
        salt = ceremonies.read_salt(connection, view.draw)
    assert view.draw.salt_hash == hash_of_salt(salt)
    sealed = seed_of(frame_hash=view.draw.frame_hash, plan_hash=view.draw.plan_hash, salt=salt, dice=view.draw.dice)
    assert view.draw.seed == sealed


def test_one_click_goes_on_where_the_ceremony_stopped(workspace):
    round_id = open_round(workspace)
    workflow.freeze_round(workspace, PLANNER, round_id=round_id)
    first = rolled(workspace, round_id)
    again = workflow.prepare_alone(workspace, PLANNER, round_id=round_id, ticket="t")
    assert again == first


def test_a_seed_handed_in_is_told_apart_and_never_replaces_the_dice(workspace):
    round_id = frozen(workspace)
    sample = workflow.draw_sample(workspace, PLANNER, round_id=round_id, seed="ab" * 32)
    draw = draw_of(workspace, round_id)
    assert (sample.seed, draw.dice_source, draw.salt_hash) == ("ab" * 32, DiceSource.GIVEN, "")
    other = frozen(workspace, rule=SamplingRule(rate_bp=2100))
    workflow.commit_draw(workspace, PLANNER, round_id=other, salt=SALT, reason="đợt hai")
    with pytest.raises(ConflictError) as refused:
        workflow.draw_sample(workspace, PLANNER, round_id=other, seed="cd" * 32)
    assert code_of(refused) == "draw.has_seed"


@pytest.mark.parametrize(
    ("dice", "titles", "code"),
    [("123", TITLES, "draw.dice"), ("x" * 20, TITLES, "draw.dice"), ("٣" * 20, TITLES, "draw.dice"),
     (DICE, (" ",), "draw.nobody")],
)  # fmt: skip
def test_wrong_dice_are_refused_and_nothing_is_kept(workspace, dice, titles, code):
    round_id = frozen(workspace)
    workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT)
    with pytest.raises(InputError) as refused:
        workflow.roll_dice(workspace, PLANNER, round_id=round_id, dice=dice, is_watched=True, participants=titles)
    assert code_of(refused) == code
    assert draw_of(workspace, round_id).state is DrawState.COMMITTED


def test_steps_out_of_order_are_refused(workspace):
    round_id = open_round(workspace)
    for step, code in (
        (lambda: workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT), "draw.not_frozen"),
        (lambda: workflow.draw_sample(workspace, PLANNER, round_id=round_id), "draw.not_frozen"),
    ):
        with pytest.raises(ConflictError) as refused:
            step()
        assert code_of(refused) == code
    workflow.freeze_round(workspace, PLANNER, round_id=round_id)
    with pytest.raises(ConflictError) as refused:
        workflow.draw_sample(workspace, PLANNER, round_id=round_id)
    assert code_of(refused) == "draw.no_seed"
    rolled(workspace, round_id)
    with pytest.raises(ConflictError) as refused:
        rolled(workspace, round_id)
    assert code_of(refused) == "draw.step"


@pytest.mark.parametrize(
    "step", ["commit_draw", "roll_dice", "draw_sample", "abandon_draw", "close_round", "list_draws"]
)
def test_only_a_planner_takes_a_step(workspace, step):
    more = {
        "commit_draw": {"salt": SALT}, "roll_dice": {"dice": DICE, "is_watched": False}, "draw_sample": {},
        "abandon_draw": {"reason": "x"}, "close_round": {}, "list_draws": {},
    }[step]  # fmt: skip
    target = {} if step == "list_draws" else {"round_id": "D2027-01"}
    with pytest.raises(NotAllowedError):
        getattr(workflow, step)(workspace, LEADER, **target, **more)


# A second seed.


def test_a_plan_has_one_seed_even_by_another_round(workspace):
    """The same register and rule give the same plan; its second seed needs a reason, and the database itself holds it."""
    first, second = frozen(workspace), frozen(workspace)
    one = rolled(workspace, first)
    with pytest.raises(ConflictError) as refused:
        rolled(workspace, second)  # frozen before the first had its seed, so it repeats nothing yet
    assert code_of(refused) == "draw.second_seed"
    assert draw_of(workspace, second).plan_hash == one.plan_hash
    with workspace.store.write() as connection, pytest.raises(IntegrityError):
        connection.execute(sa.text("UPDATE draw_seeds SET seed = 'x'"))


def test_a_repeated_draw_needs_a_reason(workspace):
    rolled(workspace, frozen(workspace))
    round_id = frozen(workspace)
    assert draw_of(workspace, round_id).repeats == (1,)
    with pytest.raises(ConflictError) as refused:
        workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT, reason="  ")
    assert (code_of(refused), refused.value.params["earlier"]) == ("draw.repeat", "01/2028")
    again = rolled(workspace, round_id, reason="Đợt hai của năm")
    assert (again.reason, again.needs_approval) == ("Đợt hai của năm", False)


def test_a_repeated_draw_waits_for_another_account_where_there_is_one(workspace):
    add_planner(workspace)
    rolled(workspace, frozen(workspace))
    round_id = frozen(workspace)
    committed = workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT, reason="Đợt hai")
    assert committed.waits_for_approval
    with pytest.raises(ConflictError) as refused:
        workflow.roll_dice(workspace, PLANNER, round_id=round_id, dice=DICE, is_watched=False)
    assert code_of(refused) == "draw.not_approved"
    with pytest.raises(ConflictError) as refused:
        workflow.approve_draw(workspace, PLANNER, round_id=round_id)
    assert code_of(refused) == "draw.same_account"
    assert workflow.approve_draw(workspace, OTHER, round_id=round_id).approved_by == "ba"
    assert workflow.roll_dice(workspace, PLANNER, round_id=round_id, dice=DICE, is_watched=False).seed


# Every draw stays on the list.


def test_an_abandoned_draw_keeps_its_number_and_the_list_says_what_differed(workspace):
    round_id = frozen(workspace)
    with pytest.raises(InputError):
        workflow.abandon_draw(workspace, PLANNER, round_id=round_id, reason=" ")
    workflow.abandon_draw(workspace, PLANNER, round_id=round_id, reason="Nhầm danh sách")
    assert {r.id: r.status for r in workflow.list_rounds(workspace, PLANNER)}[round_id] is RoundStatus.DRAFT
    workflow.freeze_round(workspace, PLANNER, round_id=round_id)
    rolled(workspace, round_id)
    workflow.draw_sample(workspace, PLANNER, round_id=round_id)
    workflow.abandon_draw(workspace, PLANNER, round_id=round_id, reason="Hoãn")
    assert {r.id: r.status for r in workflow.list_rounds(workspace, PLANNER)}[round_id] is RoundStatus.ABANDONED
    frozen(workspace, rule=SamplingRule(rate_bp=2500))
    views = workflow.list_draws(workspace, PLANNER, year=2028)
    assert [(v.draw.label, v.draw.state.value) for v in views] == [
        ("03/2028", "frozen"), ("02/2028", "abandoned"), ("01/2028", "abandoned"),
    ]  # fmt: skip
    assert [v.draw.abandon_reason for v in views] == ["", "Hoãn", "Nhầm danh sách"]
    assert views[0].difference.rule == (("rate_bp", "2000", "2500"),)
    assert (views[0].difference.added, views[0].difference.removed) == ((), ())
    assert views[0].draw.repeats == (2,)


# A process that dies between or within two steps.


@pytest.mark.parametrize(
    ("table", "event", "reach", "kept"),
    [
        ("frames", "INSERT", "freeze", None),
        ("draws", "UPDATE", "commit", DrawState.FROZEN),
        ("draws", "UPDATE", "roll", DrawState.COMMITTED),
        ("sample_rows", "INSERT", "draw", DrawState.ROLLED),
        ("rounds", "UPDATE", "draw", DrawState.ROLLED),
    ],
)
def test_a_step_that_breaks_leaves_the_one_before_and_can_be_taken_again(workspace, table, event, reach, kept):
    round_id = open_round(workspace)
    steps = {
        "freeze": lambda: workflow.freeze_round(workspace, PLANNER, round_id=round_id),
        "commit": lambda: workflow.commit_draw(workspace, PLANNER, round_id=round_id, salt=SALT),
        "roll": lambda: workflow.roll_dice(workspace, PLANNER, round_id=round_id, dice=DICE, is_watched=False),
        "draw": lambda: workflow.draw_sample(workspace, PLANNER, round_id=round_id),
    }
    for name, step in steps.items():
        if name == reach:
            run(workspace, f"CREATE TRIGGER dies BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'dies'); END")
            with pytest.raises(IntegrityError):
                step()
            run(workspace, "DROP TRIGGER dies")
            assert state_of(workspace, round_id) == kept
            with workspace.store.read() as connection:
                seeds = connection.scalar(sa.text("SELECT count(*) FROM draw_seeds WHERE year = 2028"))
                assert seeds == (kept is DrawState.ROLLED)
                assert rounds.read_sample(connection, round_id) is None
        step()
    assert state_of(workspace, round_id) is DrawState.DRAWN
    assert draw_of(workspace, round_id).label == "01/2028"


def run(workspace: Workspace, statement: str) -> None:
    with workspace.store.write() as connection:
        connection.exec_driver_sql(statement)


def state_of(workspace: Workspace, round_id: str) -> DrawState | None:
    view = workflow.read_draw(workspace, PLANNER, round_id=round_id)
    return view.draw.state if view else None


# Sealing, closing, publishing.


def seal(workspace: Workspace, actor: Actor):
    view = workflow.read_plan(workspace, PLANNER, round_id="D2027-01")
    return workflow.seal_plan(
        workspace, actor, round_id="D2027-01", version=view.version, decision_no="1", decision_on=date(2027, 3, 1),
        signer="Trưởng phòng",
    )  # fmt: skip


def test_who_drew_cannot_seal_where_there_is_another_planner(workspace):
    add_planner(workspace)
    demo = Actor(account="demo", role=AccountRole.PLANNER)
    with pytest.raises(ConflictError) as refused:
        seal(workspace, demo)
    assert code_of(refused) == "seal.same_account"
    assert seal(workspace, OTHER).round.status is RoundStatus.SEALED


def test_one_account_alone_seals_and_the_salt_is_told_only_after_the_round(workspace):
    demo = Actor(account="demo", role=AccountRole.PLANNER)
    seal(workspace, demo)
    with pytest.raises(ConflictError) as refused:
        workflow.close_round(workspace, PLANNER, round_id="D2027-01")
    assert code_of(refused) == "round.not_over"
    with pytest.raises(ConflictError) as refused:
        workflow.read_published(workspace, PLANNER, round_id="D2027-01", checker="Thanh tra tỉnh")
    assert code_of(refused) == "published.not_closed"
    workflow.move_clock(workspace, PLANNER, at=workflow.read_now(workspace) + timedelta(days=40))
    workflow.close_round(workspace, PLANNER, round_id="D2027-01")
    view = workflow.read_draw(workspace, PLANNER, round_id="D2027-01")
    assert hash_of_salt(view.salt) == view.draw.salt_hash
    files = workflow.read_published(workspace, PLANNER, round_id="D2027-01", checker="Thanh tra tỉnh")
    frame, rule = read_frame(files["FRAME.csv"]), read_rule(files["RULE.toml"])
    assert verify_draw(read_draw(files["DRAW.json"]), frame=frame, rule=rule) == ()
    assert view.salt in files["SEED.json"]


# Reserves and overrides.


def drawn_sample(workspace: Workspace):
    with workspace.store.read() as connection:
        return rounds.read_sample(connection, "D2027-01")


def frame_rows(workspace: Workspace):
    with workspace.store.read() as connection:
        return {row.id: row for row in read_frame(rounds.read_frame(connection, "D2027-01")[0])}


def test_a_closed_door_is_replaced_by_the_next_reserve_of_its_cell(workspace):
    sample, frame = drawn_sample(workspace), frame_rows(workspace)
    cells = {id_: (frame[id_].commune, frame[id_].type) for id_ in frame}
    waiting = {}
    for id_ in sample.reserves:
        waiting.setdefault(cells[id_], []).append(id_)
    absent = next(id_ for id_ in sample.selected if len(waiting.get(cells[id_], ())) >= 2)
    first, second = waiting[cells[absent]][:2]
    change = workflow.substitute(workspace, PLANNER, round_id="D2027-01", establishment_id=absent, reason="Đóng cửa")
    assert (change.stand_in, change.number) == (first, 1)
    # The stand-in is closed too: the next one by ticket; the first absent one is not visited any more.
    again = workflow.substitute(workspace, PLANNER, round_id="D2027-01", establishment_id=first, reason="Vắng chủ")
    assert (again.stand_in, again.number) == (second, 2)
    with pytest.raises(ConflictError) as refused:
        workflow.substitute(workspace, PLANNER, round_id="D2027-01", establishment_id=absent, reason="x")
    assert code_of(refused) == "substitute.not_visited"
    assert drawn_sample(workspace) == sample  # the draw itself, non-response included, stays as it was
    plan = workflow.make_plan(workspace, PLANNER, round_id="D2027-01", iterations=1, travel="estimate")
    visits = {visit.id for visit in plan.problem.visits}
    assert second in visits and not {absent, first} & visits and len(visits) == sample.size


def test_without_a_reserve_nothing_changes(workspace):
    sample, frame = drawn_sample(workspace), frame_rows(workspace)
    cells = {id_: (frame[id_].commune, frame[id_].type) for id_ in frame}
    lonely = next(id_ for id_ in sample.selected if cells[id_] not in {cells[r] for r in sample.reserves})
    with pytest.raises(ConflictError) as refused:
        workflow.substitute(workspace, PLANNER, round_id="D2027-01", establishment_id=lonely, reason="Đóng cửa")
    assert code_of(refused) == "substitute.no_reserve"
    assert workflow.list_changes(workspace, PLANNER, round_id="D2027-01") == ()


def test_an_override_needs_reason_and_document_and_keeps_the_floors(workspace):
    sample = drawn_sample(workspace)
    target = {"round_id": "D2027-01", "establishment_id": sample.reserves[0], "kind": ChangeKind.ADD}
    with pytest.raises(InputError) as empty:
        workflow.override_sample(workspace, PLANNER, **target, reason="Theo chỉ đạo", document_no=" ")
    assert code_of(empty) == "override.empty"
    change = workflow.override_sample(workspace, PLANNER, **target, reason="Theo chỉ đạo", document_no="5/CV")
    assert apply_changes(sample.selected, [change]) == tuple(sorted((*sample.selected, sample.reserves[0])))
    # 49 of 240 now, 48 needed: two cannot go, whatever their groups.
    gone = 0
    for id_ in sample.selected:
        try:
            workflow.override_sample(
                workspace, PLANNER, round_id="D2027-01", establishment_id=id_, kind=ChangeKind.REMOVE,
                reason="Theo chỉ đạo", document_no="6/CV",
            )  # fmt: skip
            gone += 1
        except ConflictError as error:
            assert error.code == "override.floor"
        if gone == 1 and id_ > sample.selected[9]:
            break
    assert gone == 1


def test_floors_are_counted_over_done_and_visited():
    def row(id_, commune, kind, done=False):
        return FrameRow(
            id=id_, commune=commune, type=kind, score=0, must=False, exempt=False, done=done, lon=0.0, lat=0.0
        )

    # 6 registered at 20 % need 2; commune X has 3 and needs 1, Y too; both have type k: 6 at 10 % need 1.
    frame = [row("a", "X", "k"), row("b", "X", "k"), row("c", "X", "k"), row("d", "Y", "k"), row("e", "Y", "k"),
             row("f", "Y", "k", done=True)]  # fmt: skip
    rule = SamplingRule()
    never_seen = [replace(frame[0], seen=False), *frame[1:]]
    assert missed_floors(never_seen, ["b"], replace(rule, rotation_floor=1)) == ("unseen:",)
    assert missed_floors(frame, ["a"], rule) == ()
    assert missed_floors(frame, ["d"], rule) == ("commune:X",)
    assert missed_floors(frame, [], rule) == ("area:", "commune:X")


def test_a_change_by_hand_stands_in_every_paper(workspace):
    from io import BytesIO

    from openpyxl import load_workbook

    sample = drawn_sample(workspace)
    added = next(row.establishment_id for row in sample.rows if row.role is Role.NOT_DRAWN)
    workflow.override_sample(
        workspace, PLANNER, round_id="D2027-01", establishment_id=added, kind=ChangeKind.ADD, reason="Theo chỉ đạo",
        document_no="15/CV-VHTT",
    )  # fmt: skip
    workflow.make_plan(workspace, PLANNER, round_id="D2027-01", iterations=1, travel="estimate")
    made = workflow.write_papers(workspace, PLANNER, round_id="D2027-01")
    newest = {p.kind: p for p in sorted(made, key=lambda p: "v2" in p.file_name)}
    for paper in (p for p in made if p.kind == "draw_minutes"):
        content = workflow.read_paper(workspace, PLANNER, paper.id)[1].decode()
        if "15/CV-VHTT" in content:
            break
    else:
        pytest.fail("no minutes name the change")
    book = load_workbook(BytesIO(workflow.read_paper(workspace, PLANNER, newest["plan_workbook"].id)[1]))
    cells = [cell.value for row in book.worksheets[0] for cell in row]
    assert any(f"Thêm {added} theo 15/CV-VHTT: Theo chỉ đạo" in str(cell) for cell in cells)


# Before a round: floors, readings, sizes.


def test_the_floors_say_what_is_short_before_anything_is_opened(workspace):
    rows = workflow.read_floors(workspace, PLANNER, rule=SamplingRule(), on=date(2027, 3, 8))
    area = rows[0]
    assert (area.kind, area.registered, area.needed, area.short) == ("area", 240, 48, 0)
    communes = [row for row in rows if row.kind == "commune"]
    assert sum(row.registered for row in communes) == 240 and len(communes) == 6
    # 100 % of every commune: short is exactly who is exempt there.
    asked = SamplingRule(commune_floor_bp=10_000)
    whole = workflow.read_floors(workspace, PLANNER, rule=asked, on=date(2027, 3, 8))
    assert all(r.short == r.exempt == r.registered - r.eligible for r in whole if r.kind == "commune")


def test_both_readings_and_further_shifts_are_weighed(workspace):
    on = date(2027, 3, 8)
    result = workflow.weigh_rules(workspace, PLANNER, rule=SamplingRule(), on=on)
    area, everywhere = workflow.read_weighed(result["readings"])
    floors = workflow.read_floors(workspace, PLANNER, rule=SamplingRule(), on=on)
    need = sum(-(-row.registered // 5) for row in floors if row.kind == "commune")
    assert area.size == 48 < everywhere.size and everywhere.size >= need
    curve = workflow.read_weighed(result["curve"])
    assert [w.size for w in curve] == [48 + k * result["per_shift"] for k in range(9)]
    assert [w.points for w in curve] == sorted(w.points for w in curve)
    assert result["for"] == workflow.rule_key(SamplingRule(), on) != workflow.rule_key(SamplingRule(size=50), on)
