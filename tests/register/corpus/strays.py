"""Fourth thoughts: cells in the wrong column, units that mislead, lists that change their mind halfway."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="an_unnumbered_list_without_a_type_column",
        sheets={
            "Nhà nghỉ": """
| Tên cơ sở | Địa chỉ | Xã |
| Hoa Mai | Ấp 1 | Tân Hà |
| Bình Minh | Ấp 2 | Tân Hà |
| Tân Hà | Ấp 3 | Tân Hà |
""",
        },
        truth="""
| at | name | type | hamlet |
| 2 | Hoa Mai | NHANGHI | Ấp 1 |
| 3 | Bình Minh | NHANGHI | Ấp 2 |
| 4 | Tân Hà | NHANGHI | Ấp 3 |
""",
    ),
    Book(
        id="a_supplement_below_the_signatures",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| Tổng cộng: 01 cơ sở | | | |
| | NGƯỜI LẬP BIỂU | | |
| | Đặng Thị Ký | | |
| DANH SÁCH BỔ SUNG | | | |
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Nhà nghỉ | Suối Ngô |
""",
        },
        truth="""
| at | name | unit |
| 2 | Ánh Sao | o:Tân Hà |
| 8 | Hoa Mai | o:Suối Ngô |
""",
        never=("Đặng Thị Ký",),
    ),
    Book(
        id="hamlet_column_with_bare_numbers",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Ấp | Xã |
| 1 | Ánh Sao | Karaoke | #3 | Tân Hà |
| 2 | Hoa Mai | Nhà nghỉ | Hội Thắng | Tân Hà |
| 3 | Sao Đêm | Karaoke | Ấp 3 | Tân Hà |
""",
        },
        truth="""
| at | name | hamlet |
| 2 | Ánh Sao | 3 |
| 3 | Hoa Mai | Hội Thắng |
| 4 | Sao Đêm | Ấp 3 |
""",
    ),
    Book(
        id="commune_merged_in_a_title_of_each_sheet",
        sheets={
            "Sheet1": """
| ỦY BAN NHÂN DÂN | | | |
| XÃ TÂN HÀ | | | |
| DANH SÁCH CƠ SỞ | | | |
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Ánh Sao | Karaoke | Ấp 1 |
""",
            "Sheet2": """
| ỦY BAN NHÂN DÂN | | | |
| THỊ TRẤN TÂN CHÂU | | | |
| DANH SÁCH CƠ SỞ | | | |
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Hoa Mai | Nhà nghỉ | Khu phố 1 |
""",
        },
        truth="""
| at | name | unit | hamlet |
| Sheet1!5 | Ánh Sao | o:Tân Hà | Ấp 1 |
| Sheet2!5 | Hoa Mai | o:Tân Châu | Khu phố 1 |
""",
    ),
    Book(
        id="two_businesses_of_one_phone_and_one_owner",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | Điện thoại | Địa chỉ | Xã |
| 1 | Nhà nghỉ Hoa Mai | Nhà nghỉ | Lê Văn Chót | 0900000126 | Ấp 1 | Tân Hà |
| 2 | Nhà nghỉ Sông Quê | Nhà nghỉ | Lê Văn Chót | 0900000126 | Ấp 4 | Suối Ngô |
| 3 | Cà phê Bờ Hồ | Cà phê | Lê Văn Chót | 0900000126 | Ấp 1 | Tân Hà |
""",
        },
        truth="""
| at | name |
| 2 | Nhà nghỉ Hoa Mai |
| 3 | Nhà nghỉ Sông Quê |
| 4 | Cà phê Bờ Hồ |
""",
        never=("Chót", "0900000126"),
    ),
    Book(
        id="the_same_number_of_registration_written_twice",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Số ĐKKD |
| 1 | Karaoke Ánh Sao | Karaoke | Ấp 1 | Tân Hà | 45D8-000.301 |
""",
            "Thuế": """
| STT | Tên hộ kinh doanh | Ngành nghề | Địa chỉ | Xã | Mã số HKD |
| 1 | Ánh Sao 1 | Karaoke | Ấp 1 | Tân Hà | 45D8000301 |
| 2 | Ánh Sao 2 | Karaoke | Ấp 1 | Tân Hà | 45D8000302 |
""",
        },
        truth="""
| at | name |
| VH!2 | Karaoke Ánh Sao |
| Thuế!2 | Ánh Sao 1 |
| Thuế!3 | Ánh Sao 2 |
""",
        offers=(("Thuế!2", "VH!2"),),
        may="Thuế!2",
        entities=("VH!2 Thuế!2",),
    ),
    Book(
        id="coordinates_that_lost_their_point",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Vĩ độ | Kinh độ |
| 1 | Hoa Mai | Karaoke | Tân Hà | #11716775 | #106183351 |
| 2 | Hoa Sứ | Karaoke | Suối Ngô | 0 | 0 |
| 3 | Hoa Lan | Karaoke | Tân Hưng | #11.469994 | |
""",
        },
        truth="""
| at | unit | quality |
| 2 | o:Tân Hà | A/D |
| 3 | o:Suối Ngô | D |
| 4 | o:Tân Hưng | D |
""",
        may="2 3 4",
    ),
    Book(
        id="xls_of_a_whole_small_office",
        form="xls",
        sheets={
            "TT Tân Châu": """
| UBND HUYỆN TÂN CHÂU | | | | | |
| DANH SÁCH CƠ SỞ | | | | | |
| STT | Tên cơ sở | Loại hình | Địa chỉ | Số phòng | Ngày cấp |
| A | KARAOKE | | | | |
| #1 | Ánh Sao | | KP1 | #4 | @2019-03-05 |
| #2 | Hoà Bình | | nt | #5 | 5/3/19 |
| | Cộng | | | #9 | |
""",
        },
        truth="""
| at | name | type | hamlet | unit | rooms | licence_on |
| 5 | Ánh Sao | KARAOKE | KP1 | o:Tân Châu | 4 | 2019-03-05 |
| 6 | Hòa Bình | KARAOKE | KP1 | o:Tân Châu | 5 | 2019-03-05 |
""",
        repairs=("6/Tên cơ sở=Hòa Bình",),
    ),
    Book(
        id="ods_in_an_abc_font",
        form="ods",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoàng Gia | Quán karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Hương Lúa | Cà phê | nt | nt |
| Tổng cộng | | | | |
""",
        },
        recode={"*": "tcvn3"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hoàng Gia | KARAOKE | Ấp Tân Thuận | o:Tân Hưng |
| 3 | Hương Lúa | CAPHE | Ấp Tân Thuận | o:Tân Hưng |
""",
        codes="encoding_converted",
    ),
    Book(
        id="mojibake_in_a_csv",
        form="csv , utf-8",
        sheets={
            "CSV": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoàng Gia | Quán karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Đồng Quê | Quán nhậu | Ấp 2 | Suối Ngô |
""",
        },
        recode={"*": "mojibake"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hoàng Gia | KARAOKE | Ấp Tân Thuận | o:Tân Hưng |
| 3 | Đồng Quê | NHAHANG | Ấp 2 | o:Suối Ngô |
""",
    ),
)
