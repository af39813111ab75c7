"""Headers in storeys, group lines that count, and lists written wholly on one map."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="a_storey_of_headings_above_the_header",
        sheets={
            "DS": """
| STT | Thông tin cơ sở | | | Thông tin quản lý | | |
| | Tên cơ sở | Loại hình | Xã | Số phòng | Tình trạng | Ngày kiểm tra |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 | Tạm ngưng | 12/5/2022 (không vi phạm) |
""",
        },
        merge="A1:A2 B1:D1 E1:G1",
        truth="""
| at | name | type | unit | rooms | status | last_inspected_on |
| 3 | Ánh Sao | KARAOKE | o:Tân Hà | 4 | paused | 2022-05-12 |
""",
    ),
    Book(
        id="units_of_measure_below_the_header",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng | Số lao động |
| | | | | (phòng) | (người) |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 | 3 |
""",
        },
        truth="""
| at | name | rooms | staff_total |
| 3 | Ánh Sao | 4 | 3 |
""",
    ),
    Book(
        id="staff_in_total_and_women_among_them",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Lao động | |
| | | | | Tổng số | Nữ |
| 1 | Ánh Sao | Karaoke | Tân Hà | 5 | 3 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 2 | 1 |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:D2 E1:F1",
        truth="""
| at | staff_total |
| 3 | 5 |
| 4 | 2 |
""",
    ),
    Book(
        id="group_lines_that_carry_their_counts",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Số phòng | Số LĐ |
| I | Xã Tân Hà | 02 cơ sở | | 10 | 7 |
| 1 | Ánh Sao | Karaoke | Ấp 1 | 4 | 3 |
| 2 | Sao Đêm | Karaoke | Ấp 2 | 6 | 4 |
| II | Xã Suối Ngô | 01 cơ sở | | 12 | 2 |
| 1 | Hoa Mai | Nhà nghỉ | Ấp 2 | 12 | 2 |
| | Tổng số | 03 cơ sở | | 22 | 9 |
""",
        },
        truth="""
| at | name | unit | rooms |
| 3 | Ánh Sao | o:Tân Hà | 4 |
| 4 | Sao Đêm | o:Tân Hà | 6 |
| 6 | Hoa Mai | o:Suối Ngô | 12 |
""",
    ),
    Book(
        id="a_list_of_the_six_communes_of_today",
        sheets={
            "DS": """
| DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ TRÊN ĐỊA BÀN 06 XÃ (năm 2026) | | | |
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Xã Tân Châu |
| 2 | Hoa Mai | Nhà nghỉ | Xã Tân Phú |
| 3 | Sao Đêm | Karaoke | Xã Tân Hội |
| 4 | Bờ Hồ | Cà phê | Xã Tân Thành |
| 5 | Cây Dừa | Cà phê | Xã Tân Hòa |
| 6 | Hai Lúa | Quán nhậu | Xã Tân Đông |
""",
        },
        truth="""
| at | unit | now |
| 3 | n:Tân Châu | Tân Châu |
| 4 | n:Tân Phú | Tân Phú |
| 5 | n:Tân Hội | Tân Hội |
| 6 | n:Tân Thành | Tân Thành |
| 7 | n:Tân Hòa | Tân Hòa |
| 8 | n:Tân Đông | Tân Đông |
""",
    ),
    Book(
        id="xa_tan_chau_exists_only_today",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Xã Tân Châu |
| 2 | Hoa Mai | Nhà nghỉ | Xã Tân Hội |
""",
        },
        truth="""
| at | unit |
| 2 | n:Tân Châu |
| 3 | n:Tân Hội |
""",
    ),
    Book(
        id="status_in_whole_sentences",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Tình trạng hoạt động |
| 1 | Hoa Mai | Karaoke | Tân Hà | Tạm ngừng hoạt động từ tháng 6 |
| 2 | Hoa Sứ | Karaoke | Tân Hà | Đang tạm nghỉ |
| 3 | Hoa Lan | Karaoke | Tân Hà | Đã giải thể năm 2021 |
| 4 | Hải Âu | Karaoke | Tân Hà | Đã hoạt động trở lại |
| 5 | Bồ Câu | Karaoke | Tân Hà | Dời về xã Suối Ngô |
| 6 | Tây Đô | Karaoke | Tân Hà | Đã chuyển sang nghề khác |
| 7 | Thu Hà | Karaoke | Tân Hà | ngưng h.đ |
| 8 | Lá Xanh | Karaoke | Tân Hà | hết giấy phép |
""",
        },
        truth="""
| at | status |
| 2 | paused |
| 3 | paused |
| 4 | closed |
| 5 | active |
| 6 | moved |
| 7 | closed |
| 8 | closed |
| 9 | unverified |
""",
        doubts="9",
    ),
    Book(
        id="name_merged_over_two_columns_and_a_blank_line_below_the_header",
        sheets={
            "DS": """
| STT | Tên cơ sở | | Loại hình | Xã |
| | | | | |
| 1 | Ánh Sao | | Karaoke | Tân Hà |
| 2 | Hoa Mai | | Nhà nghỉ | Tân Hà |
""",
        },
        merge="B1:C1 B3:C3 B4:C4",
        truth="""
| at | name | type |
| 3 | Ánh Sao | KARAOKE |
| 4 | Hoa Mai | NHANGHI |
""",
    ),
    Book(
        id="soft_hyphens_survive_next_to_plain_words",
        sheets={
            "DS": """
| STT | Tªn c¬ së | Lo¹i h×nh | §Þa chØ | X· |
| 1 | H­¬ng L­u | Nhµ nghØ | Êp T©n L­îng | T©n H­ng |
| 2 | Karaoke 79 | Karaoke | Êp 2 | T©n Hµ |
| 3 | Net Online | Internet | Êp 3 | Suèi Ng« |
""",
        },
        recode={"none": "tcvn3"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hương Lưu | NHANGHI | Ấp Tân Lượng | o:Tân Hưng |
| 3 | Karaoke 79 | KARAOKE | Ấp 2 | o:Tân Hà |
| 4 | Net Online | GAME | Ấp 3 | o:Suối Ngô |
""",
    ),
    Book(
        id="counts_of_lists_that_never_agree",
        sheets={
            "Tổng hợp": """
| STT | Xã | Số cơ sở | Karaoke | Nhà nghỉ |
| 1 | Tân Hà | 2 | 1 | 1 |
| 2 | Suối Ngô | 1 | 1 | 0 |
| Cộng | | 3 | 2 | 1 |
""",
            "Chi tiết": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà |
| 3 | Sao Đêm | Karaoke | Suối Ngô |
""",
        },
        truth="""
| at | name | unit |
| Chi~tiết!2 | Ánh Sao | o:Tân Hà |
| Chi~tiết!3 | Hoa Mai | o:Tân Hà |
| Chi~tiết!4 | Sao Đêm | o:Suối Ngô |
""",
    ),
)
