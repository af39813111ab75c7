"""The public plan: how many, in which communes, of which types, in which months, and the hashes; nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.a4_page import a4_page, hash_block, heading, letterhead, paragraph, signatures, table
from documents.draw_words import hash_groups
from documents.formatting import day_text
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """Hold one line of a table; several ``names`` are shown together, in one count."""

    names: tuple[str, ...]
    registered: int
    selected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlan:
    """Hold what the paper says; ``months`` are (first day of the month, visits), ``hashes`` by what they are of."""

    office_name: str
    superior: str
    title: str
    starts_on: date
    ends_on: date
    registered: int
    selected: int
    communes: tuple[PublicRow, ...]
    types: tuple[PublicRow, ...]
    months: tuple[tuple[date, int], ...]
    hashes: tuple[tuple[str, str], ...]


def public_plan_html(paper: PublicPlan, *, words: Words) -> bytes:
    """Return the paper as one HTML file that prints by the layout of Decree 30/2020; same values, same bytes."""
    return a4_page(title=words.say("public_plan.title"), body=_body(paper, words), words=words)


def _body(paper: PublicPlan, words: Words) -> Iterator[str]:
    say = words.say
    yield letterhead(superior=paper.superior, office=paper.office_name, number=say("public_plan.number"), words=words)
    yield heading(say("public_plan.title"), level=1)
    yield paragraph(paper.title, style="about")
    span = {"starts": day_text(paper.starts_on), "ends": day_text(paper.ends_on)}
    yield paragraph(say("public_plan.lead", registered=paper.registered, selected=paper.selected, **span))
    for key, rows in (("communes", paper.communes), ("types", paper.types)):
        yield heading(say(f"public_plan.{key}"))
        yield _counts(rows, say(f"public_plan.column_{key}"), say(f"public_plan.other_{key}"), words)
    yield heading(say("public_plan.months"))
    columns = (say("public_plan.column_month"), say("public_plan.column_visits"))
    yield table(columns, [(f"{month:%m/%Y}", visits) for month, visits in paper.months])
    if any(len(row.names) > 1 for row in (*paper.communes, *paper.types)):
        yield paragraph(say("public_plan.merging"))
    yield heading(say("public_plan.hashes"))
    yield paragraph(say("public_plan.hashes_help"))
    for key, digest in paper.hashes:
        yield hash_block(say(f"public_plan.{key}"), hash_groups(digest))
    yield signatures((say("public_plan.sign_maker"), say("public_plan.sign_head")))


def _counts(rows: Sequence[PublicRow], what: str, other: str, words: Words) -> str:
    columns = (what, words.say("public_plan.column_registered"), words.say("public_plan.column_selected"))
    return table(columns, [(_label(row, other), row.registered, row.selected) for row in rows])


def _label(row: PublicRow, other: str) -> str:
    return row.names[0] if len(row.names) == 1 else f"{other}: {', '.join(row.names)}"
