"""The curve of visits over shifts as one inline SVG, with a title and its content as text."""

from collections.abc import Iterator, Sequence
from html import escape

from domain.words import Words

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 28, 62
# A picture in a page takes light or dark from the page that shows it.
INK, PALE = "light-dark(#12303b, #e6eff2)", "light-dark(#dfe7ea, #2f454f)"
LINE, USED = "light-dark(#0f6f80, #4fb0c0)", "light-dark(#b4552d, #f0966f)"
MOST_TICKS = 12
MILLION = 1_000_000

Points = Sequence[tuple[int, int]]


def shown_points(curve: Points) -> tuple[tuple[int, int], ...]:
    """Return the curve up to one step after its last rise: what follows is flat.

    Examples
    --------
    >>> shown_points([(1, 2), (2, 4), (3, 4), (4, 4)])
    ((1, 2), (2, 4), (3, 4))
    """
    most = max((visits for _, visits in curve), default=0)
    flat = [at for at, (_, visits) in enumerate(curve) if visits == most]
    return tuple(curve[: flat[0] + 2]) if flat else ()


def chart_text(points: Points, words: Words) -> str:
    """Return what the chart shows, for those who do not see it."""
    (first, first_visits), (last, last_visits) = points[0], points[-1]
    told = {"first": first, "first_visits": first_visits, "last": last, "last_visits": last_visits}
    return f"{words.say('ui.capacity.chart')}. {words.say('ui.capacity.chart_text', **told)}"


def chart_svg(points: Points, *, visits: int, used: int, cost_dong: int, words: Words) -> str:
    """Return the chart of (shifts, visits) points.

    Parameters
    ----------
    visits
        The round's visits, the top of the chart.
    used
        The plan's own number of shifts, marked where the curve has it.
    cost_dong
        Of one shift, written below the shifts in millions; 0 leaves money out.
    """
    axes = (words.say("ui.capacity.axis_shifts"), words.say("ui.capacity.axis_visits"))
    parts = [*_grid(visits), *_ticks(points, cost_dong), *_curve(points, visits, used), *_names(*axes)]
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" fill="{INK}"'
        ' style="color-scheme: light dark" font-size="13" font-family="Be Vietnam Pro, system-ui, sans-serif">'
        f"<title>{escape(words.say('ui.capacity.chart'))}</title><desc>{escape(chart_text(points, words))}</desc>"
        f"{''.join(parts)}</svg>"
    )


def _x(at: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at / max(1, count - 1) if count > 1 else 0.5)


def _y(value: float, most: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / max(1, most)


def _grid(visits: int) -> Iterator[str]:
    for part in range(5):
        value = round(visits * part / 4)
        y = _y(value, visits)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="{PALE}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'


def _ticks(points: Points, cost_dong: int) -> Iterator[str]:
    """Yield the number of shifts below the points, and what they cost where that is known."""
    every = -(-len(points) // MOST_TICKS)
    for at, (shifts, _) in enumerate(points):
        if at % every and at != len(points) - 1:
            continue
        x, y = _x(at, len(points)), HEIGHT - BOTTOM + 18
        yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{shifts}</text>'
        if cost_dong:
            millions = f"{shifts * cost_dong / MILLION:.1f}".replace(".", ",").removesuffix(",0")
            yield f'<text x="{x:.1f}" y="{y + 17}" text-anchor="middle" font-size="11">{millions} tr</text>'


def _curve(points: Points, visits: int, used: int) -> Iterator[str]:
    places = [(_x(at, len(points)), _y(value, visits)) for at, (_, value) in enumerate(points)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="3"/>'
    for (x, y), (shifts, value) in zip(places, points, strict=True):
        colour, radius = (USED, 7) if shifts == used else (LINE, 4)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'
        if len(points) <= MOST_TICKS or shifts == used:
            yield f'<text x="{x:.1f}" y="{y - 11:.1f}" text-anchor="middle" font-weight="600">{value}</text>'


def _names(shifts: str, visits: str) -> Iterator[str]:
    x, y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
    yield f'<text x="{x:.0f}" y="{HEIGHT - 6}" text-anchor="middle">{escape(shifts)}</text>'
    yield f'<text transform="translate(16 {y:.0f}) rotate(-90)" text-anchor="middle">{escape(visits)}</text>'
