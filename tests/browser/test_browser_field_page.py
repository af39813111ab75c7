"""The page of a shift by itself, as the field page and the route sheet open it: no server, no network."""

import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "field"))
from evening_sheet import HOUR, page_html, reserve, sheet, stop

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

HOSTILE = (
    "<img src=x onerror='window.pwned=1'>",
    "</script><script>window.pwned=1</script>",
    "<svg onload=window.pwned=1>",
    "\"'`${window.pwned=1}`{{7*7}}",
    "javascript:window.pwned=1",
    "![t](https://canary.example/p.png)",
    "a\u202egnp.exe b",
    "<a href='javascript:window.pwned=1'>x</a>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>",
)
# 8 March 2027, 18:45 in the office's zone: inside the shift.
NOW = "2027-03-08T11:45:00Z"
OPEN = """([sheet, now, mayPersist]) => openField(root, sheet, {
  send: window.send || null, isServed: false, mayPersist, now: now ? () => new Date(now) : undefined,
}).then((opened) => { window.opened = opened; })"""

Opener = Callable[..., Page]


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[BrowserContext]:
    """A small tablet that knows where it is."""
    place = {"latitude": 11.5, "longitude": 106.1105}
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", geolocation=place, permissions=["geolocation"]
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def opener(tablet: BrowserContext, tmp_path: Path) -> Iterator[Opener]:
    """Open a sheet in a page of a folder; errors of scripts and requests to anywhere fail the test."""
    (tmp_path / "page.html").write_text(page_html(), encoding="utf-8")
    errors: list[str] = []
    outside: list[str] = []
    tablet.on("weberror", lambda error: errors.append(str(error.error)))
    tablet.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "blob:", "data:")) else outside.append(request.url),
    )

    def open_(
        given: dict[str, Any] | None = None, *, now: str | None = NOW, page: Page | None = None, send: str = ""
    ) -> Page:
        page = page or tablet.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        if send:
            page.evaluate(f"() => {{ window.send = {send}; }}")
        page.evaluate(OPEN, [given or sheet(), now, True])
        page.wait_for_selector("[data-ready]")
        return page

    yield open_
    assert (errors, outside) == ([], [])


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def exported(page: Page) -> dict[str, Any]:
    """Export by the button and return the file."""
    button(page, "Xong việc").click()
    with page.expect_download() as download:
        button(page, "Xuất tệp kết quả").click()
    assert download.value.suggested_filename == "ket-qua_T1_2027-03-08.json"
    return json.loads(Path(download.value.path()).read_text("utf-8"))


def body_of(page: Page) -> dict[str, Any]:
    return json.loads(exported(page)["body"])


def result_of(page: Page, id_: str = "CS0001") -> dict[str, Any]:
    return next(one for one in body_of(page)["results"] if one["stop"] == id_)


def inspect(page: Page) -> None:
    """Record a full inspection at the next stop."""
    button(page, "Đã đến").click()
    button(page, "Đã kiểm tra").click()
    page.get_by_label("Đã kiểm tra toàn diện").check()
    page.get_by_label("Số biên bản").fill("01/BB")
    button(page, "Rời điểm").click()


def test_the_next_stop_is_one_tap_away_and_says_what_matters(opener: Opener) -> None:
    history = [{"on": "2025-04-03", "agency_label": "Công an tỉnh", "minutes": True}]
    page = opener(sheet(stops=[stop(1, quality="C", history=history), stop(2)]))
    card = page.locator(".next").inner_text()
    for text in (
        "Karaoke Sao Mai 1",
        "18:40 – 19:10",
        "Ấp 1, Xã Tân Hòa, trước là Xã Suối Ngô",
        "Phải có mặt: Công an, Văn hóa",
        "Vị trí gần đúng",
        "Lần trước: 03/04/2025, Công an tỉnh, có biên bản",
    ):
        assert text in card
    assert "Còn 5 giờ 15 phút" in page.locator(".bar").inner_text()
    assert (
        page.get_by_role("link", name="Chỉ đường").get_attribute("href")
        == "geo:11.500000,106.110000?q=11.500000,106.110000"
    )


