"""A SHEET.json of the contract (docs/formats/field.md), made of nothing but sums: one evening of a team."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.words import Words
from workflow.reference import load_words

HOSTILE = (
    "<img src=x onerror='window.pwned=1'>",
    "</script><script>window.pwned=1</script>",
    "</style><style>*{display:none}",
    "<!--<script>",
    "`${window.pwned=1}`",
    "{{ 7*7 }}",
    '=cmd|"/c calc"!A0',
    "+1+1@SUM(A1)",
    '#read("/etc/passwd") $x^2$ *b* _i_ <label> @cite \\ //',
    "<![CDATA[<b>x</b>]]> ]]> &amp; &lt;",
    "x\r\nATTENDEE:mailto:a@example.org\r\nBEGIN:VALARM",
    "a\u0000b\u0007c\u202egnp.exe\u2028d",
)
"""Names that a careless writer would run, count, expand or break at."""

BASE = (106.14, 11.54)
PASSPHRASE = "K7QM-2RXA-9TPD-LW4H-E8ZN"


def words() -> Words:
    """Return the product's own Vietnamese words."""
    return load_words(Path(__file__).resolve().parents[1] / "data" / "words" / "vi", language="vi")


def page_words() -> dict[str, str]:
    """Return what the page says, as a sheet carries it."""
    return {key[11:]: text for key, text in words().sentences.items() if key.startswith("field_page.")}


def sample_sheet(*, stops: int = 9, names: tuple[str, ...] = (), **changes: Any) -> dict[str, Any]:
    """Return a sheet of one shift of team D1.

    Parameters
    ----------
    names
        Names of the first stops, in place of those made here.
    changes
        Keys of the sheet to replace.
    """
    made = [_stop(n, names[n - 1] if n <= len(names) else f"Nhà nghỉ Hoa Sữa {n}") for n in range(1, stops + 1)]
    line = [list(BASE)]
    for stop in made:
        line += [[(line[-1][0] + stop["lon"]) / 2, line[-1][1]], [stop["lon"], stop["lat"]]]
    ids = ["", *(stop["id"] for stop in made)]
    sheet = {
        "schema": 1,
        "sheet": "D2027-01/D1-2027-03-05/r3.0",
        "key": "5f" * 32,
        "round": "D2027-01",
        "shift": "D1-2027-03-05",
        "revision": 3,
        "epoch": 0,
        "team": "D1",
        "team_name": "Đoàn kiểm tra liên ngành số 1",
        "date": "2027-03-05",
        "start_s": 64_800,
        "end_s": 86_400,
        "departure_s": 65_100,
        "return_s": 85_500,
        "break_start_s": 73_800,
        "break_s": 1_800,
        "is_demo": True,
        "travel_source": "estimate",
        "time_zone": "Asia/Ho_Chi_Minh",
        "office": {"name": "Phòng Văn hóa và Thông tin huyện Tân Châu", "telephone": "0276 3875 000"},
        "base": {"name": "Trụ sở Phòng Văn hóa và Thông tin", "lon": BASE[0], "lat": BASE[1]},
        "stops": made,
        "reserves": [],
        "travel": {"ids": ids, "duration_s": [[0 if a == b else 600 for b in ids] for a in ids]},
        "line": line,
        "ground": {"communes": _communes(), "roads": _roads()},
        "checklists": {"KARAOKE": {"title": "Cơ sở karaoke", "items": [_item("CK01", "Có giấy phép đủ điều kiện")]}},
        "findings": [_item("VP01", "Không niêm yết giá")],
        "actions": [_item("NHAC", "Nhắc nhở")],
        "regulations": [_item("ND54", "Nghị định 54/2019/NĐ-CP")],
        "tasks": [_item("NV01", "Đã rà soát danh sách cơ sở")],
        "agencies": [{"code": "culture", "label": "Văn hóa"}, {"code": "police", "label": "Công an"}],
        "alarm": {"text": "Dừng kiểm tra và gọi", "numbers": [{"label": "Tổng đài bảo vệ trẻ em", "number": "111"}]},
        "lodging": {"types": ["NHANGHI"], "until_s": 79_200},
        "maps": "geo",
        "words": page_words(),
    }  # fmt: skip
    return {**sheet, **changes}


def text_of(sheet: Mapping[str, Any]) -> str:
    """Return everything that a sheet says of its stops, for looking whether a file holds any of it."""
    return json.dumps(sheet["stops"], ensure_ascii=False)


def _stop(n: int, name: str) -> dict[str, Any]:
    arrival = 65_100 + n * 2_100
    return {
        "id": f"CS{n:06d}",
        "kind": "establishment",
        "order": n,
        "name": name,
        "type": "NHANGHI",
        "type_label": "Nhà nghỉ",
        "address": f"Số {n} đường Trần Phú, ấp Thạnh Lợi",
        "commune": "Xã Tân Đông",
        "commune_former": "Xã Tân Hà",
        "lon": round(BASE[0] + 0.013 * n * (1 if n % 2 else -0.4), 6),
        "lat": round(BASE[1] + 0.009 * n, 6),
        "quality": "A" if n % 3 else "C",
        "arrival_s": arrival,
        "start_s": arrival,
        "leave_s": arrival + 1_500,
        "service_s": 1_500,
        "windows": [[64_800, 79_200]],
        "agencies": ["culture", "police"],
        "checklist": "KARAOKE",
        "history": [{"on": "2026-04-02", "agency_label": "Công an xã", "minutes": True}],
        "cell": "25522|NHANGHI",
    }


def _item(code: str, label: str) -> dict[str, Any]:
    return {"code": code, "label": label, "basis": "Điều 5", "is_checked": False}


def _communes() -> str:
    def commune(name: str, west: float, south: float) -> dict[str, Any]:
        ring = [[west, south], [west + 0.14, south], [west + 0.14, south + 0.12], [west, south + 0.12], [west, south]]
        return {
            "type": "Feature",
            "properties": {"code": name, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    squares = [commune("Tân Đông", 106.1, 11.52), commune("Tân Hội", 105.96, 11.52), commune("Thạnh Đông", 106.1, 11.4)]
    return json.dumps({"type": "FeatureCollection", "features": squares}, ensure_ascii=False)


def _roads() -> str:
    def road(kind: str, *points: list[float]) -> dict[str, Any]:
        geometry = {"type": "LineString", "coordinates": list(points)}
        return {"type": "Feature", "properties": {"highway": kind, "name": "ĐT 785"}, "geometry": geometry}

    features = [road("primary", [106.0, 11.5], [106.25, 11.66]), road("tertiary", [106.1, 11.66], [106.24, 11.52])]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
