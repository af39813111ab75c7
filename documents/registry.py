"""The papers that a plan can be written as; a new one is one entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from documents.minutes_paper import DrawMinutes
from documents.plan_paper import PlanPaper
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Hold one kind of paper: its suffix, its media type and the function that writes it."""

    kind: str
    suffix: str
    media_type: str
    write: Callable[[PlanPaper, Words], bytes]


def _workbook(paper: PlanPaper, words: Words) -> bytes:
    # Imported here so that the web process does not load xlsxwriter.
    from documents.plan_workbook import plan_workbook

    return plan_workbook(paper, words=words)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "plan_workbook": Writer(kind="plan_workbook", suffix=".xlsx", media_type=XLSX, write=_workbook),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawWriter:
    """Hold one kind of paper about a draw: its suffix, its media type and the function that writes it."""

    kind: str
    suffix: str
    media_type: str
    write: Callable[[DrawMinutes, Words], bytes]


def _minutes(paper: DrawMinutes, words: Words) -> bytes:
    from documents.draw_minutes import draw_minutes

    return draw_minutes(paper, words=words)


HTML = "text/html; charset=utf-8"

DRAW_WRITERS: Mapping[str, DrawWriter] = MappingProxyType(
    {
        "draw_minutes": DrawWriter(kind="draw_minutes", suffix=".html", media_type=HTML, write=_minutes),
    }
)
