"""Files from which nothing can be read: the refusal says where and what to do."""

from corpus.notation import Refused

BOOKS = (
    Refused(
        id="only_the_name_column_is_misspelt",
        sheets={
            "Danh sách": """
| STT | Tên cơ sởr | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
""",
        },
        says=("Danh sách", "Tên cơ sở"),
    ),
    Refused(
        id="a_letter_and_no_list",
        sheets={
            "Trang 1": """
| Kính gửi: Phòng Văn hóa và Thông tin |
| Trên địa bàn xã không có cơ sở nào. |
""",
        },
        says=("Tên cơ sở",),
    ),
    Refused(
        id="the_list_of_another_district",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | xã Phước Vinh, huyện Châu Thành |
| 2 | Hoa Mai | Nhà nghỉ | xã Ninh Điền, huyện Châu Thành |
""",
        },
        says=("Phước Vinh",),
    ),
    Refused(
        id="a_header_and_nothing_below",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| Tổng cộng | 0 | | |
""",
        },
        says=("DS",),
    ),
)