@pytest.mark.parametrize(
    ("maps", "address"),
    [
        ("google", "https://www.google.com/maps/dir/?api=1&destination=11.500000,106.110000"),
        ("apple", "https://maps.apple.com/?daddr=11.500000,106.110000"),
    ],
)
def test_the_way_opens_in_the_application_of_the_offices_choice(opener: Opener, maps: str, address: str) -> None:
    page = opener(sheet(maps=maps))
    links = page.get_by_role("link", name="Chỉ đường")
    assert (links.count(), links.get_attribute("href")) == (1, address)


def test_no_map_application_where_the_office_wants_none(opener: Opener) -> None:
    page = opener(sheet(maps="none"))
    assert page.get_by_role("link", name="Chỉ đường").count() == 0
    assert "11.500000, 106.110000" in page.locator(".next").inner_text()


def test_what_is_recorded_survives_a_reload_and_is_marked_with_the_key(opener: Opener) -> None:
    page = opener()
    inspect(page)
    page = opener(page=page)
    assert page.locator(".next").get_attribute("data-stop") == "CS0002"
    envelope = exported(page)
    assert envelope["mark"] == hmac.new(bytes.fromhex("5f" * 32), envelope["body"].encode(), hashlib.sha256).hexdigest()
    body = json.loads(envelope["body"])
    assert (body["sheet"], body["team"], body["revision"]) == ("D2027-01/T1-2027-03-08-T/r3.0", "T1", 3)
    (result,) = body["results"]
    assert {key: result[key] for key in ("stop", "kind", "status", "is_full", "minutes_no")} == {
        "stop": "CS0001",
        "kind": "establishment",
        "status": "inspected",
        "is_full": True,
        "minutes_no": "01/BB",
    }
    # Sign of the device's place, and nothing more: 0.0005 degrees of longitude are 54 or 55 m here.
    assert 54 <= result["distance_m"] <= 55
    assert "106.1105" not in envelope["body"]
    assert result["arrived_at"] == "2027-03-08T11:45:00+00:00"


def test_each_change_has_a_later_edit_of_the_same_device(opener: Opener) -> None:
    page = opener()
    inspect(page)
    first = body_of(page)
    page = opener(page=page)
    button(page, "Danh sách").click()
    page.locator("[data-stop=CS0001]").click()
    page.get_by_label("Ghi chú").fill("Đã hướng dẫn niêm yết giá")
    button(page, "‹ Quay lại").click()
    second = body_of(page)
    assert first["device"] == second["device"]
    assert len(first["device"]) == 16
    assert second["results"][0]["edit"] > first["results"][0]["edit"]
    assert second["results"][0]["note"] == "Đã hướng dẫn niêm yết giá"


def test_times_are_corrected_by_hand_also_past_midnight(opener: Opener) -> None:
    page = opener(now="2027-03-08T17:20:00Z")  # 24:20
    button(page, "Đã đến").click()
    page.get_by_label("Giờ đến").fill("23:50")
    page.get_by_label("Giờ rời").fill("00:15")
    page.get_by_label("Giờ rời").press("Tab")
    button(page, "‹ Quay lại").click()
    result = result_of(page)
    assert result["arrived_at"] == "2027-03-08T16:50:00+00:00"
    assert result["left_at"] == "2027-03-08T17:15:00+00:00"


