"""What a column is called: aliases, capitals, line breaks, slips, strangers."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="aliases_of_a_labour_office",
        sheets={
            "DS": """
| Số TT | Tên hộ kinh doanh | Ngành nghề KD | Địa điểm KD | Địa bàn | GPKD | Tổng số LĐ | Hiện trạng | Lần KT gần nhất |
| 1 | Ánh Sao | Karaoke | Ấp 3 | Suối Ngô | 45D8001234 | 5 | Đang HĐ | 12/04/2022 |
""",
        },
        truth="""
| at | name | type | hamlet | unit | reg_no | staff_total | status | last_inspected_on |
| 2 | Ánh Sao | KARAOKE | Ấp 3 | o:Suối Ngô | 45D8001234 | 5 | active | 2022-04-12 |
""",
    ),
    Book(
        id="aliases_of_a_police_list",
        sheets={
            "DS": """
| TT | Biển hiệu | Dịch vụ | Nơi hoạt động | Xã/phường | Số buồng | Số nhân viên | Trạng thái | GCN ANTT |
| 1 | Hoa Mai | Nhà nghỉ | Tổ 2, Ấp 1 | Tân Hiệp | 12 | 2 | Tạm ngừng | 21/GCN |
""",
        },
        truth="""
| at | name | type | hamlet | unit | rooms | staff_total | status |
| 2 | Hoa Mai | NHANGHI | Ấp 1 | o:Tân Hiệp | 12 | 2 | paused |
""",
    ),
    Book(
        id="headers_in_capitals_with_line_breaks",
        sheets={
            "DS": """
| SỐ⏎TT | TÊN CƠ SỞ⏎KINH DOANH | LOẠI HÌNH⏎KINH DOANH | XÃ,⏎THỊ TRẤN | SỐ⏎PHÒNG | SỐ LAO ĐỘNG (người) |
| 1 | Ánh Sao | Karaoke | TT. Tân Châu | 4 | 3 |
""",
        },
        truth="""
| at | name | type | unit | rooms | staff_total |
| 2 | Ánh Sao | KARAOKE | o:Tân Châu | 4 | 3 |
""",
    ),
    Book(
        id="a_list_typed_without_accents",
        sheets={
            "DS": """
| STT | TEN CO SO | LOAI HINH | DIA CHI | XA | TINH TRANG |
| 1 | Anh Sao | Karaoke | Ap 3 | Suoi Ngo | Da nghi |
| 2 | Hoa Mai | Nha nghi | Ap 1 | Tan Ha | Dang hoat dong |
""",
        },
        truth="""
| at | name | type | unit | status |
| 2 | Anh Sao | KARAOKE | o:Suối Ngô | closed |
| 3 | Hoa Mai | NHANGHI | o:Tân Hà | active |
""",
    ),
    Book(
        id="a_slip_in_a_header_is_asked_about",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Số phògn | Tình trạg |
| 1 | Ánh Sao | Karaoke | Tân Hà | 4 | Đang hoạt động |
""",
        },
        truth="""
| at | name | type | unit | rooms |
| 2 | Ánh Sao | KARAOKE | o:Tân Hà | - |
""",
        codes="column_misspelt",
    ),
    Book(
        id="strange_columns_are_shown",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Hạng sao | Diện tích sân vườn |
| 1 | Ánh Sao | Khách sạn | Tân Hà | 3 | 200 |
""",
        },
        truth="""
| at | name | type | unit |
| 2 | Ánh Sao | KHACHSAN | o:Tân Hà |
""",
        codes="column_unmapped",
    ),
    Book(
        id="dates_of_licence_and_of_inspection_are_told_apart",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Giấy phép | | | Kiểm tra gần nhất | |
| | | | | Số | Ngày cấp | Thời hạn | Ngày | Kết quả |
| 1 | Ánh Sao | Karaoke | Tân Hà | 12/GP | 05/03/2019 | 05/03/2024 | 10/11/2022 | Đạt |
""",
        },
        merge="A1:A2 B1:B2 C1:C2 D1:D2 E1:G1 H1:I1",
        truth="""
| at | name | licence_no | licence_on | last_inspected_on |
| 3 | Ánh Sao | 12/GP | 2019-03-05 | 2022-11-10 |
""",
    ),
    Book(
        id="an_owner_column_beside_a_name_column",
        sheets={
            "DS": """
| STT | Họ tên chủ cơ sở | Tên cơ sở | Điện thoại | Loại hình | Xã |
| 1 | Đỗ Thị Khuất | Ánh Sao | 0900000123 | Karaoke | Tân Hà |
""",
        },
        truth="""
| at | name | type |
| 2 | Ánh Sao | KARAOKE |
""",
        never=("Khuất", "0900000123"),
    ),
)
