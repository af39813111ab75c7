"""The plain pages of the gate: sign-in, sign-out and what went wrong; no script, nothing inline."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from access.headers import PAGE_POLICY
from domain.errors import ConflictError, InfeasibleError, InspectionError, NotAllowedError, ServiceError
from domain.words import Words

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)

# What an address names and nobody made; any other bad input can only be such a name too.
UNKNOWN = frozenset({"paper.none"})
STATUS = ((NotAllowedError, 403), (ConflictError, 409), (InfeasibleError, 422), (ServiceError, 503))


def page(
    template: str, *, words: Words, status: int = 200, policy: str = PAGE_POLICY, **values: object
) -> HTMLResponse:
    """Return a page made from a template of this package; every value is escaped."""
    text = ENVIRONMENT.get_template(template).render(say=words.say, language=words.language, **values)
    return HTMLResponse(text, status_code=status, headers={"content-security-policy": policy})


def error_page(error: InspectionError, *, words: Words) -> HTMLResponse:
    """Return the sentence of an error as a page with the HTTP status that fits."""
    return page("error.html", words=words, status=status_of(error), sentence=sentence(error, words=words))


def status_of(error: InspectionError) -> int:
    """Return the HTTP status that fits an error; 404 for what an address can only have named wrongly."""
    known = () if error.code in UNKNOWN else STATUS
    return next((status for kind, status in known if isinstance(error, kind)), 404)


def sentence(error: InspectionError, *, words: Words) -> str:
    """Return what a user reads about an error."""
    key = f"error.{error.code}"
    return words.say(key, **error.params) if key in words else words.say("access.error.unworded", code=error.code)
