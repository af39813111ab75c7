"""How the register changes: in steps, each of which can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.establishments import Decision, Establishment
from domain.issues import KeptIssue


class StepKind(StrEnum):
    """Say by what the register changed."""

    IMPORT = "import"
    REVIEW = "review"
    MERGE = "merge"
    MEND = "mend"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStep:
    """Hold one step of the register; numbers go up by one and are never used again.

    ``note`` is a code of what was done ("set_type", "merge"). ``added`` and
    ``changed`` count establishments; one that only stands elsewhere in its file
    is not changed. An undo names the step that it takes back in ``undoes``;
    that one names it in ``undone_by``.
    """

    number: int
    kind: StepKind
    at: datetime
    account: str
    file_name: str = ""
    digest: str = ""
    rows_read: int = 0
    note: str = ""
    added: int = 0
    changed: int = 0
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """Hold all that the register keeps of one establishment; its contact lies apart.

    ``reading`` is the establishment as its file said it last, with nothing
    mended by hand: what the next file is compared with. None where no file
    ever had it.
    """

    establishment: Establishment
    reading: Establishment | None = None
    issues: tuple[KeptIssue, ...] = ()

    @property
    def base(self) -> Establishment:
        """Return what the next file is compared with."""
        return self.reading or self.establishment


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Hold an owner's contact, and what its file said last; for the restricted tables only."""

    owner_name: str = ""
    phone: str = ""
    read_owner_name: str = ""
    read_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """Hold what a step made of one establishment; None before it was added, or after it was taken back."""

    establishment_id: str
    before: RegisterEntry | None
    after: RegisterEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange:
    """Hold what a step made of one contact; None where there is none."""

    establishment_id: str
    before: Contact | None
    after: Contact | None


def decided(establishment: Establishment, issues: Iterable[KeptIssue]) -> Decision:
    """Return whether an establishment is accepted: a rejected one stays so, an open blocking doubt holds it back."""
    if establishment.decision is Decision.REJECTED:
        return Decision.REJECTED
    return Decision.PENDING if any(issue.blocks for issue in issues) else Decision.ACCEPTED
