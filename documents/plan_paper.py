"""What a paper of a round's plan is made from: plain values, every label already in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.ceremony import ChangeKind
from domain.rounds import Reason, Role
from domain.routing import Unassigned


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEstablishment:
    """Hold one establishment of the draw; ``type_label`` and communes are names, not codes."""

    id: str
    name: str
    type_label: str
    address: str
    commune: str
    commune_former: str
    role: Role
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStop:
    """Hold one stop; seconds after midnight of the shift's date, agencies as names."""

    establishment: PaperEstablishment
    order: int
    arrival_s: int
    start_s: int
    leave_s: int
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperShift:
    """Hold one team-shift; ``distance_m`` None where the travel source knows no distance."""

    shift: str
    team_name: str
    date: date
    departure_s: int
    return_s: int
    travel_s: int
    distance_m: int | None
    base_name: str
    stops: tuple[PaperStop, ...]
    has_ferry: bool = False
    track_m: int = 0
    border_m: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUnassigned:
    """Hold one drawn establishment that no shift could take, with its reasons and remedies."""

    establishment: PaperEstablishment
    unassigned: Unassigned


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """Hold one change of a drawn list.

    ``stand_in`` is the reserve of an absent one; an override has none, and the document that allows it.
    """

    kind: ChangeKind
    establishment: PaperEstablishment
    stand_in: PaperEstablishment | None = None
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """Hold a round's plan for the office's own papers; ``made_at`` dates the file.

    ``version`` 0 is a drawn list without a plan: no shift, nobody unassigned, no source of travel.
    """

    office_name: str
    title: str
    starts_on: date
    ends_on: date
    version: int
    registered: int
    required: int
    rate_bp: int
    travel_source: str
    is_schematic: bool
    made_at: datetime
    names: Mapping[str, str]
    """Codes of communes, types, agencies and teams to their names, for sentences."""
    shifts: tuple[PaperShift, ...]
    selected: tuple[PaperEstablishment, ...]
    reserves: tuple[PaperEstablishment, ...]
    unassigned: tuple[PaperUnassigned, ...]
    vehicle: str = ""
    estimate_error_permille: int | None = None
    """Median error of an estimate on pairs held out; None where it was never measured, or travel is no estimate."""
    changes: tuple[str, ...] = ()
    """Substitutions and overrides by hand, as sentences."""
    list_changes: tuple[ListChange, ...] = ()
    """The same as values, in their order."""

    @property
    def newcomers(self) -> tuple[PaperEstablishment, ...]:
        """Return who came onto the list after the draw, each once, in the order of coming."""
        came = [one.stand_in or one.establishment for one in self.list_changes if one.kind is not ChangeKind.REMOVE]
        drawn = {item.id for item in self.selected}
        return tuple({item.id: item for item in came if item.id not in drawn}.values())
