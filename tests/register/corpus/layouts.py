"""What stands between the rows: sheets, groups, totals, signatures, dittos, hidden parts."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="a_sheet_for_each_commune",
        sheets={
            "TT Tân Châu": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Ánh Sao | Karaoke | Khu phố 2 |
""",
            "Xã Tân Hà": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Ánh Sao | Karaoke | Ấp 1 |
""",
            "3. Suối Dây": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Cây Dừa | Cà phê | Ấp 2 |
""",
        },
        truth="""
| at | name | hamlet | unit |
| TT~Tân~Châu!2 | Ánh Sao | Khu phố 2 | o:Tân Châu |
| Xã~Tân~Hà!2 | Ánh Sao | Ấp 1 | o:Tân Hà |
| 3.~Suối~Dây!2 | Cây Dừa | Ấp 2 | o:Suối Dây |
""",
        may="3.~Suối~Dây!2",
    ),
    Book(
        id="a_sheet_for_each_type",
        sheets={
            "Karaoke": """
| STT | Tên cơ sở | Xã | Số phòng hát |
| 1 | Ánh Sao | Tân Hà | 5 |
""",
            "Nhà nghỉ": """
| STT | Tên cơ sở | Xã | Số phòng |
| 1 | Hoa Mai | Tân Hiệp | 12 |
""",
            "Xoa bóp": """
| STT | Tên cơ sở | Xã | Số phòng |
| 1 | Hải Âu | Thạnh Đông | 6 |
""",
        },
        truth="""
| at | name | type | unit | now | rooms |
| Karaoke!2 | Ánh Sao | KARAOKE | o:Tân Hà | Tân Đông | 5 |
| Nhà~nghỉ!2 | Hoa Mai | NHANGHI | o:Tân Hiệp | Tân Hội | 12 |
| Xoa~bóp!2 | Hải Âu | MASSAGE | o:Thạnh Đông | Tân Châu | 6 |
""",
    ),
    Book(
        id="groups_of_communes_and_numbers_that_restart",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| I | Thị trấn Tân Châu | | |
| 1 | Ánh Sao | Karaoke | KP1 |
| 2 | Hoa Mai | Nhà nghỉ | KP 2 |
| II | Xã Tân Hà: 02 cơ sở | | |
| 1 | Sao Đêm | Karaoke | Ấp 1 |
| 2 | Bờ Hồ | Cà phê | Ấp 2 |
| III. Xã Tân Hiệp | | | |
| 1 | Cây Dừa | Cà phê | Ấp 3 |
""",
        },
        truth="""
| at | name | type | hamlet | unit | now |
| 3 | Ánh Sao | KARAOKE | KP1 | o:Tân Châu | Tân Châu |
| 4 | Hoa Mai | NHANGHI | KP 2 | o:Tân Châu | Tân Châu |
| 6 | Sao Đêm | KARAOKE | Ấp 1 | o:Tân Hà | Tân Đông |
| 7 | Bờ Hồ | CAPHE | Ấp 2 | o:Tân Hà | Tân Đông |
| 9 | Cây Dừa | CAPHE | Ấp 3 | o:Tân Hiệp | Tân Hội |
""",
    ),
    Book(
        id="groups_of_types_inside_groups_of_communes",
        sheets={
            "DS": """
| TT | Tên cơ sở | Địa chỉ | Số phòng |
| A | XÃ TÂN HÀ | | |
| I | Dịch vụ karaoke | | |
| 1 | Ánh Sao | Ấp 1 | 4 |
| 2 | Sao Đêm | Ấp 2 | 5 |
| II | Nhà nghỉ, nhà khách | | |
| 1 | Bình Minh | Ấp 1 | 10 |
| B | XÃ SUỐI NGÔ | | |
| I | Dịch vụ karaoke | | |
| 1 | Hướng Dương | Ấp 3 | 3 |
""",
        },
        truth="""
| at | name | type | unit | rooms |
| 4 | Ánh Sao | KARAOKE | o:Tân Hà | 4 |
| 5 | Sao Đêm | KARAOKE | o:Tân Hà | 5 |
| 7 | Bình Minh | NHANGHI | o:Tân Hà | 10 |
| 10 | Hướng Dương | KARAOKE | o:Suối Ngô | 3 |
""",
    ),
    Book(
        id="groups_of_hamlets_in_a_commune_s_own_list",
        sheets={
            "DS": """
| UBND XÃ TÂN HƯNG | | | |
| DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ TRÊN ĐỊA BÀN XÃ TÂN HƯNG | | | |
| STT | Tên cơ sở | Loại hình | Số lao động |
| I. Ấp Tân Thuận | | | |
| 1 | Ánh Sao | Karaoke | 4 |
| 2 | Hoa Mai | Nhà nghỉ | 2 |
| II. Ấp Tân Lợi | | | |
| 1 | Cây Dừa | Cà phê | 1 |
""",
        },
        truth="""
| at | name | type | hamlet | unit | staff_total |
| 5 | Ánh Sao | KARAOKE | Ấp Tân Thuận | o:Tân Hưng | 4 |
| 6 | Hoa Mai | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | 2 |
| 8 | Cây Dừa | CAPHE | Ấp Tân Lợi | o:Tân Hưng | 1 |
""",
    ),
    Book(
        id="subtotals_and_a_grand_total",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 |
| 2 | Sao Đêm | Karaoke | Tân Hà | 6 |
| | Cộng xã Tân Hà | | | 10 |
| 3 | Hoa Mai | Nhà nghỉ | Suối Ngô | 12 |
| | Cộng: | 01 cơ sở | | 12 |
| | TỔNG CỘNG (I+II) | | | 22 |
| Tổng cộng: 03 cơ sở | | | | |
""",
        },
        truth="""
| at | name | rooms |
| 2 | Ánh Sao | 4 |
| 3 | Sao Đêm | 6 |
| 5 | Hoa Mai | 12 |
""",
    ),
    Book(
        id="signatures_and_recipients_below_the_list",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ghi chú |
| 1 | Ánh Sao | Karaoke | Tân Hà | |
| 2 | Chủ Tịch Quán | Quán nhậu | Tân Hà | |
| | | | | |
| | | | Tân Châu, ngày 12 tháng 4 năm 2023 | |
| | Người lập bảng | | KT. TRƯỞNG PHÒNG | |
| | | | PHÓ TRƯỞNG PHÒNG | |
| | (Ký, ghi rõ họ tên) | | | |
| | Lê Thị Kỳ Lạ | | Phan Văn Chức Vụ | |
| | | | | |
| Nơi nhận: | | | | |
| - UBND huyện; | | | | |
| - Lưu: VT. | | | | |
""",
        },
        truth="""
| at | name | type |
| 2 | Ánh Sao | KARAOKE |
| 3 | Chủ Tịch Quán | NHAHANG |
""",
        never=("Kỳ Lạ", "Chức Vụ"),
    ),
    Book(
        id="ditto_marks_of_every_kind",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Ánh Sao | Karaoke | Ấp 3 | Suối Ngô |
| 2 | Sao Đêm | nt | " | -nt- |
| 3 | Hoa Mai | // | Ấp 5 | như trên |
| 4 | Bờ Hồ | Cà phê | nt | ” |
""",
        },
        truth="""
| at | name | type | hamlet | unit |
| 2 | Ánh Sao | KARAOKE | Ấp 3 | o:Suối Ngô |
| 3 | Sao Đêm | KARAOKE | Ấp 3 | o:Suối Ngô |
| 4 | Hoa Mai | KARAOKE | Ấp 5 | o:Suối Ngô |
| 5 | Bờ Hồ | CAPHE | Ấp 5 | o:Suối Ngô |
""",
        repairs=("3/Loại hình=Karaoke", "3/Địa chỉ=Ấp 3", "4/Xã=Suối Ngô", "5/Địa chỉ=Ấp 5"),
    ),
    Book(
        id="header_printed_again_on_page_two",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| STT | Tên cơ sở | Loại hình | Xã |
| (1) | (2) | (3) | (4) |
| 2 | Sao Đêm | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 5 | Sao Đêm |
""",
    ),
    Book(
        id="second_table_lower_with_other_columns",
        sheets={
            "DS": """
| A. DANH SÁCH CƠ SỞ KARAOKE | | | | |
| STT | Tên cơ sở | Xã | Số phòng | Giấy phép số |
| 1 | Ánh Sao | Tân Hà | 4 | 12/GP |
| Cộng | | | 4 | |
| | | | | |
| B. DANH SÁCH NHÀ NGHỈ | | | | |
| STT | Tên cơ sở | Chủ cơ sở | Xã | Số phòng |
| 1 | Hoa Mai | Trần Thị Kín | Suối Ngô | 12 |
""",
        },
        truth="""
| at | name | type | unit | rooms | licence_no |
| 3 | Ánh Sao | KARAOKE | o:Tân Hà | 4 | 12/GP |
| 8 | Hoa Mai | NHANGHI | o:Suối Ngô | 12 | - |
""",
        never=("Trần Thị Kín",),
    ),
    Book(
        id="hidden_rows_columns_and_sheets_are_read_and_told",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 |
| 2 | Sao Đêm | Karaoke | Tân Hà | 5 |
""",
            "Bản cũ": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Nhà nghỉ | Suối Ngô |
""",
        },
        hide="DS!3 DS!E 'Bản cũ'!",
        truth="""
| at | name | rooms |
| DS!2 | Ánh Sao | 4 |
| DS!3 | Sao Đêm | 5 |
| Bản~cũ!2 | Hoa Mai | - |
""",
        codes="hidden_rows hidden_columns hidden_sheet",
        may="DS!3",
    ),
    Book(
        id="notes_below_the_table",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| | | | |
| Ghi chú: số liệu tính đến hết tháng 3 năm 2023 | | | |
| * Các cơ sở chưa được cấp phép in nghiêng | | | |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
""",
    ),
    Book(
        id="one_business_over_two_lines_of_the_sheet",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Địa chỉ |
| 1 | Nhà hàng Bờ Hồ | Nhà hàng | Tân Hà | Ấp 1 |
| | | Karaoke | | |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | Ấp 2 |
""",
        },
        merge="A2:A3 B2:B3 D2:D3 E2:E3",
        truth="""
| at | name | type | unit | hamlet |
| 2 | Nhà hàng Bờ Hồ | NHAHANG | o:Tân Hà | Ấp 1 |
| 3 | Nhà hàng Bờ Hồ | KARAOKE | o:Tân Hà | Ấp 1 |
| 4 | Hoa Mai | NHANGHI | o:Tân Hà | Ấp 2 |
""",
        entities=("2 3",),
    ),
)
