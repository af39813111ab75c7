"""A shift's way as GPX: stops as waypoints in their order, and the route through them."""

import gpxpy.gpx

from documents.sheet_paper import Sheet, description_lines, plain_text, stop_name
from domain.words import Words


def shift_gpx(sheet: Sheet, *, words: Words) -> bytes:
    """Return a GPX 1.1 file that map programs without network open; same sheet, same bytes."""
    gpx = gpxpy.gpx.GPX()
    gpx.creator = words.say("sheet.creator")
    gpx.name = words.say("sheet.way", team=plain_text(sheet["team_name"]))
    base = sheet["base"]
    begin = gpxpy.gpx.GPXWaypoint(latitude=base["lat"], longitude=base["lon"], name=plain_text(base["name"]))
    stops = [_waypoint(stop, sheet, words=words) for stop in sheet["stops"]]
    gpx.waypoints.extend([begin, *stops])
    route = gpxpy.gpx.GPXRoute(name=gpx.name)
    route.points.extend(
        gpxpy.gpx.GPXRoutePoint(latitude=point.latitude, longitude=point.longitude, name=point.name)
        for point in (begin, *stops, begin)
    )
    gpx.routes.append(route)
    if sheet["line"]:
        gpx.tracks.append(_track(sheet, name=gpx.name))
    return gpx.to_xml(version="1.1").encode("utf-8")


def _waypoint(stop: Sheet, sheet: Sheet, *, words: Words) -> gpxpy.gpx.GPXWaypoint:
    return gpxpy.gpx.GPXWaypoint(
        latitude=stop["lat"],
        longitude=stop["lon"],
        name=stop_name(stop),
        description="\n".join(description_lines(stop, sheet, words=words)),
    )


def _track(sheet: Sheet, *, name: str) -> gpxpy.gpx.GPXTrack:
    """Return the roads to drive: a route has only the stops, and programs would find ways of their own."""
    track = gpxpy.gpx.GPXTrack(name=name)
    track.segments.append(
        gpxpy.gpx.GPXTrackSegment([gpxpy.gpx.GPXTrackPoint(latitude=lat, longitude=lon) for lon, lat in sheet["line"]])
    )
    return track
