"""A small office for reviews and lists of inspections: two communes, two owners, 1 March 2027.

Tân Đông (formerly Tân Đông and Tân Hà): a hotel, a karaoke and a massage of one
owner, and a karaoke of another. Tân Hội: one karaoke.
"""

from pathlib import Path

import register_office
from register_office import NOW, OLD_TAN_HA, TAN_DONG, TAN_HOI

from domain.accounts import AccountRole, Actor
from domain.establishments import Decision, Establishment, Status
from domain.register_steps import Contact, ContactChange, RegisterChange, RegisterEntry, RegisterStep, StepKind
from store import register_steps
from workflow.workspace import Workspace

LEADER = Actor(account="lan", role=AccountRole.LEADER)


def establishment(id_: str, name: str, kind: str | None, entity: str, **more) -> Establishment:
    """Return an accepted one of Tân Đông that its register still puts in former Tân Hà."""
    plain = {
        "type_raw": kind or "", "hamlet": "Ấp 1", "address_raw": "Ấp 1, xã Tân Hà", "commune_raw": "Tân Hà",
        "commune_reported": OLD_TAN_HA, "commune_now": TAN_DONG, "coords_raw": "", "position": None,
        "status": Status.ACTIVE, "decision": Decision.ACCEPTED,
    }  # fmt: skip
    return Establishment(id=id_, entity_id=entity, name=name, type=kind, **(plain | more))


REGISTER = (
    establishment("CS000001", "Khách sạn Hoàng Gia", "KHACHSAN", "DN-1", tax_code="3901234567"),
    establishment("CS000002", "Karaoke Hoàng Gia", "KARAOKE", "DN-1", tax_code="3901234567"),
    establishment("CS000003", "Massage Hoàng Gia", "MASSAGE", "DN-1", tax_code="3901234567"),
    establishment("CS000004", "Karaoke Sao Đêm", "KARAOKE", "DN-4"),
    establishment(
        "CS000005", "Karaoke Biển Nhớ", "KARAOKE", "DN-5", commune_reported=TAN_HOI, commune_now=TAN_HOI,
        commune_raw="Tân Hội", address_raw="Ấp 3",
    ),
)  # fmt: skip


def open_office(directory: Path) -> Workspace:
    """Open the office with its register, taken in by one import."""
    found = register_office.open_office(directory)
    import_again(found, REGISTER)
    return found


def import_again(workspace: Workspace, rows: tuple[Establishment, ...]) -> None:
    """Add rows as an import does, the first with its owner."""
    changes = [
        RegisterChange(establishment_id=one.id, before=None, after=RegisterEntry(establishment=one, reading=one))
        for one in rows
    ]
    owner = Contact(owner_name="Trần Văn Tám", phone="0901234567")
    contacts = [ContactChange(establishment_id=one.id, before=None, after=owner) for one in rows[:1]]
    step = RegisterStep(number=0, kind=StepKind.IMPORT, at=NOW, account="thu", rows_read=len(rows))
    with workspace.store.write() as connection:
        register_steps.take_step(connection, step, changes=changes, contacts=contacts)
