"""The office's tables of types and agencies, and the words of what inspections find."""

import csv
from datetime import date

import pytest

from demo.history import ACTIONS, FINDINGS
from domain.establishments import BusinessType
from register.fold import fold
from register.kinds import index_types, types_in
from workflow.reference import Reference


def test_every_type_can_be_visited(demo_reference: Reference) -> None:
    assert len(demo_reference.types) == 14
    for kind in demo_reference.types:
        assert kind.windows
        assert all(0 <= window.from_s < window.to_s <= 26 * 3600 for window in kind.windows)
        assert 10 * 60 <= kind.service_s <= 60 * 60
        assert kind.points > 0
        assert set(kind.agencies) <= set(demo_reference.agencies)


def test_a_dance_hall_is_visited_past_midnight(demo_reference: Reference) -> None:
    (hall,) = (kind for kind in demo_reference.types if kind.code == "VUTRUONG")
    assert [(window.from_s, window.to_s) for window in hall.windows] == [(75_600, 91_800)]


def test_no_alias_belongs_to_two_types(demo_reference: Reference) -> None:
    owner: dict[str, str] = {}
    for kind in demo_reference.types:
        for text in (kind.label, *kind.aliases):
            assert owner.setdefault(fold(text), kind.code) == kind.code, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("karaôkê", "KARAOKE"),
        ("Quán cà phê sân vườn", "CAPHE"),
        ("nhà khách", "NHANGHI"),
        ("XOA BÓP BẤM HUYỆT", "MASSAGE"),
        ("Hớt tóc, gội đầu", "HOTTOC"),
        ("Cho thuê phòng trọ", "NHATRO"),
    ],
)
def test_what_offices_write_names_one_type(text: str, code: str, demo_reference: Reference) -> None:
    types: tuple[BusinessType, ...] = demo_reference.types
    assert types_in(text, index_types(types)) == (code,)


def test_every_line_has_a_source_and_says_whether_it_was_checked(demo_reference: Reference) -> None:
    text = (demo_reference.directory / "rules" / "types.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        assert line["source"]
        assert line["checked"] in ("yes", "no")
        assert date.fromisoformat(line["valid_from"]) <= date(2027, 3, 1)


def test_findings_have_words(demo_reference: Reference) -> None:
    for code in FINDINGS:
        assert f"finding.{code}" in demo_reference.words
    for code in ACTIONS:
        assert f"finding_action.{code}" in demo_reference.words
