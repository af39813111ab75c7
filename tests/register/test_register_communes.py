"""Which commune a text names: names were used again in 2025."""

from collections.abc import Callable

import pytest

from register.communes import commune_of, index_communes, mention_in, spoken_vintage, units_named
from register.report import RegisterReference, RegisterReport

Check = Callable[..., RegisterReport]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tân Hưng", {"old:25549"}),
        ("xã Tân Hưng", {"old:25549"}),
        ("X. Tân Hưng", {"old:25549"}),
        ("TAN HUNG", {"old:25549"}),
        ("TT. Tân Châu", {"old:25516"}),
        ("TT Tân Châu", {"old:25516"}),
        ("T.Trấn Tân Châu", {"old:25516"}),
        ("xã Tân Châu", {"new:25516"}),
        ("Tân Châu", {"old:25516", "new:25516"}),
        ("Tân Hội", {"old:25525", "new:25525"}),
        ("I. Thị trấn Tân Châu", {"old:25516"}),
        ("2) Xã Suối Ngô: 12 cơ sở", {"old:25531"}),
        ("Xã Suối Ngô (12 cơ sở)", {"old:25531"}),
        ("Suối Ngô, huyện Tân Châu", {"old:25531"}),
        ("xã Suối Ngô huyện Tân Châu", {"old:25531"}),
        ("Tân Phú", {"new:25549"}),
        ("Phước Vinh", set()),
        ("", set()),
    ],
)
def test_units_that_a_text_may_mean(text: str, found: set[str], reference: RegisterReference) -> None:
    index = index_communes(reference.communes, reference.vintages)
    assert {f"{unit.key.vintage}:{unit.key.code}" for unit in units_named(text, index)} == found


@pytest.mark.parametrize(
    ("address", "mention"),
    [
        ("Ấp Tân Thuận, xã Tân Hưng", "xã Tân Hưng"),
        ("Tổ 5, KP2, TT Tân Châu", "TT Tân Châu"),
        ("Ấp 3 xã Tân Hưng huyện Tân Châu", "xã Tân Hưng"),
        ("Ấp 3 xã Tân Thành tỉnh Tây Ninh", "xã Tân Thành"),
        ("Ấp 3, xã An Tịnh", "xã An Tịnh"),
        ("ĐT 785, ấp 3", ""),
        ("gần chợ Tân Hà", ""),
        ("hợp tác xã Tân Hưng", ""),
        ("Ấp 2, xã Lạ Lùng", "xã Lạ Lùng"),
        ("cạnh trụ sở xã hội, xã Tân Hà", "xã Tân Hà"),
        ("xã", ""),
    ],
)
def test_the_commune_inside_an_address(address: str, mention: str, reference: RegisterReference) -> None:
    assert mention_in(address, index_communes(reference.communes, reference.vintages)) == mention


@pytest.mark.parametrize(
    ("texts", "vintage"),
    [
        (["Tân Hội", "Tân Hưng"], "old"),
        (["Tân Hội", "Tân Phú"], "new"),
        (["Tân Hội", "xã Tân Châu"], "new"),
        (["Tân Hội", "TT Tân Châu"], "old"),
        (["Tân Phú", "Suối Ngô"], "old"),
        (["Tân Hội", "Tân Hòa"], None),
        ([], None),
    ],
)
def test_the_vintage_that_a_workbook_speaks_of(texts: list[str], vintage: str, reference: RegisterReference) -> None:
    assert spoken_vintage(texts, index_communes(reference.communes, reference.vintages)) == vintage


def test_a_name_of_both_maps_follows_the_rest_of_the_workbook(reference: RegisterReference) -> None:
    index = index_communes(reference.communes, reference.vintages)
    old, doubt = commune_of("Tân Hòa", index, "old")
    assert (old and old.code, doubt) == ("25528", "")
    new, doubt = commune_of("Tân Hòa", index, "new")
    assert (new and new.code, doubt) == ("25531", "")
    assert commune_of("Tân Hòa", index, None) == (None, "commune_ambiguous")
    # A name of the other map only stays what it says.
    other, _ = commune_of("Tân Phú", index, "old")
    assert other and other.vintage == "new"


def test_the_whole_workbook_decides_row_by_row(check: Check) -> None:
    table = """
        | STT | Tên cơ sở | Loại hình | Xã       |
        | 1   | Ánh Sao   | Karaoke   | Tân Hội  |
        | 2   | Hoa Mai   | Karaoke   | Tân Hoà  |
        """
    assert [row.commune_reported for row in check(table).rows] == [None, None]
    assert [issue.code for issue in check(table).issues] == ["commune_ambiguous"] * 2
    with_old = check({"A": table, "B": "| TT | Tên cơ sở | Loại hình | Xã |\n| 1 | Sao Đêm | Karaoke | Suối Ngô |"})
    keys = [row.commune_reported for row in with_old.rows]
    assert [(key.vintage, key.code) for key in keys if key] == [("old", "25525"), ("old", "25528"), ("old", "25531")]
    assert not with_old.issues


def test_the_address_gives_the_commune_where_no_column_does(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở | Loại hình | Địa chỉ                   |
        | 1   | Ánh Sao   | Karaoke   | Ấp Tân Thuận, xã Tân Hưng |
        | 2   | Hoa Mai   | Karaoke   | Tổ 5, KP2, TT Tân Châu    |
        | 3   | Sao Đêm   | Karaoke   | gần chợ                   |
        """
    )
    found = [(row.hamlet, row.commune_raw, row.commune_reported and row.commune_reported.code) for row in report.rows]
    assert found == [
        ("Ấp Tân Thuận", "xã Tân Hưng", "25549"),
        ("KP2", "TT Tân Châu", "25516"),
        ("", "", None),
    ]
    assert [(issue.code, issue.row) for issue in report.issues] == [("commune_missing", 4)]


def test_an_address_in_another_commune_is_doubted_and_the_column_counts(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở | Loại hình | Địa chỉ          | Xã       |
        | 1   | Ánh Sao   | Karaoke   | Ấp 3, xã Tân Hà  | Suối Ngô |
        """
    )
    assert report.rows[0].commune_raw == "Suối Ngô"
    issue = report.issues[0]
    assert (issue.code, issue.row, issue.value, issue.params["commune"]) == (
        "commune_differs",
        2,
        "xã Tân Hà",
        "Suối Ngô",
    )
    assert report.rows[0].decision == "accepted"
