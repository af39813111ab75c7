"""Chốt và in after the seal: looks, passphrases, a lost tablet, settings of the sheets; before it, minutes and lodgings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InputError
from domain.sheets import AlarmNumber
from ui.sheet_settings import numbers_of
from workflow.field_keys import passphrase_of

PAGE = "from ui import seal_page\nfrom ui.session import show_notice\nseal_page.show()\nshow_notice()"
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)


@pytest.fixture
def app(demo_copy: Path, become: Callable, serve_from: Callable) -> AppTest:
    serve_from(demo_copy)
    become(AccountRole.PLANNER)
    return AppTest.from_string(PAGE, default_timeout=60).run()


def here():
    from ui.session import workspace

    return workspace()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def seal(app: AppTest, minutes: int = 0) -> AppTest:
    app.text_input(key="seal_no").input("12/QĐ-UBND")
    app.text_input(key="seal_signer").input("Chủ tịch")
    app.number_input(key="seal_minutes").set_value(minutes)
    press(app, "Chốt")
    assert not app.error
    return app


def first_sheet():
    return workflow.list_sheets(here(), PLANNER)[0]


def test_the_minutes_of_the_form_decide_when_a_shift_opens(app: AppTest) -> None:
    seal(app, minutes=90)
    view = first_sheet()
    opens = view.revealed_at.astimezone(workflow.read_now(here()).tzinfo)
    assert opens.hour * 3600 + opens.minute * 60 == view.start_s - 90 * 60


def test_a_passphrase_shows_once_and_only_when_asked_for(app: AppTest) -> None:
    seal(app)
    passphrase = passphrase_of(here(), first_sheet().sheet)
    assert not app.code
    press(app, "Hiện mật khẩu mở phiếu")
    assert [code.value for code in app.code] == [passphrase]
    app.run()
    assert not app.code


def test_a_tablet_is_taken_back_by_one_confirmed_step(app: AppTest) -> None:
    seal(app)
    before = first_sheet().sheet
    assert [button.label for button in app.button].count("Thu hồi ngay") == 1
    app.text_input(key="revoke_reason").input("để quên")
    press(app, "Thu hồi ngay")
    after = first_sheet().sheet
    assert (after.shift, after.epoch) == (before.shift, before.epoch + 1)
    assert any("Đã thu hồi" in toast.value for toast in app.toast)


def test_who_opened_a_sheet_stands_beside_it(app: AppTest) -> None:
    seal(app)
    view = first_sheet()
    assert any("Chưa ai mở phiếu" in caption.value for caption in app.caption)
    workflow.reveal_shift(here(), PLANNER, round_id=view.sheet.round_id, shift=view.sheet.shift, reason="thử")
    workflow.read_sheet(here(), Actor(account="doan1", role=AccountRole.TEAM, team=view.team), shift=view.sheet.shift)
    app.run()
    assert any("doan1 lúc" in caption.value.replace("\\", "") for caption in app.caption)


def test_settings_are_kept_and_wrong_ones_are_named(app: AppTest) -> None:
    app.number_input(key="sheet_minutes").set_value(30)
    app.checkbox(key="sheet_reserves").set_value(False)
    app.selectbox(key="sheet_maps").set_value("none")
    app.text_area(key="sheet_numbers").input("Công an huyện: 0276 3875 000\nTổng đài bảo vệ trẻ em: 111")
    press(app, "Lưu cài đặt")
    kept = workflow.read_field_settings(here(), PLANNER)
    assert (kept.reveal_minutes, kept.hand_out_reserves, kept.maps) == (30, False, "none")
    assert kept.alarm_numbers[0] == AlarmNumber(label="Công an huyện", number="0276 3875 000")
    app.text_area(key="sheet_numbers").input("gọi ai cũng được")
    press(app, "Lưu cài đặt")
    assert any("gọi ai cũng được" in error.value for error in app.error)
    assert workflow.read_field_settings(here(), PLANNER) == kept


def test_lines_of_numbers_are_read_with_their_owners() -> None:
    assert numbers_of(" Đồn: ca trực: 113 \n\n") == (AlarmNumber(label="Đồn: ca trực", number="113"),)
    with pytest.raises(InputError):
        numbers_of("113")


def test_a_communes_own_work_is_put_into_a_day_shift_and_taken_out_again(app: AppTest) -> None:
    seal(app)
    round_id = first_sheet().sheet.round_id
    press(app, "Thêm vào ca")
    (planned,) = workflow.list_supervisions(here(), PLANNER, round_id=round_id).planned
    assert any(planned.name in line.value for line in app.markdown)
    app.button(key=f"drop_{planned.commune.code}").click().run()
    assert not app.exception
    assert workflow.list_supervisions(here(), PLANNER, round_id=round_id).planned == ()
