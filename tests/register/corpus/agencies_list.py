"""The lists of three agencies in one workbook: the same businesses in other words, and three trades at one address."""

from corpus.notation import Book

BOOK = Book(
    id="agencies_list",
    sheets={
        "Văn hóa": """
| DANH SÁCH CỦA PHÒNG VĂN HÓA VÀ THÔNG TIN HUYỆN TÂN CHÂU NĂM 2023 | | | | | | | |
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | Địa chỉ | Xã, thị trấn | Số giấy phép | Số phòng |
| 1 | Karaoke Ánh Sao | Karaoke | Lê Văn Chót | Số 12 ĐT 785, ấp 3 | Tân Hiệp | 12/GP | 6 |
| 2 | Karaoke Trăng Khuya | Karaoke | Lê Thị Chìm | Ấp 1 | Tân Hiệp | 13/GP | 4 |
| 3 | Karaoke Hoàng Gia | Karaoke | Lý Văn Giấu | Số 5 ĐT 785, Khu phố 1 | TT Tân Châu | 14/GP | 8 |
| 4 | Khách sạn Hoàng Gia | Khách sạn | Lý Văn Giấu | Số 5 ĐT 785, Khu phố 1 | TT Tân Châu | | 30 |
| 5 | Massage Hoàng Gia | Massage | Lý Văn Giấu | Số 5 ĐT 785, Khu phố 1 | TT Tân Châu | | 6 |
| 6 | Karaoke Sao Đêm | Karaoke | Võ Thị Bướng | Ấp 3 | Thạnh Đông | 15/GP | 5 |
| 7 | Cà phê Bờ Hồ | Cà phê | Bùi Văn Lặn | Ấp 2 | Thạnh Đông | | |
| 8 | Cà phê Bờ Hồ | Cà phê | Trần Văn Nổi | Ấp 1 | Suối Ngô | | |
| 9 | Nhà nghỉ Thanh Bình | Nhà nghỉ | Hồ Thị Trôi | Ấp 1 | Tân Hà | | 12 |
| 10 | Nhà nghỉ Mùa Thu | Nhà nghỉ | Phan Văn Dạt | Ấp 2 | Tân Hà | | 8 |
| 11 | Quán Hai Lúa | Quán nhậu | Ngô Văn Lặng | Ấp Tân Lợi | Tân Hưng | | |
| 12 | Vũ trường Đêm Vàng | Vũ trường | Đỗ Văn Êm | Khu phố 2 | TT Tân Châu | 16/GP | 2 |
""",
        "Công an": """
| CÔNG AN HUYỆN TÂN CHÂU | | | | | | | |
| TT | Biển hiệu | Dịch vụ | Người đại diện | Số CCCD | Nơi hoạt động | Số buồng | GCN ANTT |
| 1 | HKD ÁNH SAO | KD karaoke | Lê Văn Chót | 072080000201 | Số 12, ĐT.785, ấp 3, xã Tân Hiệp | 6 | 01/GCN |
| 2 | HKD TRĂNG KHUYA | KD karaoke | Lê Thị Chìm | 072080000202 | Ấp 1, xã Tân Hiệp | 4 | 02/GCN |
| 3 | HKD THANH BÌNH | Nhà nghỉ | Hồ Thị Trôi | 072080000203 | Ấp 1, xã Tân Hà | 12 | 03/GCN |
| 4 | HKD TƯỜNG VI | Nhà nghỉ | Mai Văn Nép | 072080000204 | Ấp 1, xã Suối Ngô | 8 | 04/GCN |
| 5 | HKD KIM NGÂN | Nhà nghỉ | Tô Văn Nín | 072080000205 | Ấp 2, xã Thạnh Đông | 8 | 05/GCN |
| 6 | CTY TNHH MTV PHƯƠNG NAM | Khách sạn | Vi Văn Vắng | 072080000206 | Khu phố 3, thị trấn Tân Châu | 32 | 06/GCN |
| 7 | HKD HẢI ÂU | Xoa bóp | Cù Văn Kín | 072080000207 | Ấp 3, xã Tân Hiệp | 6 | 07/GCN |
| 8 | HKD HOA 1 | Nhà trọ | Lã Văn Khuất | 072080000208 | Ấp 2, xã Tân Hà | 10 | |
| 9 | HKD HOA 2 | Nhà trọ | Lã Văn Khuất | 072080000208 | Ấp 4, xã Tân Đông | 12 | |
""",
        "Lao động": """
| PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI | | | | | |
| Số TT | Tên doanh nghiệp | Ngành nghề | Địa chỉ | Xã | Tổng số LĐ |
| 1 | Hộ KD Karaoke Ánh Sao | Karaoke | ấp 3 | Tân Hiệp | 5 |
| 2 | Công ty TNHH một thành viên Phương Nam | Khách sạn | Khu phố 3 | Thị trấn Tân Châu | 11 |
| 3 | Massage Hải Âu | Massage | Ấp 3 | Tân Hiệp | 7 |
| 4 | Quán nhậu Hai Lúa | Quán nhậu | Ấp Tân Lợi | Tân Hưng | 3 |
| 5 | Cà phê Cây Dừa | Cà phê | Ấp Tân Lợi | Tân Hưng | 1 |
| 6 | Cà phê Lá Xanh | Cà phê | Ấp 2 | Tân Hà | 2 |
| 7 | Spa An Nhiên | Spa | Khu phố 1 | Thị trấn Tân Châu | 3 |
| 8 | Nhà hàng Sông Quê | Nhà hàng | Khu phố 4 | Thị trấn Tân Châu | 8 |
| 9 | Hớt tóc Kim Liên | Hớt tóc | Ấp 1 | Tân Hà | 1 |
| Cộng | | | | | 41 |
""",
    },
    truth="""
| at | name | type | hamlet | unit | now | rooms | staff_total | licence_no |
| Văn~hóa!3 | Karaoke Ánh Sao | KARAOKE | ấp 3 | o:Tân Hiệp | Tân Hội | 6 | - | 12/GP |
| Văn~hóa!4 | Karaoke Trăng Khuya | KARAOKE | Ấp 1 | o:Tân Hiệp | Tân Hội | 4 | - | 13/GP |
| Văn~hóa!5 | Karaoke Hoàng Gia | KARAOKE | Khu phố 1 | o:Tân Châu | Tân Châu | 8 | - | 14/GP |
| Văn~hóa!6 | Khách sạn Hoàng Gia | KHACHSAN | Khu phố 1 | o:Tân Châu | Tân Châu | 30 | - | - |
| Văn~hóa!7 | Massage Hoàng Gia | MASSAGE | Khu phố 1 | o:Tân Châu | Tân Châu | 6 | - | - |
| Văn~hóa!8 | Karaoke Sao Đêm | KARAOKE | Ấp 3 | o:Thạnh Đông | Tân Châu | 5 | - | 15/GP |
| Văn~hóa!9 | Cà phê Bờ Hồ | CAPHE | Ấp 2 | o:Thạnh Đông | Tân Châu | - | - | - |
| Văn~hóa!10 | Cà phê Bờ Hồ | CAPHE | Ấp 1 | o:Suối Ngô | Tân Hòa | - | - | - |
| Văn~hóa!11 | Nhà nghỉ Thanh Bình | NHANGHI | Ấp 1 | o:Tân Hà | Tân Đông | 12 | - | - |
| Văn~hóa!12 | Nhà nghỉ Mùa Thu | NHANGHI | Ấp 2 | o:Tân Hà | Tân Đông | 8 | - | - |
| Văn~hóa!13 | Quán Hai Lúa | NHAHANG | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | - | - | - |
| Văn~hóa!14 | Vũ trường Đêm Vàng | VUTRUONG | Khu phố 2 | o:Tân Châu | Tân Châu | 2 | - | 16/GP |
| Công~an!3 | HKD ÁNH SAO | KARAOKE | ấp 3 | o:Tân Hiệp | Tân Hội | 6 | - | - |
| Công~an!4 | HKD TRĂNG KHUYA | KARAOKE | Ấp 1 | o:Tân Hiệp | Tân Hội | 4 | - | - |
| Công~an!5 | HKD THANH BÌNH | NHANGHI | Ấp 1 | o:Tân Hà | Tân Đông | 12 | - | - |
| Công~an!6 | HKD TƯỜNG VI | NHANGHI | Ấp 1 | o:Suối Ngô | Tân Hòa | 8 | - | - |
| Công~an!7 | HKD KIM NGÂN | NHANGHI | Ấp 2 | o:Thạnh Đông | Tân Châu | 8 | - | - |
| Công~an!8 | CTY TNHH MTV PHƯƠNG NAM | KHACHSAN | Khu phố 3 | o:Tân Châu | Tân Châu | 32 | - | - |
| Công~an!9 | HKD HẢI ÂU | MASSAGE | Ấp 3 | o:Tân Hiệp | Tân Hội | 6 | - | - |
| Công~an!10 | HKD HOA 1 | NHATRO | Ấp 2 | o:Tân Hà | Tân Đông | 10 | - | - |
| Công~an!11 | HKD HOA 2 | NHATRO | Ấp 4 | o:Tân Đông | Tân Đông | 12 | - | - |
| Lao~động!3 | Hộ KD Karaoke Ánh Sao | KARAOKE | ấp 3 | o:Tân Hiệp | Tân Hội | - | 5 | - |
| Lao~động!4 | Công ty TNHH một thành viên Phương Nam | KHACHSAN | Khu phố 3 | o:Tân Châu | Tân Châu | - | 11 | - |
| Lao~động!5 | Massage Hải Âu | MASSAGE | Ấp 3 | o:Tân Hiệp | Tân Hội | - | 7 | - |
| Lao~động!6 | Quán nhậu Hai Lúa | NHAHANG | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | - | 3 | - |
| Lao~động!7 | Cà phê Cây Dừa | CAPHE | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | - | 1 | - |
| Lao~động!8 | Cà phê Lá Xanh | CAPHE | Ấp 2 | o:Tân Hà | Tân Đông | - | 2 | - |
| Lao~động!9 | Spa An Nhiên | XONGHOI | Khu phố 1 | o:Tân Châu | Tân Châu | - | 3 | - |
| Lao~động!10 | Nhà hàng Sông Quê | NHAHANG | Khu phố 4 | o:Tân Châu | Tân Châu | - | 8 | - |
| Lao~động!11 | Hớt tóc Kim Liên | HOTTOC | Ấp 1 | o:Tân Hà | Tân Đông | - | 1 | - |
""",
    offers=(
        ("Công~an!3", "Văn~hóa!3"),
        ("Lao~động!3", "Văn~hóa!3"),
        ("Lao~động!3", "Công~an!3"),
        ("Công~an!4", "Văn~hóa!4"),
        ("Công~an!5", "Văn~hóa!11"),
        ("Lao~động!4", "Công~an!8"),
        ("Lao~động!5", "Công~an!9"),
        ("Lao~động!6", "Văn~hóa!13"),
    ),
    may="Công~an!3 Công~an!4 Công~an!5 Lao~động!3 Lao~động!4 Lao~động!5 Lao~động!6",
    dropped=("Số CCCD",),
    never=("72080000201", "Chót", "Giấu", "Lã Văn", "Bướng", "Vi Văn"),
)
