"""What a cell says in other words: types, states, dates, coordinates, counts, old letters."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="two_lines_of_business_in_one_cell",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoàng Gia | Khách sạn, karaoke, massage | Tân Hà |
| 2 | Hoa Mai | Nhà nghỉ + Cà phê | Tân Hà |
| 3 | Đồng Quê | Nhà hàng ăn uống | Tân Hà |
""",
        },
        truth="""
| at | name | type |
| 2 | Hoàng Gia | KHACHSAN |
| 3 | Hoa Mai | NHANGHI |
| 4 | Đồng Quê | NHAHANG |
""",
        doubts="2 3",
        codes="type_several@2 type_several@3",
    ),
    Book(
        id="closed_only_by_its_note",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ghi chú |
| 1 | Ánh Sao | Karaoke | Tân Hà | Đã nghỉ |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | ngưng HĐ từ T3/2022 |
| 3 | Sao Đêm | Karaoke | Tân Hà | đã ký cam kết |
| 4 | Bờ Hồ | Cà phê | Tân Hà | Tạm ngưng |
""",
        },
        truth="""
| at | name | status |
| 2 | Ánh Sao | closed |
| 3 | Hoa Mai | closed |
| 4 | Sao Đêm | active |
| 5 | Bờ Hồ | paused |
""",
        may="2 3 5",
    ),
    Book(
        id="dates_as_programs_export_them",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp |
| 1 | Ánh Sao | Karaoke | Tân Hà | 05/03/2019 00:00:00 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 2019-03-05T00:00:00 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 5/3/2019 12:00:00 SA |
| 4 | Bờ Hồ | Karaoke | Tân Hà | 25/3/2019. |
""",
        },
        truth="""
| at | licence_on |
| 2 | 2019-03-05 |
| 3 | 2019-03-05 |
| 4 | 2019-03-05 |
| 5 | 2019-03-25 |
""",
    ),
    Book(
        id="coordinates_with_letters_and_labels",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Tọa độ |
| 1 | Hoa Mai | Karaoke | Tân Hà | N11.716775 E106.183351 |
| 2 | Hoa Sứ | Karaoke | Suối Ngô | 11.594585°N, 106.329932°E |
| 3 | Hoa Lan | Karaoke | Tân Hưng | Lat: 11.469994; Long: 106.171055 |
| 4 | Hải Âu | Karaoke | Tân Hiệp | https://www.google.com/maps?q=11.58398%2C106.172749 |
""",
        },
        truth="""
| at | lonlat | quality |
| 2 | 106.183351 11.716775 | A |
| 3 | 106.329932 11.594585 | A |
| 4 | 106.171055 11.469994 | A |
| 5 | 106.172749 11.58398 | A |
""",
    ),
    Book(
        id="types_ticked_under_one_header",
        sheets={
            "DS": """
| STT | Tên cơ sở | Xã | Loại hình | | |
| | | | Karaoke | Nhà nghỉ | Massage |
| 1 | Ánh Sao | Tân Hà | x | | |
| 2 | Hoa Mai | Tân Hà | | x | |
| 3 | Hải Âu | Tân Hà | | | X |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:F1",
        truth="""
| at | name | type |
| 3 | Ánh Sao | KARAOKE |
| 4 | Hoa Mai | NHANGHI |
| 5 | Hải Âu | MASSAGE |
""",
    ),
    Book(
        id="letters_of_a_legacy_header_over_modern_cells",
        sheets={
            "DS": """
| STT | Tªn c¬ së | Lo¹i h×nh | X· | T×nh tr¹ng |
| 1 | Hương Sen | Nhà nghỉ | Tân Hà | Đã nghỉ |
| 2 | Ánh Dương | Karaoke | Suối Ngô | Đang hoạt động |
| 3 | Đồng Quê | Quán nhậu | Thạnh Đông | Đang hoạt động |
""",
        },
        truth="""
| at | name | type | unit | status |
| 2 | Hương Sen | NHANGHI | o:Tân Hà | closed |
| 3 | Ánh Dương | KARAOKE | o:Suối Ngô | active |
| 4 | Đồng Quê | NHAHANG | o:Thạnh Đông | active |
""",
    ),
    Book(
        id="vni_in_one_column",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hương Lúa | Cà phê | Suối Ngô |
| 2 | Mây Chiều | Cà phê | Tân Hà |
| 3 | Đồng Quê | Quán nhậu | Tân Hà |
""",
        },
        recode={"B": "vni"},
        truth="""
| at | name |
| 2 | Hương Lúa |
| 3 | Mây Chiều |
| 4 | Đồng Quê |
""",
    ),
    Book(
        id="csv_with_titles_above_and_ragged_lines",
        sheets={
            "CSV": """
| UBND HUYỆN TÂN CHÂU |
| DANH SÁCH CƠ SỞ |
| |
| STT | Tên cơ sở | Loại hình | Xã | Ghi chú | |
| 1 | Ánh Sao | Karaoke | Tân Hà |
| 2 | Hoa⏎Mai | Nhà nghỉ | Tân Hội | "cũ"; đã ký cam kết | |
| Cộng | 2 |
""",
        },
        form="csv ; utf-8-sig",
        truth="""
| at | name | unit |
| 5 | Ánh Sao | o:Tân Hà |
| 6 | Hoa Mai | o:Tân Hội |
""",
    ),
    Book(
        id="counts_in_the_words_of_inspectors",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Quy mô | Lao động |
| 1 | Ánh Sao | Karaoke | Tân Hà | 06 phòng hát | 05 LĐ |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 12 phòng ngủ | 2 lao động |
| 3 | Sao Đêm | Karaoke | Tân Hà | Nhỏ | 1 |
""",
        },
        truth="""
| at | rooms | staff_total |
| 2 | 6 | 5 |
| 3 | 12 | 2 |
| 4 | - | 1 |
""",
        doubts="4",
    ),
    Book(
        id="a_ditto_below_a_group_line",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| I. Xã Tân Hà | | | |
| 1 | Ánh Sao | Karaoke | Ấp 1 |
| 2 | Sao Đêm | nt | nt |
| Cộng: 02 | | | |
| II. Xã Suối Ngô | | | |
| 1 | Hoa Mai | nt | Ấp 2 |
""",
        },
        truth="""
| at | name | type | hamlet | unit |
| 3 | Ánh Sao | KARAOKE | Ấp 1 | o:Tân Hà |
| 4 | Sao Đêm | KARAOKE | Ấp 1 | o:Tân Hà |
| 7 | Hoa Mai | KARAOKE | Ấp 2 | o:Suối Ngô |
""",
    ),
)
