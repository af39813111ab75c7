"""What an office decides of its official papers: telephone, signature, recipients, people of each agency, rates."""

from domain.accounts import Actor
from domain.errors import InputError
from domain.paperwork import PaperSettings
from store import paperwork
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.office_file import MOST_DONG
from workflow.offices import agency_labels
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

MOST_PEOPLE = 50
LONGEST = 200


def read_paper_settings(workspace: Workspace, actor: Actor) -> PaperSettings:
    """Return what the office has set, empty where it has not."""
    need(workspace, actor, *PLANNER, action="papers.settings")
    return settings_of(workspace)


def settings_of(workspace: Workspace) -> PaperSettings:
    """Return the settings for a step that has authorised."""
    with workspace.store.read() as connection:
        return paperwork.read_settings(connection)


def save_paper_settings(
    workspace: Workspace, actor: Actor, *, settings: PaperSettings, seen: PaperSettings | Unseen = UNSEEN
) -> None:
    """Keep what the office decides of its papers.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where they are no longer what the page showed, ``seen``.
    InputError
        ``papers.people`` outside 1 to 50, ``papers.rate`` outside 0 to a
        thousand million, ``papers.too_long`` for a line of over 200 letters,
        ``office.agency_unknown``.
    """
    need(workspace, actor, *PLANNER, action="papers.settings")
    labels = agency_labels(workspace)
    for agency, people in settings.people.items():
        if agency not in labels:
            raise InputError("office.agency_unknown", value=agency, known=", ".join(labels))
        if not 1 <= people <= MOST_PEOPLE:
            raise InputError("papers.people", agency=labels[agency], value=people, most=MOST_PEOPLE)
    for value in (settings.allowance_dong, settings.km_dong):
        if not 0 <= value <= MOST_DONG:
            raise InputError("papers.rate", value=value, most=MOST_DONG)
    texts = (settings.telephone, settings.symbol, settings.authority, settings.signer_title, settings.meeting_place)
    for text in (*texts, *settings.recipients):
        if len(text) > LONGEST:
            raise InputError("papers.too_long", value=text[:40], most=LONGEST)
    with workspace.store.write() as connection:
        hold(connection, "papers")
        expect_seen(workspace, connection, seen=seen, kept=paperwork.read_settings(connection), part="papers")
        paperwork.save_settings(connection, settings)
        log_in(connection, actor, action="papers.settings")
