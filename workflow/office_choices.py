"""What a page lets people choose from while they set an office up, and the first step itself."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.places import Commune, Office
from store import offices
from store.establishments import read_establishments
from workflow.office_fields import Fields
from workflow.office_file import office_from
from workflow.permissions import PLANNER, need
from workflow.setting_up import keep_setup
from workflow.workspace import Workspace


def list_known_units(workspace: Workspace, actor: Actor) -> tuple[Commune, ...]:
    """Return the units in force today that the installation knows, for an office that is being set up."""
    need(workspace, actor, *PLANNER, action="units.list")
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    now = {vintage.id for vintage in workspace.reference.vintages if vintage.is_in_force(today)}
    return tuple(commune for commune in workspace.reference.communes if commune.key.vintage in now)


def list_owners(workspace: Workspace, actor: Actor) -> dict[str, str]:
    """Return the entities of the register by id, each called by the names of its establishments."""
    need(workspace, actor, *PLANNER, action="owners.list")
    names: dict[str, list[str]] = {}
    with workspace.store.read() as connection:
        for establishment in read_establishments(connection):
            names.setdefault(establishment.entity_id, []).append(establishment.name)
    called = {entity: ", ".join(sorted(set(known))) for entity, known in names.items()}
    return dict(sorted(called.items(), key=lambda item: (item[1], item[0])))


def begin_office(
    workspace: Workspace,
    actor: Actor,
    *,
    name: str,
    superior: str,
    place: str,
    units: Iterable[str] = (),
    boundaries: Path | None = None,
) -> Office:
    """Set an office up with its letterhead and its area only; everything else can follow in any order.

    Parameters
    ----------
    units
        Codes of ``list_known_units``, or of the boundary file; none takes the whole file.
    boundaries
        A boundary file whose units become the office's.

    Raises
    ------
    ConflictError
        ``office.exists``.
    InputError
        What workflow.office_file refuses.
    """
    need(workspace, actor, *PLANNER, action="office.set_up", target=name)
    with workspace.store.read() as connection:
        present = offices.read_office(connection)
    if present is not None:
        raise ConflictError("office.exists", name=present.name)
    values: dict[str, object] = {"id": "office", "name": name, "superior": superior, "place": place}
    if units:
        values["units"] = list(units)
    if boundaries is not None:
        now = next(v.id for v in workspace.reference.vintages if v.valid_to is None)
        values |= {"vintage": now, "vintages": [{"id": now, "boundaries": boundaries.name}]}
    home = boundaries.parent if boundaries else workspace.settings.directory
    return keep_setup(
        workspace, actor, office_from(Fields(values), workspace.reference, home=home, now=datetime.now(UTC))
    )
