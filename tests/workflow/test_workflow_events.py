"""A line of the log holds codes and numbers, whatever it is handed."""

import logging

import pytest

from workflow.events import LOGGER, tell


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger=LOGGER.name)
    return lambda: [(record.msg, record.fields) for record in caplog.records]


def test_codes_and_numbers_are_told(lines):
    tell("job.done", kind="plan_round", accepted=3, since=0.0)
    ((event, fields),) = lines()
    assert (event, fields["kind"], fields["accepted"]) == ("job.done", "plan_round", 3)
    assert fields["ms"] > 0


@pytest.mark.parametrize("text", ["Karaoke Đỗ Quyên", "Nguyen Van A", "0912 345 678", "a@b.vn", "x" * 65, "a\nb", '"}'])
def test_what_is_no_code_is_withheld(lines, text):
    tell("job.done", kind=text)
    assert lines() == [("job.done", {"kind": "withheld"})]


def test_a_field_that_nobody_allowed_is_a_bug():
    with pytest.raises(ValueError, match="name"):
        tell("job.done", name="CS000001")
