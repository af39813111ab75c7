"""A shift's way as KML."""

from xml.sax.saxutils import escape

import simplekml

from documents.sheet_paper import Sheet, description_lines, plain_text, stop_name
from domain.words import Words

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LINE = "ff6a5a0b"
"""The route's colour as KML writes it: opacity, blue, green, red."""


def shift_kml(sheet: Sheet, *, words: Words) -> bytes:
    """Return a KML 2.2 file; same sheet, same bytes."""
    # simplekml numbers its elements through the whole process.
    simplekml.Kml.resetidcounter()
    way = words.say("sheet.way", team=plain_text(sheet["team_name"]))
    kml = simplekml.Kml(name=escape(way))
    # It would let a name that holds <![CDATA[ through as markup: text is escaped here and nowhere else.
    kml.parsetext(parse=False)
    base = sheet["base"]
    kml.newpoint(name=escape(plain_text(base["name"])), coords=[(base["lon"], base["lat"])])
    for stop in sheet["stops"]:
        lines = description_lines(stop, sheet, words=words)
        kml.newpoint(
            name=escape(stop_name(stop)), description=escape("\n".join(lines)), coords=[(stop["lon"], stop["lat"])]
        )
    if sheet["line"]:
        line = kml.newlinestring(name=escape(way), coords=[(lon, lat) for lon, lat in sheet["line"]])
        line.style.linestyle.color = LINE
        line.style.linestyle.width = 4
    return (HEAD + kml.kml(format=False)).encode("utf-8")
