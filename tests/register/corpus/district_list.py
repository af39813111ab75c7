"""The list of a district's culture office of 2023: a sheet for each commune, groups of types, subtotals, signatures."""

from corpus.notation import Book

HEAD = """
| ỦY BAN NHÂN DÂN HUYỆN TÂN CHÂU | | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | | | | | | |
| PHÒNG VĂN HÓA VÀ THÔNG TIN | | | | Độc lập - Tự do - Hạnh phúc | | | | | | |
| | | | | | | | | | | |
| DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ DỄ PHÁT SINH TỆ NẠN XÃ HỘI | | | | | | | | | | |
| (Kèm theo Kế hoạch số 12/KH-UBND ngày 10 tháng 3 năm 2023) | | | | | | | | | | |
| STT | Tên cơ sở | Địa chỉ | Chủ cơ sở | | Giấy phép | | Quy mô | | Tọa độ | Tình trạng |
| | | | Họ tên | Điện thoại | Số | Ngày cấp | Số phòng | Số LĐ | | |
| (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) |
"""
FOOT = """
| | | | | | | | | | | |
| | | | | | | Tân Châu, ngày 10 tháng 3 năm 2023 | | | | |
| | NGƯỜI LẬP BIỂU | | | | | KT. TRƯỞNG PHÒNG | | | | |
| | (Ký, ghi rõ họ tên) | | | | | PHÓ TRƯỞNG PHÒNG | | | | |
| | Đặng Thị Ký | | | | | Huỳnh Văn Duyệt | | | | |
"""
TOWN = """
| A | KARAOKE | | | | | | | | | |
| 1 | Hoàng Gia | Số 12 ĐT 785, Khu phố 1 | Lê Văn Chót | 0900.000.201 | 12/GP-VHTT | 05/3/2019 | 6 | 5 | 11.553561, 106.16165 | Đang hoạt động |
| 2 | Sao Đêm | nt | Võ Thị Bướng | 0900 000 202 | 13/GP-VHTT | nt | 04 | 3 | | Đang HĐ |
| 3 | Hoà Bình | KP2 | Bùi Văn Lặn | #900000203 | 14/GP-VHTT | T3/2020 | 5 | 4 người | | Ngưng HĐ |
| | Cộng | | | | | | 15 | 12 | | |
| B | NHÀ NGHỈ | | | | | | | | | |
| 1 | Thanh Bình | Tổ 3, Khu phố 3 | Lê Thị Chìm | | | | 12 | 2 | | Đang hoạt động |
| 2 | Hương Sen | KP 3 | Trần Văn Nổi | | | | 10 | 1 | 11,553561; 106,16165 | |
| 3 | Mùa Thu | KP4 | Hồ Thị Trôi | | | | 14 | 02 | | tạm ngưng |
| | Cộng | | | | | | 36 | 5 | | |
| C | MASSAGE | | | | | | | | | |
| 1 | Tây Đô | Khu phố 1 | Phan Văn Dạt | | 02/GP-YT | năm 2018 | 8 | 9 | | Đang hoạt động |
| | Cộng | | | | | | 8 | 9 | | |
| | TỔNG CỘNG: 07 cơ sở | | | | | | 59 | 26 | | |
"""
HUNG = """
| A | KARAOKE | | | | | | | | | |
| 1 | Phương Nam | Ấp Tân Thuận | Lê Văn Ghềnh | | 21/GP-VHTT | #43529 | 4 | 3 | 106.171055, 11.469994 | Đang hoạt động |
| 2 | Thuý Vy | Ấp Tân Lợi | Lê Thị Thác | | 22/GP-VHTT | 5/3/19 | 3 | 2 | | Đang hoạt động |
| 3 | Ðông Phương | Ấp Tân Lợi | Lê Văn Sông | | 23/GP-VHTT | 31/02/2019 | 3 | 2 | | đã nghỉ |
| | Cộng | | | | | | 10 | 7 | | |
| B | CÀ PHÊ | | | | | | | | | |
| 1 | Bờ Hồ | gần chợ Tân Hưng, ấp Tân Thuận | | | | | | 1 | | |
| 2 | Cây Dừa | Ấp Tân Đông | | | | | | 2 | | |
| 3 | Võng Xưa | nt | | | | | | nt | | |
| | Cộng | | | | | | | 5 | | |
| C | NHÀ TRỌ | | | | | | | | | |
| 1 | Hoa 1 | Ấp Tân Thuận | | | | | 12 | | | |
| 2 | Hoa 2 | Ấp Tân Thuận | | | | | 15 phòng | | | |
| | Cộng | | | | | | 27 | | | |
| | TỔNG CỘNG: 08 cơ sở | | | | | | | | | |
"""
NGO = """
| A | KARAOKE | | | | | | | | | |
| 1 | Hướng Dương | Ấp 1 | | | 31/GP-VHTT | 12/11/2020 | 4 | 2 | 11°35'40.5"N 106°19'47.8"E | Đang hoạt động |
| 2 | Biển Nhớ | Ấp 2 | | | | chưa cấp | 3 | 2 | | chưa HĐ |
| | Cộng | | | | | | 7 | 4 | | |
| B | NHÀ HÀNG, QUÁN NHẬU | | | | | | | | | |
| 1 | Đồng Quê | Ấp 2, đường ĐT.794 | | | | | | 6 | 11.553561, 106.16165 | |
| 2 | Hai Lúa | Ấp 3 | | | | | | 3 | | giải thể |
| | Cộng | | | | | | | 9 | | |
| | TỔNG CỘNG: 04 cơ sở | | | | | | | | | |
"""
HOI = """
| A | KARAOKE | | | | | | | | | |
| 1 | Ánh Dương | Ấp Hội Thắng | | | 41/GP-VHTT | tháng 6 năm 2021 | 5 | 4 | 11.629518, 106.196696 | Đang hoạt động |
| 2 | Gió Mới | Ấp Hội An | | | 42/GP-VHTT | 06/2021 | 4 | 3 | | Đang hoạt động |
| | Cộng | | | | | | 9 | 7 | | |
| B | HỚT TÓC, GỘI ĐẦU | | | | | | | | | |
| 1 | Kim Liên | Ấp Hội Thắng | | | | | | 2 | | |
| 2 | Mỹ Tiên | " | | | | | | 1 | | |
| 3 | | Ấp Hội An | | | | | | 1 | | |
| | Cộng | | | | | | | 4 | | |
| C | TRÒ CHƠI ĐIỆN TỬ | | | | | | | | | |
| 1 | Net Minh Khang | Ấp Hội An | | | | | | 1 | | chuyển nghề |
| 2 | Net Gia Bảo | Ấp Hội An | | | | | | 1 | | chuyển chỗ |
| | TỔNG CỘNG: 07 cơ sở | | | | | | | | | |
"""
DAY = """
| A | KARAOKE | | | | | | | | | |
| 1 | Suối Mơ | Ấp 1 | | | 51/GP-VHTT | 05/03/2019 | 4 | 3 | 11.55319, 106.251869 | Đang hoạt động |
| 2 | Lá Xanh | Ấp 2 | | | 52/GP-VHTT | 5-3-2019 | 3 | 2 | | Đóng cửa |
| B | NHÀ NGHỈ, NHÀ KHÁCH | | | | | | | | | |
| 1 | Cao Nguyên | Ấp 2 | | | | | 10 | 2 | | |
| 2 | An Khang | " | | | | | 8 | 1 | | |
| C | XÔNG HƠI, SPA | | | | | | | | | |
| 1 | Bảo Trâm | Ấp 4 | | | | | 2 | 3 | | chưa hoạt động |
| | TỔNG CỘNG: 05 cơ sở | | | | | | | | | |
"""
SHEETS = {"TT Tân Châu": TOWN, "Tân Hưng": HUNG, "Xã Suối Ngô": NGO, "Tân Hội": HOI, "5. Suối Dây": DAY}
MERGED = ("A6:A7", "B6:B7", "C6:C7", "D6:E6", "F6:G6", "H6:I6", "J6:J7", "K6:K7", "A4:K4", "A5:K5")

