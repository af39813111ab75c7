"""Official papers of a round: written again in their place, sealed to all but the planner and the signer until the close."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from docx import Document
from docx_text import text_of
from results_office import NOW, PLANNER, ROUND, result, results_text, sealed_office, shift_id, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import Inspection
from domain.paperwork import PaperSettings, Reply
from domain.register_steps import Contact, ContactChange, RegisterStep, StepKind
from domain.rounds import ReasonCode, RoundStatus
from store import accounts, audit, offices, plans, register_steps, rounds
from store.tables import PLANS, SAMPLE_ROWS, SAMPLES
from workflow.visit_codes import visit_code

SIGNER = Actor(account="binh", role=AccountRole.LEADER)
LEADER = Actor(account="lan", role=AccountRole.LEADER)
ADMINISTRATOR = Actor(account="quan", role=AccountRole.ADMINISTRATOR)
OUTSIDERS = (team_actor("T00"), ADMINISTRATOR)
WEIGHED = {"points": 9, "rank": 1, "displaced": "E005", "saved_m": 900, "given": 1}
OPEN = {"inspection_plan", "team_decision", "annex_1"}


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory):
    """Return the folder of an office of three evenings with two stops each, and two leaders."""
    directory = tmp_path_factory.mktemp("papers")
    found = sealed_office(directory, shifts=3, stops=2, others=2)
    with found.store.write() as connection:
        for name in ("binh", "lan"):
            accounts.add_account(
                connection, accounts.Account(name=name, role=AccountRole.LEADER, team=None, password_hash="x")
            )
    found.store.close()
    return directory


def write(office):
    return {(one.kind, one.part): one for one in workflow.write_official_papers(office, PLANNER, round_id=ROUND)}


def text(office, paper, actor=PLANNER):
    path = office.settings.directory / "paper.docx"
    path.write_bytes(workflow.read_paper(office, actor, paper.id)[1])
    return text_of(path.read_bytes())


def whole(office):
    return "\n".join(text(office, one) for one in workflow.list_official_papers(office, PLANNER, round_id=ROUND))


def change_round(office, **fields):
    with office.store.write() as connection:
        rounds.save_round(connection, replace(rounds.read_round(connection, ROUND), **fields))


def set_clock(office, at):
    with office.store.write() as connection:
        offices.save_office(connection, replace(offices.read_office(connection), demo_at=at))


def actions(office, action, outcome="ok"):
    with office.store.read() as connection:
        return [r for r in audit.read_audit(connection, limit=500) if r.action == action and r.outcome == outcome]


def with_agencies(office, needed):
    """Keep the plan as its next version, in which some visits need agencies."""
    with office.store.write() as connection:
        plan = plans.read_plan(connection, ROUND)
        visits = tuple(replace(v, agencies=needed.get(v.id, ())) for v in plan.problem.visits)
        plans.save_plan(
            connection, replace(plan, version=plan.version + 1, problem=replace(plan.problem, visits=visits))
        )


def test_every_kind_is_written_and_a_second_writing_takes_the_place_of_the_first(office):
    first = write(office)
    assert {kind for kind, _ in first} == {
        "inspection_plan", "team_decision", "annex_1", "annex_2", "annex_3", "annex_4", "annex_5", "annex_6",
        "visit_minutes", "call_up", "duty_sheet", "round_minutes", "result_report",
    }  # fmt: skip
    assert sum(kind == "visit_minutes" for kind, _ in first) == 3
    contents = {key: workflow.read_paper(office, PLANNER, one.id)[1] for key, one in first.items()}
    again = write(office)
    assert {key: one.id for key, one in again.items()} == {key: one.id for key, one in first.items()}
    assert {key: workflow.read_paper(office, PLANNER, one.id)[1] for key, one in again.items()} == contents


def test_straight_after_the_draw_come_the_papers_that_need_no_plan_and_the_rest_waits(office):
    with_plan = {key: text(office, one) for key, one in write(office).items()}
    with office.store.write() as connection:
        connection.execute(sa.delete(PLANS))
    early = write(office)
    assert set(early) == {("team_decision", ""), ("annex_1", ""), ("annex_4", ""), ("annex_5", "")}
    for key, one in early.items():
        assert text(office, one) == with_plan[key], key
    state = workflow.read_papers_state(office, PLANNER)
    assert (state.round_id, state.has_plan) == (ROUND, False)
    assert len(state.waiting) == 9 and any("Phụ lục II " in name for name in state.waiting)
    (seen,) = workflow.leader_papers(office, LEADER)
    assert {one.kind for one in seen.papers} == {"team_decision", "annex_1"}
    with office.store.write() as connection:
        connection.execute(sa.delete(SAMPLE_ROWS))
        connection.execute(sa.delete(SAMPLES))
    assert workflow.read_papers_state(office, PLANNER) is None
    with pytest.raises(ConflictError):
        write(office)


def test_with_a_plan_nothing_waits_and_only_planners_ask(office):
    state = workflow.read_papers_state(office, PLANNER)
    assert state.has_plan and state.waiting == ()
    for actor in (SIGNER, *OUTSIDERS):
        with pytest.raises(NotAllowedError):
            workflow.read_papers_state(office, actor)


def test_a_reserve_that_was_used_has_its_own_row_in_annex_2(office):
    change = workflow.substitute(office, PLANNER, round_id=ROUND, establishment_id="E000", reason="đóng cửa")
    made = write(office)
    rows = [line for line in text(office, made["annex_2", ""]).splitlines() if "Cơ sở " in line]
    assert len(rows) == 7
    absent = next(line for line in rows if "| Cơ sở E000 |" in line)
    assert absent.endswith(f"dự phòng Cơ sở {change.stand_in} kiểm tra thay")
    assert rows[-1].startswith(f"7 | Cơ sở {change.stand_in} |") and rows[-1].endswith("kiểm tra thay Cơ sở E000")
    assert "Kiểm tra thay Cơ sở E000" in text(office, made["annex_4", ""])


def test_the_side_tables_of_annex_6_count_the_year(office):
    workflow.record_meeting(
        office, PLANNER, commune="25522", on=date(2027, 3, 10), regulations=["PL10_2003"], represented=5, commitments=4
    )
    lines = text(office, write(office)["annex_6", ""]).splitlines()
    at = lines.index("Biểu 4. Tuyên truyền, ký cam kết năm 2027")
    assert [line.split(" | ")[2:] for line in lines[at + 2 : at + 5]] == [
        ["0", "0", "4"], ["0", "0", "0"], ["0", "0", "4"]
    ]  # fmt: skip


def test_a_shift_that_a_newer_plan_lacks_takes_its_forms_with_it(office):
    write(office)
    with office.store.write() as connection:
        plan = plans.read_plan(connection, ROUND)
        fewer = replace(plan.solution, routes=plan.solution.routes[:2])
        plans.save_plan(connection, replace(plan, version=2, solution=fewer))
    assert sum(kind == "visit_minutes" for kind, _ in write(office)) == 2


def test_progress_is_told_and_a_stop_keeps_what_is_written(office):
    told = []
    asked = iter([False] * 3)
    made = workflow.write_official_papers(
        office, PLANNER, round_id=ROUND, on_progress=lambda *step: told.append(step),
        should_stop=lambda: next(asked, True),
    )  # fmt: skip
    assert len(made) == 3 and told[0][1] == 0 and told[-1][1] == told[-1][2] == len(write(office))


def test_only_the_planner_writes_and_lists(office):
    for actor in (SIGNER, *OUTSIDERS):
        for refused in (workflow.write_official_papers, workflow.list_official_papers):
            with pytest.raises(NotAllowedError):
                refused(office, actor, round_id=ROUND)


def test_leaders_see_three_papers_before_the_close_and_all_after_it(office):
    made = write(office)
    (seen,) = workflow.leader_papers(office, LEADER)
    assert {one.kind for one in seen.papers} == OPEN and not seen.may_sign
    for (kind, _), one in made.items():
        if kind in OPEN:
            assert workflow.read_paper(office, LEADER, one.id)[1]
        else:
            with pytest.raises(NotAllowedError):
                workflow.read_paper(office, LEADER, one.id)
    assert len(actions(office, "paper.read", "denied")) == len(made) - len(OPEN)
    change_round(office, status=RoundStatus.CLOSED)
    (seen,) = workflow.leader_papers(office, LEADER)
    assert len(seen.papers) == len(made)
    assert all(workflow.read_paper(office, LEADER, one.id)[1] for one in made.values())


def test_teams_and_the_administrator_never_see_an_official_paper(office):
    made = write(office)
    change_round(office, status=RoundStatus.CLOSED)
    for actor in OUTSIDERS:
        for one in made.values():
            with pytest.raises(NotAllowedError):
                workflow.read_paper(office, actor, one.id)
        with pytest.raises(NotAllowedError):
            workflow.leader_papers(office, actor)


def test_the_signer_opens_the_sealed_papers_for_a_day_by_a_logged_act(office):
    sealed = write(office)["annex_3", ""]
    workflow.name_signer(office, PLANNER, round_id=ROUND, account="binh")
    with pytest.raises(NotAllowedError):
        workflow.read_paper(office, SIGNER, sealed.id)
    with pytest.raises(NotAllowedError):
        workflow.open_to_sign(office, LEADER, round_id=ROUND)
    with pytest.raises(NotAllowedError):
        workflow.open_to_sign(office, PLANNER, round_id=ROUND)
    workflow.open_to_sign(office, SIGNER, round_id=ROUND)
    assert [row.account for row in actions(office, "papers.open_to_sign")] == ["binh"]
    assert workflow.read_paper(office, SIGNER, sealed.id)[1]
    assert {one.kind for one in workflow.leader_papers(office, SIGNER)[0].papers} >= {"annex_2", "visit_minutes"}
    with pytest.raises(NotAllowedError):
        workflow.read_paper(office, LEADER, sealed.id)
    set_clock(office, NOW + timedelta(days=1))
    with pytest.raises(NotAllowedError):
        workflow.read_paper(office, SIGNER, sealed.id)


def test_of_two_planners_who_name_a_signer_the_second_one_is_told(office):
    workflow.name_signer(office, PLANNER, round_id=ROUND, account="binh", seen="")
    with pytest.raises(ConflictError, match=r"changed\.meanwhile"):
        workflow.name_signer(office, PLANNER, round_id=ROUND, account="lan", seen="")
    assert workflow.read_signer(office, PLANNER, round_id=ROUND).account == "binh"
    workflow.name_signer(office, PLANNER, round_id=ROUND, account="lan", seen="binh")


def test_another_signer_shuts_what_the_first_had_opened(office):
    sealed = write(office)["annex_2", ""]
    workflow.name_signer(office, PLANNER, round_id=ROUND, account="binh")
    workflow.open_to_sign(office, SIGNER, round_id=ROUND)
    workflow.name_signer(office, PLANNER, round_id=ROUND, account="lan")
    with pytest.raises(NotAllowedError):
        workflow.read_paper(office, SIGNER, sealed.id)
    with pytest.raises(InputError):
        workflow.name_signer(office, PLANNER, round_id=ROUND, account="thu")


def test_the_ids_of_papers_cannot_be_worked_out_by_another_office(office, tmp_path):
    other = sealed_office(tmp_path / "other", shifts=3, stops=2, others=2)
    assert not {one.id for one in write(office).values()} & {one.id for one in write(other).values()}
    other.store.close()


def test_rates_and_people_of_the_office_reach_the_cost_table(office):
    assert "chưa có định mức" in text(office, write(office)["inspection_plan", ""])
    settings = PaperSettings(telephone="0276 3875 000", people={"CONG_AN": 2}, allowance_dong=100_000, km_dong=3_000)
    workflow.save_paper_settings(office, PLANNER, settings=settings)
    assert workflow.read_paper_settings(office, PLANNER) == settings
    made = write(office)
    plan = text(office, made["inspection_plan", ""])
    assert "3 ca × 2 người | 100.000 | 600.000" in plan and "3 ca × 1 người | 100.000 | 300.000" in plan
    assert "điện thoại 0276 3875 000" in text(office, made["annex_5", ""])


@pytest.mark.parametrize(
    "wrong",
    (
        {"people": {"CONG_AN": 0}}, {"people": {"KHONG_CO": 1}}, {"allowance_dong": -1}, {"km_dong": 10**12},
        {"telephone": "0" * 201},
    ),
)  # fmt: skip
def test_settings_that_cannot_be_are_refused_and_nothing_is_kept(office, wrong):
    with pytest.raises(InputError):
        workflow.save_paper_settings(office, PLANNER, settings=PaperSettings(**wrong))
    assert workflow.read_paper_settings(office, PLANNER) == PaperSettings()
    with pytest.raises(NotAllowedError):
        workflow.save_paper_settings(office, SIGNER, settings=PaperSettings())


def test_what_teams_recorded_is_counted_by_establishment_and_by_visit(office):
    findings = [{"code": "SIGNBOARD_WRONG", "action": "REMIND"}, {"code": "NO_CONTRACT", "action": "REMIND"}]
    done = [result("E000", findings=findings), result("E001", "closed_door")]
    workflow.take_results(office, team_actor("T00"), text=results_text(office, done))
    made = write(office)
    report = text(office, made["result_report", ""])
    assert "đã kiểm tra 1 cơ sở với 1 lượt" in report and "Có 1 cơ sở có vi phạm" in report
    states = text(office, made["round_minutes", ""])
    for line in (
        "1 | Đã kiểm tra, có biên bản đầy đủ | 1",
        "2 | Đóng cửa hoặc vắng chủ | 1",
        "3 | Chưa có kết quả | 4",
    ):
        assert line in states
    annex = [line.split(" | ") for line in text(office, made["annex_6", ""]).splitlines() if line.startswith("1 |")]
    assert [cells[7] for cells in annex[:2]] == ["1", "1"]


def test_what_an_earlier_round_of_the_year_did_is_counted_once_and_only_within_the_frame(office):
    change_round(office, id="D2027-00", status=RoundStatus.CLOSED)
    kept = Inspection(
        id="", establishment_id="", agency="VAN_HOA", on=date(2027, 2, 1), is_full=True, minutes_no="1/BB",
        round_id="D2027-00",
    )  # fmt: skip
    others = {
        "N001": {"on": date(2026, 12, 20)}, "R0": {"on": date(2027, 3, 8)}, "R1": {"round_id": None},
        "R2": {"minutes_no": ""}, "E001": {"round_id": ROUND}, "X001": {}, "E000": {},
    }  # fmt: skip
    done = [replace(kept, id=f"i-{id_}", establishment_id=id_, **more) for id_, more in others.items()]
    done += [replace(kept, id=f"i-{n}", establishment_id="N000", on=date(2027, 2, n)) for n in (1, 20)]
    workflow.record_inspections(office, PLANNER, done=done)
    workflow.take_results(office, team_actor("T00"), text=results_text(office, [result("E000")]))
    report = text(office, write(office)["result_report", ""])
    assert "cùng 1 cơ sở do các đợt trước trong năm đã kiểm tra, tính chung là 3 cơ sở" in report


def test_a_code_read_out_by_an_owner_finds_the_visit_for_the_planner_alone(office):
    code = visit_code(office, round_id=ROUND, establishment="E003")
    assert code in text(office, write(office)["visit_minutes", "Đoàn 01, 08/03/2027"])
    found = workflow.find_visit(office, PLANNER, code=f" {code.lower().replace('-', ' ')} ")
    assert (found.establishment_id, found.on, found.team_name) == ("E003", date(2027, 3, 8), "Đoàn 01")
    for wrong in ("", "ABCD-2345", visit_code(office, round_id="D2027-02", establishment="E003")):
        assert workflow.find_visit(office, PLANNER, code=wrong) is None
    assert len(actions(office, "visit.find")) == 1 and len(actions(office, "visit.find", "none")) == 3
    for actor in (SIGNER, *OUTSIDERS):
        with pytest.raises(NotAllowedError):
            workflow.find_visit(office, actor, code=code)


def test_an_agency_that_says_no_is_absent_and_its_stops_fall_with_what_would_help(office):
    with_agencies(office, {"E000": ("CONG_AN",), "E001": ("VAN_HOA",)})
    asked = {(one.agency, one.shift): one for one in workflow.read_call_ups(office, PLANNER, round_id=ROUND)}
    assert asked["CONG_AN", shift_id(0)].needed_by == ("E000",) and len(asked) == 6
    assert workflow.fallen_stops(office, PLANNER, round_id=ROUND) == ()
    answer = {"round_id": ROUND, "agency": "CONG_AN", "shift": shift_id(0)}
    workflow.record_reply(office, PLANNER, **answer, reply=Reply.NO, note="Công văn 12")
    (fallen,) = workflow.fallen_stops(office, PLANNER, round_id=ROUND)
    assert (fallen.establishment_id, fallen.name, fallen.call_up.note) == ("E000", "Cơ sở E000", "Công văn 12")
    reasons = {one.shift: one.code for one in fallen.why.reasons}
    assert reasons[shift_id(0)] == "agency" and reasons[shift_id(1)] != "agency"
    view = workflow.read_calendar(office, PLANNER, first=date(2027, 3, 1), last=date(2027, 3, 31))
    assert [(one.agency, one.team) for one in view.calendar.absences] == [("CONG_AN", "T00")]
    # Whoever still sees no answer is told that there is one by now.
    with pytest.raises(ConflictError, match=r"changed\.meanwhile"):
        workflow.record_reply(office, PLANNER, **answer, reply=Reply.YES, seen=None)
    workflow.record_reply(office, PLANNER, **answer, reply=Reply.SUBSTITUTE, seen=Reply.NO)
    assert workflow.fallen_stops(office, PLANNER, round_id=ROUND) == ()
    assert (
        workflow.read_calendar(office, PLANNER, first=date(2027, 3, 1), last=date(2027, 3, 31)).calendar.absences == ()
    )


def test_replies_of_nobody_asked_and_of_others_are_refused(office):
    for wrong in ({"agency": "Y_TE", "shift": shift_id(0)}, {"agency": "CONG_AN", "shift": "S9"}):
        with pytest.raises(ConflictError):
            workflow.record_reply(office, PLANNER, round_id=ROUND, **wrong, reply=Reply.YES)
    with pytest.raises(InputError):
        workflow.record_reply(
            office, PLANNER, round_id=ROUND, agency="CONG_AN", shift=shift_id(0), reply=Reply.YES, note="x" * 121
        )
    for actor in (SIGNER, *OUTSIDERS):
        with pytest.raises(NotAllowedError):
            workflow.read_call_ups(office, actor, round_id=ROUND)


def own_template(office, *lines, kind="call_up"):
    document = Document(Path(workflow.paper_templates.SHIPPED) / f"{kind}.docx")
    for line in lines:
        document.add_paragraph(line)
    path = office.settings.directory / "own.docx"
    document.save(path)
    return path


def test_an_office_puts_its_own_template_in_place_and_takes_it_back(office):
    path = own_template(office, "Dòng riêng của {{ office }}")
    assert workflow.save_template(office, PLANNER, kind="call_up", path=path) == ()
    assert [one.form.kind for one in workflow.list_templates(office, PLANNER) if one.is_own] == ["call_up"]
    assert "Dòng riêng của Phòng Văn hóa và Thông tin" in text(office, write(office)["call_up", "Công an"])
    handed = workflow.hand_out_template(office, PLANNER, kind="call_up")
    assert workflow.read_paper(office, PLANNER, handed)[1] == path.read_bytes()
    workflow.drop_template(office, PLANNER, kind="call_up")
    assert "Dòng riêng" not in text(office, write(office)["call_up", "Công an"])


def test_a_template_that_cannot_be_used_is_told_and_not_kept(office):
    path = own_template(office, "{{ ofice }} {{ office|upper }}")
    found = workflow.save_template(office, PLANNER, kind="call_up", path=path)
    told = [workflow.finding_text(office, one) for one in found]
    assert "trường «ofice» không có trong loại giấy này" in told and len(told) == 2
    assert not any(one.is_own for one in workflow.list_templates(office, PLANNER))
    with pytest.raises(InputError):
        workflow.save_template(office, PLANNER, kind="../x", path=path)
    for actor in (SIGNER, *OUTSIDERS):
        with pytest.raises(NotAllowedError):
            workflow.save_template(office, actor, kind="call_up", path=path)


def test_a_broken_template_laid_into_the_folder_stops_the_writing_before_anything_is_written(office):
    home = office.settings.directory / "templates"
    home.mkdir()
    (home / "call_up.docx").write_bytes(own_template(office, "{{ ofice }}").read_bytes())
    with pytest.raises(InputError) as refused:
        write(office)
    assert refused.value.code == "template.broken" and "ofice" in refused.value.params["finding"]
    assert workflow.list_official_papers(office, PLANNER, round_id=ROUND) == ()


def test_an_owner_learns_the_own_data_and_nothing_of_an_open_round(office):
    contact = Contact(owner_name="Trần Văn Tám", phone="0901234567")
    with office.store.write() as connection:
        register_steps.take_step(
            connection,
            RegisterStep(number=0, kind=StepKind.MEND, at=NOW, account="thu"),
            changes=(), contacts=(ContactChange(establishment_id="E000", before=None, after=contact),), file_issues=(),
        )  # fmt: skip

    def sheet():
        return text_of(
            workflow.read_paper(office, PLANNER, workflow.write_owner_sheet(office, PLANNER, establishment="E000"))[1]
        )

    before = sheet()
    assert "Cơ sở E000" in before and "có lưu, chỉ người được phân công xem" in before
    for hidden in ("Trần Văn Tám", "0901234567", "Đợt 1", "bốc thăm", "08/03"):
        assert hidden not in before
    with office.store.write() as connection:
        connection.execute(sa.update(SAMPLE_ROWS).values(reason_code=ReasonCode.RISK_ROUTE, reason_params=WEIGHED))
    change_round(office, status=RoundStatus.CLOSED)
    after = sheet()
    assert "Đợt 1 năm 2027: Chọn theo điểm rủi ro" in after and "thay cho một cơ sở khác" in after
    assert "Trần Văn Tám" not in after and "E005" not in after
    with pytest.raises(ConflictError):
        workflow.write_owner_sheet(office, PLANNER, establishment="E999")
    for actor in (SIGNER, *OUTSIDERS):
        with pytest.raises(NotAllowedError):
            workflow.write_owner_sheet(office, actor, establishment="E000")


def test_no_paper_of_a_round_holds_an_owners_contact(office):
    contact = Contact(owner_name="Trần Văn Tám", phone="0901234567")
    with office.store.write() as connection:
        register_steps.take_step(
            connection,
            RegisterStep(number=0, kind=StepKind.MEND, at=NOW, account="thu"),
            changes=(), contacts=(ContactChange(establishment_id="E000", before=None, after=contact),), file_issues=(),
        )  # fmt: skip
    write(office)
    everything = whole(office)
    assert "Cơ sở E000" in everything
    assert "Trần Văn Tám" not in everything and "0901234567" not in everything
