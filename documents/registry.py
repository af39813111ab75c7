"""The papers that are written from a plan, a draw, a shift's sheet or a public plan; a new one is one entry."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from documents.minutes_paper import DrawMinutes
from documents.official_crews import call_up_drafts, duty_sheet_drafts
from documents.official_draw import draw_drafts
from documents.official_facts import Draft, OfficialFacts
from documents.official_lists import (
    annex_2_drafts,
    annex_3_drafts,
    annex_4_drafts,
    annex_5_drafts,
    minutes_form_drafts,
)
from documents.official_plan import annex_1_drafts, decision_drafts, plan_drafts
from documents.official_results import annex_6_drafts, report_drafts, round_minutes_drafts
from documents.plan_paper import PlanPaper
from documents.public_plan import PublicPlan
from documents.sheet_paper import SheetPaper
from domain.words import Words

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer(Generic[Facts]):
    """Hold one kind of paper: its suffix, its media type and the function that writes it from its facts."""

    kind: str
    suffix: str
    media_type: str
    write: Callable[[Facts, Words], bytes]


def _workbook(paper: PlanPaper, words: Words) -> bytes:
    # Imported here so that the web process does not load xlsxwriter.
    from documents.plan_workbook import plan_workbook

    return plan_workbook(paper, words=words)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRITERS: Mapping[str, Writer[PlanPaper]] = MappingProxyType(
    {
        "plan_workbook": Writer(kind="plan_workbook", suffix=".xlsx", media_type=XLSX, write=_workbook),
    }
)


def _minutes(paper: DrawMinutes, words: Words) -> bytes:
    from documents.draw_minutes import draw_minutes

    return draw_minutes(paper, words=words)


HTML = "text/html; charset=utf-8"

DRAW_WRITERS: Mapping[str, Writer[DrawMinutes]] = MappingProxyType(
    {
        "draw_minutes": Writer(kind="draw_minutes", suffix=".html", media_type=HTML, write=_minutes),
    }
)


def _public_plan(paper: PublicPlan, words: Words) -> bytes:
    from documents.public_plan import public_plan_html

    return public_plan_html(paper, words=words)


PUBLIC_WRITERS: Mapping[str, Writer[PublicPlan]] = MappingProxyType(
    {"public_plan": Writer(kind="public_plan", suffix=".html", media_type=HTML, write=_public_plan)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWriter(Writer[SheetPaper]):
    """Hold one kind of paper about a team-shift.

    Parameters
    ----------
    for_team
        Whether the team gets it once its shift is revealed; what holds the passphrase stays with the planner.
    on_request
        Whether it is written only when the planner asks for it.
    is_random
        Whether it has other bytes at each writing, though the same sheet.
    """

    for_team: bool = True
    on_request: bool = False
    is_random: bool = False


def _locked_sheet(paper: SheetPaper, words: Words) -> bytes:
    from documents.route_sheet import locked_sheet_html

    return locked_sheet_html(paper, words=words)


def _open_sheet(paper: SheetPaper, words: Words) -> bytes:
    from documents.route_sheet import open_sheet_html

    return open_sheet_html(paper, words=words)


def _cover(paper: SheetPaper, words: Words) -> bytes:
    from documents.cover_page import cover_page_pdf

    return cover_page_pdf(paper, words=words)


def _shift_pdf(paper: SheetPaper, words: Words) -> bytes:
    from documents.shift_pdf import shift_pdf

    return shift_pdf(paper.sheet, words=words)


def _gpx(paper: SheetPaper, words: Words) -> bytes:
    from documents.gpx import shift_gpx

    return shift_gpx(paper.sheet, words=words)


def _kml(paper: SheetPaper, words: Words) -> bytes:
    from documents.kml import shift_kml

    return shift_kml(paper.sheet, words=words)


def _geojson(paper: SheetPaper, words: Words) -> bytes:
    from documents.shift_geojson import shift_geojson

    return shift_geojson(paper.sheet, words=words)


def _calendar(paper: SheetPaper, words: Words) -> bytes:
    from documents.calendar import shift_calendar_entry

    return shift_calendar_entry(paper.sheet, words=words)


PDF = "application/pdf"
KML = "application/vnd.google-earth.kml+xml"

SHEET_WRITERS: Mapping[str, SheetWriter] = MappingProxyType(
    {
        writer.kind: writer
        for writer in (
            SheetWriter(kind="route_sheet", suffix=".html", media_type=HTML, write=_locked_sheet, is_random=True),
            SheetWriter(kind="shift_cover", suffix=".pdf", media_type=PDF, write=_cover, for_team=False),
            SheetWriter(kind="shift_pdf", suffix=".pdf", media_type=PDF, write=_shift_pdf),
            SheetWriter(kind="shift_gpx", suffix=".gpx", media_type="application/gpx+xml", write=_gpx),
            SheetWriter(kind="shift_kml", suffix=".kml", media_type=KML, write=_kml),
            SheetWriter(kind="shift_geojson", suffix=".geojson", media_type="application/geo+json", write=_geojson),
            SheetWriter(kind="shift_calendar", suffix=".ics", media_type="text/calendar", write=_calendar),
            SheetWriter(kind="open_route_sheet", suffix=".html", media_type=HTML, write=_open_sheet, on_request=True),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialWriter:
    """Hold one kind of official paper: its fields, from which its Word template is filled.

    ``needs_plan`` where it tells of days, shifts or costs, or of what was done: the draw alone does not fill it.
    """

    kind: str
    drafts: Callable[[OfficialFacts, Words], Iterable[Draft]]
    needs_plan: bool


_OFFICIAL: tuple[tuple[str, Callable[[OfficialFacts, Words], Iterable[Draft]], bool], ...] = (
    ("inspection_plan", plan_drafts, True),
    ("team_decision", decision_drafts, False),
    ("annex_1", annex_1_drafts, False),
    ("annex_2", annex_2_drafts, True),
    ("annex_3", annex_3_drafts, True),
    ("annex_4", annex_4_drafts, False),
    ("annex_5", annex_5_drafts, False),
    ("annex_6", annex_6_drafts, True),
    ("visit_minutes", minutes_form_drafts, True),
    ("call_up", call_up_drafts, True),
    ("duty_sheet", duty_sheet_drafts, True),
    ("draw_minutes", draw_drafts, False),
    ("round_minutes", round_minutes_drafts, True),
    ("result_report", report_drafts, True),
)
"""Kind, what fills it, and whether that needs a plan."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

OFFICIAL_WRITERS: Mapping[str, OfficialWriter] = MappingProxyType(
    {kind: OfficialWriter(kind=kind, drafts=drafts, needs_plan=needs_plan) for kind, drafts, needs_plan in _OFFICIAL}
)
