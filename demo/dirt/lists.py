"""Which lists there are: the office's own and those of two other agencies, cut into pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from demo.dirt.legacy import ENCODERS
from demo.dirt.rows import Entry, RowPlan
from demo.dirt.truth import Venue
from demo.dirt.venues import is_town
from demo.dirt.words import DirtWords
from domain.places import Commune

MISSING_SHARE = 0.05
"""How many establishments the office's own list lacks; another agency has them."""
AGENCY_SHARES = (0.12, 0.07)
"""How many establishments the lists of the police and of the labour office repeat."""
TWICE_SHARE = 0.01
"""How many stand twice in the office's own list."""
SOLD_SHARE = 0.06
"""How many of the repeated ones have their former owner there."""
LEGACY_SHARE = 0.3
"""How many pages have columns in an old encoding."""

OPTIONAL = {
    "hamlet": 0.5, "owner_name": 0.8, "phone": 0.7, "citizen_number": 0.3, "born_on": 0.15, "staff_names": 0.1,
    "reg_no": 0.5, "tax_code": 0.5, "licence_no": 0.6, "licence_on": 0.6, "licence_expires_on": 0.2,
    "security_no": 0.3, "fire_safety": 0.25, "rooms": 0.6, "staff_total": 0.6, "hours": 0.3, "status": 0.6,
    "last_inspected_on": 0.3, "past_violations": 0.2, "coords": 0.4, "notes": 0.5,
}  # fmt: skip
"""How often a list has a column, beside number, name and address."""
TEXTS = ("name", "type", "address", "hamlet", "commune", "owner_name", "notes", "past_violations", "fire_safety")
"""Columns that may be in an old encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hold what one table shall hold: its sheet, its rows' plan, headers, groups and encoding.

    ``headers`` is field to upper and lower cell, the lower "" without one;
    ``groups`` are the levels of its group lines.
    """

    sheet: str
    title: str
    plan: RowPlan
    headers: Mapping[str, tuple[str, str]]
    groups: tuple[str, ...]
    entries: tuple[Entry, ...]
    encoding: str = ""
    is_encoded_whole: bool = False


def make_pages(rng: Random, venues: Sequence[Venue], words: DirtWords, *, is_one_sheet: bool) -> list[Page]:
    """Return the pages of all lists; where the file can hold one sheet alone, the own list is not cut."""
    own, agencies = deal(rng, venues)
    cuts = (_flat, _flat, _by_commune_groups, _nested_groups, _by_commune_sheets, _by_type_sheets, _by_type_groups)
    cut = rng.choice(cuts[:4] if is_one_sheet else cuts)
    pages = cut(rng, own, words)
    for number, entries in enumerate(agencies, start=1):
        (page,) = rng.choice((_flat, _by_commune_groups))(rng, entries, words)
        pages.append(replace(page, sheet=words.titles["sheets"][number], title=words.titles["lists"][number]))
    return [page for page in pages if page.entries]


def deal(rng: Random, venues: Sequence[Venue]) -> tuple[list[Entry], list[list[Entry]]]:
    """Return the entries of the office's own list and of the others."""
    own: list[Entry] = []
    agencies: list[list[Entry]] = [[] for _ in AGENCY_SHARES]
    for venue in venues:
        if rng.random() < MISSING_SHARE:
            rng.choice(agencies).append(Entry(venue=venue, is_other=True))
            continue
        own.append(Entry(venue=venue))
        if rng.random() < TWICE_SHARE:
            own.append(Entry(venue=venue, is_other=True, is_again=True))
        for entries, share in zip(agencies, AGENCY_SHARES, strict=True):
            if rng.random() < share:
                entries.append(Entry(venue=_sold(rng, venue, venues), is_other=True))
    return own, agencies


def _sold(rng: Random, venue: Venue, venues: Sequence[Venue]) -> Venue:
    """Return a venue, sometimes with the owner whom it had before; the sign stayed."""
    if rng.random() >= SOLD_SHARE:
        return venue
    number = rng.randint(0, 9_999_999)
    return replace(
        venue,
        entity=f"{venue.entity}S",
        owner=rng.choice(venues).owner,
        phone=f"077{number:07d}",
        tax_code=f"97{number:08d}" if venue.tax_code else "",
        reg_no=f"45D8{number:07d}",
    )


