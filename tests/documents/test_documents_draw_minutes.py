"""The minutes of a draw: what they must say, in words that a leader reads, on pages that print."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from documents.draw_minutes import draw_minutes, hash_notice
from documents.draw_words import hash_groups, proof_sentences
from documents.minutes_paper import DrawMinutes, MinutesEstablishment, ShareRow
from domain.ceremony import (
    ChangeKind,
    DiceSource,
    Draw,
    DrawState,
    RefutedSize,
    SampleChange,
    SizeProof,
    TakenOut,
)
from domain.rounds import (
    Certificate,
    Reason,
    ReasonCode,
    Role,
    Sample,
    SampledEstablishment,
    SamplingRule,
)
from domain.words import Words

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2027, 3, 1, 8, 30, tzinfo=UTC)
HOSTILE = "Karaoke <script>alert(1)</script> & {bạn}"
PROOF = SizeProof(registered=10, done=0, must=1, required=2, rate_bp=2000, size=2, lower_bound=2)


@pytest.fixture(scope="session")
def words() -> Words:
    """Return the words of the draw, of the reasons and of the papers."""
    sentences: dict[str, str] = {}
    for name in ("ceremony", "selection", "documents"):
        tables = tomllib.loads((ROOT / "data" / "words" / "vi" / f"{name}.toml").read_text(encoding="utf-8"))
        sentences |= {f"{space}.{key}": text for space, table in tables.items() for key, text in table.items()}
    return Words("vi", sentences)


def sampled(id_: str, role: Role, code: ReasonCode, chance: Fraction, **params: str | int) -> SampledEstablishment:
    return SampledEstablishment(establishment_id=id_, role=role, reason=Reason(code=code, params=params), chance=chance)


def paper(**more) -> DrawMinutes:
    third = Fraction(1, 3)
    rows = (
        sampled("CS1", Role.MUST, ReasonCode.MUST_COMPLAINT, Fraction(1)),
        sampled("CS2", Role.LOTTERY, ReasonCode.LOTTERY, third, numerator=1, denominator=3),
        sampled("CS3", Role.RESERVE, ReasonCode.RESERVE, third, numerator=1, denominator=3, rank=1),
        sampled("CS4", Role.EXCLUDED, ReasonCode.CLOSED, Fraction(0), status="closed"),
        sampled("CS5", Role.EXCLUDED, ReasonCode.OUT_OF_SCOPE, Fraction(0), cause="pending"),
    )
    draw = Draw(
        year=2027, number=3, round_id="D2027-02", state=DrawState.DRAWN, rule=SamplingRule(), frame_csv="h\n1\n2\n3\n",
        frame_hash="ab" * 32, frozen_at=AT, frozen_by="thu", plan_hash="cd" * 32, salt_hash="ef" * 32, proof=PROOF,
        committed_at=AT, committed_by="thu", dice="31415926535897932384", dice_source=DiceSource.PUBLIC,
        place="Hội trường", participants=("Trưởng phòng", "Đại diện Công an xã"), seed="12" * 32, rolled_at=AT,
        rolled_by="thu", drawn_at=AT, drawn_by="ba",
        taken_out=(
            TakenOut(code="closed", establishment_id="CS4", name=HOSTILE, at=AT, account="thu", document="ds.xlsx"),
            TakenOut(code="type_changed", establishment_id="CS1", name="B", at=AT, account="thu", document="set_type",
                     before="KARAOKE", after="SPA"),
        ),
    )  # fmt: skip
    sample = Sample(
        size=2, lower_bound=2, certificate=Certificate(communes=(), types=()), must=("CS1",), risk=(), lottery=("CS2",),
        reserves=("CS3",), chance=third, rows=rows, frame_hash="ab" * 32, plan_hash="cd" * 32, seed="12" * 32,
        method="draw-1",
    )  # fmt: skip
    whole = DrawMinutes(
        superior="UBND huyện Tân Châu", office_name="Phòng Văn hóa và Thông tin", title="Đợt 2 năm 2027",
        starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 19), draw=draw, sample=sample, salt="",
        has_second_planner=True, names={"KARAOKE": "Karaoke", "SPA": "Xông hơi"},
        establishments={
            f"CS{n}": MinutesEstablishment(id=f"CS{n}", name=HOSTILE, type_label="Karaoke", commune="Xã Tân Hà")
            for n in range(1, 6)
        },
        shares=(ShareRow(dimension="commune", label="Xã Tân Hà", registered=3, selected=2),
                ShareRow(dimension="legal_form", label="", registered=3, selected=2)),
        spot_checks=("CS4",), changes=(), is_checked=True,
    )  # fmt: skip
    return replace(whole, **more)


def text_of(content: bytes) -> str:
    """Return what is read on paper: the body without its marks, spaces as one."""
    body = content.decode("utf-8").split("<body>")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_the_minutes_say_all_that_they_must(words):
    text = text_of(draw_minutes(paper(), words=words))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Lần bốc thăm số 03/2027", "08:30 01/03/2027", "Hội trường",
        "Trưởng phòng; Đại diện Công an xã", "5 cơ sở trong sổ, 3 cơ sở thuộc diện quản lý", "Đã đóng cửa. 1",
        "còn chờ phòng quyết định nhận hay không. 1", "Đóng cửa 08:30 01/03/2027 thu ds.xlsx",
        "Đổi loại hình: Karaoke thành Xông hơi", "chuyển đi: CS4.", "Không thể ít hơn 2, vì",
        "Chọn 2 cơ sở: 1 bắt buộc, 0 theo điểm rủi ro, 1 bốc thăm.", hash_groups("ab" * 32), hash_groups("ef" * 32),
        "3141 5926 5358 9793 2384", hash_groups("12" * 32), "1/3", "66,6 %", "Chưa ghi 3 2", "NGƯỜI CHỨNG KIẾN",
        "kết quả khớp",
    ):  # fmt: skip
        assert said in text, said
    assert "Mã bí mật được giữ kín" in text and "không có người chứng kiến" not in text


def test_nothing_of_the_register_becomes_markup_and_nothing_is_fetched(words):
    html = draw_minutes(paper(), words=words).decode("utf-8")
    assert "<script" not in html and "&lt;script&gt;" in html and "{bạn}" in html
    assert not re.search(r"https?:|url\(|@import|src=", html)
    assert draw_minutes(paper(), words=words).decode("utf-8") == html


@pytest.mark.parametrize("source", [DiceSource.AUTOMATIC, DiceSource.GIVEN])
def test_unwatched_dice_are_named_as_such(words, source):
    draw = replace(paper().draw, dice_source=source, participants=())
    text = text_of(draw_minutes(paper(draw=draw), words=words))
    assert "không có người chứng kiến" in text and "NGƯỜI CHỨNG KIẾN" not in text


def test_the_salt_is_printed_once_the_round_is_closed(words):
    text = text_of(draw_minutes(paper(salt="5a" * 32), words=words))
    assert hash_groups("5a" * 32) in text and "được giữ kín đến khi khép đợt" not in text


def test_a_repeated_draw_says_why_and_who_approved_or_that_nobody_could(words):
    draw = replace(
        paper().draw, repeats=(1, 2), reason="Đợt hai", needs_approval=True, approved_by="ba", approved_at=AT
    )
    text = text_of(draw_minutes(paper(draw=draw, differs=("So với lần 02/2027: thêm 1 cơ sở.",)), words=words))
    assert "01/2027, 02/2027 trong năm. Lý do bốc thăm lần nữa: Đợt hai." in text
    assert "Tài khoản ba đã duyệt" in text and "So với lần 02/2027" in text
    alone = replace(draw, needs_approval=False, approved_by="", approved_at=None)
    assert "không có tài khoản lập kế hoạch thứ hai" in text_of(draw_minutes(paper(draw=alone), words=words))


def test_changes_by_hand_stand_in_the_minutes_with_their_document(words):
    common = {"round_id": "D2027-02", "account": "thu", "at": AT}
    changes = (
        SampleChange(number=1, kind=ChangeKind.SUBSTITUTE, establishment_id="CS2", stand_in="CS3", reason="đóng cửa", **common),
        SampleChange(number=2, kind=ChangeKind.REMOVE, establishment_id="CS1", reason="điều tra", document_no="7/CV", **common),
    )  # fmt: skip
    text = text_of(draw_minutes(paper(changes=changes), words=words))
    assert "CS2 không kiểm tra được (đóng cửa); thay bằng dự phòng CS3 (thu, 08:30 01/03/2027)." in text
    assert "Bớt CS1 theo 7/CV: điều tra" in text


def test_the_notice_shows_three_hashes_and_no_seed(words):
    draw = replace(paper().draw, dice="", seed="")
    text = text_of(hash_notice(draw, office="Phòng", superior="UBND", words=words))
    assert all(hash_groups(h * 32) in text for h in ("ab", "cd", "ef"))
    assert text.count("Mã băm") == 3


NAMES = {"X": "Tân Hà", "Y": "Tân Đông", "k": "Karaoke"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Không thể ít hơn 2, vì kế hoạch đòi ít nhất 20 % của 10 cơ sở, tức 2 cơ sở."),
        ({"done": 1, "lower_bound": 1, "must": 0}, "mà trong năm mới kiểm tra được 1."),
        ({"lower_bound": 1}, "Không thể ít hơn 1, vì có 1 cơ sở bắt buộc"),
        # Case 3 of the design: 2 + 2 of the communes, 2 of the type, 1 serves both: 1 + 4 + 2 - 1 = 6.
        ({"communes": ("X", "Y"), "types": ("k",), "communes_need": 4, "types_need": 2, "both": 1, "lower_bound": 6},
         "Không thể ít hơn 6, vì ngoài 1 cơ sở bắt buộc, Tân Hà, Tân Đông cần thêm 4, Karaoke cần thêm 2, mà chỉ 1"),
        ({"communes": ("X",), "communes_need": 4, "lower_bound": 5}, "Tân Hà cần thêm 4 cơ sở mới đủ mức tối thiểu của xã"),
        ({"types": ("k",), "types_need": 4, "lower_bound": 5}, "Karaoke cần thêm 4 cơ sở mới đủ mức tối thiểu của loại"),
    ],
)  # fmt: skip
def test_the_first_sentence_of_the_proof_is_plain(words, changed, said):
    proof = replace(PROOF, **{"size": changed.get("lower_bound", 2)} | changed)
    assert said in proof_sentences(proof, words=words, names=NAMES)[0]


def test_every_smaller_size_is_refuted_and_a_larger_one_is_called_so(words):
    refuted = tuple(RefutedSize(size=2 + n, places=n - 1, needed=3, communes=("X",), types=("k",)) for n in range(5))
    lines = proof_sentences(replace(PROOF, refuted=refuted, size=9), words=words, names=NAMES)
    assert lines[0] == "Đợt này chọn 9 cơ sở theo quy tắc của phòng; mức ít nhất là 7."
    assert lines[1] == (
        "Không thể ít hơn 7, vì với 6 cơ sở thì phần chọn theo điểm còn 3 suất, mà Tân Hà, Karaoke cần 3."
    )
    assert lines[2].startswith("Không thể ít hơn 2, vì kế hoạch")
    assert lines[3].startswith("2 cơ sở cũng chưa đủ: riêng phần bốc thăm")
    assert lines[4] == "3 cơ sở cũng chưa đủ: phần chọn theo điểm còn 0 suất, mà Tân Hà, Karaoke cần 3."
    assert lines[6:] == ("Còn 2 cỡ mẫu nữa không dùng được, lý do tương tự.",)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ({"places": 4, "needed": 6, "unseen": True},
         "Không thể ít hơn 3, vì với 2 cơ sở thì cần 6 cơ sở chưa từng được kiểm tra, mà khi giữ các mức tối thiểu khác "
         "chỉ chọn được 4."),
        ({"places": -1, "needed": 0},
         "Không thể ít hơn 3, vì với 2 cơ sở thì riêng phần bốc thăm tối thiểu đã nhiều hơn số suất còn lại."),
    ],
)  # fmt: skip
def test_the_plain_sentence_is_that_of_the_size_and_not_of_the_lower_bound(words, last, said):
    """n0 is 2 and n is 3: the share explains 2, so the plain sentence for 3 is why 2 cannot do."""
    refuted = (RefutedSize(size=2, communes=(), types=(), **last),)
    lines = proof_sentences(replace(PROOF, refuted=refuted, size=3), words=words, names=NAMES)
    assert lines[0] == said and "20 %" not in lines[0] and "20 %" in lines[1]


def test_a_size_of_the_rule_gives_no_reason_that_is_not_its_own(words):
    """n0 = 2 would do; the rule chose 5: nothing proves 5, and the first sentence does not say that anything does."""
    lines = proof_sentences(replace(PROOF, size=5), words=words, names=NAMES)
    assert lines[0] == "Đợt này chọn 5 cơ sở theo quy tắc của phòng; mức ít nhất là 2."
    assert lines[1].startswith("Không thể ít hơn 2, vì")


def test_who_called_a_complaint_a_clear_sign_stands_in_the_minutes(words):
    assert "Phân loại: thu; người thứ hai" in text_of(
        draw_minutes(paper(clear_signs=("CS1 … Phân loại: thu; người thứ hai đồng ý: ba.",)), words=words)
    )
