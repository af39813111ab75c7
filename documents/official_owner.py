"""The sheet for an owner on request: what is held of the establishment, its points, why it was selected before."""

from collections.abc import Iterator

from documents.formatting import day_text
from documents.official_facts import Draft, OwnerFacts
from documents.official_words import common_fields
from domain.words import Words


def owner_drafts(facts: OwnerFacts, words: Words) -> Iterator[Draft]:
    """Yield the sheet; a round that is not closed stands nowhere in it."""
    blank = words.say("official.not_held")
    fields = {
        **common_fields(facts.letterhead, facts.settings, words, symbol="PTL", year=facts.on.year),
        "name": facts.name, "on": day_text(facts.on), "card": facts.card,
        "total": str(sum(points for _, points in facts.points)),
        "held": [{"label": label, "value": value or blank} for label, value in facts.held],
        "points": [{"label": label, "points": str(points)} for label, points in facts.points],
        "selection": [{"text": text} for text in facts.selection or (words.say("official.no_selection"),)],
    }  # fmt: skip
    yield Draft(part="", label=facts.name, fields=fields)
