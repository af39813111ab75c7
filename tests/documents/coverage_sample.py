"""Figures of a small area, with names of communes that a test chooses."""

import json
from datetime import date

from documents.coverage_figures import CoverageFigures, UnitFigures, VintageFigures

HOSTILE = (
    "=HYPERLINK(\"http://evil/\")",
    "+1+1",
    "@SUM(A1)",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    "{{ 7*7 }}",
    "{% for x in 'abc' %}pwn{{ x }}{% endfor %}",
    "#read(\"/etc/passwd\") $x$ *a* _b_",
    "]]><![CDATA[<b>x</b>]]>",
    "a\u0000b\u202ec",
)  # fmt: skip


def layer(*names: str) -> str:
    """Return squares side by side, named."""
    features = []
    for at, name in enumerate(names):
        west = 106 + 0.1 * at
        ring = [[west, 11.5], [west + 0.1, 11.5], [west + 0.1, 11.6], [west, 11.6], [west, 11.5]]
        properties = {"code": f"{at:02d}", "name": name}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return json.dumps({"type": "FeatureCollection", "features": features})


def figures(*names: str, counts: tuple[tuple[int, int], ...] = (), office: str = "Phòng") -> CoverageFigures:
    """Return figures; ``counts`` are (registered, inspected) of each commune, 40 and 5 where none are given."""
    counts = counts or tuple((40, 5) for _ in names)
    units = tuple(
        UnitFigures(
            code=f"{at:02d}", name=name, registered=registered, inspected=inspected, need=registered // 5,
            before=2, findings=4, handled=3,
        )
        for at, (name, (registered, inspected)) in enumerate(zip(names, counts, strict=True))
    )  # fmt: skip
    area = UnitFigures(
        code="", name="", registered=sum(one.registered for one in units),
        inspected=sum(one.inspected for one in units), need=sum(one.need for one in units),
        before=2 * len(units), findings=4 * len(units), handled=3 * len(units),
    )  # fmt: skip
    now = VintageFigures(id="post2025", label="Hiện nay", communes=layer(*names), units=units)
    return CoverageFigures(
        office=office, year=2027, on=date(2027, 9, 1), rate_bp=2000, is_schematic=True, area=area, vintages=(now,)
    )
