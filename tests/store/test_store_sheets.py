"""Epochs, looks and settings of sheets as the store keeps them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.rounds import Round, RoundStatus, SamplingRule
from domain.sheets import AlarmNumber, FieldSettings, SheetLook
from store import rounds, sheets

AT = datetime(2027, 3, 8, 11, 30, tzinfo=UTC)
ROUND = Round(
    id="D2027-01", title="Đợt 1", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 12), rule=SamplingRule(),
    status=RoundStatus.SEALED, teams=("T1",),
)  # fmt: skip
LOOK = SheetLook(round_id="D2027-01", shift="s1", account="doan1", on=date(2027, 3, 8), revision=2, epoch=0, at=AT)
SETTINGS = FieldSettings(
    reveal_minutes=30, hand_out_reserves=False, maps="none", alarm_text="Dừng",
    alarm_numbers=(AlarmNumber(label="Công an", number="113"),), telephone="0276 3875 000",
)  # fmt: skip


@pytest.fixture
def connection(store):
    with store.write() as opened:
        rounds.save_round(opened, ROUND)
        rounds.save_round(opened, replace(ROUND, id="D2027-02"))
        yield opened


def test_an_epoch_begins_at_nought_and_each_shift_of_each_round_has_its_own(connection):
    assert sheets.read_epoch(connection, "D2027-01", "s1") == 0
    assert [sheets.raise_epoch(connection, "D2027-01", "s1") for _ in range(3)] == [1, 2, 3]
    assert sheets.raise_epoch(connection, "D2027-02", "s1") == 1
    assert sheets.read_epochs(connection, "D2027-01") == {"s1": 3}
    assert sheets.read_epoch(connection, "D2027-01", "s2") == 0


def test_the_first_look_of_a_day_is_kept_and_a_second_changes_nothing(connection):
    assert sheets.add_look(connection, LOOK)
    assert not sheets.add_look(connection, replace(LOOK, at=AT + timedelta(hours=1)))
    assert sheets.read_looks(connection, "D2027-01") == (LOOK,)


@pytest.mark.parametrize(
    "change",
    [{"account": "doan2"}, {"shift": "s2"}, {"on": date(2027, 3, 9)}, {"epoch": 1}, {"revision": 3}, {"round_id": "D2027-02"}],
)  # fmt: skip
def test_another_account_day_or_sheet_is_another_look(connection, change):
    sheets.add_look(connection, LOOK)
    assert sheets.add_look(connection, replace(LOOK, **change))


def test_looks_stand_in_the_order_of_time(connection):
    later = replace(LOOK, account="a", at=AT + timedelta(minutes=5))
    sheets.add_look(connection, later)
    sheets.add_look(connection, LOOK)
    assert sheets.read_looks(connection, "D2027-01") == (LOOK, later)


def test_settings_come_back_as_they_were_and_the_last_ones_count(connection):
    assert sheets.read_settings(connection) is None
    sheets.save_settings(connection, SETTINGS)
    assert sheets.read_settings(connection) == SETTINGS
    sheets.save_settings(connection, replace(SETTINGS, reveal_minutes=0))
    assert sheets.read_settings(connection) == replace(SETTINGS, reveal_minutes=0)
