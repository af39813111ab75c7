"""Rates beside the card: shrunk towards the lottery, shown with what they rest on."""

from fractions import Fraction

from planner.rates import Visited, group_rates, shrunk_rate

MU = Fraction(18, 100)


def test_case_11_empirical_bayes() -> None:
    """Kappa 10, mu .18: 0 of 0 is .18; 6 of 12 is (6 + 1.8) / 22 = .3545."""
    assert shrunk_rate(0, 0, MU) == MU
    assert shrunk_rate(6, 12, MU) == Fraction(78, 220)
    assert round(float(shrunk_rate(6, 12, MU)), 4) == 0.3545


def visits(group: str, found: int, clean: int, *, by_lottery: bool = False) -> list[Visited]:
    return [Visited(group=group, has_findings=k < found, by_lottery=by_lottery) for k in range(found + clean)]


def test_the_overall_rate_is_the_lotterys_and_every_visit_counts_for_its_group() -> None:
    """Lottery: 1 of 5 is .2. Bars: 9 of 10 by risk and 1 of 2 by lottery: (10 + 2) / 22."""
    known = [*visits("bar", 9, 1), *visits("bar", 1, 1, by_lottery=True), *visits("hotel", 0, 3, by_lottery=True)]
    rates = group_rates(known, keys=["cafe"])
    assert (rates.overall, rates.lottery_visits) == (Fraction(1, 5), 5)
    assert [(g.key, g.findings, g.visits, g.rate) for g in rates.groups] == [
        ("bar", 10, 12, Fraction(12, 22)),
        ("cafe", 0, 0, Fraction(1, 5)),
        ("hotel", 0, 3, Fraction(2, 13)),
    ]


def test_without_a_lottery_visit_there_is_no_rate_but_the_counts_stand() -> None:
    (group,) = group_rates(visits("bar", 3, 1)).groups
    assert (group.visits, group.findings, group.rate) == (4, 3, None)


def test_a_rate_lies_between_its_own_and_the_overall_one() -> None:
    for found, number in ((0, 7), (3, 7), (7, 7)):
        rate = shrunk_rate(found, number, MU)
        assert min(MU, Fraction(found, number)) <= rate <= max(MU, Fraction(found, number))
