"""A SHEET.json by the contract (docs/formats/field.md): one evening whose times can be worked out by hand."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BROWSER = ROOT / "browser"
WORDS = tomllib.loads((ROOT / "data" / "words" / "vi" / "field.toml").read_text("utf-8"))["field_page"]

HOUR = 3600
OPEN_ALL_EVENING = [[18 * HOUR, 23 * HOUR]]
MAP_WORDS = ("map", "north", "legend", "zoom_in", "zoom_out", "whole")


def scripts() -> list[str]:
    """Return the page's scripts in their order, as paths below browser/."""
    return (BROWSER / "field" / "SCRIPTS.txt").read_text("utf-8").split()


def stop(number: int, **changes: Any) -> dict[str, Any]:
    """Return a stop; each is visited for 30 minutes, 10 minutes of way apart, from 18:40 on."""
    arrival_s = 18 * HOUR + 600 + (number - 1) * 2400 + 1800
    return {
        "id": f"CS{number:04}",
        "kind": "establishment",
        "order": number,
        "name": f"Karaoke Sao Mai {number}",
        "type": "KARAOKE",
        "type_label": "Karaoke",
        "address": f"Ấp {number}",
        "commune": "Xã Tân Hòa",
        "commune_former": "Xã Suối Ngô",
        "lon": 106.10 + number / 100,
        "lat": 11.50,
        "quality": "A",
        "arrival_s": arrival_s,
        "start_s": arrival_s,
        "leave_s": arrival_s + 1800,
        "service_s": 1800,
        "windows": OPEN_ALL_EVENING,
        "agencies": ["CONG_AN", "VAN_HOA"],
        "checklist": "KARAOKE",
        "history": [],
        "cell": "2/KARAOKE",
    } | changes


def reserve(number: int, **changes: Any) -> dict[str, Any]:
    """Return a reserve, which has no order and no times but its place among the reserves of the cell."""
    made = stop(number, name=f"Karaoke Dự Bị {number}", ticket=number)
    for key in ("order", "arrival_s", "start_s", "leave_s"):
        del made[key]
    return made | changes


def rule(code: str, label: str, *, is_checked: bool = True) -> dict[str, Any]:
    """Return an item of a list of duties."""
    return {"code": code, "label": label, "basis": "Nghị định 54/2019/NĐ-CP", "is_checked": is_checked}


def sheet(*, stops: list[dict[str, Any]] | None = None, reserves: Any = (), **changes: Any) -> dict[str, Any]:
    """Return a sheet of team T1 on 8 March 2027, 18:00 to 24:00, with four stops unless told otherwise."""
    stops = [stop(n) for n in range(1, 5)] if stops is None else stops
    reserves = list(reserves)
    ids = ["", *(one["id"] for one in [*stops, *reserves])]
    travel = {"ids": ids, "duration_s": [[0 if a == b else 600 for b in ids] for a in ids]}
    return {
        "schema": 1,
        "sheet": "D2027-01/T1-2027-03-08-T/r3.0",
        "key": "5f" * 32,
        "round": "D2027-01",
        "shift": "T1-2027-03-08-T",
        "revision": 3,
        "epoch": 0,
        "team": "T1",
        "team_name": "Đoàn 1",
        "date": "2027-03-08",
        "start_s": 18 * HOUR,
        "end_s": 24 * HOUR,
        "departure_s": 18 * HOUR + 1800,
        "return_s": 21 * HOUR + 1800,
        "break_start_s": None,
        "break_s": 0,
        "is_demo": True,
        "travel_source": "valhalla",
        "time_zone": "Asia/Ho_Chi_Minh",
        "office": {"name": "Phòng Văn hóa và Thông tin", "telephone": "0276 3875 000"},
        "base": {"name": "Trụ sở", "lon": 106.10, "lat": 11.50},
        "stops": stops,
        "reserves": reserves,
        "travel": travel,
        "line": [[106.10, 11.50], [106.14, 11.50]],
        "ground": {"communes": None, "roads": None},
        "checklists": {
            "KARAOKE": {
                "title": "Karaoke",
                "items": [rule("K1", "Có giấy phép"), rule("K2", "Cách âm", is_checked=False)],
            }
        },
        "findings": [rule("VP1", "Chưa có giấy phép"), rule("VP2", "Chưa ký hợp đồng lao động", is_checked=False)],
        "actions": [rule("REMIND", "Nhắc nhở"), rule("FINE", "Phạt tiền")],
        "regulations": [rule("ND54", "Nghị định 54/2019/NĐ-CP")],
        "tasks": [rule("REVIEW", "Rà soát cơ sở"), rule("TALKS", "Tuyên truyền")],
        "agencies": [{"code": "CONG_AN", "label": "Công an"}, {"code": "VAN_HOA", "label": "Văn hóa"}],
        "alarm": {"text": "Dừng kiểm tra.", "numbers": [{"label": "Tổng đài 111", "number": "111"}]},
        "lodging": {"types": ["NHANGHI"], "until_s": 22 * HOUR},
        "maps": "geo",
        "words": WORDS,
    } | changes


def page_html() -> str:
    """Return a page that holds the scripts and nothing else; a test calls openField itself."""
    styles = "".join(
        (BROWSER / name).read_text("utf-8") for name in ("leaflet/leaflet.css", "map.css", "field/field.css")
    )
    texts = "".join(f"<script>{(BROWSER / name).read_text('utf-8')}</script>" for name in scripts())
    return (
        '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>body{{margin:0}}{styles}</style><div id="root"></div>{texts}</html>'
    )
