"""The flat list of today's commune Tân Hội, made of old Tân Hội and Tân Hiệp, a few months after the merger."""

from corpus.notation import Book

BOOK = Book(
    id="commune_list",
    sheets={
        "Tân Hội 2025": """
| ỦY BAN NHÂN DÂN XÃ TÂN HỘI | | | | | | | | | |
| PHÒNG VĂN HÓA - XÃ HỘI | | | | | | | | | |
| RÀ SOÁT CƠ SỞ KINH DOANH DỊCH VỤ TRÊN ĐỊA BÀN XÃ (tháng 10/2025) | | | | | | | | | |
| TT | Tên hộ kinh doanh | Ngành nghề KD | Địa chỉ | Xã | Mã số HKD | Ngày cấp | Số LĐ | Định vị | Hiện trạng |
| 1 | Karaoke Ánh Dương | Karaoke | Ấp Hội Thắng | Tân Hội | 45D8000301 | 05/03/2019 | 4 | 11.629518, 106.196696 | Đang hoạt động |
| 2 | Karaoke Gió Mới | Karaoke | Ấp Hội An | Tân Hội | 45D8000302 | 06/2021 | 3 | | Đang hoạt động |
| 3 | Karaoke Trăng Khuya | Karaoke | Ấp 1 | Tân Hiệp (cũ) | 45D8000303 | 12/11/2020 | 3 | 11.58398, 106.172749 | Đang hoạt động |
| 4 | Karaoke Mây Chiều | Karaoke | Ấp 2 | xã Tân Hiệp cũ | 45D8000304 | #44147 | 3 | | Tạm ngưng |
| 5 | Massage Hải Âu | Xoa bóp | Ấp 3 | Tân Hiệp (cũ) | 45D8000305 | 2018 | 7 | | Đang hoạt động |
| 6 | Kim Liên | Hớt tóc | Ấp Hội Thắng | Tân Hội | | | 2 | | |
| 7 | Mỹ Tiên | Gội đầu dưỡng sinh | Ấp Hội Thắng | Tân Hội | | | 1 | | |
| 8 | Diễm My | Uốn tóc | Ấp Hội An | Tân Hội | | | 1 | | |
| 9 | Yến Nhi | Hớt tóc nam | Ấp 1 | Tân Hiệp (cũ) | | | 1 | | nghỉ luôn |
| 10 | Minh Khang | Internet | Ấp Hội An | Tân Hội | | | 1 | | chuyển nghề |
| 11 | Gia Bảo | Trò chơi điện tử | Ấp Hội An | Tân Hội | | | 1 | | chuyển địa điểm |
| 12 | Bờ Hồ | Cà phê | Ấp Hội Thắng | Tân Hội (mới) | | | 2 | 11,629518; 106,196696 | |
| 13 | Cây Dừa | Cà phê võng | Ấp Hội Thắng | Tân Hội | | | 1 | | |
| 14 | Cây Xoài | Cà phê võng | Ấp Hội An | Tân Hội | | | 1 | | |
| 15 | Vườn Cau | Nước giải khát | Ấp 2 | Tân Hiệp (cũ) | | | 2 | | |
| 16 | Suối Mơ | Cà phê chòi | Ấp 3 | Tân Hiệp (cũ) | | | 2 | | đóng cửa |
| 17 | Lá Xanh | Cà phê sân vườn | Ấp 1 | xã Tân Hiệp (nay là xã Tân Hội) | | | 3 | | |
| 18 | Đồng Quê | Quán nhậu | Ấp 1 | Tân Hiệp (cũ) | | | 4 | | |
| 19 | Hai Lúa | Quán nhậu | Ấp Hội Thắng | Tân Hội | | | 3 | | |
| 20 | Ba Miền | Quán ăn uống | Ấp Hội Thanh | Tân Hội | | | 5 | | |
| 21 | Sông Quê | Nhà hàng | Ấp Hội Thanh | Tân Hội | 45D8000321 | năm 2020 | 8 | | |
| 22 | Tình Quê | Quán nhậu | Ấp 3 | Tân Hiệp (cũ) | | | 2 | | giải thể |
| 23 | Nhà nghỉ Hoa Mai | Nhà nghỉ | Ấp Hội Thắng | Tân Hội | 45D8000323 | 1/2/2017 | 2 | | |
| 24 | Nhà nghỉ Hoa Sứ | Nhà nghỉ | Ấp Hội An | Tân Hội | 45D8000324 | 1/2/17 | 1 | | |
| 25 | Nhà nghỉ Hoa Lan | Nhà nghỉ | Ấp 1 | Tân Hiệp (cũ) | 45D8000325 | 01.02.2017 | 1 | | |
| 26 | Nhà nghỉ Thu Hà | Nhà nghỉ | Ấp 2 | Tân Hiệp (cũ) | 45D8000326 | T2/2017 | 2 | | |
| 27 | Nhà trọ Công Nhân 1 | Nhà trọ | Ấp 2 | Tân Hiệp (cũ) | | | 1 | | |
| 28 | Nhà trọ Công Nhân 2 | Nhà trọ | Ấp 2 | Tân Hiệp (cũ) | | | 1 | | |
| 29 | Nhà trọ Hạnh Phúc | Nhà trọ | Ấp Hội Thanh | Tân Hội | | | 1 | 11.594585, 106.329932 | |
| 30 | An Nhiên | Spa | Ấp Hội Thanh | Tân Hội | | | 3 | | |
| 31 | Khánh Vy | Chăm sóc da | Ấp Hội Thanh | Tân Hội | | | 2 | | |
| 32 | Tre Việt | Xông hơi | Ấp Hội Thắng | Tân Hội | | | 2 | | chưa rõ |
| | Tổng số: 32 cơ sở | | | | | | | | |
| | | | | | | | Tân Hội, ngày 20 tháng 10 năm 2025 | | |
| | NGƯỜI LẬP | | | | | | TM. ỦY BAN NHÂN DÂN | | |
| | Ninh Thị Ấn | | | | | | PHÓ CHỦ TỊCH | | |
""",
    },
    truth="""
| at | name | type | hamlet | unit | now | reg_no | licence_on | staff_total | lonlat | quality | status |
| 5 | Karaoke Ánh Dương | KARAOKE | Ấp Hội Thắng | n:Tân Hội | Tân Hội | 45D8000301 | 2019-03-05 | 4 | 106.196696 11.629518 | A | active |
| 6 | Karaoke Gió Mới | KARAOKE | Ấp Hội An | n:Tân Hội | Tân Hội | 45D8000302 | 2021-06 | 3 | | C/D | active |
| 7 | Karaoke Trăng Khuya | KARAOKE | Ấp 1 | o:Tân Hiệp | Tân Hội | 45D8000303 | 2020-11-12 | 3 | 106.172749 11.58398 | A | active |
| 8 | Karaoke Mây Chiều | KARAOKE | Ấp 2 | o:Tân Hiệp | Tân Hội | 45D8000304 | 2020-11-12 | 3 | | C/D | paused |
| 9 | Massage Hải Âu | MASSAGE | Ấp 3 | o:Tân Hiệp | Tân Hội | 45D8000305 | 2018 | 7 | | C/D | active |
| 10 | Kim Liên | HOTTOC | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 2 | | C/D | active |
| 11 | Mỹ Tiên | HOTTOC | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | active |
| 12 | Diễm My | HOTTOC | Ấp Hội An | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | active |
| 13 | Yến Nhi | HOTTOC | Ấp 1 | o:Tân Hiệp | Tân Hội | - | - | 1 | | C/D | closed |
| 14 | Minh Khang | GAME | Ấp Hội An | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | closed |
| 15 | Gia Bảo | GAME | Ấp Hội An | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | moved |
| 16 | Bờ Hồ | CAPHE | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 2 | 106.196696 11.629518 | A | active |
| 17 | Cây Dừa | CAPHE | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | active |
| 18 | Cây Xoài | CAPHE | Ấp Hội An | n:Tân Hội | Tân Hội | - | - | 1 | | C/D | active |
| 19 | Vườn Cau | CAPHE | Ấp 2 | o:Tân Hiệp | Tân Hội | - | - | 2 | | C/D | active |
| 20 | Suối Mơ | CAPHE | Ấp 3 | o:Tân Hiệp | Tân Hội | - | - | 2 | | C/D | closed |
| 21 | Lá Xanh | CAPHE | Ấp 1 | o:Tân Hiệp | Tân Hội | - | - | 3 | | C/D | active |
| 22 | Đồng Quê | NHAHANG | Ấp 1 | o:Tân Hiệp | Tân Hội | - | - | 4 | | C/D | active |
| 23 | Hai Lúa | NHAHANG | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 3 | | C/D | active |
| 24 | Ba Miền | NHAHANG | Ấp Hội Thanh | n:Tân Hội | Tân Hội | - | - | 5 | | C/D | active |
| 25 | Sông Quê | NHAHANG | Ấp Hội Thanh | n:Tân Hội | Tân Hội | 45D8000321 | 2020 | 8 | | C/D | active |
| 26 | Tình Quê | NHAHANG | Ấp 3 | o:Tân Hiệp | Tân Hội | - | - | 2 | | C/D | closed |
| 27 | Nhà nghỉ Hoa Mai | NHANGHI | Ấp Hội Thắng | n:Tân Hội | Tân Hội | 45D8000323 | 2017-02-01 | 2 | | C/D | active |
| 28 | Nhà nghỉ Hoa Sứ | NHANGHI | Ấp Hội An | n:Tân Hội | Tân Hội | 45D8000324 | 2017-02-01 | 1 | | C/D | active |
| 29 | Nhà nghỉ Hoa Lan | NHANGHI | Ấp 1 | o:Tân Hiệp | Tân Hội | 45D8000325 | 2017-02-01 | 1 | | C/D | active |
| 30 | Nhà nghỉ Thu Hà | NHANGHI | Ấp 2 | o:Tân Hiệp | Tân Hội | 45D8000326 | 2017-02 | 2 | | C/D | active |
| 31 | Nhà trọ Công Nhân 1 | NHATRO | Ấp 2 | o:Tân Hiệp | Tân Hội | - | - | 1 | | C/D | active |
| 32 | Nhà trọ Công Nhân 2 | NHATRO | Ấp 2 | o:Tân Hiệp | Tân Hội | - | - | 1 | | C/D | active |
| 33 | Nhà trọ Hạnh Phúc | NHATRO | Ấp Hội Thanh | n:Tân Hội | | - | - | 1 | 106.329932 11.594585 | B | active |
| 34 | An Nhiên | XONGHOI | Ấp Hội Thanh | n:Tân Hội | Tân Hội | - | - | 3 | | C/D | active |
| 35 | Khánh Vy | XONGHOI | Ấp Hội Thanh | n:Tân Hội | Tân Hội | - | - | 2 | | C/D | active |
| 36 | Tre Việt | XONGHOI | Ấp Hội Thắng | n:Tân Hội | Tân Hội | - | - | 2 | | C/D | unverified |
""",
    doubts="33",
    may="36",
    codes="position_outside_commune@33",
    never=("Ninh Thị",),
)
