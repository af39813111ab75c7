"""Habits of single offices that a list from the next office does not have."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="a_title_in_the_words_of_a_header",
        sheets={
            "DS": """
| TÊN CƠ SỞ KINH DOANH DỊCH VỤ | | | |
| Loại hình: tất cả | | Xã: tất cả | |
| Tên cơ sở | Loại hình | Địa chỉ | Xã |
| Ánh Sao | Karaoke | Ấp 1 | Tân Hà |
| Hoa Mai | Nhà nghỉ | Ấp 2 | Tân Hà |
""",
        },
        truth="""
| at | name | type | unit |
| 4 | Ánh Sao | KARAOKE | o:Tân Hà |
| 5 | Hoa Mai | NHANGHI | o:Tân Hà |
""",
    ),
    Book(
        id="only_the_town_needs_no_name",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã, thị trấn |
| 1 | Ánh Sao | Karaoke | Thị trấn |
| 2 | Hoa Mai | Nhà nghỉ | TT |
| 3 | Bờ Hồ | Cà phê | Suôi Ngô |
""",
        },
        truth="""
| at | name | unit |
| 2 | Ánh Sao | o:Tân Châu |
| 3 | Hoa Mai | o:Tân Châu |
| 4 | Bờ Hồ | o:Suối Ngô |
""",
    ),
    Book(
        id="totals_and_page_numbers_in_free_words",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 |
| | Cộng I | | | 4 |
| 2 | Hoa Mai | Nhà nghỉ | Suối Ngô | 12 |
| | Tổng (I + II) | | | 16 |
| | Trang 1/2 | | | |
| Tổng cộng danh sách có 02 (hai) cơ sở./. | | | | |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 4 | Hoa Mai |
""",
    ),
    Book(
        id="a_row_of_which_only_the_name_is_known",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Ánh Sao | Karaoke | Ấp 1 | Tân Hà |
| 2 | Hoa Mai | | | |
| 3 | | | | |
| 4 | Sao Đêm | Karaoke | Ấp 1 | Tân Hà |
""",
        },
        truth="""
| at | name | type | unit |
| 2 | Ánh Sao | KARAOKE | o:Tân Hà |
| 3 | Hoa Mai | - | - |
| 5 | Sao Đêm | KARAOKE | o:Tân Hà |
""",
        doubts="3",
        codes="type_missing@3 commune_missing@3",
    ),
    Book(
        id="names_in_quotes_capitals_and_numbers",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Karaoke "Ánh Sao" | Karaoke | Tân Hà |
| 2 | NHÀ NGHỈ HOA MAI | Nhà nghỉ | Tân Hà |
| 3 | #79 | Karaoke | Tân Hà |
| 4 | Cà phê 24/7 | Cà phê | Tân Hà |
| 5 | Không tên | Cà phê | Tân Hà |
""",
        },
        truth="""
| at | name |
| 2 | Karaoke "Ánh Sao" |
| 3 | NHÀ NGHỈ HOA MAI |
| 4 | 79 |
| 5 | Cà phê 24/7 |
| 6 | Không tên |
""",
        may="6",
    ),
    Book(
        id="groups_that_name_hamlet_and_commune_at_once",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình |
| I | Ấp 1, xã Tân Hà | |
| 1 | Ánh Sao | Karaoke |
| II | Ấp 2, xã Tân Hà | |
| 1 | Sao Đêm | Karaoke |
| III | Khu phố 3 - Thị trấn Tân Châu | |
| 1 | Hoa Mai | Nhà nghỉ |
""",
        },
        truth="""
| at | name | hamlet | unit |
| 3 | Ánh Sao | Ấp 1 | o:Tân Hà |
| 5 | Sao Đêm | Ấp 2 | o:Tân Hà |
| 7 | Hoa Mai | Khu phố 3 | o:Tân Châu |
""",
    ),
    Book(
        id="sheet_names_full_of_words",
        sheets={
            "DS co so xa Tan Ha 2023": """
| STT | Tên cơ sở | Loại hình |
| 1 | Ánh Sao | Karaoke |
""",
            "Bieu 2-TTTC": """
| Danh sách cơ sở trên địa bàn thị trấn Tân Châu | | |
| STT | Tên cơ sở | Loại hình |
| 1 | Hoa Mai | Nhà nghỉ |
""",
        },
        truth="""
| at | name | unit |
| DS~co~so~xa~Tan~Ha~2023!2 | Ánh Sao | o:Tân Hà |
| Bieu~2-TTTC!3 | Hoa Mai | o:Tân Châu |
""",
    ),
    Book(
        id="dates_slipped_on_the_keyboard",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp |
| 1 | Ánh Sao | Karaoke | Tân Hà | 05/03/0219 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 12-2022 |
| 3 | Sao Đêm | Karaoke | Tân Hà | #2 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | 05/03/2019 cấp lại |
""",
        },
        truth="""
| at | licence_on |
| 2 | - |
| 3 | 2022-12 |
| 4 | - |
| 5 | 2019-03-05 |
""",
        doubts="2 4",
        codes="date_unreadable@2 date_unreadable@4",
    ),
    Book(
        id="money_and_plots_are_no_citizens_numbers",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Ghi chú | Vi phạm |
| 1 | Ánh Sao | Karaoke | Thửa 123, tờ bản đồ 45, ấp 1 | Tân Hà | Vốn 150.000.000đ | Phạt 15.000.000đ |
| 2 | Hoa Mai | Nhà nghỉ | Ấp 2 | Tân Hà | MST 3900000016 | Không |
""",
        },
        truth="""
| at | address_raw |
| 2 | Thửa 123, tờ bản đồ 45, ấp 1 |
| 3 | Ấp 2 |
""",
    ),
    Book(
        id="citizens_numbers_with_dots_and_spaces",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Ghi chú |
| 1 | Ánh Sao | Karaoke | Ấp 1 | Tân Hà | CCCD 072 199 000 001 |
| 2 | Hoa Mai | Nhà nghỉ | Ấp 2 (CMND: 290.000.111) | Tân Hà | |
| 3 | Sao Đêm | Karaoke | Ấp 3 | Tân Hà | NV Vi Thị Vắng SN 1999 |
""",
        },
        truth="""
| at | unit |
| 2 | o:Tân Hà |
| 3 | o:Tân Hà |
| 4 | o:Tân Hà |
""",
        may="2 3 4",
        never=("072 199 000 001", "072199000001", "290.000.111", "290000111", "Vắng", "1999"),
    ),
    Book(
        id="owner_and_citizen_s_number_in_one_column",
        sheets={
            "DS": """
| STT | Tên cơ sở | Chủ cơ sở, số CCCD | Loại hình | Xã |
| 1 | Ánh Sao | Lê Văn Chót, 072199000001 | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name | type |
| 2 | Ánh Sao | KARAOKE |
""",
        dropped=("Chủ cơ sở, số CCCD",),
        never=("Chót", "072199000001"),
    ),
    Book(
        id="household_numbers_that_are_citizens_numbers_since_2025",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Mã số HKD |
| 1 | Karaoke Ánh Sao | Karaoke | Ấp 1 | Tân Hà | 072199000001 |
| 2 | Nhà nghỉ Hoa Mai | Nhà nghỉ | Ấp 3 | Tân Hà | 072199000001 |
| 3 | Cà phê Bờ Hồ | Cà phê | Ấp 2 | Tân Hà | 072199000002 |
""",
        },
        truth="""
| at | name | reg_no |
| 2 | Karaoke Ánh Sao | - |
| 3 | Nhà nghỉ Hoa Mai | - |
| 4 | Cà phê Bờ Hồ | - |
""",
        may="2 3 4",
        entities=("2 3",),
        never=("72199000001", "72199000002"),
    ),
    Book(
        id="spellings_that_differ_by_i_and_y_or_one_letter",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hớt tóc Mỹ Tiên | Hớt tóc | Ấp 1 | Tân Hà |
| 2 | Karaoke Phượng Hoàng | Karaoke | Ấp 2 | Tân Hà |
| 3 | Quán Hai Lúa | Quán nhậu | Ấp 3 | Tân Hà |
""",
            "LĐ": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Tiệm tóc Mĩ Tiên | Cắt tóc | Ấp 1 | Tân Hà |
| 2 | Karaoke Phượng Hòang | Karaoke | Ấp 2 | Tân Hà |
| 3 | Quán Ba Lúa | Quán nhậu | Ấp 3 | Tân Hà |
""",
        },
        truth="""
| at | type |
| VH!2 | HOTTOC |
| VH!3 | KARAOKE |
| VH!4 | NHAHANG |
| LĐ!2 | HOTTOC |
| LĐ!3 | KARAOKE |
| LĐ!4 | NHAHANG |
""",
        offers=(("LĐ!2", "VH!2"), ("LĐ!3", "VH!3")),
        may="LĐ!2 LĐ!3",
    ),
    Book(
        id="one_list_knows_the_hamlet_the_other_does_not",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Karaoke Hoàng Gia | Karaoke | Ấp 1 | Tân Hà |
""",
            "CA": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoàng Gia | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name |
| VH!2 | Karaoke Hoàng Gia |
| CA!2 | Hoàng Gia |
""",
        offers=(("CA!2", "VH!2"),),
        may="CA!2",
    ),
    Book(
        id="one_taxpayer_with_two_houses",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Mã số thuế |
| 1 | Khách sạn Phương Nam | Khách sạn | Ấp 1 | Tân Hà | 3900000016 |
| 2 | Nhà hàng Phương Bắc | Nhà hàng | Ấp 4 | Suối Ngô | 3900000016 |
| 3 | Nhà trọ Chi nhánh 1 | Nhà trọ | Ấp 1 | Tân Hà | |
| 4 | Nhà trọ Chi nhánh 2 | Nhà trọ | Ấp 1 | Tân Hà | |
""",
        },
        truth="""
| at | type |
| 2 | KHACHSAN |
| 3 | NHAHANG |
| 4 | NHATRO |
| 5 | NHATRO |
""",
        entities=("2 3",),
    ),
    Book(
        id="columns_that_a_clerk_hides_in_brackets",
        sheets={
            "DS": """
| STT | Tên cơ sở (biển hiệu) | Loại hình (ngành nghề) | Địa chỉ (ấp, xã) | Số phòng (phòng) | Tình trạng (đang HĐ/ngưng) |
| 1 | Ánh Sao | Karaoke | Ấp 1, xã Tân Hà | 4 | đang HĐ |
""",
        },
        truth="""
| at | name | type | hamlet | unit | rooms | status |
| 2 | Ánh Sao | KARAOKE | Ấp 1 | o:Tân Hà | 4 | active |
""",
    ),
    Book(
        id="hours_in_local_words_do_no_harm",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Giờ hoạt động |
| 1 | Ánh Sao | Karaoke | Tân Hà | 8h00 - 24h00 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 24/24 |
| 3 | Đêm Vàng | Vũ trường | Tân Hà | 20h - 2h sáng |
""",
        },
        truth="""
| at | type |
| 2 | KARAOKE |
| 3 | NHANGHI |
| 4 | VUTRUONG |
""",
    ),
    Book(
        id="a_divided_commune_by_its_pin_and_by_its_words",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Tọa độ |
| 1 | Ánh Sao | Karaoke | xã Tân Phú (cũ), nay thuộc xã Tân Châu | Tân Phú (cũ) | |
| 2 | Hoa Mai | Nhà nghỉ | | Tân Phú (cũ) | 11.519305, 106.161337 |
""",
        },
        truth="""
| at | unit | now |
| 2 | o:Tân Phú | Tân Châu |
| 3 | o:Tân Phú | Tân Phú |
""",
        may="2",
    ),
)