BOOK = Book(
    id="district_list",
    sheets={name: HEAD.rstrip() + rows.rstrip() + FOOT.rstrip() for name, rows in SHEETS.items()},
    merge=" ".join(f"'{name}'!{area}" for name in SHEETS for area in MERGED),
    truth="""
| at | name | type | hamlet | unit | now | licence_no | licence_on | rooms | staff_total | lonlat | quality | status |
| TT~Tân~Châu!10 | Hoàng Gia | KARAOKE | Khu phố 1 | o:Tân Châu | Tân Châu | 12/GP-VHTT | 2019-03-05 | 6 | 5 | 106.16165 11.553561 | A | active |
| TT~Tân~Châu!11 | Sao Đêm | KARAOKE | Khu phố 1 | o:Tân Châu | Tân Châu | 13/GP-VHTT | 2019-03-05 | 4 | 3 | | C/D | active |
| TT~Tân~Châu!12 | Hòa Bình | KARAOKE | KP2 | o:Tân Châu | Tân Châu | 14/GP-VHTT | 2020-03 | 5 | 4 | | C/D | closed |
| TT~Tân~Châu!15 | Thanh Bình | NHANGHI | Khu phố 3 | o:Tân Châu | Tân Châu | - | - | 12 | 2 | | C/D | active |
| TT~Tân~Châu!16 | Hương Sen | NHANGHI | KP 3 | o:Tân Châu | Tân Châu | - | - | 10 | 1 | 106.16165 11.553561 | A | active |
| TT~Tân~Châu!17 | Mùa Thu | NHANGHI | KP4 | o:Tân Châu | Tân Châu | - | - | 14 | 2 | | C/D | paused |
| TT~Tân~Châu!20 | Tây Đô | MASSAGE | Khu phố 1 | o:Tân Châu | Tân Châu | 02/GP-YT | 2018 | 8 | 9 | | C/D | active |
| Tân~Hưng!10 | Phương Nam | KARAOKE | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | 21/GP-VHTT | 2019-03-05 | 4 | 3 | 106.171055 11.469994 | A | active |
| Tân~Hưng!11 | Thúy Vy | KARAOKE | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | 22/GP-VHTT | 2019-03-05 | 3 | 2 | | C/D | active |
| Tân~Hưng!12 | Đông Phương | KARAOKE | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | 23/GP-VHTT | - | 3 | 2 | | C/D | closed |
| Tân~Hưng!15 | Bờ Hồ | CAPHE | ấp Tân Thuận | o:Tân Hưng | Tân Phú | - | - | - | 1 | | C/D | active |
| Tân~Hưng!16 | Cây Dừa | CAPHE | Ấp Tân Đông | o:Tân Hưng | Tân Phú | - | - | - | 2 | | C/D | active |
| Tân~Hưng!17 | Võng Xưa | CAPHE | Ấp Tân Đông | o:Tân Hưng | Tân Phú | - | - | - | 2 | | C/D | active |
| Tân~Hưng!20 | Hoa 1 | NHATRO | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | - | - | 12 | - | | C/D | active |
| Tân~Hưng!21 | Hoa 2 | NHATRO | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | - | - | 15 | - | | C/D | active |
| Xã~Suối~Ngô!10 | Hướng Dương | KARAOKE | Ấp 1 | o:Suối Ngô | Tân Hòa | 31/GP-VHTT | 2020-11-12 | 4 | 2 | 106.329944 11.594583 | A | active |
| Xã~Suối~Ngô!11 | Biển Nhớ | KARAOKE | Ấp 2 | o:Suối Ngô | Tân Hòa | - | - | 3 | 2 | | C/D | paused |
| Xã~Suối~Ngô!14 | Đồng Quê | NHAHANG | Ấp 2 | o:Suối Ngô | | - | - | - | 6 | 106.16165 11.553561 | B | active |
| Xã~Suối~Ngô!15 | Hai Lúa | NHAHANG | Ấp 3 | o:Suối Ngô | Tân Hòa | - | - | - | 3 | | C/D | closed |
| Tân~Hội!10 | Ánh Dương | KARAOKE | Ấp Hội Thắng | o:Tân Hội | Tân Hội | 41/GP-VHTT | 2021-06 | 5 | 4 | 106.196696 11.629518 | A | active |
| Tân~Hội!11 | Gió Mới | KARAOKE | Ấp Hội An | o:Tân Hội | Tân Hội | 42/GP-VHTT | 2021-06 | 4 | 3 | | C/D | active |
| Tân~Hội!14 | Kim Liên | HOTTOC | Ấp Hội Thắng | o:Tân Hội | Tân Hội | - | - | - | 2 | | C/D | active |
| Tân~Hội!15 | Mỹ Tiên | HOTTOC | Ấp Hội Thắng | o:Tân Hội | Tân Hội | - | - | - | 1 | | C/D | active |
| Tân~Hội!16 | - | HOTTOC | Ấp Hội An | o:Tân Hội | Tân Hội | - | - | - | 1 | | C/D | active |
| Tân~Hội!19 | Net Minh Khang | GAME | Ấp Hội An | o:Tân Hội | Tân Hội | - | - | - | 1 | | C/D | closed |
| Tân~Hội!20 | Net Gia Bảo | GAME | Ấp Hội An | o:Tân Hội | Tân Hội | - | - | - | 1 | | C/D | moved |
| 5.~Suối~Dây!10 | Suối Mơ | KARAOKE | Ấp 1 | o:Suối Dây | Tân Thành | 51/GP-VHTT | 2019-03-05 | 4 | 3 | 106.251869 11.55319 | A | active |
| 5.~Suối~Dây!11 | Lá Xanh | KARAOKE | Ấp 2 | o:Suối Dây | | 52/GP-VHTT | 2019-03-05 | 3 | 2 | | C/D | closed |
| 5.~Suối~Dây!13 | Cao Nguyên | NHANGHI | Ấp 2 | o:Suối Dây | | - | - | 10 | 2 | | C/D | active |
| 5.~Suối~Dây!14 | An Khang | NHANGHI | Ấp 2 | o:Suối Dây | | - | - | 8 | 1 | | C/D | active |
| 5.~Suối~Dây!16 | Bảo Trâm | XONGHOI | Ấp 4 | o:Suối Dây | | - | - | 2 | 3 | | C/D | paused |
""",
    # The hamlets of a divided commune are known to the demo office; another one would have to ask.
    may="5.~Suối~Dây!11 5.~Suối~Dây!13 5.~Suối~Dây!14 5.~Suối~Dây!16",
    doubts="Tân~Hưng!12 Xã~Suối~Ngô!14 Tân~Hội!16",
    codes="date_unreadable@Tân~Hưng!12 position_outside_commune@Xã~Suối~Ngô!14 name_missing@Tân~Hội!16",
    repairs=(
        "TT~Tân~Châu!11/Địa chỉ",
        "TT~Tân~Châu!12/Tên cơ sở=Hòa Bình",
        "Tân~Hưng!10/Ngày cấp=2019-03-05",
        "Tân~Hưng!12/Tên cơ sở=Đông Phương",
        "Tân~Hưng!21/Số phòng=15",
        "Xã~Suối~Ngô!15/Tình trạng=closed",
    ),
    never=("Chót", "Bướng", "Dạt", "Đặng Thị Ký", "Duyệt", "000.201", "900000203"),
)
