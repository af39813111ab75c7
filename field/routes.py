"""The field's addresses: the page, its style, its service worker."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

import workflow
from access.gate import actor_of
from access.headers import FIELD_POLICY
from access.pages import error_page
from domain.accounts import Actor
from domain.errors import InspectionError
from field.page import ENVIRONMENT, Labels, field_html
from workflow.workspace import Workspace

ASSETS = Path(__file__).parent / "assets"
HEADERS = {"content-security-policy": FIELD_POLICY}


def field_routes(workspace: Workspace) -> list[Route]:
    """Return the routes of this package; the gate must stand before them."""
    return [
        Route("/field", partial(_field, workspace), methods=["GET"]),
        Route("/field/offline", partial(_offline, workspace), methods=["GET"]),
        # The worker's own address lies below its scope, so the answer has to allow the scope.
        Route("/field/sw.js", _asset("sw.js", {"service-worker-allowed": "/field"}), methods=["GET"]),
        Route("/field/register.js", _asset("register.js", {}), methods=["GET"]),
        Route("/field/style.css", _asset("style.css", {}), methods=["GET"]),
    ]


async def _field(workspace: Workspace, request: Request) -> Response:
    try:
        text = await run_in_threadpool(_team_page, workspace, actor_of(request))
    except InspectionError as error:
        return error_page(error, words=workspace.reference.words)
    return HTMLResponse(text, headers=HEADERS)


async def _offline(workspace: Workspace, request: Request) -> Response:
    text = ENVIRONMENT.get_template("offline.html").render(say=workspace.reference.words.say)
    return HTMLResponse(text, headers=HEADERS)


def _team_page(workspace: Workspace, actor: Actor) -> str:
    view = workflow.team_shifts(workspace, actor)
    office = workflow.read_office(workspace, actor)
    return field_html(
        view,
        labels=Labels(types=workflow.read_types(workspace), agencies=workflow.agency_labels(workspace)),
        words=workspace.reference.words,
        time_zone=office.time_zone,
        is_demo=office.is_schematic,
    )


def _asset(name: str, headers: dict[str, str]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return FileResponse(ASSETS / name, headers=headers)

    return answer
