"""The printed route and the cover page: every letter can be taken out again, and the cover tells no stop."""

import io
import xml.etree.ElementTree as ET

import pytest
import segno
from pypdf import PdfReader
from sample_sheet import HOSTILE, PASSPHRASE, sample_sheet, words

from documents.cover_page import cover_page_pdf
from documents.sheet_paper import SheetPaper, plain_text, sheet_code
from documents.shift_map import HEIGHT_MM, WIDTH_MM, shift_map_svg
from documents.shift_pdf import shift_pdf
from documents.shift_qr import BYTES, VERSION, route_text

SVG = "{http://www.w3.org/2000/svg}"


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def cover(**changes) -> bytes:
    paper = SheetPaper(sheet=sample_sheet(**changes), passphrase=PASSPHRASE, salt=bytes(16), nonce=bytes(12))
    return cover_page_pdf(paper, words=words())


def test_the_route_can_be_read_out_of_the_paper() -> None:
    sheet = sample_sheet()
    text = " ".join(pages(shift_pdf(sheet, words=words())))
    for said in (
        "Phiếu lộ trình",
        "Thứ Sáu, ngày 05/03/2027",
        sheet["team_name"],
        sheet["base"]["name"],
        "20:30, 30 phút",
    ):
        assert said in text
    for stop in sheet["stops"]:
        assert f"{stop['name']} – Nhà nghỉ Số {stop['order']} đường Trần Phú, ấp Thạnh Lợi, Xã Tân Đông" in text
        assert f"{stop['lat']:.6f}, {stop['lon']:.6f}" in text
    assert text.count("Văn hóa, Công an") == len(sheet["stops"])
    assert text.count("gần đúng") == sum(stop["quality"] == "C" for stop in sheet["stops"])


@pytest.mark.parametrize(("stops", "count"), [(1, 1), (6, 1), (12, 2)])
def test_an_evening_fits_its_pages(stops: int, count: int) -> None:
    assert len(pages(shift_pdf(sample_sheet(stops=stops), words=words()))) == count


def test_hostile_names_are_set_as_they_are() -> None:
    sheet = sample_sheet(stops=len(HOSTILE), names=HOSTILE, team_name=HOSTILE[8])
    text = "".join("".join(pages(shift_pdf(sheet, words=words()))).split())
    for name in HOSTILE:
        assert "".join(plain_text(name).split()) in text


def test_the_same_sheet_gives_the_same_papers() -> None:
    assert shift_pdf(sample_sheet(), words=words()) == shift_pdf(sample_sheet(), words=words())
    assert cover() == cover()


def test_a_cover_page_has_the_passphrase_and_no_stop() -> None:
    (text,) = pages(cover())
    assert PASSPHRASE.replace("-", " ") in text
    for said in (
        "Đoàn kiểm tra liên ngành số 1",
        "Thứ Sáu, ngày 05/03/2027",
        "18:00",
        "Trụ sở Phòng Văn hóa",
        "0276 3875 000",
    ):
        assert said in text
    assert text.count(sheet_code(sample_sheet())) == 2
    for stop in sample_sheet()["stops"]:
        for key in ("id", "name", "commune", "commune_former", "address"):
            assert stop[key] not in text


def test_a_cover_page_leaves_room_for_a_telephone_that_nobody_set() -> None:
    (text,) = pages(cover(office={"name": "Phòng", "telephone": ""}))
    assert words().say("cover.no_telephone") in text


@pytest.mark.parametrize("stops", [2, 9, 20, 22])
def test_the_sign_holds_every_stop_that_it_says(stops: int) -> None:
    text, held = route_text(sample_sheet(stops=stops)["stops"])
    assert held == stops == len(text.splitlines())
    assert len(text) <= BYTES and segno.make(text, error="l", micro=False, boost_error=False).version <= VERSION
    for line, stop in zip(text.splitlines(), sample_sheet(stops=stops)["stops"], strict=True):
        lat, lon = line.split()[1].split(",")
        assert (float(lat), float(lon)) == pytest.approx((stop["lat"], stop["lon"]), abs=6e-5)


def test_a_sign_says_how_many_it_holds_when_it_cannot_hold_all() -> None:
    text, held = route_text(sample_sheet(stops=40)["stops"])
    assert 20 < held < 40 and len(text) <= BYTES
    assert f"tọa độ {held} điểm đầu" in " ".join(pages(shift_pdf(sample_sheet(stops=40), words=words())))


def test_one_stop_is_an_address_that_telephones_open() -> None:
    (stop,) = sample_sheet(stops=1)["stops"]
    assert route_text([stop]) == (f"geo:{stop['lat']:.6f},{stop['lon']:.6f}", 1)


def test_the_picture_shows_every_number_apart_and_inside() -> None:
    sheet = sample_sheet(stops=12)
    for stop in sheet["stops"]:
        stop["lon"], stop["lat"] = 106.15, 11.55
    root = ET.fromstring(shift_map_svg(sheet, words=words()))
    circles = [(float(c.get("cx")), float(c.get("cy")), float(c.get("r"))) for c in root.iter(f"{SVG}circle")]
    signs = [(x, y) for x, y, radius in circles if radius > 2]
    assert len(signs) == 12
    assert all(0 <= x <= WIDTH_MM and 0 <= y <= HEIGHT_MM for x, y in signs)
    assert min(abs(a - x) + abs(b - y) for n, (a, b) in enumerate(signs) for x, y in signs[:n]) > 5.8


def test_the_picture_takes_no_markup_from_a_name() -> None:
    sheet = sample_sheet()
    sheet["ground"]["communes"] = sheet["ground"]["communes"].replace("Tân Đông", "<script>x</script>]]>&amp;")
    root = ET.fromstring(shift_map_svg(sheet, words=words()))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "clipPath",
        "g",
        "rect",
        "path",
        "circle",
        "text",
    }
    assert "<script>x</script>]]>&amp;" in [element.text for element in root.iter(f"{SVG}text")]


def test_a_sheet_without_ground_has_its_way() -> None:
    svg = shift_map_svg(sample_sheet(ground={"communes": None, "roads": None}), words=words())
    assert svg.count("<circle") == 9
