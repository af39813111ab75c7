"""Numbers, dates, codes and status words as people type them and Excel bends them."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="counts_with_words_and_zeros",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng | Số lao động |
| 1 | Ánh Sao | Karaoke | Tân Hà | 05 | 4 người |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 12 phòng | #3.0 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 6,0 | 03 nhân viên (02 nữ) |
| 4 | Bờ Hồ | Cà phê | Tân Hà | - | không |
| 5 | Cây Dừa | Nhà trọ | Tân Hà | #0 | 0 |
""",
        },
        truth="""
| at | rooms | staff_total |
| 2 | 5 | 4 |
| 3 | 12 | 3 |
| 4 | 6 | 3 |
| 5 | - | |
| 6 | 0 | 0 |
""",
        repairs=("3/Số phòng=12", "2/Số lao động=4"),
    ),
    Book(
        id="counts_that_cannot_be",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| 1 | Ánh Sao | Karaoke | Tân Hà | 12,5 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 1.500.000 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 15.000.000đ |
| 4 | Bờ Hồ | Nhà nghỉ | Tân Hà | nhiều |
| 5 | Cây Dừa | Nhà nghỉ | Tân Hà | -3 |
""",
        },
        truth="""
| at | rooms |
| 2 | - |
| 3 | - |
| 4 | - |
| 5 | - |
| 6 | - |
""",
        doubts="2 3 4 5 6",
        codes="number_unreadable@2 number_unreadable@3 number_unreadable@5",
    ),
    Book(
        id="dates_written_day_first",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp | Ngày kiểm tra |
| 1 | Ánh Sao | Karaoke | Tân Hà | 5/3/23 | 05.03.2023 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 5-3-2023 | 12/11/2022 |
| 3 | Sao Đêm | Karaoke | Tân Hà | ngày 05 tháng 3 năm 2019 | 2022-11-12 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | 05 /03/ 2019 | 1/2/2020 |
""",
        },
        truth="""
| at | licence_on | last_inspected_on |
| 2 | 2023-03-05 | 2023-03-05 |
| 3 | 2023-03-05 | 2022-11-12 |
| 4 | 2019-03-05 | 2022-11-12 |
| 5 | 2019-03-05 | 2020-02-01 |
""",
        repairs=("2/Ngày cấp=2023-03-05",),
    ),
    Book(
        id="dates_as_excel_keeps_them",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp | Ngày kiểm tra |
| 1 | Ánh Sao | Karaoke | Tân Hà | #45012 | @2022-11-12 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 45012 | #44562.0 |
""",
        },
        truth="""
| at | licence_on | last_inspected_on |
| 2 | 2023-03-27 | 2022-11-12 |
| 3 | 2023-03-27 | 2022-01-01 |
""",
        repairs=("2/Ngày cấp=2023-03-27", "3/Ngày kiểm tra=2022-01-01"),
    ),
    Book(
        id="dates_of_a_month_or_a_year",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp | Ngày kiểm tra |
| 1 | Ánh Sao | Karaoke | Tân Hà | T3/2022 | năm 2019 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | tháng 3 năm 2022 | 2019 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 03/2022 | #2021 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | Quý II/2022 | đầu năm 2020 |
""",
        },
        truth="""
| at | licence_on | last_inspected_on |
| 2 | 2022-03 | 2019 |
| 3 | 2022-03 | 2019 |
| 4 | 2022-03 | 2021 |
| 5 | 2022-04 | 2020 |
""",
        repairs=("2/Ngày cấp", "2/Ngày kiểm tra"),
    ),
    Book(
        id="dates_that_never_were",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Ngày cấp | Ngày kiểm tra |
| 1 | Ánh Sao | Karaoke | Tân Hà | 31/02/2023 | |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 23/13/2022 | |
| 3 | Sao Đêm | Karaoke | Tân Hà | đang xin cấp | |
| 4 | Bờ Hồ | Karaoke | Tân Hà | | 05/03/2072 |
| 5 | Cây Dừa | Karaoke | Tân Hà | chưa có | chưa kiểm tra |
""",
        },
        truth="""
| at | licence_on | last_inspected_on |
| 2 | - | - |
| 3 | - | - |
| 4 | - | - |
| 5 | - | |
| 6 | - | - |
""",
        doubts="2 3 4 5",
        codes="date_unreadable@2 date_unreadable@3 date_unreadable@4",
    ),
    Book(
        id="phones_that_excel_made_numbers",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Điện thoại |
| 1 | Ánh Sao | Karaoke | Tân Hà | #900000101 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | #900000102.0 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 9.12E+08 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | 0900.000.104 - 0276 3000 001 |
""",
        },
        truth="""
| at | name |
| 2 | Ánh Sao |
| 3 | Hoa Mai |
| 4 | Sao Đêm |
| 5 | Bờ Hồ |
""",
        doubts="4",
        repairs=("2/Điện thoại",),
        never=("900000101", "900000102", "900.000.104", "900000104", "9.12E+08"),
    ),
    Book(
        id="tax_codes_without_their_zero",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Mã số thuế |
| 1 | Ánh Sao | Karaoke | Tân Hà | #312345673 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 0312345673-001 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 39 0000 0016 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | 12AB |
""",
        },
        truth="""
| at | tax_code |
| 2 | 0312345673 |
| 3 | 0312345673-001 |
| 4 | 3900000016 |
| 5 | |
""",
        doubts="5",
        codes="tax_code_unreadable@5",
        repairs=("2/Mã số thuế=0312345673",),
        entities=("2 3",),
    ),
    Book(
        id="licence_numbers_without_their_zeros",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số giấy phép |
| 1 | Ánh Sao | Karaoke | Tân Hà | 00017 |
| 2 | Hoa Mai | Nhà nghỉ | Tân Hà | 00231 |
| 3 | Sao Đêm | Karaoke | Tân Hà | 01904 |
| 4 | Bờ Hồ | Karaoke | Tân Hà | #232 |
| 5 | Cây Dừa | Karaoke | Tân Hà | 00302 |
""",
        },
        truth="""
| at | licence_no |
| 2 | 00017 |
| 3 | 00231 |
| 4 | 01904 |
| 5 | 00232 |
| 6 | 00302 |
""",
        repairs=("5/Số giấy phép=00232",),
    ),
    Book(
        id="status_words_of_every_kind",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Tình trạng |
| 1 | Hoa Mai | Karaoke | Tân Hà | đã nghỉ |
| 2 | Hoa Sứ | Karaoke | Tân Hà | Ngưng HĐ |
| 3 | Hoa Lan | Karaoke | Tân Hà | tạm ngưng |
| 4 | Hải Âu | Karaoke | Tân Hà | Đóng cửa |
| 5 | Bồ Câu | Karaoke | Tân Hà | giải thể |
| 6 | Sông Quê | Karaoke | Tân Hà | chuyển nghề |
| 7 | Tây Đô | Karaoke | Tân Hà | chưa HĐ |
| 8 | Thu Hà | Karaoke | Tân Hà | Chuyển đi nơi khác |
| 9 | Lá Xanh | Karaoke | Tân Hà | |
| 10 | Mùa Thu | Karaoke | Tân Hà | Nghỉ từ tháng 6/2022 |
| 11 | Bến Xưa | Karaoke | Tân Hà | Không còn hoạt động |
| 12 | Cỏ May | Karaoke | Tân Hà | lúc mở lúc đóng |
| 13 | Gió Mới | Karaoke | Tân Hà | ĐANG HOẠT ĐỘNG |
""",
        },
        truth="""
| at | status |
| 2 | closed |
| 3 | closed |
| 4 | paused |
| 5 | closed |
| 6 | closed |
| 7 | closed |
| 8 | paused |
| 9 | moved |
| 10 | active |
| 11 | closed |
| 12 | closed |
| 13 | unverified |
| 14 | active |
""",
        doubts="13",
        may="11",
        codes="status_unknown@13",
        repairs=("2/Tình trạng=closed", "9/Tình trạng=moved"),
    ),
    Book(
        id="types_in_other_words",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Hát cho nhau nghe karaoke | Tân Hà |
| 2 | Hoa Sứ | Mát-xa | Tân Hà |
| 3 | Hoa Lan | Kinh doanh nhà nghỉ | Tân Hà |
| 4 | Hải Âu | Cắt tóc, gội đầu | Tân Hà |
| 5 | Bồ Câu | Cafe đèn mờ | Tân Hà |
| 6 | Tây Đô | Trò chơi điện tử công cộng | Tân Hà |
| 7 | Thu Hà | Cho thuê phòng trọ | Tân Hà |
| 8 | Lá Xanh | Sửa xe gắn máy | Tân Hà |
| 9 | Cỏ May | | Tân Hà |
| 10 | Bến Xưa | Beer club | Tân Hà |
""",
        },
        truth="""
| at | type | type_raw |
| 2 | KARAOKE | Hát cho nhau nghe karaoke |
| 3 | MASSAGE | Mát-xa |
| 4 | NHANGHI | Kinh doanh nhà nghỉ |
| 5 | HOTTOC | Cắt tóc, gội đầu |
| 6 | CAPHE | Cafe đèn mờ |
| 7 | GAME | Trò chơi điện tử công cộng |
| 8 | NHATRO | Cho thuê phòng trọ |
| 9 | - | Sửa xe gắn máy |
| 10 | - | - |
| 11 | BAR | Beer club |
""",
        doubts="9 10",
        codes="type_unknown@9 type_missing@10",
    ),
    Book(
        id="cells_that_excel_could_not_compute",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phòng |
| 1 | Ánh Sao | Karaoke | Tân Hà | =2+3 |
| 2 | #REF! | Karaoke | Tân Hà | 4 |
| 3 | Sao Đêm | Karaoke | Tân Hà | #N/A |
""",
        },
        truth="""
| at | name | rooms |
| 2 | Ánh Sao | - |
| 3 | - | 4 |
| 4 | Sao Đêm | - |
""",
        doubts="2 3 4",
        codes="formula_without_value@2 name_missing@3 cell_error@4",
    ),
)
