"""A file against the register: which row is which, what differs, and what was mended by hand since."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.establishments import Decision, Establishment, OpeningHours, Precision, Status
from domain.places import CommuneKey, Position, PositionSource
from domain.register_steps import Contact, RegisterEntry
from register.difference import GROUPS, Incoming, compare, completed, difference_texts, field_changes, taken_over
from register.kinds import index_types
from register.matching import Match, MatchKind, Told, match_rows, told
from register.report import RegisterContact

TAN_HA = CommuneKey(vintage="pre2025", code="25519")
TAN_DONG = CommuneKey(vintage="post2025", code="25522")
TYPES = index_types(())
ALL = frozenset({"name", "type", "address", "hamlet", "commune", "status", "rooms", "owner_name", "phone", "coords"})


def business(id_: str, name: str, **more) -> Establishment:
    plain = {
        "type": "KARAOKE", "type_raw": "Karaoke", "hamlet": "Ấp 1", "address_raw": "", "commune_raw": "Tân Hà",
        "commune_reported": TAN_HA, "commune_now": TAN_DONG, "coords_raw": "", "position": None,
        "status": Status.ACTIVE, "decision": Decision.ACCEPTED, "source_sheet": "S", "source_row": int(id_[2:]),
    }  # fmt: skip
    return Establishment(id=id_, entity_id=f"DN-{id_}", name=name, **(plain | more))


def known(*rows: Establishment, owner: str = "") -> list[Told]:
    return [told(one, owner_name=owner) for one in rows]


def read(one: Establishment, *, sheet: str = "S", row: int = 0, code: str = "", owner: str = "") -> Told:
    """Return an establishment as a file has it: without our id, perhaps at another place."""
    key = f"{sheet}!{row or one.source_row}"
    as_row = replace(told(one).row, key=key, code=code, source_sheet=sheet, source_row=row or one.source_row)
    return Told(row=as_row, contact=RegisterContact(key=key, owner_name=owner, phone=""))


def pairs(matches: tuple[Match, ...]) -> dict[str, str]:
    return {match.row: match.known for match in matches}


A = business("CS000001", "Karaoke Sao Đêm Sài Gòn", address_raw="Số 5, đường 785", tax_code="3901234567")
B = business("CS000002", "Karaoke Biển Nhớ", address_raw="Số 9, đường 785")
C = business("CS000003", "Nhà nghỉ Hoa", type="NHANGHI", type_raw="Nhà nghỉ", licence_no="12/GP")


# Which row is which.


def test_the_same_file_is_known_row_by_row():
    found = match_rows(known(A, B, C), [read(one) for one in (A, B, C)], types=TYPES)
    assert pairs(found) == {"S!1": "CS000001", "S!2": "CS000002", "S!3": "CS000003"}
    assert {match.kind for match in found} == {MatchKind.SAME}


def test_a_sorted_file_under_another_sheet_name_is_known_by_what_it_says():
    rows = [read(C, sheet="Mới", row=5), read(A, sheet="Mới", row=6), read(B, sheet="Mới", row=7)]
    found = match_rows(known(A, B, C), rows, types=TYPES)
    assert pairs(found) == {"Mới!5": "CS000003", "Mới!6": "CS000001", "Mới!7": "CS000002"}


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (read(replace(A, name="Tên khác hẳn", address_raw="x", tax_code=""), row=90, code="CS000001"), MatchKind.CODE),
        (read(replace(A, address_raw="Số 11", tax_code="")), MatchKind.PLACE),
        (read(replace(A, name="Hoàng Kim"), row=90), MatchKind.NUMBER),
        (read(replace(A, tax_code="", coords_raw="11.5, 106.1"), row=90), MatchKind.NAME),
        (read(replace(A, tax_code="", hamlet="", address_raw="Gần chợ"), row=90), MatchKind.NAME_ALONE),
        (read(replace(A, tax_code="", name="Karaoke Hoàng Kim"), row=90, owner="Trần Thị B"), MatchKind.OWNER),
        (read(replace(A, tax_code="", name="Karaoke Sao Đêm Sài Gònn"), row=90), MatchKind.SIMILAR),
    ],
)  # fmt: skip
def test_a_row_is_known_again_by_the_surest_sign_that_is_left(changed, kind):
    ours = [*known(A, owner="Trần Thị B"), *known(B, C)]
    found = match_rows(ours, [changed, read(B), read(C)], types=TYPES)
    (match,) = [match for match in found if match.known == "CS000001"]
    assert (match.row, match.kind) == (changed.row.key, kind)
    assert (match.score < 100) is (kind is MatchKind.SIMILAR)


def test_one_tax_code_of_two_restaurants_says_nothing_of_which_is_which():
    one = business("CS000001", "Quán Một", tax_code="3901234567")
    two = business("CS000002", "Quán Hai", tax_code="3901234567")
    rows = [read(replace(one, name="Quán Ba"), row=8), read(replace(two, name="Quán Bốn"), row=9)]
    assert match_rows(known(one, two), rows, types=TYPES) == ()


def test_two_rows_that_say_the_same_are_two_establishments_and_a_third_is_new():
    twin = replace(A, id="CS000002", source_row=2)
    rows = [read(A, row=2), read(A, row=7), read(A, row=8)]
    found = match_rows(known(A, twin), rows, types=TYPES)
    # The one that still stands in row 2 keeps its row.
    assert pairs(found)["S!2"] == "CS000002"
    assert len(found) == 2 and len(set(pairs(found).values())) == 2


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_matching_is_one_to_one_and_a_moved_row_is_still_itself(order, dropped):
    names = ("Sao Đêm", "Biển Nhớ", "Hoa", "Hoa", "", "Bốn Mùa")
    ours = [business(f"CS{n:06d}", name, address_raw=f"Số {n}") for n, name in enumerate(names, start=1)]
    rows = [read(ours[n], sheet="Khác", row=50 + place) for place, n in enumerate(order) if n not in dropped]
    found = match_rows(known(*ours), rows, types=TYPES)
    told_names = {row.row.key: row.row.address_raw for row in rows}
    assert len(found) == len(rows) == len({match.known for match in found})
    assert all(told_names[match.row] == f"Số {int(match.known[2:])}" for match in found)


# What differs.


def test_what_the_file_says_as_before_is_no_change_though_it_was_mended():
    mine = replace(A, type="BAR", name="Sao Đêm")
    assert field_changes(A, mine, A) == ()


def test_what_the_file_says_anew_is_a_change_and_a_conflict_where_it_was_mended():
    theirs = replace(A, rooms=7, name="Sao Mới")
    mine = replace(A, name="Sao Đêm")
    name, rooms = field_changes(A, mine, theirs)
    assert (name.field, name.before, name.was, name.after) == ("name", "Sao Đêm", "Karaoke Sao Đêm Sài Gòn", "Sao Mới")
    assert (name.is_conflict, name.is_taken) == (True, False)
    assert (rooms.field, rooms.before, rooms.after, rooms.is_taken) == ("rooms", "", "7", True)


def test_what_was_mended_as_the_file_says_now_is_no_change():
    theirs = replace(A, type="BAR")
    assert field_changes(A, theirs, theirs) == ()


def test_what_the_file_has_no_more_is_shown_and_kept():
    (change,) = field_changes(A, A, replace(A, tax_code=""))
    assert (change.field, change.is_erased, change.is_taken) == ("tax_code", True, False)
    (zero,) = field_changes(replace(A, rooms=3), replace(A, rooms=3), replace(A, rooms=0))
    assert (zero.after, zero.is_erased) == ("0", False)


def test_a_type_or_commune_is_told_by_its_code_where_that_differs():
    (kind,) = field_changes(A, A, replace(A, type="BAR", type_raw="Quán bar"))
    (place,) = field_changes(A, A, replace(A, commune_now=CommuneKey(vintage="post2025", code="25525")))
    assert (kind.before, kind.after) == ("KARAOKE", "BAR")
    assert (place.before, place.after) == ("post2025/25522", "post2025/25525")
    (unknown,) = field_changes(A, A, replace(A, type=None, type_raw="Hát"))
    assert unknown.after == "Hát"


def test_an_exact_date_is_another_than_the_same_day_for_a_year():
    year = replace(A, licence_on=date(2020, 1, 1), licence_on_precision=Precision.YEAR)
    day = replace(year, licence_on_precision=Precision.DAY)
    assert [change.field for change in field_changes(year, year, day)] == ["licence_on"]


def test_a_file_that_names_again_what_was_dropped_for_its_silence_says_so():
    gone = replace(A, decision=Decision.REJECTED)
    (change,) = field_changes(gone, gone, A)
    assert (change.field, change.before, change.after, change.is_taken) == ("decision", "rejected", "accepted", True)
    # Rejected by hand while the file named it: the file says nothing new.
    assert field_changes(A, gone, A) == ()


def test_taking_over_takes_the_named_fields_and_where_it_stands():
    theirs = replace(A, rooms=7, name="Sao Mới", source_sheet="Mới", source_row=4)
    taken = taken_over(A, theirs, {"rooms"})
    assert taken == replace(A, rooms=7, source_sheet="Mới", source_row=4)


@pytest.mark.parametrize(("fields", "is_theirs"), [(set(), False), ({"coords"}, True)])
def test_a_position_goes_with_the_coordinates_that_it_comes_from(fields, is_theirs):
    here = Position(lon=106.1, lat=11.5, source=PositionSource.GIVEN, quality="A", accuracy_m=15)
    there = replace(here, lon=106.3)
    mine = replace(A, coords_raw="11.5, 106.1", position=here)
    theirs = replace(A, coords_raw="11.5, 106.3", position=there)
    assert taken_over(mine, theirs, fields).position == (there if is_theirs else here)
    by_hand = replace(mine, position=replace(here, source=PositionSource.MANUAL))
    assert taken_over(by_hand, theirs, fields).position == by_hand.position


def test_a_column_that_a_file_lacks_says_nothing():
    base = replace(A, status=Status.CLOSED, rooms=4, hours=OpeningHours(from_s=0, to_s=86_400))
    poor = replace(A, status=Status.ACTIVE, tax_code="", address_raw="", hamlet="", rooms=None)
    row = Incoming(key="S!1", reading=poor, fields=frozenset({"name", "type", "hamlet"}))
    full = completed(row, base, Contact(read_owner_name="Trần Thị B", read_phone="0912"))
    assert full.reading == replace(base, hamlet="")
    assert (full.owner_name, full.phone) == ("Trần Thị B", "0912")


@given(st.sampled_from(sorted(GROUPS)), st.booleans(), st.booleans())
def test_three_ways_give_a_change_exactly_where_the_file_says_something_new(field, is_mended, is_news):
    """One field at a time: the file's change shows, whatever a hand did; a hand's change alone never does."""
    values = {
        "type": "BAR", "commune_now": None, "rooms": 9, "staff_total": 9, "hours": OpeningHours(from_s=1, to_s=2),
        "status": Status.PAUSED,
    }  # fmt: skip
    name = {"type": "type", "commune": "commune_now"}.get(field, GROUPS[field][0])
    news = values.get(name, date(2020, 1, 2) if name.endswith("_on") else "mới")
    hand = {"status": Status.MOVED, "type": "GAME", "commune_now": TAN_HA, "rooms": 5, "staff_total": 5}
    mended = hand.get(name, date(2021, 1, 2) if name.endswith("_on") else "tay")
    mended = OpeningHours(from_s=3, to_s=4) if name == "hours" else mended
    mine = replace(A, **{name: mended}) if is_mended else A
    theirs = replace(A, **{name: news}) if is_news else A
    found = field_changes(A, mine, theirs)
    assert [change.field for change in found] == ([field] if is_news else [])
    assert all(change.is_conflict is is_mended for change in found)
    assert [change for change, _, _ in difference_texts(A, mine)] == ([field] if is_mended else [])


# The whole.


def compared(entries, rows, matches, contacts=None):
    return compare({e.establishment.id: e for e in entries}, contacts or {}, rows, matches=matches)


def incoming(one: Establishment, **more) -> Incoming:
    return Incoming(key=f"S!{one.source_row}", reading=one, fields=ALL, **more)


def same(one: Establishment) -> Match:
    return Match(row=f"S!{one.source_row}", known=one.id, kind=MatchKind.SAME)


def test_rows_are_added_changed_unchanged_or_missing():
    entries = [RegisterEntry(establishment=one, reading=one) for one in (A, B, C)]
    new = business("CS000009", "Bốn Mùa")
    found = compared(entries, [incoming(A), incoming(replace(B, rooms=3)), incoming(new)], [same(A), same(B)])
    assert (found.added, found.unchanged, found.missing) == (("S!9",), ("CS000001",), ("CS000003",))
    assert [(one.id, [change.field for change in one.changes]) for one in found.changed] == [("CS000002", ["rooms"])]


@pytest.mark.parametrize(
    "gone",
    [
        replace(A, status=Status.CLOSED),
        replace(A, decision=Decision.REJECTED),
        replace(A, decision=Decision.REJECTED, merged_into="CS000002"),
    ],
)
def test_what_is_closed_rejected_or_merged_is_not_missed(gone):
    assert compared([RegisterEntry(establishment=gone, reading=A)], [], []).missing == ()


def test_what_no_file_ever_had_is_not_missed():
    by_hand = replace(A, source_sheet="", source_row=0)
    assert compared([RegisterEntry(establishment=by_hand)], [], []).missing == ()


def test_another_owner_under_the_same_sign_is_marked_and_not_named():
    entries = [RegisterEntry(establishment=A, reading=A)]
    contacts = {A.id: Contact(owner_name="Trần Thị B", read_owner_name="Trần Thị B")}
    (one,) = compared(entries, [incoming(A, owner_name="Lê Văn C")], [same(A)], contacts).changed
    assert one.owner_changed
    assert [(change.field, change.before, change.was, change.after) for change in one.changes] == [
        ("owner_name", "", "", "")
    ]
    assert "Lê Văn C" not in repr(one) and "Trần" not in repr(one)
    accents = compared(entries, [incoming(A, owner_name="tran thi b")], [same(A)], contacts)
    assert not accents.changed[0].owner_changed
    renamed = incoming(replace(A, name="Quán Mới"), owner_name="Lê Văn C")
    assert not compared(entries, [renamed], [same(A)], contacts).changed[0].owner_changed
