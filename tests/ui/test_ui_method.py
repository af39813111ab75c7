"""Phương pháp and Phản ánh on screen: what a leader and a planner read there, and what neither may."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.rounds import RoundStatus
from store import rounds
from ui.method_page import ceil_percent, floor_percent
from ui.round_weighing import step_texts
from workflow.weighing import Weighed

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)


def go(app: AppTest, name: str) -> AppTest:
    app._page_hash = app.session_state["pages"][name]._script_hash
    page = app.run()
    assert not page.exception
    return page


def texts(app: AppTest) -> str:
    parts = [e.value for e in (*app.markdown, *app.subheader, *app.text, *app.caption, *app.info, *app.warning)]
    html = [re.sub("<[^>]+>", " ", e.proto.body) for e in app.main if e.type == "html"]
    return "\n".join(map(str, (*parts, *html)))


@pytest.fixture
def office(dashboard: AppTest, demo_copy: Path, serve_from: Callable) -> AppTest:
    """Return the dashboard of the demo office, its round sealed."""
    serve_from(demo_copy)
    from ui.session import workspace

    with workspace().store.write() as connection:
        (found,) = rounds.list_rounds(connection)
        rounds.save_round(connection, replace(found, status=RoundStatus.SEALED))
    return dashboard


def test_a_leader_reads_figures_with_their_n_and_no_establishment(office: AppTest, become: Callable) -> None:
    become(AccountRole.LEADER)
    shown = texts(go(office.run(), "method"))
    for said in ("Danh sách chốt đầu đợt (chính thức)", "240", "Cần ít nhất 10 mới ước lượng", "Không được đọc",
                 "Thang điểm chưa có người phê duyệt, cần kiểm tra.", "2027-01", "Nguồn:", "(cần kiểm tra)"):  # fmt: skip
        assert said in shown, said
    assert "Chỉ người lập kế hoạch thấy" not in shown and "CS0" not in shown


def test_a_planner_also_sees_rates_with_their_n(office: AppTest, become: Callable) -> None:
    become(AccountRole.PLANNER)
    assert "Lượt kiểm tra (n)" in texts(go(office.run(), "method"))


def test_an_office_without_a_register_is_told_so(
    dashboard: AppTest, empty_office: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(empty_office)
    become(AccountRole.LEADER)
    assert "Chưa có danh sách cơ sở nên chưa có số liệu." in texts(go(dashboard.run(), "method"))


def test_a_why_card_itemises_the_points_with_their_facts(office: AppTest, become: Callable) -> None:
    from ui.method_card import fact_text
    from ui.session import workspace
    from ui.why_cards import _score_lines

    become(AccountRole.PLANNER)
    office.run()
    with workspace().store.read() as connection:
        sample = rounds.read_sample(connection, "D2027-01")
    score = workflow.read_score(workspace(), PLANNER, round_id="D2027-01", establishment=sample.risk[0])
    lines = _score_lines(score)
    assert len(lines) == len(score.parts) + 2
    assert lines[0].startswith("Điểm cơ bản của loại hình: ") and "loại hình: " in lines[0]
    assert "phiên bản 2027-01 (chưa có người phê duyệt, cần kiểm tra)" in lines[-2] and "Đứng cạnh" in lines[-1]
    assert all(
        re.search(r"\d{4}-\d{2}-\d{2}", fact_text(p, workspace().reference.words, {})) is None for p in score.parts
    )


def test_complaints_are_triaged_with_their_ground(office: AppTest, become: Callable) -> None:
    from ui.session import workspace

    become(AccountRole.PLANNER)
    page = go(office.run(), "triage")
    first = next(v.complaint for v in workflow.list_complaints(workspace(), PLANNER) if not v.complaint.ground)
    page.selectbox(key=f"state_{first.id}").select("clear_sign")
    page.button(key=f"keep_{first.id}").click().run()
    assert any("phải ghi căn cứ pháp lý" in error.value for error in page.error)
    page.text_input(key=f"ground_{first.id}").input("Điều 4, Nghị quyết 198/2025/QH15")
    page.button(key=f"keep_{first.id}").click().run()
    assert not page.exception and "Căn cứ: Điều 4, Nghị quyết 198/2025/QH15" in texts(page)


def test_the_curve_says_what_each_shift_gives_and_costs(office: AppTest) -> None:
    curve = [Weighed(name="0", size=48, points=900), Weighed(name="1", size=52, points=960),
             Weighed(name="3", size=60, points=1000)]  # fmt: skip
    assert step_texts(curve, cost=0) == ["+4 cơ sở, +60 điểm rủi ro", "+8 cơ sở, +40 điểm rủi ro"]
    assert step_texts(curve, cost=1_200_000) == [
        "+4 cơ sở, +60 điểm rủi ro, +1.200.000 đồng", "+8 cơ sở, +40 điểm rủi ro, +2.400.000 đồng",
    ]  # fmt: skip


def test_the_lower_end_is_cut_and_the_upper_end_is_not() -> None:
    assert (floor_percent(Fraction(59, 299)), ceil_percent(Fraction(59, 299))) == ("19,7", "19,8")
    assert floor_percent(Fraction(1)) == ceil_percent(Fraction(1)) == "100,0"
