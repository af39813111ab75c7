"""The whole draw: must, risk list, lottery, reserves, and one reason for every row."""

import json
from collections import Counter
from fractions import Fraction
from typing import Any

from oracle.lottery import lottery
from oracle.reading import Refusal, Row, canonical, hashed, in_bytes, read_frame, read_rule
from oracle.risk_list import Listed, Ranked, list_risks, rank
from oracle.sizes import Certificate, Parts, ask, bound, choose_size, tally


def draw(frame: bytes, *, rule: bytes, seed: str) -> dict[str, Any]:
    """Return the draw of a published frame; Refusal where there is none."""
    rows = read_frame(frame)
    numbers = read_rule(rule)
    if len(seed) != 64 or set(seed) - set("0123456789abcdef"):
        raise Refusal("draw.seed")
    asked = ask(rows, numbers)
    n0, certificate = bound(asked)
    parts = choose_size(asked, numbers, n0)
    frame_hash = hashed(canonical(rows))
    ranked = rank(asked.open, frame_hash)
    listed = list_risks(ranked, parts, rows, numbers["risk_loss_bp"])
    risk = listed.risk
    pool = [row for row in asked.open if row not in risk]
    drawn = lottery(pool, parts.r, seed)
    musts = [row for row in rows if row.must]
    spare = _reserves([row for row in pool if row not in drawn], [*musts, *risk, *drawn], seed)
    chance = Fraction(parts.r, parts.pool) if parts.pool else Fraction(0)
    odds = {"numerator": chance.numerator, "denominator": chance.denominator}
    return {
        "n": parts.n,
        "n0": n0,
        "certificate": _certificate(certificate),
        "must": _ids(musts),
        "risk": _ids(risk),
        "lottery": _ids(drawn),
        "reserves": [row.id for row, _ in spare],
        "chance": odds,
        "reasons": _left_out(rows)
        | _risk_reasons(ranked, listed, parts)
        | _route_reasons(ranked, listed, parts)
        | _pool_reasons(pool, odds, ranked, parts)
        | {row.id: _reason("RESERVE", **odds, rank=place) for row, place in spare}
        | {row.id: _reason("LOTTERY", **odds) for row in drawn},
        "frame_hash": frame_hash,
        "plan_hash": _plan_hash(frame_hash, numbers, (_ids(pool), _ids(risk), parts.r)),
        "seed": seed,
    }


def printed(answer: dict[str, Any]) -> str:
    """Return a draw as `cli.py draw --json` prints it."""
    return json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def refused(refusal: Refusal) -> dict[str, Any]:
    """Return why there is no plan, as `cli.py draw --json` prints it; short groups speak for themselves."""
    params = dict(refusal.params)
    groups = params.pop("groups", [])
    return {"error": refusal.code, "params": params, "groups": groups}


def _ids(rows: list[Row]) -> list[str]:
    return sorted((row.id for row in rows), key=in_bytes)


def _certificate(found: Certificate) -> dict[str, Any]:
    lists = {"communes": found.communes, "types": found.types}
    return lists | {"unseen": True} if found.unseen else lists


def _plan_hash(frame_hash: str, rule: dict[str, int], lists: tuple[list[str], list[str], int]) -> str:
    pool, risk, r = lists
    plan = {
        "frame_hash": frame_hash,
        "lottery_size": r,
        "method": "draw-1",
        "pool": pool,
        "risk": risk,
        "rule": rule,
    }
    return hashed(json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _reserves(candidates: list[Row], selected: list[Row], seed: str) -> list[tuple[Row, int]]:
    """Return the reserves by ticket, each with its rank in its cell."""
    most, taken = Counter(row.cell for row in selected), Counter[tuple[str, str]]()
    found = []
    for row in sorted(candidates, key=lambda row: hashed(f"{seed}|{row.id}")):
        if taken[row.cell] < most[row.cell]:
            taken[row.cell] += 1
            found.append((row, taken[row.cell]))
    return found


def _reason(code: str, **params: Any) -> dict[str, Any]:
    return {"code": code, "params": params}


def _left_out(rows: list[Row]) -> dict[str, dict[str, Any]]:
    codes = {row.id: "MUST_COMPLAINT" if row.must else "DONE" if row.done else "EXEMPT" for row in rows}
    return {identity: _reason(code) for identity, code in codes.items()}


def _cut_off(ranked: Ranked, parts: Parts) -> int:
    return ranked.by_points[parts.k - 1].score if parts.k else 0


def _place(row: Row, ranked: Ranked, parts: Parts) -> dict[str, Any]:
    rank = ranked.by_points.index(row) + 1
    return {"points": row.score, "rank": rank, "cut_off": _cut_off(ranked, parts)}


def _risk_reasons(ranked: Ranked, listed: Listed, parts: Parts) -> dict[str, dict[str, Any]]:
    held, reasons = tally(listed.first), {}
    for row in listed.risk:
        params = _place(row, ranked, parts)
        code = "RISK_SCORE"
        if params["rank"] > parts.k:
            code = "RISK_FLOOR"
            groups = [("commune", row.commune), ("type", row.type)]
            at_floor = [group for group in groups if held[group] == parts.lowest[group]]
            params["kind"], params["group"] = [*at_floor, ("unseen", "")][0]
        reasons[row.id] = _reason(code, **params)
    return reasons


def _route_reasons(ranked: Ranked, listed: Listed, parts: Parts) -> dict[str, dict[str, Any]]:
    """Pair who is on the list for a shorter way with who is not for it."""
    order = [row for row in ranked.by_ticket if (row in listed.risk) != (row in listed.first)]
    order.sort(key=lambda row: -listed.ways[row.id])
    came, left = [row for row in order if row in listed.risk], [row for row in order if row in listed.first]
    return {
        row.id: _reason(
            "RISK_ROUTE",
            **_place(row, ranked, parts),
            displaced=other.id,
            saved_m=listed.ways[other.id] - listed.ways[row.id],
            given=other.score - row.score,
        )
        for row, other in zip(came, left, strict=True)
    }


def _pool_reasons(pool: list[Row], odds: dict[str, int], ranked: Ranked, parts: Parts) -> dict[str, dict[str, Any]]:
    cut_off = _cut_off(ranked, parts)
    return {row.id: _reason("NOT_DRAWN", **odds, points=row.score, cut_off=cut_off) for row in pool}
