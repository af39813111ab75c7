"""Which words are Vietnamese: the syllables that the spelling allows, and the common ones among them.

Legacy encodings are told by words, never by letters: "Ê" is a letter of
Unicode and, in TCVN3, the letter ấ; "Êp" is no syllable, "ấp" is one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_ONSETS = "b ch d đ gi h kh l m n nh p ph r s t th tr v x"
_BEFORE_FRONT = ("k", "gh", "ngh")
_BEFORE_BACK = ("c", "g", "ng")
_FRONT = "eêiy"

_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu y ych yêm yên yêng yêt yêu ynh yt
o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt
oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut ua uân uât uâng uây uê uêch uênh uôc uôi uôm uôn uông uôp uôt uơ uy uya uych uynh uyt uyu
uyên uyêt uyn uyp ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
"""
_AFTER_QU = """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng ât âu ây e en eo et ê ên ênh êt êch i it ich
inh in ôc ơ ơi ơn y ynh yên yêt yt yêu
"""
_AFTER_G = ("i", "in", "im", "iêng", "iêt", "iêm", "iêu")
"""Rhymes whose i is the vowel after "g" too: gì, giếng."""

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")

_COMMON_WORDS = """
tên cơ sở kinh doanh dịch vụ loại hình địa chỉ ấp xã phường thị trấn huyện tỉnh thành phố khu tổ đường số thứ tự chủ
họ và người đại diện pháp luật điện thoại liên hệ ghi chú giấy phép ngày tháng năm cấp hết hạn thời đăng ký mã thuế
hộ nghiệp công ty phòng buồng lao động nhân viên giờ hoạt tình trạng hiện kiểm tra gần nhất lần kết quả vi phạm xử
lý nội dung vĩ độ tọa toạ vị trí định bản đồ ngành nghề lĩnh vực bảng biển hiệu đơn hành chính bàn quán nhà nghỉ trọ
khách sạn hàng cà phê giải khát nước hát nhạc xoa bóp bấm huyệt tắm hơi xông vũ trường trò chơi tử mạng hớt tóc gội
đầu uốn làm đẹp cắt cho thuê lưu trú căn ăn uống nhậu bình dân sân vườn võng chòi gia đình đã đang đóng cửa ngừng
ngưng tạm mở chuyển thể chưa không có còn cũ mới nay là thuộc của tại trên dưới đối cạnh chợ cầu ngã ba bốn tư sáu
bảy tám chín mười một hai quốc lộ hẻm ngõ xóm thôn khóm sóc bến cổng trước sau giữa kế bên tây đông nam bắc trung
tân thạnh suối ngô hà hội hòa hoà hưng phú châu hiệp lập biên long vĩnh an ninh dương đức giang hải hậu hiền hiếu
hoa hoàng hồng hùng hương huệ huế hữu khánh kiên kiều kim lan lâm lê lệ linh lộc lợi lương mai mạnh mỹ minh nga ngân
nghĩa ngọc nguyễn nguyên nguyệt nhàn nhật nhi nhung oanh phan phát phong phúc phước phương quang quân quý quyên
quỳnh sang sáng sơn tài tấn tâm thái thắm thanh thảo thắng thế thiên thiện thiết thịnh thọ thoa thơ thu thuận thúy
thuý thủy thuỷ thùy thư thương thủ tiên tiến tín toàn trâm trân trang triều trinh trọng trúc tú tuấn tuệ tùng tường
tuyền tuyết vân văn việt vinh võ vương xuân yến yên đào đặng đạt đinh đoàn đỗ bùi bảo bích bé cẩm cao chi chiến
cường danh diễm diệp diệu dũng duy duyên gấm giàu hạnh hằng hảo hiển hoài hợp đồng sao ánh trăng mơ mộng đêm vàng
bạc xanh đỏ tím trắng đen núi sông hồ rừng thác mừng vui nhớ yêu bạn anh em chị cô cậu bác ông bà tổng cộng sách ủy
uỷ ban hóa hoá thông tin độc do biểu thống kê báo cáo tiếng đầy đủ đúng đề nghị được bị các những này theo về với từ
đến
"""
"""Syllables that registers are full of; a word list of the kind that tells languages apart."""

_WORDS = re.compile(r"[^\s\x00-@\[-`{-\x7f\u2000-\u206f\ufeff]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case: what stands between spaces, figures and ASCII punctuation.

    Letters of legacy encodings look like symbols ("x·", "T©n") and stay in their words.
    """
    return _WORDS.findall(unicodedata.normalize("NFC", text).lower())


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words with diacritics of an office's own lists: they count as common ones."""
    return COMMON | {word for text in texts for word in words_of(text) if not word.isascii()}


def is_syllable(word: str) -> bool:
    """Tell whether a lower-case word of two letters or more is spelt as Vietnamese.

    Examples
    --------
    >>> is_syllable("ấp"), is_syllable("êp"), is_syllable("quán"), is_syllable("hßa")
    (True, False, True, False)
    """
    return word in SYLLABLES


def _all_syllables() -> Iterator[str]:
    for rhyme in _RHYMES.split():
        before = _BEFORE_FRONT if rhyme[0] in _FRONT else _BEFORE_BACK
        for toned in _toned(rhyme):
            yield from (onset + toned for onset in ("", *_ONSETS.split(), *before))
    for rhyme in _AFTER_QU.split():
        yield from (f"qu{toned}" for toned in _toned(rhyme))
    for rhyme in _AFTER_G:
        yield from (f"g{toned}" for toned in _toned(rhyme))


def _toned(rhyme: str) -> Iterator[str]:
    is_stopped = rhyme.endswith(("c", "ch", "p", "t"))
    for place in _tone_places(rhyme):
        for tone in _STOPPED_TONES if is_stopped else _TONES:
            yield unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Return where a rhyme bears its tone; hòa and hoà are both written."""
    marked = [place for place, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    vowels = [place for place, letter in enumerate(rhyme) if letter in "aeiouy"]
    if rhyme in ("oa", "oe", "uy"):
        return (0, 1)
    has_coda = len(vowels) < len(rhyme)
    return (vowels[1] if len(vowels) == 3 or (len(vowels) == 2 and has_coda) else vowels[0],)


COMMON = frozenset(_COMMON_WORDS.split())
SYLLABLES = frozenset(word for word in _all_syllables() if len(word) > 1)
"""Every syllable of two letters or more, in lower-case NFC, with and without diacritics."""
