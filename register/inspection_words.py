"""How agencies write their lists of inspections: headers, names of agencies, kinds and scopes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from register.fold import fold

AUDIT, CHECK = "audit", "check"
FULL, PARTIAL = "full", "partial"
MIN_TITLE_LETTERS = 4
"""A shorter wording of an agency is other words in a title: "CA" is cà phê, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Hold folded wordings with what they mean, the longest first."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionWords:
    """Hold the wordings of data/rules/inspection_columns.toml ready for matching."""

    columns: Mapping[str, tuple[str, ...]]
    dropped: tuple[str, ...]
    agencies: Phrases
    kinds: Phrases
    scopes: Phrases


def read_inspection_words(text: str, *, agencies: Mapping[str, str]) -> InspectionWords:
    """Return the wordings of a file, and each agency's own label with them.

    Parameters
    ----------
    text
        The text of data/rules/inspection_columns.toml.
    agencies
        Code to label of the agencies that the office knows.

    Raises
    ------
    ValueError
        If the file names an agency that the office does not know.
    """
    document = tomllib.loads(text)
    if unknown := sorted(set(document["agencies"]) - set(agencies)):
        raise ValueError(f"unknown agencies {unknown}")
    named = {code: (label, *document["agencies"].get(code, ())) for code, label in agencies.items()}
    return InspectionWords(
        columns={field: tuple(aliases) for field, aliases in document["columns"].items()},
        dropped=tuple(document["dropped"]["aliases"]),
        agencies=_phrases(named),
        kinds=_phrases(document["kinds"]),
        scopes=_phrases(document["scopes"]),
    )


def meaning_of(text: str, phrases: Phrases) -> str:
    """Return what the longest wording in a text means, "" for none.

    Examples
    --------
    >>> meaning_of("Tổ kiểm tra xã Tân Hà", Phrases(entries=(("to kiem tra xa", "XA"), ("xa", "?"))))
    'XA'
    """
    words = f" {fold(text)} "
    return next((code for phrase, code in phrases.entries if f" {phrase} " in words), "")


def agency_of_title(lines: tuple[str, ...], phrases: Phrases) -> str:
    """Return the one agency that some line of a title begins with, "" for none or several."""
    found = {code for line in lines if (code := _begins_with(fold(line), phrases))}
    return found.pop() if len(found) == 1 else ""


def _begins_with(words: str, phrases: Phrases) -> str:
    is_named = (
        code
        for phrase, code in phrases.entries
        if len(phrase) >= MIN_TITLE_LETTERS and f"{words} ".startswith(f"{phrase} ")
    )
    return next(is_named, "")


def _phrases(named: Mapping[str, tuple[str, ...]]) -> Phrases:
    found: dict[str, str] = {}
    for code, wordings in named.items():
        for wording in wordings:
            if found.setdefault(fold(wording), code) != code:
                raise ValueError(f"{wording!r} means {found[fold(wording)]} and {code}")
    return Phrases(entries=tuple(sorted(found.items(), key=lambda entry: (-len(entry[0]), entry[0]))))
