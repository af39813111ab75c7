"""What our folium maps share: no outside request, text that stays text, ids that make the same bytes.

Text from data reaches a page percent-encoded and is shown through textContent
only: folium 0.20 renders what it was given a second time as a Jinja template,
so a commune named ``{{ 7*7 }}`` would run on the server.
"""

from collections.abc import Iterator
from html import escape

import folium
from branca.element import Element, Figure, MacroElement, Template

from documents.assets import read_asset


class OfflineMap(folium.Map):
    """A folium map that asks for no script or style from outside."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium declares it so)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class Inline(Element):
    """Text that goes into the page as it is, whatever braces it holds."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class FittedView(MacroElement):
    """The first view of a map, with room for the title above and the legend below (browser/coverage_view.js)."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "fitBetween({{ this._parent.get_name() }}, {{ this.bounds | tojson }}, [16, 76], [16, 90]);"
        "{% endmacro %}"
    )

    def __init__(self, bounds: list[list[float]]) -> None:
        super().__init__()
        self.bounds = bounds


class Started(MacroElement):
    """A function of our own scripts that is called with the map once everything is drawn."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.name }}({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


def open_map() -> OfflineMap:
    """Return a map without tiles that zooms over the ground of one office."""
    return OfflineMap(
        tiles=None, zoom_control=True, control_scale=True, attribution_control=False, min_zoom=8, max_zoom=17,
        zoom_snap=0.25,
    )  # fmt: skip


def fit(page: folium.Map, bounds: tuple[float, float, float, float]) -> None:
    """Show a box of west, south, east and north degrees first."""
    west, south, east, north = (float(value) for value in bounds)
    page.add_child(FittedView([[south, west], [north, east]]))


def render_map(page: folium.Map, *, title: str, body: str, styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """Return the page with its assets inside it, same values the same text.

    Parameters
    ----------
    body
        HTML that lies above the map, already escaped.
    styles, scripts
        Files of browser/ that it needs besides Leaflet's.
    """
    figure = _figure(page)
    figure.title = escape(title)
    sheet = "".join(read_asset(name) for name in ("leaflet/leaflet.css", *styles))
    figure.header.add_child(Inline(f"<style>{sheet}</style>"))
    code = "".join(read_asset(name) for name in ("leaflet/leaflet.js", "coverage_view.js", *scripts))
    figure.header.add_child(Inline(f"<script>{code}</script>"))
    figure.html.add_child(Inline(body))
    # Ids counted from one: folium's own are random, and bytes must not be.
    for number, element in enumerate(_walk(figure), start=1):
        element._id = str(number)
    html = figure.render()
    # folium forbids zooming with two fingers, which people with weak sight need.
    html = html.replace("initial-scale=1.0, maximum-scale=1.0, user-scalable=no", "initial-scale=1.0")
    return html.replace("<html>", '<html lang="vi">', 1)


def _figure(page: folium.Map) -> Figure:
    figure = page.get_root()
    if not isinstance(figure, Figure):
        raise ValueError("the map stands in no figure")
    return figure


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for part in ("header", "html", "script"):
        if isinstance(getattr(element, part, None), Element):
            yield from _walk(getattr(element, part))
    for child in element._children.values():
        yield from _walk(child)
