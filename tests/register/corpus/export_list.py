"""A district's list as exported from an old program: semicolons, one code page or another, phones as floats."""

from corpus.notation import Book

SHEETS = {
    "CSV": """
| STT | Ten co so | Loai hinh KD | Chu co so | Dien thoai | Dia chi KD | Xa/Thi tran | So phong | So lao dong | Ngay cap | MST | Toa do | Ghi chu |
| 1 | Karaoke Hoàng Gia | Karaoke | Lê Văn Chót | 9.00000301E+08 | Số 12, ĐT 785, ấp 3 | Tân Hiệp | 6 | 5 | 05/03/2019 | 312345673 | 11,58398 106,172749 | |
| 2 | Karaoke Trăng Khuya | Karaoke | Lê Thị Chìm | 900000302.0 | ấp 1 | Tân Hiệp | 4.0 | 3 | 5/3/19 | | | |
| 3 | Karaoke Mây Chiều | Karaoke | Võ Thị Bướng | 900000303 | ấp 2 | Tân Hiệp | 4 | 3 | 43529 | | | đang sửa chữa |
| 4 | Karaoke Sao Đêm | Karaoke | Bùi Văn Lặn | 0900000304 | Ấp 3 | Thạnh Đông | 05 | 4 | T3/2020 | | 11.553742;106.140583 | |
| 5 | Karaoke Biển Nhớ | Karaoke | | | Ấp 1 | Tân Hà | 3 | 2 | năm 2018 | | | |
| 6 | Karaoke Hướng Dương | Karaoke | | | Ấp 2 | Suối Ngô | 4 | 2 | 12/11/2020 | | | |
| 7 | Nhà nghỉ Thanh Bình | Nhà nghỉ | | | Ấp 1 | Tân Hà | 12 | 2 | | | 11.716775;106.183351 | |
| 8 | Nhà nghỉ Mùa Thu | Nhà nghỉ | | | Ấp 2 | Tân Hà | 10 phòng | 1 người | | | | |
| 9 | Nhà nghỉ Tường Vi | Nhà nghỉ | | | Ấp 1 | Suối Ngô | 8 | 2 | | 3900000016 | | |
| 10 | Nhà nghỉ Đồng Quê | Nhà nghỉ | | | Ấp 3 | Suối Ngô | 6 | 1 | | | 106.329932;11.594585 | |
| 11 | Nhà nghỉ Phúc Lộc | Nhà nghỉ | | | Ấp Tân Thuận | Tân Hưng | 10 | 2 | | | | |
| 12 | Nhà nghỉ Hưng Thịnh | Nhà nghỉ | | | Ấp Tân Thuận | Tân Hưng | 11 | 2 | | | | |
| 13 | Khách sạn Phương Nam | Khách sạn | | | Khu phố 3 | TT Tân Châu | 32 | 11 | 01/02/2016 | 3900000023 | 11.553561;106.16165 | |
| 14 | Khách sạn Sông Quê | Khách sạn | | | Khu phố 4 | TT Tân Châu | 24 | 8 | 01/02/2016 | | | |
| 15 | Massage Tây Đô | Xoa bóp | | | KP1 | TT Tân Châu | 8 | 9 | | | | |
| 16 | Massage Hải Âu | Massage | | | ấp 3 | Tân Hiệp | 6 | 7 | | | | |
| 17 | Cà phê Bờ Hồ | Cà phê | | | KP 2 | TT Tân Châu | | 2 | | | | |
| 18 | Cà phê Cây Dừa | Cà phê | | | Ấp Tân Lợi | Tân Hưng | | 1 | | | | |
| 19 | Cà phê Võng Xưa | Cà phê võng | | | Ấp Tân Lợi | Tân Hưng | | 1 | | | | |
| 20 | Cà phê Lá Xanh | Giải khát | | | Ấp 2 | Thạnh Đông | | 3 | | | | |
| 21 | Quán Hai Lúa | Quán nhậu | | | Ấp 2 | Thạnh Đông | | 3 | | | | |
| 22 | Quán Ba Miền | Quán nhậu | | | Ấp 1 | Thạnh Đông | | 4 | | | | |
| 23 | Quán Tình Quê | Ăn uống | | | Ấp 4 | Suối Dây | | 2 | | | 11.55319;106.251869 | |
| 24 | Hớt tóc Kim Liên | Hớt tóc | | | Ấp 1 | Tân Hà | | 1 | | | | |
| 25 | Hớt tóc Diễm My | Uốn tóc | | | Ấp 1 | Tân Hà | | 1 | | | | |
| 26 | Net Minh Khang | Internet | | | KP 5 | TT Tân Châu | | 1 | | | | |
| 27 | Game Gia Bảo | Trò chơi điện tử | | | KP 5 | TT Tân Châu | | 1 | | | | |
| 28 | Nhà trọ Hoa 1 | Nhà trọ | | | KP 4 | TT Tân Châu | 20 | 1 | | | | |
| 29 | Nhà trọ Hoa 2 | Nhà trọ | | | KP 4 | TT Tân Châu | 16 | 1 | | | | |
| 30 | Nhà trọ Bằng Lăng | Nhà trọ | | | Ấp 2 | Tân Hòa | 10 | 1 | | | 11.5946;106.40577 | |
| 31 | Spa An Nhiên | Spa | | | KP1 | TT Tân Châu | | 3 | | | | |
| 32 | Quán "Đêm Vàng"; Bar | Quán bar | | | KP1 | TT Tân Châu | | 6 | | | | |
""",
}
TRUTH = """
| at | name | type | hamlet | unit | now | rooms | staff_total | licence_on | tax_code | lonlat | quality |
| 2 | Karaoke Hoàng Gia | KARAOKE | ấp 3 | o:Tân Hiệp | Tân Hội | 6 | 5 | 2019-03-05 | 0312345673 | 106.172749 11.58398 | A |
| 3 | Karaoke Trăng Khuya | KARAOKE | ấp 1 | o:Tân Hiệp | Tân Hội | 4 | 3 | 2019-03-05 | - | | C/D |
| 4 | Karaoke Mây Chiều | KARAOKE | ấp 2 | o:Tân Hiệp | Tân Hội | 4 | 3 | 2019-03-05 | - | | C/D |
| 5 | Karaoke Sao Đêm | KARAOKE | Ấp 3 | o:Thạnh Đông | Tân Châu | 5 | 4 | 2020-03 | - | 106.140583 11.553742 | A |
| 6 | Karaoke Biển Nhớ | KARAOKE | Ấp 1 | o:Tân Hà | Tân Đông | 3 | 2 | 2018 | - | | C/D |
| 7 | Karaoke Hướng Dương | KARAOKE | Ấp 2 | o:Suối Ngô | Tân Hòa | 4 | 2 | 2020-11-12 | - | | C/D |
| 8 | Nhà nghỉ Thanh Bình | NHANGHI | Ấp 1 | o:Tân Hà | Tân Đông | 12 | 2 | - | - | 106.183351 11.716775 | A |
| 9 | Nhà nghỉ Mùa Thu | NHANGHI | Ấp 2 | o:Tân Hà | Tân Đông | 10 | 1 | - | - | | C/D |
| 10 | Nhà nghỉ Tường Vi | NHANGHI | Ấp 1 | o:Suối Ngô | Tân Hòa | 8 | 2 | - | 3900000016 | | C/D |
| 11 | Nhà nghỉ Đồng Quê | NHANGHI | Ấp 3 | o:Suối Ngô | Tân Hòa | 6 | 1 | - | - | 106.329932 11.594585 | A |
| 12 | Nhà nghỉ Phúc Lộc | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | 10 | 2 | - | - | | C/D |
| 13 | Nhà nghỉ Hưng Thịnh | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | 11 | 2 | - | - | | C/D |
| 14 | Khách sạn Phương Nam | KHACHSAN | Khu phố 3 | o:Tân Châu | Tân Châu | 32 | 11 | 2016-02-01 | 3900000023 | 106.16165 11.553561 | A |
| 15 | Khách sạn Sông Quê | KHACHSAN | Khu phố 4 | o:Tân Châu | Tân Châu | 24 | 8 | 2016-02-01 | - | | C/D |
| 16 | Massage Tây Đô | MASSAGE | KP1 | o:Tân Châu | Tân Châu | 8 | 9 | - | - | | C/D |
| 17 | Massage Hải Âu | MASSAGE | ấp 3 | o:Tân Hiệp | Tân Hội | 6 | 7 | - | - | | C/D |
| 18 | Cà phê Bờ Hồ | CAPHE | KP 2 | o:Tân Châu | Tân Châu | - | 2 | - | - | | C/D |
| 19 | Cà phê Cây Dừa | CAPHE | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | - | 1 | - | - | | C/D |
| 20 | Cà phê Võng Xưa | CAPHE | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | - | 1 | - | - | | C/D |
| 21 | Cà phê Lá Xanh | CAPHE | Ấp 2 | o:Thạnh Đông | Tân Châu | - | 3 | - | - | | C/D |
| 22 | Quán Hai Lúa | NHAHANG | Ấp 2 | o:Thạnh Đông | Tân Châu | - | 3 | - | - | | C/D |
| 23 | Quán Ba Miền | NHAHANG | Ấp 1 | o:Thạnh Đông | Tân Châu | - | 4 | - | - | | C/D |
| 24 | Quán Tình Quê | NHAHANG | Ấp 4 | o:Suối Dây | Tân Thành | - | 2 | - | - | 106.251869 11.55319 | A |
| 25 | Hớt tóc Kim Liên | HOTTOC | Ấp 1 | o:Tân Hà | Tân Đông | - | 1 | - | - | | C/D |
| 26 | Hớt tóc Diễm My | HOTTOC | Ấp 1 | o:Tân Hà | Tân Đông | - | 1 | - | - | | C/D |
| 27 | Net Minh Khang | GAME | KP 5 | o:Tân Châu | Tân Châu | - | 1 | - | - | | C/D |
| 28 | Game Gia Bảo | GAME | KP 5 | o:Tân Châu | Tân Châu | - | 1 | - | - | | C/D |
| 29 | Nhà trọ Hoa 1 | NHATRO | KP 4 | o:Tân Châu | Tân Châu | 20 | 1 | - | - | | C/D |
| 30 | Nhà trọ Hoa 2 | NHATRO | KP 4 | o:Tân Châu | Tân Châu | 16 | 1 | - | - | | C/D |
| 31 | Nhà trọ Bằng Lăng | NHATRO | Ấp 2 | o:Tân Hòa | Tân Hòa | 10 | 1 | - | - | 106.40577 11.5946 | A |
| 32 | Spa An Nhiên | XONGHOI | KP1 | o:Tân Châu | Tân Châu | - | 3 | - | - | | C/D |
| 33 | Quán "Đêm Vàng"; Bar | BAR | KP1 | o:Tân Châu | Tân Châu | - | 6 | - | - | | C/D |
"""


def _export(name: str, form: str) -> Book:
    return Book(
        id=f"export_list_{name}",
        sheets=SHEETS,
        truth=TRUTH,
        form=form,
        # 9.00000301E+08 still has all nine digits; whether to trust it is the reader's.
        may="2",
        codes="hidden_unknown",
        repairs=("2/MST=0312345673", "4/Ngay cap=2019-03-05", "9/So phong=10"),
        never=("Chót", "Chìm", "Bướng", "00000301", "900000302", "900000303", "900000304"),
    )


BOOKS = (_export("windows_1258", "csv ; cp1258"), _export("utf_16", "csv ; utf-16-le"))
