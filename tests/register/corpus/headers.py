"""Where a list begins: title blocks, headers of one row or two, column numbers, merged cells."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="title_block_of_a_district",
        sheets={
            "DS": """
| ỦY BAN NHÂN DÂN | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | |
| HUYỆN TÂN CHÂU | | | Độc lập - Tự do - Hạnh phúc | |
| | | | | |
| DANH SÁCH | | | | |
| Các cơ sở kinh doanh dịch vụ dễ phát sinh tệ nạn xã hội năm 2023 | | | | |
| | | | | |
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã, thị trấn |
| 1 | Ánh Sao | Karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Bình Minh | Nhà nghỉ | Ấp Hội Thắng | Tân Hội |
""",
        },
        truth="""
| at | name | type | hamlet | unit | now | status |
| 8 | Ánh Sao | KARAOKE | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | active |
| 9 | Bình Minh | NHANGHI | Ấp Hội Thắng | o:Tân Hội | Tân Hội | active |
""",
    ),
    Book(
        id="header_as_late_as_row_thirteen",
        sheets={
            "Bieu 01": """
| Biểu số 01 | | | |
| (Kèm theo Công văn số 15/VHTT ngày 12/4/2023) | | | |
| | | | |
| UBND HUYỆN TÂN CHÂU | | | |
| PHÒNG VĂN HÓA VÀ THÔNG TIN | | | |
| | | | |
| THỐNG KÊ CƠ SỞ | | | |
| Thời điểm: tháng 4 năm 2023 | | | |
| Người báo cáo: cán bộ văn hóa | | | |
| Đơn vị tính: cơ sở | | | |
| | | | |
| | | | |
| TT | Tên cơ sở kinh doanh | Loại hình kinh doanh | Địa bàn |
| 01 | Hoa Mai | Nhà nghỉ | xã Suối Ngô |
""",
        },
        truth="""
| at | name | type | unit | now |
| 14 | Hoa Mai | NHANGHI | o:Suối Ngô | Tân Hòa |
""",
    ),
    Book(
        id="row_of_column_numbers_in_brackets",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| (1) | (2) | (3) | (4) | (5) |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 |
""",
        },
        truth="""
| at | name | type | unit | rooms |
| 3 | Ánh Sao | KARAOKE | o:Tân Hà | 4 |
""",
    ),
    Book(
        id="row_of_column_numbers_bare_or_lettered",
        sheets={
            "Một": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| #1 | #2 | #3 | #4 | #5 |
| #1 | Ánh Sao | Karaoke | Tân Hà | #4 |
""",
            "Hai": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| A | B | C | 1 | 2=3+4 |
| 1 | Sao Mai | Karaoke | Tân Hà | 4 |
""",
        },
        truth="""
| at | name | type | unit | rooms |
| Một!3 | Ánh Sao | KARAOKE | o:Tân Hà | 4 |
| Hai!3 | Sao Mai | KARAOKE | o:Tân Hà | 4 |
""",
    ),
    Book(
        id="header_of_two_merged_rows",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | | Giấy phép | | Lao động |
| | | | Ấp | Xã | Số | Ngày cấp | |
| 1 | Ánh Sao | Karaoke | Ấp 3 | Tân Hưng | 12/GP-VHTT | 05/03/2019 | 5 |
| 2 | Hoa Mai | Karaoke | Ấp 4 | Tân Hưng | 13/GP-VHTT | 06/03/2019 | 3 |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:E1 F1:G1 H1:H2",
        truth="""
| at | name | hamlet | unit | licence_no | licence_on | staff_total |
| 3 | Ánh Sao | Ấp 3 | o:Tân Hưng | 12/GP-VHTT | 2019-03-05 | 5 |
| 4 | Hoa Mai | Ấp 4 | o:Tân Hưng | 13/GP-VHTT | 2019-03-06 | 3 |
""",
    ),
    Book(
        id="header_of_two_rows_never_merged",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Giấy phép | | Quy mô | |
| | | | | Số | Ngày cấp | Số phòng | Số lao động |
| 1 | Ánh Sao | Karaoke | Tân Hà | 12/GP | 05/03/2019 | 6 | 4 |
""",
        },
        truth="""
| at | name | type | unit | licence_no | licence_on | rooms | staff_total |
| 3 | Ánh Sao | KARAOKE | o:Tân Hà | 12/GP | 2019-03-05 | 6 | 4 |
""",
    ),
    Book(
        id="table_away_from_the_corner",
        sheets={
            "DS": """
| | | | | | |
| | | | | | |
| | | TT | Tên cơ sở | Loại hình | Xã |
| | | 1 | Ánh Sao | Karaoke | Tân Hà |
| | | | | | |
| | | 2 | Hoa Mai | Nhà nghỉ | Tân Hà |
| | | | | | |
| | | | | | |
| | | 3 | Hải Âu | Massage | Suối Ngô |
""",
        },
        truth="""
| at | name | type | unit |
| 4 | Ánh Sao | KARAOKE | o:Tân Hà |
| 6 | Hoa Mai | NHANGHI | o:Tân Hà |
| 9 | Hải Âu | MASSAGE | o:Suối Ngô |
""",
    ),
    Book(
        id="commune_merged_down_its_rows",
        sheets={
            "DS": """
| STT | Xã, thị trấn | Tên cơ sở | Loại hình |
| 1 | Thị trấn Tân Châu | Ánh Sao | Karaoke |
| 2 | | Hoa Mai | Nhà nghỉ |
| 3 | | Bờ Hồ | Cà phê võng |
| 4 | Suối Ngô | Cây Dừa | Cà phê |
| 5 | | Cây Xoài | Quán nhậu |
""",
        },
        merge="B2:B4 B5:B6",
        truth="""
| at | name | type | unit | now |
| 2 | Ánh Sao | KARAOKE | o:Tân Châu | Tân Châu |
| 3 | Hoa Mai | NHANGHI | o:Tân Châu | Tân Châu |
| 4 | Bờ Hồ | CAPHE | o:Tân Châu | Tân Châu |
| 5 | Cây Dừa | CAPHE | o:Suối Ngô | Tân Hòa |
| 6 | Cây Xoài | NHAHANG | o:Suối Ngô | Tân Hòa |
""",
    ),
)
