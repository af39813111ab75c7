"""The gate's own addresses: sign-in, sign-out, papers, coverage maps, health."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import store.offices
import workflow
from access.admission import FIELD, SIGN_IN
from access.gate import actor_of
from access.headers import MAP_POLICY, PAPER_POLICY
from access.pages import error_page, page, sentence
from access.sessions import COOKIE_NAME, LONGEST, find_actor, sign_in, sign_out
from domain.errors import InspectionError, NotAllowedError
from workflow.workspace import Workspace

HERE = Path(__file__).parent
FONTS = HERE.parent / "browser" / "fonts"
OPEN_FILES = {
    "/sign-in/style.css": HERE / "style.css",
    "/sign-in/regular.ttf": FONTS / "BeVietnamPro_400Regular.ttf",
    "/sign-in/semibold.ttf": FONTS / "BeVietnamPro_600SemiBold.ttf",
}
# A closed set: an address from outside never decides where a sign-in ends.
LANDINGS = frozenset({"/", FIELD})

Clock = Callable[[], datetime]


def access_routes(workspace: Workspace, *, clock: Clock) -> list[Route]:
    """Return the routes of this package; the gate must stand before them."""
    return [
        Route(SIGN_IN, partial(_show_sign_in, workspace, clock), methods=["GET"]),
        Route(SIGN_IN, partial(_take_sign_in, workspace, clock), methods=["POST"]),
        Route("/sign-out", partial(_show_sign_out, workspace), methods=["GET"]),
        Route("/sign-out", partial(_take_sign_out, workspace, clock), methods=["POST"]),
        Route("/papers/{paper_id}", partial(_paper, workspace), methods=["GET"]),
        Route("/coverage-map/{map_id}", partial(_coverage_map, workspace), methods=["GET"]),
        Route("/health", _health, methods=["GET"]),
        *(Route(path, partial(_open_file, file), methods=["GET"]) for path, file in OPEN_FILES.items()),
    ]


async def _show_sign_in(workspace: Workspace, clock: Clock, request: Request) -> Response:
    landing = _landing(request.query_params.get("next"))
    token = request.cookies.get(COOKIE_NAME)
    if await run_in_threadpool(find_actor, workspace, token, at=clock()) is not None:
        return RedirectResponse(landing, status_code=303)
    return await run_in_threadpool(_form_page, workspace, landing=landing)


async def _take_sign_in(workspace: Workspace, clock: Clock, request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=8, max_part_size=4096)
    landing, ip, at = _landing(_text(form, "next")), _ip(request), clock()
    try:
        token = await run_in_threadpool(
            sign_in, workspace, username=_text(form, "username"), password=_text(form, "password"), ip=ip, at=at
        )
    except NotAllowedError as error:
        status = 429 if error.code == "sign_in.throttled" else 403
        return await run_in_threadpool(_form_page, workspace, landing=landing, status=status, error=error)
    # Whoever sat here before is out, also in tabs that are still open.
    await run_in_threadpool(sign_out, workspace, request.cookies.get(COOKIE_NAME), ip=ip, at=at)
    response = RedirectResponse(landing, status_code=303)
    _set_cookie(response, token, is_secure=workspace.settings.secure_cookie)
    return response


async def _show_sign_out(workspace: Workspace, request: Request) -> Response:
    return page("sign_out.html", words=workspace.reference.words, account=actor_of(request).account)


async def _take_sign_out(workspace: Workspace, clock: Clock, request: Request) -> Response:
    token = request.cookies.get(COOKIE_NAME)
    await run_in_threadpool(sign_out, workspace, token, ip=_ip(request), at=clock())
    response = RedirectResponse(SIGN_IN, status_code=303, headers={"clear-site-data": '"cache"'})
    response.delete_cookie(
        COOKIE_NAME, path="/", secure=workspace.settings.secure_cookie, httponly=True, samesite="strict"
    )
    return response


async def _paper(workspace: Workspace, request: Request) -> Response:
    actor, paper_id = actor_of(request), request.path_params["paper_id"]
    try:
        paper, content = await run_in_threadpool(workflow.read_paper, workspace, actor, paper_id)
    except InspectionError as error:
        return error_page(error, words=workspace.reference.words)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name, safe='')}",
        "content-security-policy": PAPER_POLICY,
    }
    return Response(content, media_type=paper.media_type, headers=headers)


async def _coverage_map(workspace: Workspace, request: Request) -> Response:
    actor, map_id = actor_of(request), request.path_params["map_id"]
    try:
        content = await run_in_threadpool(workflow.read_coverage_map, workspace, actor, map_id)
    except InspectionError as error:
        return error_page(error, words=workspace.reference.words)
    return HTMLResponse(content, headers={"content-security-policy": MAP_POLICY})


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _open_file(file: Path, request: Request) -> Response:
    return FileResponse(file)


def _form_page(
    workspace: Workspace, *, landing: str, status: int = 200, error: InspectionError | None = None
) -> HTMLResponse:
    words = workspace.reference.words
    with workspace.store.read() as connection:
        office = store.offices.read_office(connection)
    return page(
        "sign_in.html",
        words=words,
        status=status,
        landing=landing,
        office=office.name if office else "",
        is_demo=office is not None and office.is_schematic,
        message=sentence(error, words=words) if error else "",
    )


def _set_cookie(response: Response, token: str, *, is_secure: bool) -> None:
    response.set_cookie(
        COOKIE_NAME,
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="strict",
    )


def _landing(text: str | None) -> str:
    return text if text in LANDINGS else "/"


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _ip(request: Request) -> str:
    return request.client.host if request.client else ""
