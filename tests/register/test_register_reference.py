"""The office's word lists as they are shipped, and the progress that a check tells."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.establishments import Status
from register.check import check_workbook
from register.reference import read_columns, read_status_words
from register.report import RegisterReference


def test_one_alias_cannot_belong_to_two_fields() -> None:
    text = '[columns]\nname = ["Tên", "Cơ sở"]\ntype = ["CƠ SỞ"]\n[dropped]\naliases = []\n'
    with pytest.raises(ValueError, match="belongs to name and type"):
        read_columns(text)


def test_the_shipped_columns_hold_every_field_of_a_row(reference: RegisterReference) -> None:
    kept = {"name", "type", "hamlet", "address", "commune", "coords", "lat", "lon", "x", "y", "status", "licence_no"}
    kept |= {"licence_on", "tax_code", "reg_no", "rooms", "staff_total", "hours", "last_inspected_on", "stt"}
    assert kept | {"owner_name", "phone"} <= set(reference.columns)
    assert all(reference.columns.values())
    assert "CCCD" in reference.dropped


def test_status_words_are_folded_and_cover_every_status(reference: RegisterReference) -> None:
    assert set(reference.status_words.values()) == set(Status)
    assert read_status_words("word,status\nĐã nghỉ,closed\n") == {"da nghi": Status.CLOSED}


def test_progress_rises_to_its_total(write: Callable[..., Path], reference: RegisterReference) -> None:
    told: list[tuple[str, int, int]] = []
    rows = [[number, f"Sao {number}", "Karaoke", "Suối Ngô"] for number in range(450)]
    path = write([["STT", "Tên cơ sở", "Loại hình", "Xã"], *rows])
    check_workbook(path, reference, on_progress=lambda *step: told.append(step))
    assert told == [
        ("register.read", 1, 1),
        ("register.rows", 200, 450),
        ("register.rows", 400, 450),
        ("register.rows", 450, 450),
        ("register.duplicates", 0, 450),
        ("register.duplicates", 450, 450),
    ]
