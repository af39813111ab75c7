"""The rows of a read file on their way into the register: known again or new, placed, doubted, compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from domain.digest import canonical_json, sha256_hex
from domain.establishments import BusinessType, Decision, Establishment
from domain.issues import Issue, KeptIssue
from domain.register_steps import Contact, RegisterEntry
from register.difference import COORDS, Changed, FieldChange, Incoming, compare, completed
from register.kinds import index_types
from register.matching import Match, MatchKind, Told, match_rows, told
from register.report import RegisterReport, RegisterRow

ID_DIGITS = 6
_ENTITY_FIELDS = frozenset({"tax_code", "reg_no"})
_SHARED = {field.name for field in fields(Establishment)} & {field.name for field in fields(RegisterRow)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Hold one row of a file as the register would take it; ``kind`` None where it is new.

    ``reading`` is what the file says, completed where it lacks a column;
    ``alone`` is the same without that, for a row that is perhaps another
    business after all.
    """

    key: str
    id: str
    reading: Establishment
    issues: tuple[KeptIssue, ...]
    kind: MatchKind | None = None
    score: int = 100
    changes: tuple[FieldChange, ...] = ()
    owner_changed: bool = False
    alone: Establishment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Hold a whole file before it is confirmed; no contact is in it.

    ``columns`` are the fields that the columns of each sheet give.
    """

    file_name: str
    digest: str
    rows_read: int
    arrivals: tuple[Arrival, ...]
    missing: tuple[str, ...]
    file_issues: tuple[KeptIssue, ...]
    columns: Mapping[str, Sequence[str]]

    def has_column(self, arrival: Arrival, field: str) -> bool:
        """Tell whether a row's sheet has a column of a field."""
        names = self.columns.get(arrival.reading.source_sheet, ())
        return not COORDS.isdisjoint(names) if field == "coords" else field in names


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Hold the register that a file is compared with; ``last_id`` is the highest id ever used."""

    entries: Mapping[str, RegisterEntry]
    contacts: Mapping[str, Contact]
    last_id: str


def arrive(
    report: RegisterReport,
    placements: Sequence[Any],
    register: Register,
    *,
    types: Iterable[BusinessType],
    file_name: str,
) -> Arrived:
    """Return what a read and placed file would bring into the register.

    Parameters
    ----------
    placements
        One ``geo.placing.Placement`` per row, in the order of the rows.
    """
    matches = _matches(report, register, types)
    ids = ids_for([row.key for row in report.rows], matches, register.last_id)
    raw = dict(_incoming(report, placements, ids))
    rows = _with_entities(report, _completed(raw, matches, register), ids, register)
    difference = compare(register.entries, register.contacts, rows.values(), matches=matches.values())
    entities = {entry.base.entity_id for entry in register.entries.values()}
    changed = {one.key: _without_parting(one, entities) for one in difference.changed}
    kept, of_file = _kept_issues(report, placements, ids)
    arrivals = (
        _arrival(rows[key], ids[key], kept.get(key, ()), match=matches.get(key), changed=changed.get(key), raw=raw[key])
        for key in rows
    )
    return Arrived(
        file_name=file_name, digest=report.digest, rows_read=report.rows_read, arrivals=tuple(arrivals),
        missing=difference.missing, file_issues=of_file, columns=_columns(report),
    )  # fmt: skip


def ids_for(keys: Iterable[str], matches: Mapping[str, Match], last_id: str) -> dict[str, str]:
    """Return the id of each row: the known one, else the next that nobody ever had."""
    numbers = _numbers_after(last_id)
    return {key: matches[key].known if key in matches else next(numbers) for key in keys}


def _numbers_after(last_id: str) -> Iterator[str]:
    number = int(last_id.removeprefix("CS") or 0)
    while True:
        number += 1
        yield f"CS{number:0{ID_DIGITS}d}"


def kept_issue(establishment_id: str | None, issue: Issue, ids: Mapping[str, str]) -> KeptIssue:
    """Return a doubt under the id by which the next file's same doubt is known again.

    Where a doubt names another row, the establishment counts and not the row:
    a sorted list moves rows.
    """
    named = {f"{name}_id": ids[str(value)] for name, value in issue.params.items() if value in ids and name != "key"}
    shown = {name: value for name, value in issue.params.items() if name != "key"}
    lasting = {n: value for n, value in shown.items() if f"{n}_id" not in named and n != "field"} | named
    place = [issue.sheet, issue.row] if establishment_id is None else [establishment_id]
    digest = sha256_hex(canonical_json([*place, issue.code, issue.column, issue.value, lasting]))
    return KeptIssue(id=digest[:16], issue=replace(issue, establishment_id=establishment_id, params=shown | named))


def _matches(report: RegisterReport, register: Register, types: Iterable[BusinessType]) -> dict[str, Match]:
    contacts = register.contacts
    known = [
        told(
            entry.base,
            owner_name=contacts[id_].read_owner_name if id_ in contacts else "",
            phone=contacts[id_].read_phone if id_ in contacts else "",
        )
        for id_, entry in register.entries.items()
    ]
    rows = [Told(row=row, contact=contact) for row, contact in zip(report.rows, report.contacts, strict=True)]
    return {match.row: match for match in match_rows(known, rows, types=index_types(types))}


def _incoming(
    report: RegisterReport, placements: Sequence[Any], ids: Mapping[str, str]
) -> Iterator[tuple[str, Incoming]]:
    """Yield each row as an establishment of its own, not yet compared with anything."""
    columns = _columns(report)
    for row, contact, placement in zip(report.rows, report.contacts, placements, strict=True):
        shared: dict[str, Any] = {name: getattr(row, name) for name in _SHARED} | {"decision": Decision.ACCEPTED}
        reading = Establishment(
            **shared, id=ids[row.key], entity_id="", commune_now=placement.commune_now, position=placement.position
        )
        yield row.key, Incoming(
            key=row.key, reading=reading, owner_name=contact.owner_name, phone=contact.phone,
            fields=frozenset(columns.get(row.source_sheet, ())),
        )  # fmt: skip


def _columns(report: RegisterReport) -> dict[str, tuple[str, ...]]:
    """Return the fields that the columns of each sheet give; a sheet may hold several tables."""
    columns: dict[str, set[str]] = defaultdict(set)
    for sheet in report.sheets:
        columns[sheet.name] |= {column.field for column in sheet.columns if column.field}
    return {sheet: tuple(sorted(fields)) for sheet, fields in columns.items()}


def _completed(raw: Mapping[str, Incoming], matches: Mapping[str, Match], register: Register) -> dict[str, Incoming]:
    rows = {}
    for key, row in raw.items():
        if key in matches:
            id_ = matches[key].known
            row = completed(row, register.entries[id_].base, register.contacts.get(id_, Contact()))
        rows[key] = row
    return rows


def _with_entities(
    report: RegisterReport, rows: Mapping[str, Incoming], ids: Mapping[str, str], register: Register
) -> dict[str, Incoming]:
    """Return the rows with the entities that the file groups them in, each under the id it had before."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in report.rows:
        groups[row.entity_key or row.key].append(row.key)
    used: set[str] = set()
    entity: dict[str, str] = {}
    entries = register.entries
    for keys in sorted(groups.values(), key=lambda keys: min(ids[key] for key in keys)):
        chosen = _entity_id(sorted(ids[key] for key in keys), entries, used)
        used.add(chosen)
        entity |= dict.fromkeys(keys, chosen)
    # A list without numbers of legal persons says nothing of who belongs together.
    silent = {key for key, row in rows.items() if ids[key] in entries and not row.fields & _ENTITY_FIELDS}
    entity |= {key: entries[ids[key]].base.entity_id for key in silent}
    return {key: replace(row, reading=replace(row.reading, entity_id=entity[key])) for key, row in rows.items()}


