"""What may never pass the door: numbers of citizens, births, names of staff, owners, phones."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="columns_about_persons_are_dropped",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Chủ cơ sở | Số CCCD | Ngày sinh | HKTT | Họ tên nhân viên | Số CMND |
| 1 | Ánh Sao | Karaoke | Tân Hà | Tạ Thị Lánh | 072199000001 | 01/02/1999 | Ấp Lặng, xã Xa | Vi Thị Vắng | 290000111 |
""",
        },
        truth="""
| at | name | unit |
| 2 | Ánh Sao | o:Tân Hà |
""",
        dropped=("Số CCCD", "Ngày sinh", "HKTT", "Họ tên nhân viên", "Số CMND"),
        never=("072199000001", "72199000001", "1999", "Lặng", "Vắng", "290000111", "Lánh"),
    ),
    Book(
        id="a_hidden_column_of_citizens_numbers",
        sheets={
            "DS": """
| STT | Tên cơ sở | CCCD/CMND chủ cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | #72199000001 | Karaoke | Tân Hà |
""",
        },
        hide="DS!C",
        truth="""
| at | name | type |
| 2 | Ánh Sao | KARAOKE |
""",
        never=("72199000001",),
    ),
    Book(
        id="a_citizen_s_number_inside_other_text",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Ghi chú |
| 1 | Ánh Sao (CCCD 072199000001) | Karaoke | Ấp 1 | Tân Hà | |
| 2 | Hoa Mai | Nhà nghỉ | Ấp 2, CMND 290000111 | Tân Hà | |
| 3 | Sao Đêm | Karaoke | Ấp 3 | Tân Hà | chủ số CCCD 072199000002, đt 0900000119 |
""",
        },
        truth="""
| at | hamlet | unit |
| 2 | Ấp 1 | o:Tân Hà |
| 3 | | o:Tân Hà |
| 4 | Ấp 3 | o:Tân Hà |
""",
        may="2 3 4",
        codes="personal_number_removed@2 personal_number_removed@3",
        never=("072199000001", "290000111", "072199000002", "0900000119"),
    ),
    Book(
        id="a_citizen_s_number_in_the_column_of_tax_codes",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Mã số thuế |
| 1 | Ánh Sao | Karaoke | Tân Hà | 072199000001 |
| 2 | Hoa Mai | Nhà nghỉ | Suối Ngô | #72199000001 |
""",
        },
        truth="""
| at | tax_code |
| 2 | - |
| 3 | - |
""",
        may="2 3",
        entities=("2 3",),
        never=("072199000001", "72199000001"),
    ),
    Book(
        id="notes_about_persons_are_masked",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Vi phạm | Ghi chú |
| 1 | Ánh Sao | Karaoke | Tân Hà | Quá giờ | Tiếp viên Vi Thị Vắng hay về khuya |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | Nhân viên Tạ Văn Mất không hợp đồng | |
| 3 | Sao Đêm | Karaoke | Tân Hà | Không niêm yết giá | Đã ký cam kết |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 3 | Hoa Mai |
| 4 | Sao Đêm |
""",
        may="2 3",
        codes="note_about_person@2 note_about_person@3",
        never=("Vắng", "Tạ Văn Mất"),
    ),
    Book(
        id="staff_counts_are_kept_and_staff_names_are_not",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Nhân viên | |
| | | | | Số lượng | Họ tên, năm sinh |
| 1 | Ánh Sao | Karaoke | Tân Hà | 3 | Vi Thị Vắng 1999 |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:D2 E1:F1",
        truth="""
| at | staff_total |
| 3 | 3 |
""",
        never=("Vắng", "1999"),
    ),
    Book(
        id="a_staff_list_beside_the_register",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
""",
            "Nhân viên": """
| STT | Họ và tên | Ngày sinh | Số CCCD | Nơi làm việc |
| 1 | Vi Thị Vắng | 01/02/1999 | 072199000001 | Ánh Sao |
| 2 | Tạ Văn Mất | 01/02/1998 | 072199000002 | Ánh Sao |
""",
        },
        truth="""
| at | name |
| DS!2 | Ánh Sao |
""",
        never=("Vắng", "Mất", "1999", "072199000001"),
    ),
    Book(
        id="citizens_numbers_below_no_header",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | |
| 1 | Ánh Sao | Karaoke | Tân Hà | 072199000001 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | Vi Thị Vắng |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 3 | Hoa Mai |
""",
        codes="column_without_header",
        never=("072199000001", "Vắng"),
    ),
    Book(
        id="a_person_in_the_title_block",
        sheets={
            "DS": """
| Người báo cáo: Đặng Thị Ký - ĐT 0900000123 | | | |
| DANH SÁCH CƠ SỞ XÃ TÂN HÀ | | | |
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Ánh Sao | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name |
| 4 | Ánh Sao |
""",
        never=("Đặng Thị Ký", "0900000123"),
    ),
    Book(
        id="strange_columns_may_hold_persons",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Người trông coi | Zalo |
| 1 | Ánh Sao | Karaoke | Tân Hà | Vi Thị Vắng | 0900000125 |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
""",
        never=("Vắng", "0900000125"),
    ),
)
