"""Reviews of communes and lists of inspections: kept as they came, taken back as a whole."""

from datetime import UTC, date, datetime

import pytest

from domain.errors import ConflictError
from domain.establishments import Precision
from domain.inspections import Inspection
from domain.places import CommuneKey
from domain.reviews import CommuneReview, InspectionImport
from store.inspection_imports import add_import, read_imports, read_sources, undo_import
from store.inspections import add_inspections, read_inspections
from store.reviews import add_review, read_reviews

AT = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
LIST = InspectionImport(
    number=0, at=AT, account="thu", file_name="công an.xlsx", digest="0" * 64, rows=2, frames=("D2027-01:ab",)
)


def inspection(id_: str) -> Inspection:
    return Inspection(
        id=id_, establishment_id="CS1", agency="CONG_AN", on=date(2026, 6, 1), is_full=True, minutes_no="12/BB",
        on_precision=Precision.MONTH, kind="check", scope="toàn diện",
    )  # fmt: skip


def test_reviews_come_back_in_their_order(store):
    later = CommuneReview(
        commune=CommuneKey(vintage="post2025", code="25522"), on=date(2027, 2, 20), signer_title="Phó Chủ tịch", step=3,
        rows=37,
    )  # fmt: skip
    earlier = CommuneReview(commune=later.commune, on=date(2027, 2, 1), signer_title="Chủ tịch", step=2, rows=30)
    with store.write() as connection:
        add_review(connection, later)
        add_review(connection, earlier)
    with store.read() as connection:
        assert read_reviews(connection) == (later, earlier)


def test_an_inspection_of_two_lists_goes_with_the_last_and_one_of_no_list_never(store):
    """List 1 has a and b, list 2 has b, c and k; k was there before any list."""
    with store.write() as connection:
        add_inspections(connection, [inspection("k")])
        assert add_import(connection, LIST, [inspection("a"), inspection("b")]) == 1
        assert add_import(connection, LIST, [inspection("b"), inspection("c"), inspection("k")]) == 2
        assert read_sources(connection) == {"a": (1,), "b": (1, 2), "c": (2,)}
    with store.write() as connection:
        assert undo_import(connection, 1, at=AT) == 1
        assert [one.id for one in read_inspections(connection)] == ["b", "c", "k"]
        assert undo_import(connection, 2, at=AT) == 2
    with store.read() as connection:
        assert read_inspections(connection) == (inspection("k"),)
        assert [(one.number, one.undone_at, one.frames) for one in read_imports(connection)] == [
            (1, AT, LIST.frames), (2, AT, LIST.frames),
        ]  # fmt: skip
    for number, code in ((1, r"inspections\.undone"), (3, r"inspections\.no_import")):
        with pytest.raises(ConflictError, match=code), store.write() as connection:
            undo_import(connection, number, at=AT)
