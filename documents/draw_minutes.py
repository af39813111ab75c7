"""The minutes of a draw, and the notice of its hashes: printable A4 pages, the same values the same bytes."""

from collections import Counter
from collections.abc import Iterable, Iterator

from documents.a4_page import a4_page, hash_block, heading, letterhead, paragraph, signatures, table
from documents.draw_words import change_text, hash_groups, moment_text, proof_sentences, taken_out_text
from documents.formatting import day_text, reason_text, tenths_text
from documents.minutes_paper import DrawMinutes
from domain.ceremony import DiceSource, Draw
from domain.rounds import Role, SampledEstablishment
from domain.units import percent_tenths
from domain.words import Words

ROLES = (Role.MUST, Role.RISK, Role.LOTTERY, Role.RESERVE)
DIMENSIONS = ("commune", "type", "legal_form", "size")


def draw_minutes(paper: DrawMinutes, *, words: Words) -> bytes:
    """Return the minutes as HTML: what was frozen, why so many, the seed, the list, the shares, the changes."""
    title = words.say("minutes.title")
    sections = (_opening, _frame, _events, _sizes, _seed, _result, _shares, _changes, _closing)
    body = (line for section in sections for line in section(paper, words))
    return a4_page(title=f"{title} {paper.draw.label}", body=body, words=words)


def hash_notice(draw: Draw, *, office: str, superior: str, words: Words) -> bytes:
    """Return the notice that is hung up before the dice: the three hashes, large."""
    labels = ("frame_hash", "plan_hash", "salt_hash")
    body = [
        letterhead(superior=superior, office=office, number=words.say("minutes.number"), words=words),
        heading(words.say("notice.title"), level=1),
        paragraph(words.say("notice.about", draw=draw.label), style="about"),
        paragraph(words.say("notice.lead")),
        '<div class="big">',
        *(hash_block(words.say(f"seed.{key}"), hash_groups(getattr(draw, key))) for key in labels),
        "</div>",
        paragraph(words.say("notice.end")),
        signatures((words.say("minutes.sign_maker"), words.say("minutes.sign_head"))),
    ]
    return a4_page(title=words.say("notice.title"), body=body, words=words)


def _opening(paper: DrawMinutes, words: Words) -> Iterator[str]:
    draw, say = paper.draw, words.say
    yield letterhead(superior=paper.superior, office=paper.office_name, number=say("minutes.number"), words=words)
    yield heading(say("minutes.title"), level=1)
    yield paragraph(say("minutes.about", title=paper.title, draw=draw.label), style="about")
    yield heading(say("minutes.part_who"))
    at = moment_text(draw.drawn_at) if draw.drawn_at else ""
    yield paragraph(say("minutes.when", at=at, place=draw.place or say("minutes.no_place")))
    span = {"starts": day_text(paper.starts_on), "ends": day_text(paper.ends_on)}
    yield paragraph(say("minutes.round", title=paper.title, **span))
    if draw.dice_source is DiceSource.PUBLIC:
        yield paragraph(say("minutes.participants", titles="; ".join(draw.participants)))
    else:
        yield paragraph(say(f"minutes.unwatched_{draw.dice_source}"), style="strong")


