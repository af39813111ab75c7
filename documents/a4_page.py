"""A printable paper as one self-contained HTML file: A4, the layout of Decree 30/2020, no outside request."""

from collections.abc import Iterable, Sequence
from html import escape

from domain.words import Words

# Margins, sizes and the page number in the top margin, not on page 1: Decree 30/2020/NĐ-CP, appendix I.
STYLE = """
@page { size: A4; margin: 20mm 18mm 20mm 30mm; @top-center { content: counter(page); font: 13pt serif; } }
@page :first { @top-center { content: none; } }
* { box-sizing: border-box; }
html { background: #e9edef; }
body { font: 13pt/1.35 "Times New Roman", Tinos, "Liberation Serif", "DejaVu Serif", serif; color: #000; margin: 0; }
main { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 20mm 18mm 20mm 30mm; background: #fff; }
@media print { html { background: none; } main { width: auto; min-height: 0; margin: 0; padding: 0; } }
.head { display: grid; grid-template-columns: 5fr 6fr; column-gap: 6mm; text-align: center; }
.head p { margin: 0; text-align: center; }
.head .nation { white-space: nowrap; }
.head .own, .head .nation { font-weight: bold; font-size: 12.5pt; }
.head .motto { font-weight: bold; } .head .upper { text-transform: uppercase; font-size: 12.5pt; }
.rule { display: inline-block; border-bottom: 1px solid #000; padding-bottom: 1mm; }
.when { text-align: right; font-style: italic; margin: 4mm 0; }
h1 { font-size: 14pt; text-align: center; margin: 6mm 0 0; }
p.about { text-align: center; font-weight: bold; margin: 0 0 5mm; }
h2 { font-size: 13pt; margin: 5mm 0 1mm; break-after: avoid; }
h3 { font-size: 13pt; font-style: italic; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; text-align: justify; }
/* Collapsed borders lie half outside: paper would cut the right one. */
table { width: calc(100% - 1px); border-collapse: collapse; font-size: 11.5pt; margin: 1mm 0 3mm; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: 1mm 1.5mm; text-align: left; vertical-align: top; } th { text-align: center; }
th:first-child, td:last-child { white-space: nowrap; }
td.n { text-align: right; white-space: nowrap; }
code { font: 11pt/1.3 "Courier New", "Liberation Mono", "DejaVu Sans Mono", monospace; }
.hash { border: 1px solid #000; padding: 2mm; margin: 1mm 0 3mm; break-inside: avoid; text-align: left; }
.big code { font-size: 17pt; line-height: 1.6; font-weight: bold; }
.strong { font-weight: bold; }
.signs { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; margin-top: 8mm; break-inside: avoid; }
.signs p { text-align: center; font-weight: bold; min-height: 32mm; }
"""


def a4_page(*, title: str, body: Iterable[str], words: Words) -> bytes:
    """Return the whole file; ``body`` is HTML whose text is escaped already."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    main = "\n".join(("<main>", *body, "</main>"))
    return f'<!DOCTYPE html>\n<html lang="{words.language}"><head>{head}</head>\n<body>{main}</body></html>\n'.encode()


def letterhead(*, superior: str, office: str, number: str, words: Words) -> str:
    """Return the two columns that stand above every administrative paper."""
    left = (
        f'<p class="upper">{escape(superior)}</p><p class="own upper rule">{escape(office)}</p><p>{escape(number)}</p>'
    )
    right = (
        f'<p class="nation">{words.say("letterhead.nation")}</p>'
        f'<p class="motto rule">{words.say("letterhead.motto")}</p>'
    )
    return f'<div class="head"><div>{left}</div><div>{right}</div></div>'


def table(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table; whole numbers stand at the right."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def paragraph(text: str, *, style: str = "") -> str:
    """Return one paragraph."""
    return f'<p class="{style}">{escape(text)}</p>' if style else f"<p>{escape(text)}</p>"


def heading(text: str, *, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def hash_block(label: str, groups: str) -> str:
    """Return a hash under its label, set in a type in which every digit is told apart."""
    return f'<div class="hash">{escape(label)}<br><code>{escape(groups)}</code></div>'


def signatures(titles: Iterable[str]) -> str:
    """Return the places for signatures, side by side."""
    return f'<div class="signs">{"".join(f"<p>{escape(title)}</p>" for title in titles)}</div>'


def _cell(cell: str | int) -> str:
    return f'<td class="n">{cell}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>"
