"""Which page of the guide (docs/huong-dan) speaks of which page of the dashboard."""

CONTENTS = "README"
"""The guide's own list of tasks."""

GUIDE_OF = {
    "start": "01-bat-dau",
    "office": "02-don-vi",
    "register": "03-nhap-danh-sach",
    "mend": "04-sua-dong-can-xem",
    "map": "05-dat-vi-tri",
    "review": "06-gui-xa-ra-soat",
    "history": "07-co-quan-khac",
    "round": "08-mo-dot",
    "ceremony": "09-boc-tham",
    "plan": "10-lap-ke-hoach",
    "seal": "12-chot-va-gio-mo",
    "papers": "13-van-ban",
    "team": "14-phieu-lo-trinh",
    "results": "15-nhap-ket-qua",
    "follow_up": "17-phan-anh-khac-phuc",
    "triage": "17-phan-anh-khac-phuc",
    "deployment": "18-trien-khai-quy-dinh",
    "targets": "19-chi-tieu",
    "coverage": "20-lanh-dao",
    "method": "21-doc-con-so",
    "administration": "22-tai-khoan",
    "audit": "23-nhat-ky",
}
"""Pages of the dashboard by their names in the menu."""


def guide_address(page: str) -> str:
    """Return where the product serves what the guide says of a page of the dashboard."""
    return f"/guide/{GUIDE_OF.get(page, CONTENTS)}"