def _entity_id(members: Sequence[str], entries: Mapping[str, RegisterEntry], used: set[str]) -> str:
    """Return the entity that these establishments had, else one named after the first of them."""
    before = (entries[id_].base.entity_id for id_ in members if id_ in entries)
    own = (f"DN-{id_}" for id_ in members)
    return next((one for one in (*before, *own) if one not in used), f"DN-{members[0]}-2")


def _without_parting(one: Changed, entities: set[str]) -> Changed:
    """Return a change in which leaving an entity is not taken by itself: the file only says less than before."""
    changes = tuple(
        replace(c, is_erased=True) if c.field == "entity" and c.after not in entities else c for c in one.changes
    )
    return replace(one, changes=changes)


def _kept_issues(
    report: RegisterReport, placements: Sequence[Any], ids: Mapping[str, str]
) -> tuple[dict[str, tuple[KeptIssue, ...]], tuple[KeptIssue, ...]]:
    """Return the doubts about each row, and those about the file; the same doubt counts once."""
    keys = {(row.source_sheet, row.source_row): row.key for row in report.rows}
    placed = [
        replace(issue, sheet=row.source_sheet, row=row.source_row)
        for row, placement in zip(report.rows, placements, strict=True)
        for issue in placement.issues
    ]
    fields_of = {(s.name, column.header): column.field for s in report.sheets for column in s.columns if column.field}
    by_key: dict[str | None, dict[str, KeptIssue]] = defaultdict(dict)
    for issue in (*report.issues, *placed):
        if field := fields_of.get((issue.sheet, issue.column)):
            issue = replace(issue, params={**issue.params, "field": field})
        key = keys.get((issue.sheet, issue.row))
        kept = kept_issue(ids[key] if key else None, issue, ids)
        by_key[key].setdefault(kept.id, kept)
    of_file = tuple(by_key.pop(None, {}).values())
    return {key: tuple(kept.values()) for key, kept in by_key.items() if key is not None}, of_file


def _arrival(
    row: Incoming,
    id_: str,
    issues: tuple[KeptIssue, ...],
    *,
    match: Match | None,
    changed: Changed | None,
    raw: Incoming,
) -> Arrival:
    return Arrival(
        key=row.key, id=id_, reading=row.reading, issues=issues,
        kind=match.kind if match else None, score=match.score if match else 100,
        changes=changed.changes if changed else (), owner_changed=changed.owner_changed if changed else False,
        alone=raw.reading if match and match.kind is MatchKind.SIMILAR else None,
    )  # fmt: skip
