"""The lodging list of the police: typed in an ABC font, a column of citizens' numbers, dittos all the way down."""

from corpus.notation import Book

BOOK = Book(
    id="police_list",
    sheets={
        "Lưu trú": """
| CÔNG AN HUYỆN TÂN CHÂU | | | | | | | | | | | |
| Đội cảnh sát quản lý hành chính | | | | | | | | | | | |
| | | | Danh sách cơ sở lưu trú và dịch vụ có điều kiện về an ninh trật tự | | | | | | | | |
| | | | (số liệu đến tháng 12 năm 2022) | | | | | | | | |
| TT | Tên cơ sở | Loại hình | Họ tên chủ cơ sở | Số CCCD | Địa chỉ | Xã | Số buồng | Số nhân viên | GCN ANTT | Ngày kiểm tra | Tình trạng |
| 1 | Nhà nghỉ Hoàng Gia | Nhà nghỉ | Lê Văn Chót | 072080000201 | Khu phố 1 | Thị trấn Tân Châu | 12 | 2 | 01/GCN | 12/05/2022 | Đang hoạt động |
| 2 | Nhà nghỉ Thanh Bình | nt | Lê Thị Chìm | 072080000202 | nt | nt | 10 | 1 | 02/GCN | nt | nt |
| 3 | Nhà nghỉ Hương Sen | nt | Võ Thị Bướng | #72080000203 | Khu phố 2 | nt | 14 | 2 | 03/GCN | 13/05/2022 | nt |
| 4 | Khách sạn Phương Nam | Khách sạn | Bùi Văn Lặn | 072080000204 | Khu phố 3 | nt | 32 | 11 | 04/GCN | 13/05/2022 | nt |
| 5 | Khách sạn Sông Quê | nt | Trần Văn Nổi | 072080000205 | Khu phố 4 | nt | 24 | 8 | 05/GCN | 5/6/22 | Tạm ngừng |
| 6 | Nhà trọ Hoa Mai | Nhà trọ | Hồ Thị Trôi | 072080000206 | Khu phố 4 | nt | 20 | 1 | | | Đang hoạt động |
| 7 | Nhà trọ Hoa Sứ | nt | Phan Văn Dạt | 290000207 | nt | nt | 16 | nt | | | nt |
| 8 | Nhà trọ Hoa Lan | nt | Phan Thị Dạt | 290000208 | Khu phố 5 | nt | 18 | nt | | | Đã nghỉ |
| 9 | Nhà nghỉ Mùa Thu | Nhà nghỉ | Ngô Văn Lặng | 072080000209 | Ấp 1 | Xã Tân Hà | 8 | 1 | 09/GCN | 20/06/2022 | Đang hoạt động |
| 10 | Nhà nghỉ Biển Nhớ | nt | Ngô Thị Lặng | 072080000210 | Ấp 2 | nt | 9 | 1 | 10/GCN | nt | nt |
| 11 | Nhà nghỉ Bình Minh | nt | Đỗ Văn Êm | 072080000211 | nt | nt | 7 | 1 | 11/GCN | 21/06/2022 | nt |
| 12 | Nhà trọ Thành Công | Nhà trọ | Đỗ Thị Êm | 072080000212 | Ấp 3 | nt | 22 | 1 | | | Chuyển nghề |
| 13 | Nhà nghỉ Tường Vi | Nhà nghỉ | Dương Văn Khẽ | 072080000213 | Ấp 1 | Xã Suối Ngô | 8 | 2 | 13/GCN | T7/2022 | Đang hoạt động |
| 14 | Nhà nghỉ Hướng Dương | nt | Dương Thị Khẽ | 072080000214 | Ấp 2 | nt | 6 | 1 | 14/GCN | nt | nt |
| 15 | Nhà nghỉ Đồng Quê | nt | Mai Văn Nép | 072080000215 | Ấp 3 | nt | 6 | 1 | 15/GCN | năm 2021 | nt |
| 16 | Nhà nghỉ Phúc Lộc | nt | Mai Thị Nép | 072080000216 | Ấp Tân Thuận | Xã Tân Hưng | 10 | 2 | 16/GCN | 02/08/2022 | nt |
| 17 | Nhà nghỉ Hưng Thịnh | nt | Tô Văn Nín | 072080000217 | nt | nt | 11 | 2 | 17/GCN | nt | nt |
| 18 | Nhà nghỉ Thịnh Vượng | nt | Tô Thị Nín | 072080000218 | Ấp Tân Lợi | nt | 9 | 1 | 18/GCN | nt | Ngưng hoạt động |
| 19 | Nhà trọ Cây Xoài | Nhà trọ | Vi Văn Vắng | 072080000219 | nt | nt | 30 | 1 | | | Đang hoạt động |
| 20 | Nhà trọ Vườn Cau | nt | Vi Thị Vắng | 072080000220 | Ấp Tân Đông | nt | 12 | 1 | | | nt |
| 21 | Nhà nghỉ Kim Ngân | Nhà nghỉ | Tạ Văn Mất | 072080000221 | Ấp 1 | Xã Thạnh Đông | 8 | 1 | 21/GCN | 15/08/2022 | nt |
| 22 | Nhà nghỉ Ngọc Bích | nt | Tạ Thị Mất | 072080000222 | Ấp 2 | nt | 8 | 1 | 22/GCN | nt | nt |
| 23 | Nhà nghỉ Thu Thảo | nt | Lý Văn Giấu | 072080000223 | Ấp 2 | nt | 6 | 1 | 23/GCN | 16/08/2022 | nt |
| 24 | Karaoke Sao Đêm | Karaoke | Lý Thị Giấu | 072080000224 | Ấp 3 | nt | 5 | 4 | 24/GCN | 16/08/2022 | nt |
| 25 | Karaoke Trăng Khuya | nt | Mạc Văn Che | 072080000225 | Ấp 1 | Xã Tân Hiệp | 4 | 3 | 25/GCN | 01/09/2022 | nt |
| 26 | Karaoke Mây Chiều | nt | Mạc Thị Che | 072080000226 | Ấp 2 | nt | 4 | 3 | 26/GCN | nt | Tạm đình chỉ |
| 27 | Massage Hải Âu | Xoa bóp | Cù Văn Kín | 072080000227 | Ấp 3 | nt | 6 | 7 | 27/GCN | 02/09/2022 | Đang hoạt động |
| 28 | Nhà nghỉ Hạnh Phúc | Nhà nghỉ | Cù Thị Kín | 072080000228 | Ấp 1 | Xã Tân Hòa | 8 | 1 | 28/GCN | 10/10/2022 | nt |
| 29 | Nhà nghỉ Quê Hương | nt | Lã Văn Khuất | 072080000229 | Ấp 2 | nt | 6 | 1 | 29/GCN | nt | nt |
| 30 | Nhà trọ Bằng Lăng | Nhà trọ | Lã Thị Khuất | 072080000230 | Ấp 2 | nt | 10 | 1 | | | nt |
| Tổng cộng: 30 cơ sở | | | | | | | | | | | |
| | | | | | | | | ĐỘI TRƯỞNG | | | |
| | | | | | | | | Thượng úy Ninh Văn Ấn | | | |
""",
    },
    recode={"*": "tcvn3"},
    hide="E",
    truth="""
| at | name | type | hamlet | unit | now | rooms | staff_total | last_inspected_on | status |
| 6 | Nhà nghỉ Hoàng Gia | NHANGHI | Khu phố 1 | o:Tân Châu | Tân Châu | 12 | 2 | 2022-05-12 | active |
| 7 | Nhà nghỉ Thanh Bình | NHANGHI | Khu phố 1 | o:Tân Châu | Tân Châu | 10 | 1 | 2022-05-12 | active |
| 8 | Nhà nghỉ Hương Sen | NHANGHI | Khu phố 2 | o:Tân Châu | Tân Châu | 14 | 2 | 2022-05-13 | active |
| 9 | Khách sạn Phương Nam | KHACHSAN | Khu phố 3 | o:Tân Châu | Tân Châu | 32 | 11 | 2022-05-13 | active |
| 10 | Khách sạn Sông Quê | KHACHSAN | Khu phố 4 | o:Tân Châu | Tân Châu | 24 | 8 | 2022-06-05 | paused |
| 11 | Nhà trọ Hoa Mai | NHATRO | Khu phố 4 | o:Tân Châu | Tân Châu | 20 | 1 | - | active |
| 12 | Nhà trọ Hoa Sứ | NHATRO | Khu phố 4 | o:Tân Châu | Tân Châu | 16 | 1 | - | active |
| 13 | Nhà trọ Hoa Lan | NHATRO | Khu phố 5 | o:Tân Châu | Tân Châu | 18 | 1 | - | closed |
| 14 | Nhà nghỉ Mùa Thu | NHANGHI | Ấp 1 | o:Tân Hà | Tân Đông | 8 | 1 | 2022-06-20 | active |
| 15 | Nhà nghỉ Biển Nhớ | NHANGHI | Ấp 2 | o:Tân Hà | Tân Đông | 9 | 1 | 2022-06-20 | active |
| 16 | Nhà nghỉ Bình Minh | NHANGHI | Ấp 2 | o:Tân Hà | Tân Đông | 7 | 1 | 2022-06-21 | active |
| 17 | Nhà trọ Thành Công | NHATRO | Ấp 3 | o:Tân Hà | Tân Đông | 22 | 1 | - | closed |
| 18 | Nhà nghỉ Tường Vi | NHANGHI | Ấp 1 | o:Suối Ngô | Tân Hòa | 8 | 2 | 2022-07 | active |
| 19 | Nhà nghỉ Hướng Dương | NHANGHI | Ấp 2 | o:Suối Ngô | Tân Hòa | 6 | 1 | 2022-07 | active |
| 20 | Nhà nghỉ Đồng Quê | NHANGHI | Ấp 3 | o:Suối Ngô | Tân Hòa | 6 | 1 | 2021 | active |
| 21 | Nhà nghỉ Phúc Lộc | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | 10 | 2 | 2022-08-02 | active |
| 22 | Nhà nghỉ Hưng Thịnh | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | Tân Phú | 11 | 2 | 2022-08-02 | active |
| 23 | Nhà nghỉ Thịnh Vượng | NHANGHI | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | 9 | 1 | 2022-08-02 | closed |
| 24 | Nhà trọ Cây Xoài | NHATRO | Ấp Tân Lợi | o:Tân Hưng | Tân Phú | 30 | 1 | - | active |
| 25 | Nhà trọ Vườn Cau | NHATRO | Ấp Tân Đông | o:Tân Hưng | Tân Phú | 12 | 1 | - | active |
| 26 | Nhà nghỉ Kim Ngân | NHANGHI | Ấp 1 | o:Thạnh Đông | Tân Châu | 8 | 1 | 2022-08-15 | active |
| 27 | Nhà nghỉ Ngọc Bích | NHANGHI | Ấp 2 | o:Thạnh Đông | Tân Châu | 8 | 1 | 2022-08-15 | active |
| 28 | Nhà nghỉ Thu Thảo | NHANGHI | Ấp 2 | o:Thạnh Đông | Tân Châu | 6 | 1 | 2022-08-16 | active |
| 29 | Karaoke Sao Đêm | KARAOKE | Ấp 3 | o:Thạnh Đông | Tân Châu | 5 | 4 | 2022-08-16 | active |
| 30 | Karaoke Trăng Khuya | KARAOKE | Ấp 1 | o:Tân Hiệp | Tân Hội | 4 | 3 | 2022-09-01 | active |
| 31 | Karaoke Mây Chiều | KARAOKE | Ấp 2 | o:Tân Hiệp | Tân Hội | 4 | 3 | 2022-09-01 | paused |
| 32 | Massage Hải Âu | MASSAGE | Ấp 3 | o:Tân Hiệp | Tân Hội | 6 | 7 | 2022-09-02 | active |
| 33 | Nhà nghỉ Hạnh Phúc | NHANGHI | Ấp 1 | o:Tân Hòa | Tân Hòa | 8 | 1 | 2022-10-10 | active |
| 34 | Nhà nghỉ Quê Hương | NHANGHI | Ấp 2 | o:Tân Hòa | Tân Hòa | 6 | 1 | 2022-10-10 | active |
| 35 | Nhà trọ Bằng Lăng | NHATRO | Ấp 2 | o:Tân Hòa | Tân Hòa | 10 | 1 | - | active |
""",
    codes="encoding_converted",
    dropped=("Số CCCD",),
    repairs=("7/Loại hình=Nhà nghỉ", "7/Ngày kiểm tra=12/05/2022"),
    never=("72080000201", "72080000203", "290000207", "Chót", "Bướng", "Khuất", "Lã V", "KhuÊt", "Ninh V"),
)
