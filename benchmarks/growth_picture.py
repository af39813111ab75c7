"""The picture of growth: CPU seconds over size, both by powers of ten, a line for each row of the table."""

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

from benchmarks.growth import Growth, exponent, read_growth, with_growth

WIDTH, HEIGHT = 760, 440
LEFT, TOP, RIGHT, BOTTOM = 70, 24, 250, 52
INK, QUIET, RULE = "#12303b", "#51656e", "#dde5e8"
COLOURS = ("#0f6f80", "#b4552d", "#5b4b9a", "#2e7d4f", "#a3386f", "#8a6d14")


def growth_picture(grown: Sequence[Growth]) -> str:
    """Return the picture as SVG text; every number of it is in the table."""
    sizes = [size for one in grown for size, _ in one.points]
    seconds = [value for one in grown for _, value in one.points]
    x_from, x_to = math.floor(math.log10(min(sizes))), math.ceil(math.log10(max(sizes)))
    y_from, y_to = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - x_from) / (x_to - x_from) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(value) - y_from) / (y_to - y_from) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="{INK}">',
        "<title>CPU seconds over size</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(x_from, x_to + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{RULE}"/>')
        parts.append(_text(at, HEIGHT - BOTTOM + 20, f"{10**power:,}", anchor="middle", fill=QUIET))
    for power in range(y_from, y_to + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="{RULE}"/>')
        parts.append(_text(LEFT - 8, at + 4, f"{10.0**power:g} s", anchor="end", fill=QUIET))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "how many", anchor="middle", fill=QUIET))
    for at_row, (one, colour) in enumerate(zip(grown, COLOURS, strict=False)):
        places = [(f"{x(size):.1f}", f"{y(value):.1f}") for size, value in one.points]
        line = " ".join(map(",".join, places))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="4.5" fill="{colour}"/>' for size, value in one.points
        ]
        top = TOP + 14 + at_row * 62
        parts.append(f'<rect x="{WIDTH - RIGHT + 24}" y="{top - 10}" width="14" height="14" rx="3" fill="{colour}"/>')
        parts.append(_text(WIDTH - RIGHT + 46, top + 2, one.name, weight=600))
        parts.append(_text(WIDTH - RIGHT + 46, top + 20, one.unit, fill=QUIET))
        parts.append(_text(WIDTH - RIGHT + 46, top + 38, f"exponent {exponent(one.points):.2f}", fill=QUIET))
    return "\n".join([*parts, "</svg>\n"])


def keep_growth(grown: Sequence[Growth], *, page: Path | None, picture: Path | None) -> None:
    """Write rows into the table of a page, and all of the table as a picture."""
    if page is None or picture is None:
        return
    text = with_growth(page.read_text(encoding="utf-8"), grown)
    page.write_text(text, encoding="utf-8", newline="\n")
    picture.write_text(growth_picture(read_growth(text)), encoding="utf-8", newline="\n")


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">'
        f"{escape(text)}</text>"
    )