def test_duties_are_recorded_by_code(opener: Opener) -> None:
    page = opener()
    button(page, "Đã đến").click()
    button(page, "Đã kiểm tra").click()
    page.get_by_label("Công an").check()
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("group", name="Có giấy phép").get_by_role("button", name="Chưa").click()
    page.get_by_role("group", name="Cách âm").get_by_role("button", name="Không áp dụng").click()
    page.get_by_label("Chưa có giấy phép").check()
    page.get_by_label("Hình thức xử lý").select_option("FINE")
    page.get_by_label("Hạn khắc phục").fill("2027-04-01")
    page.get_by_label("Đã ký cam kết").check()
    page.get_by_label("Nghị định 54/2019/NĐ-CP").last.check()
    page.get_by_label("Đã để lại tờ rơi").check()
    assert "cần kiểm tra" in page.locator("main").inner_text()
    button(page, "Rời điểm").click()
    result = result_of(page)
    assert result["checks"] == {"K1": "no", "K2": "na"}
    assert result["findings"] == [{"code": "VP1", "action": "FINE", "remedy_due_on": "2027-04-01"}]
    assert (result["agencies"], result["regulations"]) == (["CONG_AN"], ["ND54"])
    assert (result["commitment_on"], result["leaflet_left"]) == ("2027-03-08", True)


def test_a_commune_reports_tasks_and_has_no_checklist(opener: Opener) -> None:
    commune = stop(
        1,
        id="commune:2025/25000",
        kind="commune_supervision",
        name="Ủy ban nhân dân xã Tân Hòa",
        type="",
        type_label="",
    )
    page = opener(sheet(stops=[commune]))
    assert button(page, "Cửa đóng").count() == 0
    button(page, "Đã đến").click()
    assert page.locator("details").count() == 0
    page.get_by_role("group", name="Rà soát cơ sở").get_by_role("button", name="Đã làm").click()
    page.get_by_role("group", name="Tuyên truyền").get_by_role("button", name="Chưa làm").click()
    page.get_by_label("Khó khăn").fill("Thiếu kinh phí")
    button(page, "Đã làm việc").click()
    button(page, "Rời điểm").click()
    result = result_of(page, "commune:2025/25000")
    assert (result["kind"], result["status"]) == ("commune_supervision", "inspected")
    assert (result["tasks"], result["difficulties"]) == ({"REVIEW": True, "TALKS": False}, "Thiếu kinh phí")


def test_the_sign_stops_the_checklist_and_asks_only_the_day(opener: Opener) -> None:
    page = opener()
    button(page, "Đã đến").click()
    button(page, "Dừng: dấu hiệu cần chuyển cơ quan chức năng").click()
    alarm = page.get_by_role("alertdialog")
    assert alarm.get_by_role("link", name="Gọi Tổng đài 111: 111").get_attribute("href") == "tel:111"
    assert alarm.locator("input, textarea, select").count() == 1
    alarm.get_by_label("Ngày đã chuyển").fill("2027-03-08")
    button(page, "Lưu ngày đã chuyển").click()
    assert page.locator("details").count() == 0
    assert "Nội dung kiểm tra tại điểm này đã dừng" in page.locator("main").inner_text()
    button(page, "‹ Quay lại").click()
    result = result_of(page)
    assert result["forwarded_on"] == "2027-03-08"
    assert {result[key] for key in ("note", "difficulties", "minutes_no")} == {""}
    assert (result["findings"], result["checks"]) == ([], {})


def test_half_an_hour_late_moves_the_rest_and_names_what_falls_out(opener: Opener) -> None:
    narrow = [[18 * HOUR, 20 * HOUR + 1500]]  # the third starts at 20:00 as planned, and may start until 20:25
    page = opener(sheet(stops=[stop(1), stop(2), stop(3, windows=narrow), stop(4)]))
    button(page, "Trễ 30 phút").click()
    assert "19:10 – 19:40" in page.locator(".next").inner_text()
    assert "Ngoài khung giờ: Karaoke Sao Mai 3" in page.locator("main").inner_text()
    # In another order it fits again.
    button(page, "Sắp xếp lại điểm còn lại").click()
    assert "Ngoài khung giờ" not in page.locator("main").inner_text()
    page = opener(sheet(stops=[stop(1), stop(2), stop(3, windows=narrow), stop(4)]), page=page)
    assert "Giờ và thứ tự đã đổi trên máy này" in page.locator("main").inner_text()
    button(page, "Trở lại kế hoạch ban đầu").click()
    assert "18:40 – 19:10" in page.locator(".next").inner_text()


