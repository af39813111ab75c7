"""Who may pass: the gate's rules as plain functions of what a request says."""

from collections.abc import Collection, Sequence
from enum import Enum, auto
from urllib.parse import urlsplit

from access.page_addresses import is_no_page
from domain.accounts import AccountRole, Actor

SIGN_IN = "/sign-in"
FIELD = "/field"
OWN_PAGE = "/password"
SIGN_OUT = "/sign-out"
LANGUAGE = "/language"
GUIDE = "/guide"
OTHER_PAGES = frozenset({FIELD, OWN_PAGE, SIGN_OUT, GUIDE})
"""Pages that are none of the dashboard's; the open ones aside."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# All that somebody without a session is given.
OPEN_PATHS = frozenset(
    {SIGN_IN, LANGUAGE, "/health", "/sign-in/style.css", "/sign-in/regular.ttf", "/sign-in/semibold.ttf"}
)

# All that somebody is given who must first choose a password of their own.
BEFORE_CHANGE = frozenset({OWN_PAGE, SIGN_OUT})

# What a browser fetches behind a page; a redirect to a form would only confuse it.
FETCHED = ("/_stcore/", "/media/", "/component/", "/static/", "/app/", "/screen/", "/field/sheets")

# All that lies below a page or a file; no page of the dashboard has anything below it.
BELOW = ("/sign-in/", "/papers/", "/coverage-map/", "/field/", "/guide/", *FETCHED)

# Streamlit's own addresses that its pages use. Every other one (metrics, agent API, script
# health check, whatever a later version adds) does not exist here.
CORE_EXACT = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"})
CORE_BELOW = ("/_stcore/upload_file/", "/_stcore/bidi-components/")
UPLOADS = "/_stcore/upload_file/"
# Streamlit's own sign-in with an identity provider, which this product does not use.
FOREIGN_SIGN_IN = ("/auth/", "/oauth2callback")
# Workbooks come from planners; nobody else has a page that takes a file.
UPLOAD_ROLES = frozenset({AccountRole.PLANNER})


class Verdict(Enum):
    """Say what the gate does with a request."""

    PASS = auto()
    ASK_SIGN_IN = auto()
    ANONYMOUS = auto()
    FORBIDDEN = auto()
    UNKNOWN = auto()
    ASK_PASSWORD = auto()
    BEGIN = auto()


def is_known_host(hosts: Sequence[str], allowed: Collection[str]) -> bool:
    """Tell whether a request names one host, and one of ours, whatever the port.

    A page of a foreign name that was made to point at this machine (DNS
    rebinding) fails here.

    Examples
    --------
    >>> is_known_host(["LOCALHOST:8501"], ["localhost"]), is_known_host(["evil.example:8501"], ["localhost"])
    (True, False)
    """
    if len(hosts) != 1:
        return False
    name = _host_name(hosts[0])
    return name is not None and name in {known.lower().strip("[]") for known in allowed}


def is_own_origin(origins: Sequence[str], host: str) -> bool:
    """Tell whether a request comes from a page of the host that it asks.

    Every browser sends an origin with a POST and with a websocket; a program
    that sends none holds no cookie that it was not given.

    Examples
    --------
    >>> is_own_origin(["http://localhost:8501"], "localhost:8501"), is_own_origin(["null"], "localhost:8501")
    (True, False)
    """
    if not origins:
        return True
    parts = urlsplit(origins[0])
    return len(origins) == 1 and parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def decide(path: str, *, method: str, actor: Actor | None, must_change: bool = False) -> Verdict:
    """Return what happens to an HTTP request of a known host and origin.

    With ``must_change`` the actor has to choose a password first.

    Examples
    --------
    >>> decide("/papers/7", method="GET", actor=None), decide("/media/x.bin", method="GET", actor=None)
    (<Verdict.ASK_SIGN_IN: 2>, <Verdict.ANONYMOUS: 3>)
    """
    if path in OPEN_PATHS:
        return Verdict.PASS
    if not _exists(path):
        return Verdict.UNKNOWN
    if actor is None:
        is_page = method in ("GET", "HEAD") and not path.startswith(FETCHED)
        return Verdict.ASK_SIGN_IN if is_page else Verdict.ANONYMOUS
    if must_change and path not in BEFORE_CHANGE:
        return Verdict.ASK_PASSWORD if method in SAFE_METHODS and not path.startswith(FETCHED) else Verdict.FORBIDDEN
    if path.startswith(UPLOADS) and actor.role not in UPLOAD_ROLES:
        return Verdict.FORBIDDEN
    if method in ("GET", "HEAD") and _is_nowhere(path, actor.role):
        # Streamlit would speak English of a page that is not found; whoever is lost begins anew.
        return Verdict.BEGIN
    return Verdict.PASS


def _is_nowhere(path: str, role: AccountRole) -> bool:
    if "/" in path.strip("/"):
        return not path.startswith(BELOW)
    return path not in OTHER_PAGES and is_no_page(path, role)


def _exists(path: str) -> bool:
    if path.startswith(FOREIGN_SIGN_IN):
        return False
    # A page's own path may stand before a core address; Streamlit looks at the end too.
    return "/_stcore" not in path or path in CORE_EXACT or path.startswith(CORE_BELOW)


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # a wrong port number raises
    except ValueError:
        return None
    is_plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.hostname if is_plain else None