def _flat(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    """Return one page; the commune has a column or stands in the address alone."""
    order = sorted(entries, key=lambda entry: entry.venue.commune.name)
    columns = ("type", "commune") if rng.random() < 0.6 else ("type",)
    return [_page(rng, order, words, columns=columns)]


def _by_commune_groups(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    return [_page(rng, entries, words, columns=("type",), groups=("commune",))]


def _by_type_groups(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    return [_page(rng, entries, words, columns=("commune",), groups=("type",))]


def _nested_groups(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    return [_page(rng, entries, words, groups=("commune", "type"))]


def _by_commune_sheets(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    form = rng.choice(("{name}", "{kind} {name}", "{short} {name}"))
    return _sheets(rng, entries, words, columns=("type",), of=lambda entry: _sheet_name(form, entry.venue.commune))


def _sheet_name(form: str, commune: Commune) -> str:
    return form.format(name=commune.name, kind=commune.kind, short="TT" if is_town(commune) else "X.")


def _by_type_sheets(rng: Random, entries: Sequence[Entry], words: DirtWords) -> list[Page]:
    return _sheets(rng, entries, words, columns=("commune",), of=lambda entry: words.kinds[entry.venue.kind].texts[0])


def _sheets(
    rng: Random,
    entries: Sequence[Entry],
    words: DirtWords,
    *,
    columns: tuple[str, ...],
    of: Callable[[Entry], str],
) -> list[Page]:
    """Return a page of the same columns for each sheet that ``of`` names."""
    first = _page(rng, (), words, columns=columns)
    names = sorted({of(entry) for entry in entries})
    said = frozenset({"commune", "type"} - set(columns))
    plan = replace(first.plan, grouped=said)
    return [
        replace(first, plan=plan, sheet=name, entries=tuple(entry for entry in entries if of(entry) == name))
        for name in names
    ]


def _page(
    rng: Random,
    entries: Sequence[Entry],
    words: DirtWords,
    *,
    columns: tuple[str, ...] = (),
    groups: tuple[str, ...] = (),
) -> Page:
    fields = _fields(rng, columns)
    encoding = rng.choice(list(ENCODERS)) if rng.random() < LEGACY_SHARE else ""
    is_whole = bool(encoding) and rng.random() < 0.5
    texts = [field for field in TEXTS if field in fields]
    encoded = texts if is_whole else rng.sample(texts, rng.randint(1, len(texts))) if encoding else []
    return Page(
        sheet=words.titles["sheets"][0],
        title=words.titles["lists"][0],
        plan=RowPlan(fields=fields, grouped=frozenset(groups), encoded=frozenset(encoded)),
        headers=_headers(rng, fields, words),
        groups=groups,
        entries=tuple(entries),
        encoding=encoding,
        is_encoded_whole=is_whole,
    )


def _fields(rng: Random, columns: tuple[str, ...]) -> tuple[str, ...]:
    chosen = [field for field, share in OPTIONAL.items() if rng.random() < share]
    if "licence_no" not in chosen:
        chosen = [field for field in chosen if field not in ("licence_on", "licence_expires_on")]
    if "coords" in chosen and rng.random() < 0.3:
        chosen[chosen.index("coords") : chosen.index("coords") + 1] = ["lat", "lon"]
    place = ["address", *(["hamlet"] if "hamlet" in chosen else []), *(["commune"] if "commune" in columns else [])]
    rest = [field for field in chosen if field not in ("hamlet", "notes")]
    kind = ["type"] if "type" in columns else []
    head = ["stt", "name", *kind] if rng.random() < 0.7 else ["stt", *kind, "name"]
    return (*head, *place, *rest, *(["notes"] if "notes" in chosen else []))


def _headers(rng: Random, fields: Sequence[str], words: DirtWords) -> dict[str, tuple[str, str]]:
    """Return each field's header, those of a licence or an owner sometimes below a spanning cell."""
    headers = {field: (rng.choice(words.headers[field]), "") for field in fields}
    for upper, lower in words.spans.items():
        spanned = [field for field in fields if field in lower]
        if len(spanned) >= 2 and rng.random() < 0.6:
            headers |= {field: (upper, lower[field]) for field in spanned}
    return headers
