"""The gate's own addresses: sign-in, sign-out, password, papers, coverage maps, health."""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import store.offices
import workflow
from access.admission import FIELD, SIGN_IN, SIGN_OUT
from access.cookies import forget_session_cookie, set_session_cookie
from access.gate import actor_of
from access.headers import FIELD_POLICY, MAP_POLICY, PAGE_POLICY, PAPER_POLICY
from access.language import in_their_language, language_routes, names_of, words_for
from access.pages import error_page, page, sentence, status_of
from access.password_page import password_routes
from access.request_parts import Clock, form_text, ip_of
from access.sessions import COOKIE_NAME, find_visitor, sign_in, sign_out
from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError
from workflow.health import WATCHERS, is_healthy, is_well, read_health
from workflow.workspace import Workspace

HERE = Path(__file__).parent
FONTS = HERE.parent / "browser" / "fonts"
OPEN_FILES = {
    "/sign-in/style.css": HERE / "style.css",
    "/sign-in/regular.ttf": FONTS / "BeVietnamPro_400Regular.ttf",
    "/sign-in/semibold.ttf": FONTS / "BeVietnamPro_600SemiBold.ttf",
}
# Storage holds the sheets and results of a team, and its service worker.
WIPED = '"cache", "storage"'
HEALTH = "/health"
STATUS = {True: "ok", False: "not ok"}
# A closed set: an address from outside never decides where a sign-in ends.
LANDINGS = frozenset({"/", FIELD})


def access_routes(workspace: Workspace, *, clock: Clock) -> list[Route]:
    """Return the routes of this package; the gate must stand before them."""
    return [
        Route(SIGN_IN, partial(_show_sign_in, workspace, clock), methods=["GET"]),
        Route(SIGN_IN, partial(_take_sign_in, workspace, clock), methods=["POST"]),
        Route(SIGN_OUT, partial(_show_sign_out, workspace), methods=["GET"]),
        Route(SIGN_OUT, partial(_take_sign_out, workspace, clock), methods=["POST"]),
        Route("/papers/{paper_id}", partial(_paper, workspace), methods=["GET"]),
        Route("/coverage-map/{map_id}", partial(_coverage_map, workspace), methods=["GET"]),
        Route(HEALTH, partial(_health, workspace), methods=["GET"]),
        *password_routes(workspace, clock=clock),
        *language_routes(workspace),
        *(Route(path, partial(_open_file, file), methods=["GET"]) for path, file in OPEN_FILES.items()),
    ]


async def _show_sign_in(workspace: Workspace, clock: Clock, request: Request) -> Response:
    landing = _landing(request.query_params.get("next"))
    token = request.cookies.get(COOKIE_NAME)
    if await run_in_threadpool(find_visitor, workspace, token, at=clock()) is not None:
        return RedirectResponse(landing, status_code=303)
    return await run_in_threadpool(_form_page, in_their_language(workspace, request), landing=landing)


async def _take_sign_in(workspace: Workspace, clock: Clock, request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=8, max_part_size=4096)
    landing, ip, at = _landing(form_text(form, "next")), ip_of(request), clock()
    try:
        token = await run_in_threadpool(
            sign_in, workspace, username=form_text(form, "username"), password=form_text(form, "password"), ip=ip, at=at
        )
    except InspectionError as error:
        status = 429 if error.code == "sign_in.throttled" else status_of(error)
        asked = in_their_language(workspace, request)
        return await run_in_threadpool(_form_page, asked, landing=landing, status=status, error=error)
    # Whoever sat here before is out, also in tabs that are still open.
    await run_in_threadpool(sign_out, workspace, request.cookies.get(COOKIE_NAME), ip=ip, at=at)
    response = RedirectResponse(landing, status_code=303)
    set_session_cookie(response, token, is_secure=workspace.settings.secure_cookie)
    return response


async def _show_sign_out(workspace: Workspace, request: Request) -> Response:
    actor = actor_of(request)
    # Only a team's device holds results; its page asks the device what would be lost.
    is_team = actor.role is AccountRole.TEAM
    policy = FIELD_POLICY if is_team else PAGE_POLICY
    return page(
        "sign_out.html", words=words_for(workspace, request), policy=policy, account=actor.account, is_team=is_team
    )


async def _take_sign_out(workspace: Workspace, clock: Clock, request: Request) -> Response:
    token = request.cookies.get(COOKIE_NAME)
    await run_in_threadpool(sign_out, workspace, token, ip=ip_of(request), at=clock())
    response = RedirectResponse(SIGN_IN, status_code=303, headers={"clear-site-data": WIPED})
    forget_session_cookie(response, is_secure=workspace.settings.secure_cookie)
    return response


async def _paper(workspace: Workspace, request: Request) -> Response:
    actor, paper_id = actor_of(request), request.path_params["paper_id"]
    try:
        paper, content = await run_in_threadpool(workflow.read_paper, workspace, actor, paper_id)
    except InspectionError as error:
        return error_page(error, words=words_for(workspace, request))
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
        return error_page(error, words=words_for(workspace, request))
    return HTMLResponse(content, headers={"content-security-policy": MAP_POLICY})


async def _health(workspace: Workspace, request: Request) -> Response:
    """Say whether the office is well; what was looked at is told to who looks after it, and to nobody else."""
    actor: Actor | None = request.scope["actor"]
    if actor is None or actor.role not in WATCHERS or request.scope["must_change"]:
        is_fine = await run_in_threadpool(is_healthy, workspace)
        return JSONResponse({"status": STATUS[is_fine]}, status_code=200 if is_fine else 503)
    checks = await run_in_threadpool(read_health, workspace, actor)
    is_fine = is_well(checks)
    answer = {"status": STATUS[is_fine], "checks": [asdict(check) for check in checks]}
    return JSONResponse(answer, status_code=200 if is_fine else 503)


async def _open_file(file: Path, request: Request) -> Response:
    return FileResponse(file)


def _form_page(
    workspace: Workspace, *, landing: str, status: int = 200, error: InspectionError | None = None
) -> HTMLResponse:
    words = workspace.screen_words
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
        languages=names_of(workspace),
    )


def _landing(text: str | None) -> str:
    return text if text in LANDINGS else "/"
