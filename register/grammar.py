"""The fixed phrases by which registers are laid out, all folded (register.fold).

They are grammar, not names: what an office may change (headers, types,
communes, status words) arrives as data in the RegisterReference.
"""

KINDS = {
    "xa": "xa",
    "x": "xa",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "t tran": "thi tran",
    "t t": "thi tran",
    "t tr": "thi tran",
    "ttr": "thi tran",
    "thi xa": "thi xa",
    "phuong": "phuong",
    "p": "phuong",
}
"""How a commune's kind is written before its name."""

WIDER_AREAS = frozenset({"huyen", "h", "tinh", "t", "tp"})
"""A word that may follow a commune's name without a comma: the area around it."""

HAMLET_KINDS = ("khu pho", "to dan pho", "ap", "kp", "thon", "khom", "to")
"""How a hamlet begins in an address; the first of an address wins, a "tổ" only without another."""

HAMLET_GROUPS = {
    "khu pho": False, "to dan pho": False, "ap": False, "kp": False, "khom": False, "thon": True, "to": True,
}  # fmt: skip
"""Kinds of hamlets as group lines, and whether a number must follow: "Thôn Vỹ" and "Tổ Ấm" are businesses."""

DITTO = frozenset({"nt", "n t", "nhu tren", "tuong tu"})
DITTO_MAX_LENGTH = 12
"""Longer cells are no dittos, even in decomposed letters."""

DITTO_SIGNS = frozenset({'"', "''", '""', "”", "“", "〃", "-//-", "//", "-nt-", "--nt--", "''''"})

TOTALS = ("tong cong", "cong", "tong so", "tong")
AFTER_TOTAL = frozenset(
    {"co", "ho", "xa", "thi", "tt", "phuong", "huyen", "i", "ii", "iii", "iv", "v", "toan", "danh", "so", "muc"}
)
"""Words that may follow "Cộng" in a total: "Cộng xã Tân Hà", "Tổng số cơ sở"."""

SIGNATURES = (
    "nguoi lap",
    "nguoi lap bieu",
    "nguoi tong hop",
    "noi nhan",
    "tm uy ban nhan dan",
    "tm ubnd",
    "kt chu tich",
    "tl chu tich",
    "chu tich",
    "pho chu tich",
    "thu truong",
    "truong phong",
    "pho truong phong",
    "xac nhan cua",
    "can bo lap",
    "ky ten",
    "ky ghi ro ho ten",
    "ky va ghi ro ho ten",
)
"""How the block of signatures below a list begins; a row of data has a number before it."""

GROUP_LABELS = ("loai hinh", "dia ban", "don vi", "nhom", "linh vuc", "nganh nghe", "danh sach")
"""What may stand before the name of a group: "Địa bàn: xã Tân Hà"."""

NAME_PREFIXES = (
    "ho kinh doanh",
    "ho kd",
    "hkd",
    "ho",
    "doanh nghiep tu nhan",
    "dntn",
    "dn",
    "cong ty tnhh mot thanh vien",
    "cong ty tnhh mtv",
    "cong ty tnhh",
    "cong ty co phan",
    "cong ty",
    "cty tnhh mtv",
    "cty tnhh",
    "cty cp",
    "cty",
    "tnhh mtv",
    "tnhh",
    "mtv",
    "chi nhanh",
    "cn",
    "co so kinh doanh",
    "co so",
    "cs",
    "quan",
    "tiem",
    "diem",
    "dich vu",
    "dv",
    "kinh doanh",
    "kd",
    "gia dinh",
)
"""What may stand before the part of a name that tells one business from another."""

NO_NAMES = frozenset(
    {"khong ten", "chua co ten", "khong co ten", "khong bang hieu", "khong co bang hieu", "khong bien hieu", "chua ro"}
)
"""Entries of a name column that are no name: two of them are not one business."""

NO_TICKS = frozenset({"", "0", "khong", "khong co", "chua", "false"})
"""What stands in a column of ticks where there is none; a dash folds to ""."""

EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})

NOTHING = frozenset(
    {"", "x", "0", "khong", "khong co", "chua", "chua co", "chua cap", "chua kiem tra", "chua lan nao", "khong ro"}
)
"""How people write "none" into a cell of a date, number, code or phone; a dash folds to ""."""
