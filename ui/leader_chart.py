"""The year month by month as one inline SVG, with a title and its content as text."""

from collections.abc import Sequence
from html import escape

from domain.words import Words

WIDTH, HEIGHT = 420, 150
BOTTOM, TOP = 26, 22
# A picture in a page takes light or dark from the page that shows it.
INK, BAR = "light-dark(#12303b, #e6eff2)", "light-dark(#0f6f80, #4fb0c0)"


def trend_text(trend: Sequence[tuple[int, int]], words: Words) -> str:
    """Return what the chart shows, for those who do not see it."""
    said = ", ".join(words.say("ui.leader.trend_month", month=month, count=count) for month, count in trend)
    return f"{words.say('ui.leader.trend')}: {said}"


def trend_svg(trend: Sequence[tuple[int, int]], *, words: Words) -> str:
    """Return bars of (month, establishments reached by its end)."""
    most = max((count for _, count in trend), default=0)
    title, text = words.say("ui.leader.trend"), trend_text(trend, words)
    step = WIDTH / len(trend)
    bars = "".join(_bar(at, month, count, step=step, most=most) for at, (month, count) in enumerate(trend))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" fill="{INK}" font-size="13"'
        ' style="color-scheme: light dark" font-family="Be Vietnam Pro, system-ui, sans-serif">'
        f"<title>{escape(title)}</title><desc>{escape(text)}</desc>{bars}</svg>"
    )


def _bar(at: int, month: int, count: int, *, step: float, most: int) -> str:
    height = (HEIGHT - BOTTOM - TOP) * count / max(1, most)
    middle, top = step * (at + 0.5), HEIGHT - BOTTOM - height
    width = min(46.0, step * 0.7)
    return (
        f'<rect x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{BAR}"/>'
        f'<text x="{middle:.1f}" y="{top - 6:.1f}" text-anchor="middle" font-weight="600">{count}</text>'
        f'<text x="{middle:.1f}" y="{HEIGHT - 8}" text-anchor="middle">T{month}</text>'
    )
