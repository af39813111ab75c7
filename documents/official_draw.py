"""The minutes of a draw as a Word file: the facts of documents.draw_minutes, to be signed and filed like the others."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from documents.draw_minutes import DIMENSIONS, ROLES
from documents.draw_words import change_text, hash_groups, moment_text, proof_sentences, taken_out_text
from documents.formatting import day_text, reason_text, tenths_text
from documents.minutes_paper import DrawMinutes
from documents.official_facts import Draft, OfficialFacts
from documents.official_words import common_fields, numbered
from domain.ceremony import DiceSource
from domain.rounds import Role, SampledEstablishment
from domain.units import percent_tenths
from domain.words import Words


def draw_drafts(facts: OfficialFacts, words: Words) -> Iterator[Draft]:
    """Yield the minutes of the round's draw, none where it has no number."""
    paper = facts.draw
    if paper is None:
        return
    say = words.say
    sections = (("who", _opening), ("frame", _frame), ("events", _events), ("sizes", _sizes), ("seed", _seed))
    fields = {
        **common_fields(facts.letterhead, facts.settings, words, symbol="BB", year=facts.round.starts_on.year),
        "about": say("minutes.about", title=paper.title, draw=paper.draw.label),
        "parts": [_section(key, lines(paper, words), words) for key, lines in sections],
        "groups_title": say("minutes.part_result"), "groups": list(_groups(paper, words)),
        "shares_title": say("minutes.part_shares"), "shares": list(_shares(paper, words)),
        "tail": [_section("changes", _changes(paper, words), words)],
        "closing": [{"text": say("minutes.secret")}],
    }  # fmt: skip
    yield Draft(part="", label="", fields=fields)


def _section(key: str, lines: Iterator[str], words: Words) -> dict[str, Any]:
    return {"title": words.say(f"minutes.part_{key}"), "lines": list(lines)}


def _opening(paper: DrawMinutes, words: Words) -> Iterator[str]:
    draw, say = paper.draw, words.say
    at = moment_text(draw.drawn_at) if draw.drawn_at else ""
    yield say("minutes.when", at=at, place=draw.place or say("minutes.no_place"))
    yield say("minutes.round", title=paper.title, starts=day_text(paper.starts_on), ends=day_text(paper.ends_on))
    if draw.dice_source is DiceSource.PUBLIC:
        yield say("minutes.participants", titles="; ".join(draw.participants))
    else:
        yield say(f"minutes.unwatched_{draw.dice_source}")


def _frame(paper: DrawMinutes, words: Words) -> Iterator[str]:
    sample, say = paper.sample, words.say
    frozen = {"at": moment_text(paper.draw.frozen_at), "account": paper.draw.frozen_by}
    yield say("minutes.frozen", all=len(sample.rows), in_scope=paper.draw.frame_csv.count("\n") - 1, **frozen)
    outside = [row for row in sample.rows if row.role is Role.EXCLUDED]
    if outside:
        yield say("minutes.excluded", count=len(outside))
    counted = Counter(reason_text(row.reason, words=words, names={}) for row in outside)
    for text, number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        yield say("official.counted", text=text, count=number)


def _events(paper: DrawMinutes, words: Words) -> Iterator[str]:
    if not paper.draw.taken_out:
        yield words.say("minutes.no_events")
    for event in paper.draw.taken_out:
        about = taken_out_text(event, words=words, names=paper.names)
        yield words.say(
            "official.event", id=event.establishment_id, name=event.name, event=about, at=moment_text(event.at),
            account=paper.names.get(event.account, event.account), document=event.document,
        )  # fmt: skip
    if paper.draw.taken_out and paper.spot_checks:
        yield words.say("minutes.spot_checks", ids=", ".join(paper.spot_checks))


def _sizes(paper: DrawMinutes, words: Words) -> Iterator[str]:
    sample, say = paper.sample, words.say
    parts = {"must": len(sample.must), "risk": len(sample.risk), "lottery": len(sample.lottery)}
    yield say("minutes.sizes", size=sample.size, **parts)
    if paper.draw.proof is not None:
        yield from proof_sentences(paper.draw.proof, words=words, names=paper.names)
    yield from paper.clear_signs
    yield say("minutes.chance", numerator=sample.chance.numerator, denominator=sample.chance.denominator)


def _seed(paper: DrawMinutes, words: Words) -> Iterator[str]:
    draw, say = paper.draw, words.say
    if draw.repeats:
        earlier = ", ".join(f"{number:02d}/{draw.year}" for number in draw.repeats)
        yield say("minutes.repeats", earlier=earlier, reason=draw.reason)
        approved = {"account": draw.approved_by, "at": moment_text(draw.approved_at) if draw.approved_at else ""}
        yield say("minutes.approved" if draw.approved_by else "minutes.no_second", **approved)
    yield from paper.differs
    for key in ("committed", "rolled", "drawn"):
        at, account = getattr(draw, f"{key}_at"), getattr(draw, f"{key}_by")
        if at is not None:
            yield say(f"minutes.step_{key}", at=moment_text(at), account=account)
    for key in ("frame_hash", "plan_hash", "salt_hash", "dice", "seed"):
        if value := getattr(draw, key):
            yield say("official.hash", label=say(f"seed.{key}"), hash=hash_groups(value))
    if draw.salt_hash:
        shown = say("official.hash", label=say("seed.salt"), hash=hash_groups(paper.salt))
        yield shown if paper.salt else say("minutes.salt_later")
        yield say("minutes.formula")
    yield say("minutes.checked" if paper.is_checked else "minutes.not_checked")


def _changes(paper: DrawMinutes, words: Words) -> Iterator[str]:
    if not paper.changes:
        yield words.say("minutes.no_changes")
    yield from (change_text(change, words=words) for change in paper.changes)


def _groups(paper: DrawMinutes, words: Words) -> Iterator[dict[str, Any]]:
    for role in ROLES:
        rows = [row for row in paper.sample.rows if row.role is role]
        if rows:
            title = words.say("minutes.role", role=words.say(f"documents.role.{role}"), count=len(rows))
            yield {"title": title, "rows": numbered(_drawn(row, paper) for row in rows)}


def _drawn(row: SampledEstablishment, paper: DrawMinutes) -> dict[str, str]:
    e = paper.establishments[row.establishment_id]
    chance = "1" if row.chance == 1 else f"{row.chance.numerator}/{row.chance.denominator}"
    return {"id": e.id, "name": e.name, "type": e.type_label, "commune": e.commune, "chance": chance}


def _shares(paper: DrawMinutes, words: Words) -> Iterator[dict[str, Any]]:
    for dimension in DIMENSIONS:
        rows = [
            {
                "label": row.label or words.say("minutes.not_told"), "registered": str(row.registered),
                "selected": str(row.selected), "share": tenths_text(percent_tenths(row.selected, row.registered)),
            }
            for row in paper.shares
            if row.dimension == dimension
        ]  # fmt: skip
        if rows:
            yield {"title": words.say(f"minutes.dimension_{dimension}"), "rows": rows}
