"""The public plan: nobody who reads it beside the register knows of one establishment that it is drawn or left out."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.disclosure import Drawn, PublicCell, PublicCounts, public_counts, tells


def register_of(cells: str, selected: str) -> list[Drawn]:
    """Return establishments from ``Ak Ak Bl`` and a text of 0 and 1."""
    return [
        Drawn(commune=cell[0], type=cell[1], is_selected=mark == "1")
        for cell, mark in zip(cells.split(), selected, strict=True)
    ]


def consistent(drawn: list[Drawn], published: PublicCounts) -> list[frozenset[int]]:
    """Return every selection that gives the published sums, by trying all of them."""
    sides = [(published.communes, "commune"), (published.types, "type")]
    found = []
    for chosen in map(frozenset, combinations(range(len(drawn)), published.selected)):
        counts = {side: Counter(getattr(drawn[n], side) for n in chosen) for _, side in sides}
        if all(sum(counts[side][key] for key in cell.keys) == cell.selected for cells, side in sides for cell in cells):
            found.append(chosen)
    return found


def certain(drawn: list[Drawn], selections: list[frozenset[int]]) -> set[int]:
    return {n for n in range(len(drawn)) if len({n in chosen for chosen in selections}) == 1}


registers = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("klm"), st.booleans()), min_size=1, max_size=12
).map(lambda rows: [Drawn(commune=c, type=t, is_selected=s) for c, t, s in rows])


@settings(max_examples=300, deadline=None)
@given(drawn=registers)
def test_nobody_is_certain_to_be_in_or_out_from_all_that_is_published(drawn):
    published = public_counts(drawn)
    if published is None:
        assert len(drawn) < 3 or {one.is_selected for one in drawn} != {True, False}
        return
    selections = consistent(drawn, published)
    assert frozenset(n for n, one in enumerate(drawn) if one.is_selected) in selections
    assert certain(drawn, selections) == set()


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.tuples(st.sampled_from("AABC"), st.sampled_from("kkl")), min_size=3, max_size=10),
    data=st.data(),
)
def test_nobody_is_certain_to_a_reader_who_also_knows_the_rule_of_merging(cells, data):
    """Try every draw of a size; those that are published alike are what such a reader has to choose between."""
    size = data.draw(st.integers(1, len(cells) - 1))
    alike = defaultdict(list)
    for chosen in map(frozenset, combinations(range(len(cells)), size)):
        drawn = [Drawn(commune=c, type=t, is_selected=n in chosen) for n, (c, t) in enumerate(cells)]
        alike[public_counts(drawn)].append(chosen)
    assert None not in alike
    for selections in alike.values():
        assert certain(drawn, selections) == set()


@settings(max_examples=200, deadline=None)
@given(drawn=registers)
def test_no_merged_member_can_be_counted_from_the_margins(drawn):
    published = public_counts(drawn)
    if published is None:
        return
    selections = consistent(drawn, published)
    for cells, side in ((published.communes, "commune"), (published.types, "type")):
        for key in (key for cell in cells if len(cell.keys) > 1 for key in cell.keys):
            counts = {sum(getattr(drawn[n], side) == key for n in chosen) for chosen in selections}
            assert len(counts) > 1, key


@settings(max_examples=200, deadline=None)
@given(drawn=registers)
def test_every_cell_may_stand_and_the_cells_add_up(drawn):
    published = public_counts(drawn)
    if published is None:
        return
    for cells, side in ((published.communes, "commune"), (published.types, "type")):
        assert all(cell.registered >= 3 and 0 < cell.selected < cell.registered for cell in cells)
        assert sum(cell.selected for cell in cells) == published.selected
        assert sum(cell.registered for cell in cells) == published.registered == len(drawn)
        assert sorted(key for cell in cells for key in cell.keys) == sorted({getattr(one, side) for one in drawn})


@settings(max_examples=300, deadline=None)
@given(drawn=registers, data=st.data())
def test_the_test_of_cycles_agrees_with_trying_every_selection(drawn, data):
    sides = []
    for side in ("commune", "type"):
        keys = sorted({getattr(one, side) for one in drawn})
        merged = data.draw(st.sampled_from([0, *range(2, len(keys) + 1)]))
        sides.append((*((key,) for key in keys[merged:]), *((tuple(keys[:merged]),) if merged else ())))
    communes, types = sides
    counts = PublicCounts(
        registered=len(drawn), selected=sum(one.is_selected for one in drawn),
        communes=cells_of(drawn, communes, "commune"), types=cells_of(drawn, types, "type"),
    )  # fmt: skip
    selections = consistent(drawn, counts)
    fixed = [
        key
        for groups, side in ((communes, "commune"), (types, "type"))
        for key in (key for group in groups if len(group) > 1 for key in group)
        if len({sum(getattr(drawn[n], side) == key for n in chosen) for chosen in selections}) == 1
    ]
    assert tells(drawn, communes=communes, types=types) == bool(fixed or certain(drawn, selections))


def cells_of(drawn, groups, side):
    return tuple(
        PublicCell(
            keys=group,
            registered=sum(getattr(one, side) in group for one in drawn),
            selected=sum(getattr(one, side) in group and one.is_selected for one in drawn),
        )
        for group in groups
    )


def test_a_small_commune_is_merged_with_the_next_smallest_so_that_the_total_does_not_tell_it():
    drawn = register_of("Ak Ak Bk Bl Bl Bk Ck Ck Cl Cl Cl", "10" + "1010" + "10100")
    published = public_counts(drawn)
    assert [cell.keys for cell in published.communes] == [("C",), ("A", "B")]
    assert [(cell.keys, cell.selected) for cell in published.types] == [(("k",), 3), (("l",), 2)]


def test_where_a_type_was_not_drawn_at_all_communes_are_published_without_types():
    cells = " ".join(f"{'ABC'[n % 3]}{'kl'[n // 3 % 2]}" for n in range(36))
    drawn = register_of(cells, "".join("1" if n % 6 < 3 and n < 24 else "0" for n in range(36)))
    published = public_counts(drawn)
    assert [(cell.keys, cell.selected) for cell in published.communes] == [(("A",), 4), (("B",), 4), (("C",), 4)]
    assert [cell.keys for cell in published.types] == [("k", "l")]


def test_a_type_of_which_all_are_drawn_is_not_published_alone():
    drawn = register_of("Ak Ak Ak Bk Bk Bk Al Al Al Bm Bm Bm Bm", "100100" + "111" + "1000")
    published = public_counts(drawn)
    assert all(cell.selected < cell.registered for cell in published.types)
    assert ("l",) not in [cell.keys for cell in published.types]


@pytest.mark.parametrize("marks", ["000", "111", "11"])
def test_two_totals_that_tell_are_not_published(marks):
    assert public_counts(register_of(" ".join(["Ak"] * len(marks)), marks)) is None


def test_a_register_of_an_office_keeps_its_detail():
    drawn = [
        Drawn(commune=f"{n % 6}", type="kl"[n // 6 % 2], is_selected=n // 12 % 5 == 0) for n in range(300)
    ]  # fmt: skip
    published = public_counts(drawn)
    assert len(published.communes) == 6
    assert len(published.types) == 2