def test_lodging_is_not_visited_after_its_hour(opener: Opener) -> None:
    lodging = stop(
        1, type="NHANGHI", type_label="Nhà nghỉ", arrival_s=21 * HOUR, start_s=21 * HOUR, leave_s=21 * HOUR + 1800
    )
    page = opener(sheet(stops=[lodging]))
    assert "kết thúc trước 22:00" in page.locator(".next").inner_text()
    button(page, "Trễ 30 phút").click()
    assert "21:30 – 22:00" in page.locator(".next").inner_text()
    button(page, "Trễ 30 phút").click()
    assert page.locator(".next .out").inner_text() == "Ngoài khung giờ"


def closed_door_sheet(**changes: Any) -> dict[str, Any]:
    """Two stops and two reserves; the second reserve is nearer, a third of another cell is nearest."""
    reserves = [reserve(8), reserve(9), reserve(7, cell="2/MASSAGE")]
    given = sheet(stops=[stop(1), stop(2)], reserves=reserves, **changes)
    ids = given["travel"]["ids"]
    for other in ids:
        for name, seconds in (("CS0008", 1500), ("CS0009", 300), ("CS0007", 60)):
            if other != name:
                a, b = ids.index(other), ids.index(name)
                given["travel"]["duration_s"][a][b] = given["travel"]["duration_s"][b][a] = seconds
    return given


def test_a_closed_door_is_tried_again_later_in_the_evening(opener: Opener) -> None:
    page = opener(closed_door_sheet())
    button(page, "Cửa đóng").click()
    # 18:45 now; an hour later at the earliest, when the second stop (18:55 to 19:25) is done.
    button(page, "Quay lại lúc 19:45 trong ca này").click()
    assert "quay lại Karaoke Sao Mai 1 lúc 19:45" in page.locator("main").inner_text()
    assert page.locator(".next").get_attribute("data-stop") == "CS0002"
    inspect(page)
    assert page.locator(".next").get_attribute("data-stop") == "CS0001"
    inspect(page)
    assert {one["stop"]: one["status"] for one in body_of(page)["results"]} == {
        "CS0001": "inspected",
        "CS0002": "inspected",
    }


def test_a_closed_door_that_stays_closed_is_replaced_by_the_nearest_reserve_of_its_cell(opener: Opener) -> None:
    page = opener(closed_door_sheet())
    button(page, "Cửa đóng").click()
    offer = page.get_by_role("button", name="Đến điểm dự phòng: Karaoke Dự Bị 9")
    assert "ước tính" not in page.locator("main").inner_text()
    offer.click()
    button(page, "Danh sách").click()
    assert "Điểm dự phòng" in page.locator("[data-stop=CS0009]").inner_text()
    assert page.locator("[data-stop=CS0008], [data-stop=CS0007]").count() == 0
    assert result_of(page)["status"] == "closed_door"


def test_a_reserve_of_unknown_travel_is_offered_as_an_estimate(opener: Opener) -> None:
    given = sheet(stops=[stop(1), stop(2)], reserves=[reserve(9)])
    for row in given["travel"]["duration_s"]:
        row[3] = None
    given["travel"]["duration_s"][3] = [None] * 4
    page = opener(given)
    button(page, "Cửa đóng").click()
    assert "(ước tính)" in page.locator("main").inner_text()


