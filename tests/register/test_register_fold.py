"""Folding for matching, and the repairs of text that are shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.fold import clean_text, fold, old_tone_style


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Số ĐKKD", "so dkkd"),
        ("Ấp/Khu phố", "ap khu pho"),
        ("  TÊN  CƠ SỞ: ", "ten co so"),
        ("Ðường", "duong"),
        (unicodedata.normalize("NFD", "Xã Tân Hưng"), "xa tan hung"),
        ("...", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Tân Hoà", "Tân Hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Khoẻ, Thuý, Thuỷ", "Khỏe, Thúy, Thủy"),
        ("Hoàng Quý", "Hoàng Quý"),
        ("toàn quốc, quà, luỹ", "toàn quốc, quà, lũy"),
        ("Tân Hòa", "Tân Hòa"),
    ],
)
def test_tone_goes_where_the_old_style_puts_it(new: str, old: str) -> None:
    assert old_tone_style(new) == old


def test_each_step_of_cleaning_is_told() -> None:
    text, steps = clean_text(unicodedata.normalize("NFD", "Ấp\u00a0Tân\u200b Hoà ") + " Ðông")
    assert text == "Ấp Tân Hòa Đông"
    assert [code for code, _, _ in steps] == ["composed", "d_stroke", "invisible", "spaces", "tone"]
    assert steps[0][1] == unicodedata.normalize("NFD", "Ấp\u00a0Tân\u200b Hoà ") + " Ðông"
    assert [after for _, _, after in steps[:-1]] == [before for _, before, _ in steps[1:]]


def test_the_soft_hyphen_survives_because_it_is_a_letter_of_tcvn3() -> None:
    assert clean_text("x· t©n h\u00adng")[0] == "x· t©n h\u00adng"


@given(st.text())
def test_cleaning_is_finished_after_one_time(text: str) -> None:
    once = clean_text(text)[0]
    assert clean_text(once) == (once, ())
