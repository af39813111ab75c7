"""What looks like one thing and is another: groups, names, columns, addresses, signatures."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="group_lines_merged_over_the_whole_width",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| I. XÃ TÂN HÀ | | | |
| 1 | Ánh Sao | Karaoke | Ấp 1 |
| II. XÃ SUỐI NGÔ | | | |
| 1 | Hoa Mai | Nhà nghỉ | Ấp 2 |
| Tổng cộng: 02 cơ sở | | | |
""",
        },
        merge="A2:D2 A4:D4 A6:D6",
        truth="""
| at | name | unit |
| 3 | Ánh Sao | o:Tân Hà |
| 5 | Hoa Mai | o:Suối Ngô |
""",
    ),
    Book(
        id="businesses_named_like_places_trades_and_totals",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Tân Hà | Karaoke | Ấp 1 | Suối Ngô |
| 2 | Suối Dây | Nhà nghỉ | Ấp 2 | Tân Hà |
| 3 | Karaoke | Karaoke | Ấp 3 | Tân Hà |
| 4 | Cộng Cà Phê | Cà phê | Ấp 1 | Tân Hà |
| 5 | Tổng Hợp | Internet | Ấp 4 | Tân Hà |
| 6 | Ấp Bắc | Quán nhậu | Ấp 2 | Tân Hà |
| 7 | 79 | Karaoke | Ấp 2 | Tân Hà |
| 8 | Thủ Trưởng | Quán nhậu | Ấp 1 | Tân Hà |
""",
        },
        truth="""
| at | name | type | unit |
| 2 | Tân Hà | KARAOKE | o:Suối Ngô |
| 3 | Suối Dây | NHANGHI | o:Tân Hà |
| 4 | Karaoke | KARAOKE | o:Tân Hà |
| 5 | Cộng Cà Phê | CAPHE | o:Tân Hà |
| 6 | Tổng Hợp | GAME | o:Tân Hà |
| 7 | Ấp Bắc | NHAHANG | o:Tân Hà |
| 8 | 79 | KARAOKE | o:Tân Hà |
| 9 | Thủ Trưởng | NHAHANG | o:Tân Hà |
""",
    ),
    Book(
        id="running_numbers_that_are_formulas",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| #1 | Ánh Sao | Karaoke | Tân Hà |
| =A2+1 | Hoa Mai | Nhà nghỉ | Tân Hà |
| =A3+1 | Sao Đêm | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 3 | Hoa Mai |
| 4 | Sao Đêm |
""",
    ),
    Book(
        id="empty_sheets_behind_the_list",
        sheets={
            "Sheet1": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
""",
            "Sheet2": "| |",
            "Sheet3": "| |",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
""",
    ),
    Book(
        id="registration_and_licence_each_with_its_date",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Giấy CNĐKKD | | Giấy phép karaoke | |
| | | | | Số | Ngày cấp | Số | Ngày cấp |
| 1 | Ánh Sao | Karaoke | Tân Hà | 45D8000301 | 01/02/2015 | 12/GP | 05/03/2019 |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:D2 E1:F1 G1:H1",
        truth="""
| at | name | reg_no | licence_no | licence_on |
| 3 | Ánh Sao | 45D8000301 | 12/GP | 2019-03-05 |
""",
    ),
    Book(
        id="the_unit_column_holds_communes",
        sheets={
            "DS": """
| STT | Đơn vị | Tên cơ sở | Loại hình |
| 1 | Xã Tân Hà | Ánh Sao | Karaoke |
| 2 | Xã Suối Ngô | Hoa Mai | Nhà nghỉ |
""",
        },
        truth="""
| at | name | unit |
| 2 | Ánh Sao | o:Tân Hà |
| 3 | Hoa Mai | o:Suối Ngô |
""",
    ),
    Book(
        id="district_and_province_without_their_words",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Ánh Sao | Karaoke | Ấp 3, Tân Hưng, Tân Châu, Tây Ninh |
| 2 | Hoa Mai | Nhà nghỉ | Ấp 1, xã Tân Hà, Tân Châu, Tây Ninh |
""",
            "Hai": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Sao Đêm | Karaoke | Tân Hiệp - Tân Châu |
| 2 | Bờ Hồ | Cà phê | Suối Ngô, Tân Châu, Tây Ninh |
""",
        },
        truth="""
| at | name | unit |
| DS!2 | Ánh Sao | o:Tân Hưng |
| DS!3 | Hoa Mai | o:Tân Hà |
| Hai!2 | Sao Đêm | o:Tân Hiệp |
| Hai!3 | Bờ Hồ | o:Suối Ngô |
""",
    ),
    Book(
        id="the_owner_s_address_is_not_the_business_s",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | | Địa chỉ kinh doanh | Xã |
| | | | Họ tên | Nơi thường trú | | |
| 1 | Ánh Sao | Karaoke | Lê Văn Chót | Ấp 9, xã Suối Ngô | Ấp 1 | Tân Hà |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:E1 F1:F2 G1:G2",
        truth="""
| at | name | hamlet | unit |
| 3 | Ánh Sao | Ấp 1 | o:Tân Hà |
""",
        never=("Chót", "Ấp 9"),
    ),
    Book(
        id="a_phone_inside_an_address_or_a_name",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Ánh Sao - 0900000123 | Karaoke | Ấp 1 | Tân Hà |
| 2 | Hoa Mai | Nhà nghỉ | Ấp 2 (ĐT: 0900.000.124) | Tân Hà |
""",
        },
        truth="""
| at | unit |
| 2 | o:Tân Hà |
| 3 | o:Tân Hà |
""",
        may="2 3",
        never=("0900000123", "0900.000.124"),
    ),
    Book(
        id="a_lonely_signature",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| | | | |
| | | Tân Hà, ngày 12 tháng 4 năm 2023 | |
| | | | |
| | | Huỳnh Văn Duyệt | |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
""",
        never=("Duyệt",),
    ),
    Book(
        id="signature_words_nobody_listed",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| | Công chức Văn hóa - Xã hội | | CHỦ TỊCH UBND XÃ |
| | Đặng Thị Ký | | Huỳnh Văn Duyệt |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
""",
        never=("Đặng Thị Ký", "Duyệt"),
    ),
)