def _frame(paper: DrawMinutes, words: Words) -> Iterator[str]:
    sample, say = paper.sample, words.say
    outside = [row for row in sample.rows if row.role is Role.EXCLUDED]
    in_scope = paper.draw.frame_csv.count("\n") - 1
    yield heading(say("minutes.part_frame"))
    frozen = {"at": moment_text(paper.draw.frozen_at), "account": paper.draw.frozen_by}
    yield paragraph(say("minutes.frozen", all=len(sample.rows), in_scope=in_scope, **frozen))
    counted = Counter(_why_out(row, words) for row in outside)
    if counted:
        yield paragraph(say("minutes.excluded", count=len(outside)))
        rows = [(text, number) for text, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
        yield table((say("minutes.column_why"), say("minutes.column_count")), rows)


def _why_out(row: SampledEstablishment, words: Words) -> str:
    sentence = reason_text(row.reason, words=words, names={})
    cause = f"cause.{row.reason.params.get('cause', row.reason.params.get('status', ''))}"
    return f"{sentence} {words.say(cause)}" if cause in words else sentence


def _events(paper: DrawMinutes, words: Words) -> Iterator[str]:
    say = words.say
    yield heading(say("minutes.part_events"))
    if not paper.draw.taken_out:
        yield paragraph(say("minutes.no_events"))
        return
    columns = ("id", "name", "event", "when", "account", "document")
    rows = [
        (e.establishment_id, e.name, taken_out_text(e, words=words, names=paper.names), moment_text(e.at),
         paper.names.get(e.account, e.account), e.document)
        for e in paper.draw.taken_out
    ]  # fmt: skip
    yield table([say(f"minutes.column_{key}") for key in columns], rows)
    if paper.spot_checks:
        yield paragraph(say("minutes.spot_checks", ids=", ".join(paper.spot_checks)))


def _sizes(paper: DrawMinutes, words: Words) -> Iterator[str]:
    sample, say = paper.sample, words.say
    yield heading(say("minutes.part_sizes"))
    parts = {"must": len(sample.must), "risk": len(sample.risk), "lottery": len(sample.lottery)}
    yield paragraph(say("minutes.sizes", size=sample.size, **parts), style="strong")
    if paper.draw.proof is not None:
        yield from map(paragraph, proof_sentences(paper.draw.proof, words=words, names=paper.names))
    yield from map(paragraph, paper.clear_signs)
    chance = {"numerator": sample.chance.numerator, "denominator": sample.chance.denominator}
    yield paragraph(say("minutes.chance", **chance))


def _seed(paper: DrawMinutes, words: Words) -> Iterator[str]:
    draw, say = paper.draw, words.say
    yield heading(say("minutes.part_seed"))
    if draw.repeats:
        earlier = ", ".join(f"{number:02d}/{draw.year}" for number in draw.repeats)
        yield paragraph(say("minutes.repeats", earlier=earlier, reason=draw.reason), style="strong")
        approved = {"account": draw.approved_by, "at": moment_text(draw.approved_at) if draw.approved_at else ""}
        yield paragraph(say("minutes.approved" if draw.approved_by else "minutes.no_second", **approved))
    yield from map(paragraph, paper.differs)
    steps = (("committed", draw.committed_at, draw.committed_by), ("rolled", draw.rolled_at, draw.rolled_by),
             ("drawn", draw.drawn_at, draw.drawn_by))  # fmt: skip
    for key, at, account in steps:
        if at is not None:
            yield paragraph(say(f"minutes.step_{key}", at=moment_text(at), account=account))
    for key in ("frame_hash", "plan_hash", "salt_hash", "dice", "seed"):
        if value := getattr(draw, key):
            yield hash_block(say(f"seed.{key}"), hash_groups(value))
    if draw.salt_hash:
        yield (
            hash_block(say("seed.salt"), hash_groups(paper.salt))
            if paper.salt
            else paragraph(say("minutes.salt_later"))
        )
        yield paragraph(say("minutes.formula"))
    yield paragraph(say("minutes.checked" if paper.is_checked else "minutes.not_checked"))


def _result(paper: DrawMinutes, words: Words) -> Iterator[str]:
    say = words.say
    yield heading(say("minutes.part_result"))
    columns = [say(f"minutes.column_{key}") for key in ("number", "id", "name", "type", "commune", "chance")]
    for role in ROLES:
        rows = [row for row in paper.sample.rows if row.role is role]
        if rows:
            yield heading(say("minutes.role", role=say(f"documents.role.{role}"), count=len(rows)), level=3)
            yield table(columns, (_selected(place, row, paper) for place, row in enumerate(rows, start=1)))


def _selected(place: int, row: SampledEstablishment, paper: DrawMinutes) -> tuple[str | int, ...]:
    e = paper.establishments[row.establishment_id]
    chance = "1" if row.chance == 1 else f"{row.chance.numerator}/{row.chance.denominator}"
    return (place, e.id, e.name, e.type_label, e.commune, chance)


def _shares(paper: DrawMinutes, words: Words) -> Iterator[str]:
    say = words.say
    yield heading(say("minutes.part_shares"))
    yield paragraph(say("minutes.shares_lead"))
    for dimension in DIMENSIONS:
        rows = [
            (row.label or say("minutes.not_told"), row.registered, row.selected,
             f"{tenths_text(percent_tenths(row.selected, row.registered))} %")
            for row in paper.shares if row.dimension == dimension
        ]  # fmt: skip
        if rows:
            columns = ("registered", "selected", "share")
            headings = [say(f"minutes.dimension_{dimension}"), *(say(f"minutes.column_{key}") for key in columns)]
            yield table(headings, rows)


def _changes(paper: DrawMinutes, words: Words) -> Iterator[str]:
    say = words.say
    yield heading(say("minutes.part_changes"))
    if not paper.changes:
        yield paragraph(say("minutes.no_changes"))
    yield from (paragraph(change_text(change, words=words)) for change in paper.changes)


def _closing(paper: DrawMinutes, words: Words) -> Iterable[str]:
    titles = ["minutes.sign_maker", "minutes.sign_head"]
    if paper.draw.dice_source is DiceSource.PUBLIC:
        titles.insert(1, "minutes.sign_witness")
    return (paragraph(words.say("minutes.secret")), signatures(words.say(title) for title in titles))
