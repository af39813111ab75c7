"""Each action of the fix-it queue: from the doubt and the value to the entries that it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.accounts import Actor
from domain.errors import InputError
from domain.establishments import Establishment
from domain.issues import IssueState, KeptIssue
from domain.register_steps import RegisterEntry
from register.fold import fold
from register.matching import told
from register.report import RegisterReport
from workflow.arriving import kept_issue
from workflow.doubts import FAMILIES, field_of
from workflow.mend_actions import REASONS, SETS, area_of
from workflow.mend_effects import (
    dismissed,
    entity_apart,
    entry_with,
    merged,
    placed_anew,
    rejected,
    settled,
    standing,
)
from workflow.mend_values import commune_of, phone_of, with_value
from workflow.offices import remember_alias, types_of
from workflow.pin_values import is_pinned, point_text, with_pin_kept
from workflow.placing import place_in_office
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hold one action on one doubt: the register as it was read, the entry, and what somebody chose."""

    workspace: Workspace
    actor: Actor
    entries: Mapping[str, RegisterEntry]
    entry: RegisterEntry
    issue: KeptIssue
    value: str
    remember: bool
    on: date

    @property
    def account(self) -> str:
        """Return who acts."""
        return self.actor.account


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Hold what an action changes: entries by id, telephone numbers by id, and (survivor, other) of a merge."""

    entries: Mapping[str, RegisterEntry]
    phones: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, str] | None = None


def do(action: str, work: Work) -> Touched:
    """Return what an action changes.

    Raises
    ------
    InputError
        ``mend.*`` for a value that cannot be used.
    """
    return _WORK.get(action, _set_field)(work) if action not in SETS else _set_field(work, SETS[action])


def _set_field(work: Work, field: str = "") -> Touched:
    field = field or field_of(work.issue.issue)
    if field == "phone":
        left = settled(work.entry, work.account, ids={work.issue.id})
        one = work.entry.establishment
        return _one(entry_with(work.entry, one, left), phones={one.id: phone_of(work.value)})
    if field == "type":
        return _set_type(work)
    if field == "commune":
        return _set_commune(work)
    one = with_value(work.entry.establishment, field, work.value, on=work.on)
    if field in ("coords", "hamlet"):
        return _one(_placed(work, one, field))
    left = settled(work.entry, work.account, ids={work.issue.id}, codes=FAMILIES.get(field, ()))
    return _one(entry_with(work.entry, one, left))


def _set_type(work: Work) -> Touched:
    """Set the type; where the wording is remembered, in every row that is doubted for the same one."""
    if work.value not in {kind.code for kind in types_of(work.workspace)}:
        raise InputError("mend.no_type", value=work.value)
    wording = work.entry.establishment.type_raw
    same = [work.entry]
    if work.remember and fold(wording):
        remember_alias(work.workspace, work.actor, type_code=work.value, alias=wording)
        same += [entry for entry in work.entries.values() if entry is not work.entry and _asks_type(entry, wording)]
    touched = {}
    for entry in same:
        left = settled(entry, work.account, codes=FAMILIES["type"])
        touched[entry.establishment.id] = entry_with(entry, replace(entry.establishment, type=work.value), left)
    return Touched(entries=touched)


def _asks_type(entry: RegisterEntry, wording: str) -> bool:
    is_same = fold(entry.establishment.type_raw) == fold(wording)
    doubts = (k for k in entry.issues if k.issue.code == "type_unknown" and k.state is IssueState.OPEN)
    return is_same and entry.establishment.type is None and any(doubts)


def _set_commune(work: Work) -> Touched:
    now, former = area_of(work.workspace)
    key = commune_of(work.value, (*now, *former))
    one = work.entry.establishment
    if work.issue.issue.code == "commune_split" and key in now:
        left = settled(work.entry, work.account, codes=FAMILIES["commune"])
        return _one(entry_with(work.entry, replace(one, commune_now=key), left))
    return _one(_placed(work, replace(one, commune_reported=key), "commune"))


def _placed(work: Work, one: Establishment, field: str) -> RegisterEntry:
    """Return the entry with an establishment placed anew, and the doubts that its new place leaves."""
    row = replace(told(one).row, key=one.id)
    keeps_pin = is_pinned(one) and field != "coords"
    if keeps_pin and one.position is not None:
        row = replace(row, coords_raw=point_text(one.position.lon, one.position.lat))
    report = RegisterReport(
        rows_read=1, rows=(row,), contacts=(), repairs=(), issues=(), dropped_columns=(), merge_candidates=(),
        sheets=(), digest="",
    )  # fmt: skip
    placement = place_in_office(work.workspace, report)[0]
    placement = with_pin_kept(placement, one) if keeps_pin else placement
    found = [kept_issue(one.id, issue, {}) for issue in placement.issues]
    left = settled(work.entry, work.account, ids={work.issue.id}, codes=FAMILIES.get(field, ()))
    entry = replace(work.entry, issues=left)
    new = replace(one, commune_now=placement.commune_now, position=placement.position)
    return entry_with(work.entry, new, placed_anew(entry, found, work.account))


def _merge(work: Work) -> Touched:
    """Merge the two rows of a possible duplicate; ``value`` is the survivor, the earlier one where it is blank."""
    mine, other = work.entry, _other(work)
    ids = (mine.establishment.id, other.establishment.id)
    survivor_id = work.value or ids[1]
    if survivor_id not in ids or ids[0] == ids[1]:
        raise InputError("mend.action", action="merge")
    survivor, gone = (mine, other) if survivor_id == ids[0] else (other, mine)
    kept, left = merged(survivor, gone, work.issue, work.account)
    pair = (kept.establishment.id, left.establishment.id)
    return Touched(entries={pair[0]: kept, pair[1]: left}, joined=pair)


def _keep_both(work: Work) -> Touched:
    """Keep both rows of a possible duplicate, of one legal subject or of two."""
    other, one = _other(work).establishment, work.entry.establishment
    left = settled(work.entry, work.account, ids={work.issue.id})
    if work.value not in ("same", "separate"):
        raise InputError("mend.value", field="entity", value=work.value)
    if work.value == "same":
        one = replace(one, entity_id=other.entity_id)
    elif one.entity_id == other.entity_id:
        used = {entry.establishment.entity_id for entry in work.entries.values()}
        one = replace(one, entity_id=entity_apart(work.entry, used))
    return _one(entry_with(work.entry, one, left))


def _dismiss(work: Work) -> Touched:
    return _one(dismissed(work.entry, work.issue, work.account))


def _reject(work: Work) -> Touched:
    if work.value not in REASONS:
        raise InputError("mend.value", field="reject", value=work.value)
    return _one(rejected(work.entry, work.account))


def _other(work: Work) -> RegisterEntry:
    return standing(work.entries, str(work.issue.issue.params.get("other_id", "")))


def _one(entry: RegisterEntry, *, phones: Mapping[str, str] | None = None) -> Touched:
    return Touched(entries={entry.establishment.id: entry}, phones=phones or {})


_WORK: Mapping[str, Callable[[Work], Touched]] = {
    "merge": _merge, "keep_both": _keep_both, "dismiss": _dismiss, "reject": _reject,
}  # fmt: skip
