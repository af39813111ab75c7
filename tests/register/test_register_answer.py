"""What the outside sees: `register check --json`, and how it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from commands.registry import run
from demo import area, line

ROOT = Path(__file__).resolve().parents[2]
HEADER = [
    "STT", "Tên cơ sở", "Loại hình", "Địa chỉ", "Xã", "Tọa độ", "Chủ cơ sở", "Điện thoại", "CCCD", "Ngày cấp",
    "Số phòng", "Tình trạng", "Ngày KT", "Ghi chú",
]  # fmt: skip
ROWS: list[list[Any]] = [
    [1, "Karaoke Ánh Sao", "Karaoke", "Ấp 3", "Tân Hà", "11,7168; 106,1834", "Lê Văn Chủ", 912345678, "072185001234",
     "05/03/2023", "5 phòng", "đang HĐ", "T3/2024", None],
    [2, "Nhà nghỉ Hoa Mai", "NN", None, "Tân Hưng", "106.1710, 11.4700", None, None, None, "năm 2019", None,
     "đã nghỉ", None, None],
    [3, "Massage Lan", "Massage", None, "Suối Ngô", "11°43'00\"N 106°11'00\"E", None, None, None, None, 4, None,
     45012, "anh Tư"],
    [4, "Cà phê Gió", "Cà phê", None, "Thạnh Đông", None, None, None, None, None, None, None, None, None],
    [5, "Karaoke Ánh Sao", "Karaoke", "Ấp 3", "Tân Hà", None, "Lê Văn Chủ", None, None, None, None, None, None, None],
    [6, "Quán Lạ", "Rạp xiếc", None, "Phước Vinh", "gần chợ", None, None, None, None, None, None, None, None],
    [7, "Nhà nghỉ Mây", "Nhà nghỉ", None, "Suối Dây (nay là xã Tân Thành)", None, None, None, None, None, None,
     "tạm ngưng", None, None],
]  # fmt: skip


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "DS"
    for row in (HEADER, *ROWS):
        book.active.append(row)
    path = tmp_path_factory.mktemp("answer") / "danh-sach.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def checked(workbook: Path) -> Callable[..., tuple[int, str, str]]:
    def checked(capsys: pytest.CaptureFixture[str], *options: str, file: Path = workbook) -> tuple[int, str, str]:
        code = run(["register", "check", str(file), *options])
        out, err = capsys.readouterr()
        return code, out, err

    return checked


@pytest.fixture
def answer(checked: Callable[..., tuple[int, str, str]], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    code, out, _ = checked(capsys, "--json")
    assert code == 0
    said: dict[str, Any] = json.loads(out)
    return said


def test_each_row_says_what_it_meant_and_where_it_is(answer: dict[str, Any]) -> None:
    names = ("name", "type", "commune_code", "commune_vintage", "commune_now", "position_quality", "status")
    assert [tuple(row[name] for name in names) for row in answer["rows"]] == [
        ("Karaoke Ánh Sao", "KARAOKE", "25519", "pre2025", "25522", "A", "active"),
        ("Nhà nghỉ Hoa Mai", "NHANGHI", "25549", "pre2025", "25549", "A", "closed"),
        ("Massage Lan", "MASSAGE", "25531", "pre2025", "25522", "B", "active"),
        ("Cà phê Gió", "CAPHE", "25540", "pre2025", "25516", "D", "active"),
        ("Karaoke Ánh Sao", "KARAOKE", "25519", "pre2025", "25522", "C", "active"),
        ("Quán Lạ", None, None, None, None, None, "active"),
        ("Nhà nghỉ Mây", "NHANGHI", "25534", "pre2025", "25534", "D", "paused"),
    ]
    first, second, third = answer["rows"][:3]
    assert (first["lon"], first["lat"], second["lon"], second["lat"]) == (106.1834, 11.7168, 106.171, 11.47)
    assert (third["lon"], third["lat"]) == pytest.approx((106 + 11 / 60, 11 + 43 / 60), abs=1e-6)
    assert (first["licence_on"], first["licence_on_precision"], first["rooms"]) == ("2023-03-05", "day", 5)
    assert (first["last_inspected_on"], first["last_inspected_on_precision"]) == ("2024-03-01", "month")
    assert (second["licence_on"], second["licence_on_precision"]) == ("2019-01-01", "year")
    assert third["last_inspected_on"] == "2023-03-27"
    assert (first["source_sheet"], first["source_row"], first["key"]) == ("DS", 2, "DS!2")


def test_a_position_in_another_commune_is_an_issue_and_stays(answer: dict[str, Any]) -> None:
    (issue,) = [issue for issue in answer["issues"] if issue["code"] == "position_outside_commune"]
    assert (issue["sheet"], issue["row"], issue["column"], issue["value"]) == (
        "DS", 4, "Tọa độ", "11°43'00\"N 106°11'00\"E",
    )  # fmt: skip
    assert "Suối Ngô" in issue["message"]
    assert issue["remedy"]


def test_nothing_about_persons_is_in_the_answer(answer: dict[str, Any]) -> None:
    text = json.dumps(answer, ensure_ascii=False)
    assert not [value for value in ("Lê Văn", "912345678", "72185001234", "anh Tư") if value in text]
    assert answer["dropped_columns"] == ["CCCD"]
    assert answer["rows"][2]["notes"] == "anh •••"
    assert answer["counts"]["contacts"] == 2


def test_offers_repairs_and_counts(answer: dict[str, Any]) -> None:
    (offer,) = answer["merge_candidates"]
    assert (offer["key"], offer["other_key"], offer["row"], offer["other_row"]) == ("DS!6", "DS!2", 6, 2)
    assert "same_name" in offer["reasons"]
    assert len(offer["reasons_text"]) == len(offer["reasons"])
    assert answer["rows"][4]["duplicate_of"] == "DS!2"
    repairs = {(repair["code"], repair["row"], repair["before"], repair["after"]) for repair in answer["repairs"]}
    assert {("number_text", 2, "5 phòng", "5"), ("date_serial", 4, "45012", "2023-03-27")} <= repairs
    assert all(repair["reason"] for repair in answer["repairs"])
    counts = answer["counts"]
    assert (counts["rows"], counts["accepted"], counts["pending"], counts["duplicates"]) == (7, 5, 2, 1)
    assert sum(counts["issues"].values()) == len(answer["issues"])


def test_the_answer_is_as_its_schema_says(answer: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "docs" / "formats" / "register.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(answer, schema)
    described = set(schema["$defs"]["row"]["properties"])
    assert described == set(answer["rows"][0])


def test_the_day_decides_which_units_are_in_force(
    checked: Callable[..., tuple[int, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = checked(capsys, "--json", "--as-of", "2024-06-01")
    assert code == 0
    first = json.loads(out)["rows"][0]
    assert (first["commune_code"], first["commune_now"]) == ("25519", "25519")


def test_the_demo_without_a_store_is_the_demo() -> None:
    assert (area.AS_OF, area.SEED) == (line.AS_OF, line.SEED)


def test_sentences_without_json(
    checked: Callable[..., tuple[int, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = checked(capsys)
    assert code == 0
    assert out.startswith("7 dòng, ")
    assert "«Rạp xiếc»" in out


def test_refusals(
    checked: Callable[..., tuple[int, str, str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 khong phai")
    code, out, err = checked(capsys, "--json", file=broken)
    assert (code, out) == (3, "")
    assert "Excel" in err
    code, _, err = checked(capsys, file=tmp_path / "khong-co.xlsx")
    assert code == 3
    assert "khong-co.xlsx" in err
    assert checked(capsys, "--as-of", "hôm qua")[0] == 2
