"""The plan of a round, the decision that sets its team up, and its annex of targets: nothing sealed stands in them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from documents.formatting import rate_text, tenths_text
from documents.official_facts import Draft, Fields, OfficialFacts, PaperCommune
from documents.official_words import common_fields, long_day, number_text, numbered, period_text
from domain.units import percent_tenths
from domain.words import Words


def plan_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the plan with its cost table; where the office has set no rates its cells say so."""
    plan, rule = facts.plan, facts.round.rule
    roles = Counter(item.role.value for item in plan.selected)
    by_type = _type_counts(facts)
    fields = {
        **_common(facts, words, symbol="KH"), **_round(facts, words),
        "about": words.say("official.plan_about", title=plan.title),
        "bases": [{"text": text} for text in facts.bases.get("inspection_plan", ())],
        "registered": number_text(plan.registered), "required": number_text(plan.required),
        "rate": rate_text(rule.rate_bp), "commune_rate": rate_text(rule.commune_floor_bp),
        "type_rate": rate_text(rule.type_floor_bp), "selected": number_text(len(plan.selected)),
        "share": tenths_text(percent_tenths(len(plan.selected), plan.registered)),
        "must": str(roles["must"]), "risk": str(roles["risk"]), "lottery": str(roles["lottery"]),
        "communes": str(len(facts.communes)), "shifts": str(len(plan.shifts)),
        "types": numbered({"label": facts.types[code], "registered": number_text(n)} for code, n in by_type.items()),
        "type_totals": [_total(words, "label", registered=number_text(sum(by_type.values())))],
        "teams": numbered({"name": team.name, "agencies": _crew(team.agencies, facts, words)} for team in facts.teams),
        **_costs(facts, words),
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def decision_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the decision that sets up the team: agencies and how many people, no names."""
    head = facts.settings.signer_title or words.say("official.signer_title")
    fields = {
        **_common(facts, words, symbol="QĐ"), **_round(facts, words), "decider": head,
        "about": words.say("official.decision_about", title=facts.plan.title),
        "bases": [{"text": text} for text in facts.bases.get("team_decision", ())],
        "teams": [
            {"name": team.name, "members": numbered(_members(team.agencies, facts, words))} for team in facts.teams
        ],
    }  # fmt: skip
    if facts.round.decision_no and facts.round.decision_on:
        place = facts.letterhead.place
        fields["number"] = words.say("official.number_known", no=facts.round.decision_no)
        fields["place_day"] = f"{place}, {long_day(facts.round.decision_on, words)}"
        fields["signer"] = facts.round.signer
    yield Draft(part="", label="", fields=fields)


def annex_1_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield annex I: what is registered in each commune by type, what is needed and what was selected."""
    types = list(_type_counts(facts))
    selected = Counter(facts.places[item.id].commune for item in facts.plan.selected)
    rows = []
    for commune in facts.communes:
        counts = [facts.registered.get((commune.code, code), 0) for code in types]
        rows.append((_with_former(commune, words), counts, commune.need, selected[commune.code]))
    whole = (
        words.say("official.total"), [sum(column) for column in zip(*(row[1] for row in rows), strict=True)],
        facts.plan.required, len(facts.plan.selected),
    )  # fmt: skip
    fields = {
        **_common(facts, words, symbol="KH"), "attached": attached_text(facts, words),
        "types": [facts.types[code] for code in types],
        "rows": numbered(map(_target_row, rows)),
        "totals": [{"number": "", **_target_row(whole)}],
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def attached_text(facts: OfficialFacts, words: Words) -> str:
    """Return to which plan an annex belongs."""
    symbol = f"KH-{facts.settings.symbol or '…'}"
    return words.say("official.attached", symbol=symbol, year=facts.round.starts_on.year)


def _with_former(commune: PaperCommune, words: Words) -> str:
    """Return a commune with all the units that it was made from, also one of the same name: it was another one."""
    if set(commune.former_names) <= {commune.name}:
        return commune.name
    return words.say("official.made_from", commune=commune.name, former=", ".join(commune.former_names))


def _target_row(row: tuple[str, list[int], int, int]) -> Fields:
    name, counts, need, selected = row
    registered = sum(counts)
    return {
        "commune": name, "registered": number_text(registered), "counts": [number_text(count) for count in counts],
        "need": number_text(need), "selected": number_text(selected),
        "share": tenths_text(percent_tenths(selected, registered)),
    }  # fmt: skip


def _common(facts: OfficialFacts, words: Words, *, symbol: str) -> Fields:
    return common_fields(facts.letterhead, facts.settings, words, symbol=symbol, year=facts.round.starts_on.year)


def _round(facts: OfficialFacts, words: Words) -> Fields:
    return {"round_title": facts.round.title, "period": period_text(facts.round, words)}


def _type_counts(facts: OfficialFacts) -> dict[str, int]:
    """Return how many of each type are registered, in the order of the office's table, without those of none."""
    counted: Counter[str] = Counter()
    for (_, code), number in facts.registered.items():
        counted[code] += number
    return {code: counted[code] for code in facts.types if counted[code]}


def _total(words: Words, label: str, **cells: str) -> Fields:
    return {"number": "", label: words.say("official.total"), **cells}


def _crew(agencies: tuple[str, ...], facts: OfficialFacts, words: Words) -> str:
    named = ((facts.labels.get(code, code), facts.settings.people_of(code)) for code in agencies)
    return "; ".join(words.say("official.agency_people", agency=label, people=people) for label, people in named)


def _members(agencies: tuple[str, ...], facts: OfficialFacts, words: Words) -> Iterator[Fields]:
    for at, code in enumerate(agencies):
        yield {
            "agency": facts.labels.get(code, code), "people": str(facts.settings.people_of(code)),
            "duty": words.say("official.duty_head" if at == 0 else "official.duty_member"),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """Hold one line of the cost table; ``times`` is None where it is not known, ``price`` 0 where nobody has set it."""

    label: str
    quantity: str
    times: int | None
    price: int

    @property
    def amount(self) -> int | None:
        return self.times * self.price if self.times is not None and self.price else None


def _cost_lines(facts: OfficialFacts, words: Words) -> Iterator[_Cost]:
    """Yield people of each agency over its shifts at the allowance, then kilometres at their rate."""
    say, settings = words.say, facts.settings
    shifts = Counter(code for shift in facts.plan.shifts for code in facts.crews[shift.shift])
    for code, label in facts.labels.items():
        if shifts[code]:
            people = settings.people_of(code)
            yield _Cost(
                label=say("official.cost_agency", agency=label), times=shifts[code] * people,
                quantity=say("official.cost_people", shifts=shifts[code], people=people), price=settings.allowance_dong,
            )  # fmt: skip
    metres = [shift.distance_m for shift in facts.plan.shifts]
    known = [one for one in metres if one is not None]
    km = sum(known) // 1000 if known and len(known) == len(metres) else None
    quantity = say("official.km", km=number_text(km)) if km is not None else ""
    yield _Cost(label=say("official.cost_km"), quantity=quantity, times=km, price=settings.km_dong)


def _costs(facts: OfficialFacts, words: Words) -> Fields:
    """Return the cost table; without a rate its cells say so, and there is no total."""
    say, none = words.say, words.say("official.no_rate")
    lines = tuple(_cost_lines(facts, words))
    amounts = [line.amount for line in lines if line.amount is not None]
    is_whole = len(amounts) == len(lines)
    rows = (
        {
            "label": line.label, "quantity": line.quantity,
            "price": number_text(line.price) if line.price else none,
            "amount": none if line.amount is None else number_text(line.amount),
        }
        for line in lines
    )  # fmt: skip
    whole = number_text(sum(amounts)) if is_whole else none
    return {
        "has_costs": "1" if is_whole else "", "costs": numbered(rows),
        "cost_totals": [_total(words, "label", quantity="", price="", amount=whole)],
        "costs_note": say("official.costs_known" if is_whole else "official.costs_open"),
    }  # fmt: skip