def test_hostile_names_and_notes_stay_text_everywhere(opener: Opener) -> None:
    texts = iter(HOSTILE * 3)
    stops = [
        stop(n, name=name, address=name, commune=name, commune_former=next(texts), type_label=name)
        for n, name in enumerate(HOSTILE, 1)
    ]
    stops[0]["history"] = [{"on": "2025-01-01", "agency_label": HOSTILE[0], "minutes": True}]
    rules = [{"code": "H1", "label": HOSTILE[0], "basis": HOSTILE[1], "is_checked": False}]
    given = sheet(
        stops=stops,
        reserves=[reserve(20, name=HOSTILE[0], address=HOSTILE[2])],
        team_name=HOSTILE[0],
        base={"name": HOSTILE[0], "lon": 106.1, "lat": 11.5},
        office={"name": HOSTILE[0], "telephone": HOSTILE[4]},
        findings=rules,
        regulations=rules,
        actions=rules,
        checklists={"KARAOKE": {"title": HOSTILE[0], "items": rules}},
        agencies=[{"code": "CONG_AN", "label": HOSTILE[0]}],
        alarm={"text": HOSTILE[0], "numbers": [{"label": HOSTILE[0], "number": HOSTILE[4]}]},
    )
    page = opener(given)
    button(page, "Danh sách").click()
    shown = page.locator(".stops b").all_inner_texts()
    assert shown == list(HOSTILE)
    button(page, "Bản đồ").click()
    page.locator(".map-stop").last.hover()
    button(page, "Điểm tới").click()
    button(page, "Đã đến").click()
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_label("Ghi chú").fill(HOSTILE[1])
    button(page, "Dừng: dấu hiệu cần chuyển cơ quan chức năng").click()
    button(page, "Quay lại").click()
    button(page, "Đóng cửa").click()
    button(page, "Mở phiếu").click()
    button(page, "‹ Quay lại").click()
    button(page, "Xong việc").click()
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, svg, iframe, a[href^='javascript']").count() == 0
    assert result_of(page)["note"] == HOSTILE[1]


def test_the_position_is_watched_only_while_the_map_is_open(opener: Opener, tablet: BrowserContext) -> None:
    tablet.add_init_script(
        "window.wanted = []; const real = navigator.geolocation;"
        "for (const name of ['watchPosition', 'clearWatch', 'getCurrentPosition']) {"
        "  const act = real[name].bind(real);"
        "  real[name] = (...given) => { window.wanted.push(name); return act(...given); }; }"
    )
    page = opener()
    assert page.evaluate("wanted") == []
    button(page, "Bản đồ").click()
    expect(page.locator(".field-map[data-me]")).to_have_count(1)
    assert page.locator(".field-map").get_attribute("data-stops") == "4"
    button(page, "Danh sách").click()
    assert page.evaluate("wanted") == ["watchPosition", "clearWatch"]


def test_blocked_storage_is_told_and_the_file_still_comes(tablet: BrowserContext, tmp_path: Path) -> None:
    """An opaque origin, as some viewers of files give a page."""
    (tmp_path / "page.html").write_text(page_html(), encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        '<iframe src="page.html" sandbox="allow-scripts allow-downloads" style="width:100%;height:800px"></iframe>',
        encoding="utf-8",
    )
    page = tablet.new_page()
    page.goto((tmp_path / "frame.html").as_uri())
    frame = page.frames[1]
    frame.wait_for_load_state()
    frame.evaluate(OPEN, [sheet(), NOW, True])
    frame.wait_for_selector("[data-ready]")
    assert "CHƯA LƯU ĐƯỢC" in frame.locator(".bar").inner_text()
    frame.get_by_role("button", name="Đã đến", exact=True).click()
    assert "CHƯA LƯU ĐƯỢC" in frame.locator(".saved").inner_text()
    frame.get_by_role("button", name="Rời điểm").click()
    frame.get_by_role("button", name="Xong việc", exact=True).click()
    with page.expect_download() as download:
        frame.get_by_role("button", name="Xuất tệp kết quả").click()
    body = json.loads(json.loads(Path(download.value.path()).read_text("utf-8"))["body"])
    assert [one["stop"] for one in body["results"]] == ["CS0001"]


def test_without_cryptography_the_file_is_unmarked_and_the_page_says_so(opener: Opener, tablet: BrowserContext) -> None:
    tablet.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})")
    page = opener()
    inspect(page)
    envelope = exported(page)
    assert envelope["mark"] == ""
    assert len(json.loads(envelope["body"])["device"]) == 16


