"""A page on which somebody else saved meanwhile: it says who and what, keeps what was typed, offers two ways on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from field_office import open_office
from own_page import button, text_of
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor

OTHER = Actor(account="binh", role=AccountRole.PLANNER)
SCRIPT = (
    "from ui import office_page\nfrom ui.session import show_notice\nshow_notice()\noffice_page.show()\nshow_notice()"
)
TAKE, KEEP = "Lấy bản mới, bỏ phần tôi nhập", "Giữ phần tôi nhập, sẽ lưu đè"


@pytest.fixture
def folder(demo_copy: Path, become: Callable, serve_from: Callable) -> Path:
    serve_from(demo_copy)
    become(AccountRole.PLANNER)
    return demo_copy


@pytest.fixture
def page(folder: Path) -> AppTest:
    """Return the page of the office with a line typed and not saved, while somebody else saves the same part."""
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    app.text_input(key="office_name").set_value("Tên tôi gõ")
    other(folder, name="Tên của Bình")
    return app


def other(folder: Path, *, name: str) -> None:
    workspace = open_office(folder)
    office = workflow.read_office(workspace, OTHER)
    workflow.save_letterhead(workspace, OTHER, name=name, superior=office.superior, place=office.place)
    workspace.store.close()


def kept_name(folder: Path) -> str:
    workspace = open_office(folder)
    try:
        return workflow.read_office(workspace, OTHER).name
    finally:
        workspace.store.close()


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_a_save_over_anothers_is_refused_and_nothing_is_lost(page: AppTest, folder: Path) -> None:
    press(page, "office_save_letterhead")
    assert kept_name(folder) == "Tên của Bình"
    assert "binh" in page.error[0].value and "chưa được lưu" in page.error[0].value
    assert "thêm Tên của Bình" in page.warning[0].value
    assert page.text_input(key="office_name").value == "Tên tôi gõ"


def test_the_other_ones_may_be_taken(page: AppTest, folder: Path) -> None:
    press(page, "office_save_letterhead")
    button(page, TAKE).click().run()
    assert [one.value for one in page.text_input if one.key.startswith("office_name")] == ["Tên của Bình"]
    assert (len(page.warning), kept_name(folder)) == (0, "Tên của Bình")


def test_ones_own_may_be_kept_knowingly(page: AppTest, folder: Path) -> None:
    press(page, "office_save_letterhead")
    button(page, KEEP).click().run()
    assert kept_name(folder) == "Tên của Bình"
    press(page, "office_save_letterhead")
    assert kept_name(folder) == "Tên tôi gõ"
    assert len(page.warning) == 0


def test_a_third_save_is_a_conflict_again(page: AppTest, folder: Path) -> None:
    press(page, "office_save_letterhead")
    button(page, KEEP).click().run()
    other(folder, name="Lại khác")
    press(page, "office_save_letterhead")
    assert kept_name(folder) == "Lại khác"


def test_what_happened_is_seen_before_saving(page: AppTest) -> None:
    page.run()
    assert "binh đã lưu phần này lúc" in text_of(page)


def test_a_form_of_settings_says_so_too(folder: Path) -> None:
    script = "from ui.sheet_settings import show_settings\nfrom ui.session import show_notice\nshow_notice()\nshow_settings()"
    app = AppTest.from_string(script, default_timeout=60).run()
    workspace = open_office(folder)
    before = workflow.read_field_settings(workspace, OTHER)
    workflow.save_field_settings(workspace, OTHER, settings=replace(before, reveal_minutes=75))
    app.text_input(key="sheet_telephone").set_value("0276 3875 111")
    button(app, "Lưu cài đặt").click().run()
    assert not app.exception
    kept = workflow.read_field_settings(workspace, OTHER)
    workspace.store.close()
    assert (kept.reveal_minutes, kept.telephone) == (75, before.telephone)
    assert f"{before.reveal_minutes} → 75" in app.warning[0].value
    assert app.text_input(key="sheet_telephone").value == "0276 3875 111"
