"""What an office decides of its official papers, who signs a round's, and what agencies answer to their call-ups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    """Hold what stands on every official paper of an office.

    Parameters
    ----------
    telephone
        Which an owner calls to learn whether a visit is real; "" where nobody has set it.
    symbol
        Of the office, as numbers of papers end with it.
    authority
        Line above the signer's title, such as "KT. TRƯỞNG PHÒNG"; "" for none.
    signer_title
        "" leaves the title of an agency's head.
    recipients
        Who gets each paper, one line each.
    meeting_place
        Where called-up people meet, "" for the place that a shift starts from.
    people
        Agency to how many people it sends to a shift, from 1; an agency that is not there sends one.
    allowance_dong, km_dong
        For a person and shift, and for a kilometre, in whole đồng; 0 where nobody has set it.
    """

    telephone: str = ""
    symbol: str = ""
    authority: str = ""
    signer_title: str = ""
    recipients: tuple[str, ...] = ()
    meeting_place: str = ""
    people: Mapping[str, int] = field(default_factory=dict)
    allowance_dong: int = 0
    km_dong: int = 0

    def people_of(self, agency: str) -> int:
        """Return how many people an agency sends to a shift."""
        return self.people.get(agency, 1)


class Reply(StrEnum):
    """Say what an agency answered for one shift."""

    YES = "yes"
    NO = "no"
    SUBSTITUTE = "substitute"

    @property
    def is_absent(self) -> bool:
        """Tell whether nobody of the agency comes."""
        return self is Reply.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUpReply:
    """Hold the answer of an agency for one shift of a round; ``note`` names a document or a post, never a person."""

    round_id: str
    agency: str
    shift: str
    reply: Reply
    account: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSigner:
    """Hold which leader's account signs a round, and since when it looks at the sealed papers."""

    round_id: str
    account: str
    opened_at: datetime | None = None