# A server that answers what a test put in `answers`, counts what is under way, and keeps what came.
SEND = """(() => {
  window.came = []; window.busy = 0; window.most = 0; window.answers = [];
  return async (text) => {
    busy += 1; most = Math.max(most, busy); came.push(JSON.parse(JSON.parse(text).body));
    await new Promise((done) => setTimeout(done, 300));
    busy -= 1;
    const answer = answers.length ? answers.shift() : 'accepted';
    if (answer === null) return null;
    if (typeof answer === 'object') throw answer;
    return {answers: came[came.length - 1].results.map(({stop}) => ({stop, intake: answer, reason: answer === 'accepted' ? '' : 'Vì sao'}))};
  };
})()"""


def test_results_are_sent_by_themselves_and_marked_as_sent(opener: Opener) -> None:
    page = opener(send=SEND)
    inspect(page)
    expect(page.locator(".badge")).to_have_text("Đã gửi hết")
    assert page.evaluate("most") == 1
    button(page, "Danh sách").click()
    assert "Đã nhận" in page.locator("[data-stop=CS0001]").inner_text()
    page = opener(page=page, send=SEND)
    page.wait_for_timeout(2600)
    assert page.evaluate("came") == []


def test_no_answer_is_tried_again_and_nothing_is_sent_twice_at_once(opener: Opener) -> None:
    page = opener(send=SEND)
    page.evaluate("answers.push(null, null)")
    inspect(page)
    for _ in range(6):
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=20_000)
    assert page.evaluate("most") == 1
    assert page.evaluate("came.length") >= 3


@pytest.mark.parametrize(
    ("intake", "words"),
    [("conflict", "Khác với máy khác"), ("refused", "Không được nhận"), ("ignored", "Đã có từ trước")],
)
def test_what_the_office_answers_is_told_in_words(opener: Opener, intake: str, words: str) -> None:
    page = opener(send=SEND)
    page.evaluate("intake => answers.push(intake, intake)", intake)
    inspect(page)
    button(page, "Xong việc").click()
    expect(page.locator(".answer")).to_contain_text(words)
    assert "Vì sao" in page.locator(".answer").inner_text()


def test_a_change_during_an_upload_stays_unsent_until_it_is_sent_itself(opener: Opener) -> None:
    page = opener(send=SEND)
    button(page, "Đã đến").click()
    page.wait_for_function("busy === 1")
    page.get_by_label("Công an").check()
    page.wait_for_function("came.length === 2 && busy === 0")
    expect(page.locator(".badge")).to_have_text("Đã gửi hết")
    first, second = page.evaluate("came")
    assert first["results"][0]["agencies"] == []
    assert second["results"][0]["agencies"] == ["CONG_AN"]
    assert second["results"][0]["edit"] > first["results"][0]["edit"]


@pytest.mark.parametrize(("status", "words"), [(401, "Phiên đăng nhập đã hết"), (403, "Văn phòng không nhận: Vì thế")])
def test_a_refusal_of_the_whole_file_is_told_and_not_repeated(opener: Opener, status: int, words: str) -> None:
    page = opener(send=SEND)
    page.evaluate("status => answers.push({status, reason: 'Vì thế'})", status)
    inspect(page)
    expect(page.locator(".bar")).to_contain_text(words)
    page.wait_for_timeout(2500)
    assert page.evaluate("came.length") == 1
    expect(page.locator(".badge")).to_have_text("1 chưa gửi")


def test_one_record_that_cannot_be_read_does_not_hold_the_others_back(opener: Opener) -> None:
    page = opener(send=SEND)
    page.evaluate("answers.push(null)")
    inspect(page)
    inspect(page)
    # The file of both, then the first alone, are called unreadable; the second alone is taken.
    page.evaluate("answers.splice(0, 9, {status: 422, reason: 'Vì thế'}, {status: 422, reason: 'Vì thế'})")
    expect(page.locator(".badge")).to_have_text("1 chưa gửi", timeout=20_000)
    expect(page.locator(".bar")).to_contain_text("Văn phòng không nhận: Vì thế")
    button(page, "Danh sách").click()
    assert "Chưa gửi" in page.locator("[data-stop=CS0001]").inner_text()
    assert "Đã nhận" in page.locator("[data-stop=CS0002]").inner_text()


def test_what_no_file_may_hold_is_left_out(opener: Opener) -> None:
    page = opener()
    button(page, "Đã đến").click()
    page.get_by_label("Ghi chú").evaluate(
        "(area) => { area.value = 'a\\u0007b\\ud800c\\n d'; area.dispatchEvent(new Event('input')); }"
    )
    button(page, "Rời điểm").click()
    assert result_of(page)["note"] == "ab\ufffdc\n d"


def test_a_tap_counts_even_where_the_page_is_closed_before_the_disk_has_it(opener: Opener) -> None:
    page = opener()
    button(page, "Đã đến").click()
    # The tap and the end of the page in one breath, before a transaction of the database is over.
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const label = [...document.querySelectorAll('.labelled')].find((one) => one.textContent === 'Số biên bản');
              const input = label.querySelector('input');
              input.value = '01/BB';
              for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind));
              setTimeout(() => location.reload());
            }"""
        )
    page = opener(page=page)
    result = result_of(page)
    assert result["minutes_no"] == "01/BB"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_two_tabs_of_a_tablet_do_not_undo_each_other(opener: Opener) -> None:
    first = opener()
    button(first, "Đã đến").click()
    second = opener()
    button(second, "Mở phiếu").click()
    second.get_by_label("Công an").check()
    expect(second.locator(".saved")).to_contain_text("Đã lưu")
    first.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); }")
    first.wait_for_timeout(300)
    first.get_by_label("Ghi chú").fill("Đã hướng dẫn")
    button(first, "Rời điểm").click()
    result = result_of(first)
    assert (result["agencies"], result["note"]) == (["CONG_AN"], "Đã hướng dẫn")
    # And each change counted on from the other's.
    assert result["edit"] >= 4


SMALL = """() => {
  const seen = (node) => node.checkVisibility() && node.getBoundingClientRect().width > 0;
  const targets = [...document.querySelectorAll('.field button, .field a, .field input:not([type=checkbox]), .field select, .field textarea, .field summary, .field label.switch')];
  const small = targets.filter(seen).filter((node) => Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < 48);
  const texts = [...document.querySelectorAll('.field *')].filter((node) => seen(node) && [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
  const tiny = texts.filter((node) => !node.closest('.map-root') && parseFloat(getComputedStyle(node).fontSize) < 16);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const ground = (node) => { for (let at = node; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0.99) return c; } return [255, 255, 255]; };
  const contrast = (node) => { const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const faint = texts.filter((node) => !node.closest('.map-root') && !node.disabled && contrast(node) < 4.5);
  const told = (nodes) => nodes.map((node) => `${node.tagName} ${node.className} ${node.textContent.slice(0, 30)}`);
  return {small: told(small), tiny: told(tiny), faint: told(faint), wide: document.documentElement.scrollWidth > innerWidth};
}"""


@pytest.mark.parametrize("size", [(390, 844), (820, 1180)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_large_enough_and_clear_enough(
    chromium: Browser, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    (tmp_path / "page.html").write_text(page_html(), encoding="utf-8")
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="vi-VN")
    page = context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.evaluate(OPEN, [closed_door_sheet(), NOW, True])
    page.wait_for_selector("[data-ready]")
    fine = {"small": [], "tiny": [], "faint": [], "wide": False}
    assert page.evaluate(SMALL) == fine
    for tab in ("Danh sách", "Bản đồ", "Xong việc", "Điểm tới"):
        button(page, tab).click()
        assert page.evaluate(SMALL) == fine, tab
    button(page, "Trễ 30 phút").click()
    button(page, "Đã đến").click()
    button(page, "Đã kiểm tra").click()
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_label("Chưa có giấy phép").check()
    page.get_by_label("Đã ký cam kết").check()
    assert page.evaluate(SMALL) == fine
    button(page, "Dừng: dấu hiệu cần chuyển cơ quan chức năng").click()
    assert page.evaluate(SMALL) == fine
    button(page, "Lưu ngày đã chuyển").click()
    assert page.evaluate(SMALL) == fine
    button(page, "Đóng cửa").click()
    assert page.evaluate(SMALL) == fine
    context.close()
