"""What a number can be about: the subjects that rules ask for, and the phrases that name them. Data only.

A phrase is written without punctuation, since it is found across commas and dashes; the longest that fits counts. Some subjects
belong to no indicator: they are here so that a number about them is not given to the next subject that has one.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.phrases import phrases

SUBJECTS: Mapping[str, tuple[str, ...]] = phrases(
    {
        "raising": (
            "vận động | vận động được | huy động | huy động được | đóng góp | ủng hộ | tài trợ | quyên góp | "
            "góp vốn | hỗ trợ kinh phí | kinh phí vận động | xã hội hóa | giá trị hỗ trợ | trao tặng | hiến tặng | "
            "được tài trợ | nhận tài trợ | vận động hỗ trợ | chung tay góp | kêu gọi | vận động tài trợ | đối ứng | "
            "nhà tài trợ hỗ trợ | nhà tài trợ | mạnh thường quân hỗ trợ"
        ),
        "worth": "trị giá | tổng trị giá | giá trị | tổng giá trị | quy ra tiền | trị giá quy đổi | quy đổi",
        "sum": "số tiền | tổng số tiền | với số tiền | tổng số tiền là",
        "appeal": "vận động | vận động được | huy động | huy động được | quyên góp | ủng hộ | đóng góp | vận động hỗ trợ",
        "fund_money": "tiếp nhận | nhận được | thu quỹ | thu được | phần tiếp nhận | đã nhận | tổng thu quỹ",
        "given": "góp | đã góp | cùng góp | góp được",
        "fund": "quỹ | tiền quỹ | trích quỹ | hội chữ thập đỏ",
        "bank": "ngân hàng | tín dụng | dư nợ | tiền gửi | tổ chức tín dụng | nguồn vốn huy động",
        "contribution": "đóng góp | góp | đóng góp vào | góp phần | làm giảm | kéo giảm",
        "donated_land": "hiến đất | hiến | hiến tặng | tự nguyện hiến | đất hiến",
        "dialogue": "đối thoại | gặp gỡ | tiếp xúc đối thoại | gặp mặt đối thoại | hội nghị đối thoại",
        "voters_meeting": "tiếp xúc cử tri | thanh tra | kiểm tra | giám sát | tuyên truyền | họp báo",
        "social_security": "an sinh xã hội | chính sách xã hội cho",
        "house": (
            "đại đoàn kết | tình nghĩa | tình thương | mái ấm | nghĩa tình | nhà ở cho | xóa nhà tạm | nhà tạm | "
            "nhà dột nát | xây dựng | xây mới | xây | cất | cất mới | sửa chữa | bàn giao | khởi công | "
            "khánh thành | số nhà | số căn nhà | trao | xây tặng | nhà đồng đội | nhà nhân ái | nhà khăn quàng đỏ | "
            "nhà 167 | nhà ở"
        ),
        "damage": "sập | tốc mái | hư hỏng | thiệt hại | cháy | ngập | bị cuốn trôi | di dời",
        "help": (
            "hỗ trợ | giúp đỡ | giúp | trợ giúp | thăm hỏi | tặng quà | thăm | khám bệnh | khám chữa bệnh | vay | "
            "cấp phát thuốc | trợ cấp | chăm lo | cứu trợ | cho vay | vay vốn | được vay | cấp thẻ | tặng quà cho | "
            "phát quà | tặng thẻ | cấp thuốc miễn phí | khám bệnh miễn phí | cấp thuốc | sơ cấp cứu | "
            "tư vấn sức khỏe | bàn giao | trao tặng | trao | được hỗ trợ | được giúp | được tặng | được nhận | "
            "thụ hưởng | bảo trợ xã hội | phụng dưỡng"
        ),
        "congratulated": "thiệp | thư chúc thọ | thiệp mừng thọ | chúc thọ | mừng thọ",
        "taught": (
            "tuyển sinh | tuyển mới | giáo dục nghề nghiệp | đào tạo | tập huấn | tuyên truyền | phổ biến | "
            "tham dự | tham gia | bồi dưỡng | hội thảo | chuyển giao | lớp | tọa đàm | sinh hoạt | hội viên tham gia"
        ),
        "help_money": (
            "kinh phí | tổng kinh phí | số tiền | tổng số tiền | với số tiền | kinh phí thực hiện | tổng kinh phí thực hiện"
        ),
        "set_aside": "trích | dành | chi trả | bố trí | chi | đã chi | đã dành",
        "gift": "quà | suất quà | phần quà | tặng | trao | trao tặng | quà tết",
        "scholarship": "học bổng | suất học bổng | suất ăn",
        "both_poor": (
            "hộ nghèo cận nghèo | hộ nghèo và cận nghèo | nghèo và cận nghèo | nghèo cận nghèo | hộ nghèo và hộ cận nghèo"
        ),
        "met": "đáp ứng | nhu cầu | được giải đáp",
        "poor": (
            "hộ nghèo cận nghèo | hộ nghèo và cận nghèo | hộ nghèo và hộ cận nghèo | hộ nghèo | nghèo | "
            "hộ hội viên nghèo | hộ nghèo đa chiều | tỷ lệ giảm nghèo | tỷ lệ nghèo | nghèo đa chiều | hộ khmer nghèo"
        ),
        "escaped": (
            "thoát nghèo | hộ thoát nghèo | thoát cận nghèo | hộ thoát cận nghèo | tái nghèo | phát sinh nghèo | xóa được | xóa"
        ),
        "near_poor": (
            "hộ nghèo cận nghèo | hộ nghèo và cận nghèo | hộ nghèo và hộ cận nghèo | hộ cận nghèo | cận nghèo | "
            "hộ hội viên cận nghèo"
        ),
        "jobs": (
            "xuất khẩu lao động | xklđ | đi làm việc ở nước ngoài | làm việc ở nước ngoài | xuất cảnh | "
            "đi làm việc có thời hạn ở nước ngoài | làm việc có thời hạn ở nước ngoài | đưa lao động đi làm việc | "
            "việc làm | giải quyết việc làm | tạo việc làm | tạo việc làm mới | có việc làm"
        ),
        "unemployment": "thất nghiệp | thiếu việc làm | qua đào tạo | đào tạo nghề",
        "health_insurance": "bảo hiểm y tế | bhyt",
        "coverage": "bao phủ | độ bao phủ | tỷ lệ bao phủ",
        "other_insurance": "bảo hiểm xã hội | bhxh | bảo hiểm thất nghiệp",
        "reception": (
            "tiếp | tiếp công dân | tiếp dân | đón tiếp | tiếp được | tiếp thường xuyên | tiếp định kỳ | đã tiếp | "
            "công dân đến | tiếp đột xuất | tổ chức tiếp | lượt tiếp | tiếp đón"
        ),
        "petition": "khiếu nại | tố cáo | kiến nghị | phản ánh | đơn thư | đơn | khiếu kiện | vụ việc",
        "procedure_change": (
            "công bố | bãi bỏ | bị bãi bỏ | sửa đổi bổ sung | thay thế | ban hành mới | cắt giảm | đơn giản hóa | rà soát"
        ),
        "dossier": "hồ sơ | hs",
        "on_time": (
            "đúng hạn | trước hạn và đúng hạn | trước và đúng hạn | đúng và trước hạn | đúng trước hạn | sớm và đúng hạn"
        ),
        "early": "chậm hạn | trễ | trước hạn | trễ hạn | quá hạn | chậm muộn | chưa đến hạn",
        "payment": "thanh toán trực tuyến | giao dịch | giao dịch thành công | nộp thuế",
        "online": "trực tuyến | hồ sơ trực tuyến | nộp trực tuyến | dịch vụ công trực tuyến | qua mạng | toàn trình",
        "pci": "pci | năng lực cạnh tranh cấp tỉnh | năng lực cạnh tranh",
        "papi": "papi | hiệu quả quản trị và hành chính công | hiệu quả quản trị hành chính công",
        "par_index": "par index | parindex | chỉ số cải cách hành chính | chỉ số cchc",
        "meeting": "họp | hội nghị | họp trực tuyến | hội nghị trực tuyến | học trực tuyến | thanh toán | bán hàng",
        "par": "par index | parindex | cải cách hành chính | chỉ số cải cách hành chính | chỉ số cchc | par",
        "sipas": ("sipas | hài lòng của người dân | mức độ hài lòng | chỉ số hài lòng | sự hài lòng | hài lòng về sự phục vụ"),
        "other_index": (
            "chỉ số thành phần | chỉ số nội dung | gia nhập thị trường | tiếp cận đất đai | thiết chế pháp lý | "
            "ddci | ict index | chuyển đổi số | dti | chỉ số chuyển đổi số | pgi | chỉ số xanh | pii"
        ),
        "grdp": (
            "gdp | grdp | tổng sản phẩm trên địa bàn | tăng trưởng kinh tế | tổng sản phẩm | tăng trưởng grdp | "
            "tốc độ tăng trưởng | tổng sản phẩm trong tỉnh | tốc độ tăng trưởng kinh tế | kinh tế tăng trưởng | "
            "tổng sản phẩm địa phương"
        ),
        "gdp": "gdp cả nước | gdp việt nam | cpi | chỉ số giá | lạm phát | năng suất lao động",
        "grdp_size": "quy mô grdp | quy mô nền kinh tế | quy mô kinh tế | giá trị grdp",
        "grdp_head": "grdp bình quân đầu người | grdp bình quân | tổng sản phẩm bình quân đầu người | grdp người",
        "income_word": "thu nhập",
        "income": "bình quân thu nhập | thu nhập bình quân | thu nhập bình quân đầu người | thu nhập đầu người",
        "agriculture": (
            "nông lâm nghiệp và thủy sản | nông lâm thủy sản | nông lâm nghiệp thủy sản | "
            "nông nghiệp lâm nghiệp và thủy sản | nông lâm ngư nghiệp | nông nghiệp lâm nghiệp thủy sản | "
            "khu vực i | khu vực nông nghiệp | nông lâm và thủy sản | nông lâm nghiệp thủy hải sản | nông lâm ngư"
        ),
        "industry": (
            "công nghiệp xây dựng | công nghiệp và xây dựng | khu vực ii | công nghiệp tiểu thủ công nghiệp và xây dựng"
        ),
        "services": (
            "thương mại dịch vụ | dịch vụ thương mại | khu vực dịch vụ | khu vực iii | các ngành dịch vụ | "
            "thương mại và dịch vụ"
        ),
        "economy": "kinh tế | nền kinh tế",
        "growth_word": "tăng trưởng | mức tăng trưởng",
        # Only where a list of the sectors goes on
        "services_again": "dịch vụ | thương mại | ngành dịch vụ | du lịch dịch vụ",
        "branch": (
            "giá trị sản phẩm | chỉ số sản xuất công nghiệp | iip | giá trị sản xuất | sản lượng | năng suất | "
            "diện tích | tổng đàn | công nghiệp chế biến | thuế sản phẩm | doanh thu | cpi | chỉ số giá tiêu dùng | "
            "khách du lịch | du khách | độ che phủ rừng | che phủ rừng | giá trị tăng thêm | lượt khách | "
            "đô thị hóa | nước sạch | hợp vệ sinh | suy dinh dưỡng | tăng dân số | nông nghiệp | công nghiệp | "
            "lâm nghiệp | thủy sản | chăn nuôi | trồng trọt | khai khoáng | du lịch | vận tải | ngành xây dựng"
        ),
        "revenue": (
            "thu ngân sách | thu ngân sách nhà nước | thu nội địa | thu cân đối ngân sách | thu thuế | thu cân đối | "
            "tổng thu | thu ngân sách địa phương | số thu ngân sách | thu từ hoạt động xuất nhập khẩu | "
            "thu xuất nhập khẩu | thuế xuất nhập khẩu | thu hải quan | tổng thu ngân sách nhà nước | thu từ đất | "
            "thu tiền sử dụng đất | nguồn thu | thu xổ số kiến thiết | thu từ xuất nhập khẩu | "
            "nguồn thu xuất nhập khẩu | thu trên địa bàn | tổng thu trên địa bàn | nguồn nội địa | thu từ nội địa | "
            "thu nsnn | thu nsđp | thu từ dnnn | thu từ doanh nghiệp có vốn đầu tư nước ngoài | thu từ khu vực | "
            "thu từ dnnn có vốn đầu tư nước ngoài | thu từ doanh nghiệp nhà nước | tổng thu nsnn | "
            "thu từ khu vực có vốn đầu tư nước ngoài | hoạt động xuất nhập khẩu | thu từ doanh nghiệp | "
            "thu ngoài quốc doanh | thu cân đối ngân sách nhà nước"
        ),
        # What is collected, where the text has said that it speaks of the budget
        "paid_in": "nộp | nộp ngân sách",
        "collected": (
            "thu | thu được | ước thu | thu đạt | thuế | lệ phí | phí lệ phí | thuế trước bạ | lệ phí trước bạ | "
            "tiền thuê đất | tiền sử dụng đất | tiền cấp đất | thuế thu nhập cá nhân | xổ số | số thu | "
            "tiền cho thuê đất | thuế thu nhập doanh nghiệp | thuế bảo vệ môi trường | thuế công thương nghiệp"
        ),
        "spent": "chi từ | ước chi | chi chương trình | chi sự nghiệp | chi trả nợ | chi hỗ trợ | chi khác | chi quản lý",
        "expenditure": (
            "chi nsnn | chi nsđp | tổng chi nsnn | tổng chi nsđp | chi bổ sung | chi ngân sách | tổng chi | "
            "chi thường xuyên | chi đầu tư phát triển | chi cân đối | chi ngân sách địa phương | "
            "tổng chi ngân sách | chi đầu tư | chi ngân sách nhà nước"
        ),
        "carried_funds": "tồn quỹ | kết dư | chuyển nguồn | bội chi | bội thu | nợ đọng | nợ thuế | nợ",
        "export": (
            "kim ngạch xuất khẩu hàng hóa và doanh thu ngoại tệ | doanh thu ngoại tệ | xuất khẩu | "
            "kim ngạch xuất khẩu | xuất khẩu hàng hóa | trị giá xuất khẩu | giá trị xuất khẩu | hàng xuất khẩu"
        ),
        "turnover": "kim ngạch | trị giá | tổng kim ngạch",
        "import": (
            "nhập khẩu | kim ngạch nhập khẩu | nhập khẩu hàng hóa | trị giá nhập khẩu | giá trị nhập khẩu | hàng nhập khẩu"
        ),
        "trade": "thặng dư | thặng dư thương mại | xuất nhập khẩu | kim ngạch xuất nhập khẩu | xuất siêu | nhập siêu",
        "total_investment": (
            "vốn đầu tư toàn xã hội | tổng vốn đầu tư toàn xã hội | vốn đầu tư phát triển toàn xã hội | "
            "đầu tư toàn xã hội | vốn đầu tư thực hiện trên địa bàn | huy động vốn đầu tư toàn xã hội | "
            "tổng vốn đầu tư phát triển | vốn đầu tư phát triển trên địa bàn | tổng vốn đầu tư trên địa bàn | "
            "vốn đầu tư trên địa bàn | tổng vốn đầu tư thực hiện | huy động vốn đầu tư phát triển toàn xã hội | "
            "vốn đầu tư phát triển | vốn đầu tư phát triển thực hiện | vốn đầu tư thực hiện toàn xã hội | "
            "đầu tư phát triển toàn xã hội | vốn đầu tư xã hội | tổng vốn đầu tư xã hội"
        ),
        "disbursement": "giải ngân | vốn đầu tư công | giải ngân vốn đầu tư công | tỷ lệ giải ngân",
        "retail": (
            "tổng mức bán lẻ | doanh thu bán lẻ | doanh thu dịch vụ | doanh thu dịch vụ tiêu dùng | "
            "tổng mức bán lẻ và doanh thu dịch vụ | bán lẻ hàng hóa | tổng mức bán lẻ hàng hóa | "
            "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ | bán lẻ hàng hóa và doanh thu dịch vụ | "
            "tổng mức bán lẻ hàng hóa và dịch vụ | mức bán lẻ | "
            "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng | tổng mức lưu chuyển hàng hóa | "
            "tổng mức luân chuyển hàng hóa | tổng mức luân chuyển hàng hóa và doanh thu dịch vụ | "
            "tổng mức bán lẻ hàng hóa doanh thu dịch vụ tiêu dùng | tổng mức bán lẻ hàng hóa doanh thu dịch vụ | "
            "tổng mức bán lẻ hàng hóa dịch vụ | bán lẻ hàng hóa dịch vụ | doanh thu bán lẻ hàng hóa | "
            "bán lẻ hàng hóa tiêu dùng"
        ),
        "other_money": (
            "doanh thu dịch vụ lưu trú | thu bhxh | tổng thu bhxh | thu bảo hiểm | thu bảo hiểm xã hội | "
            "tổng thu bảo hiểm | chi phí | tổng chi phí | chi phí xây dựng | tổng mức đầu tư | tổng vốn | "
            "vốn đăng ký | dư nợ | cho vay | vốn vay | huy động vốn | nguồn vốn huy động | bồi thường | "
            "tổng kinh phí | tổng kinh phí xây dựng | kinh phí xây dựng | trị giá | lợi nhuận | giá trị sản xuất | "
            "doanh số | thất thoát | thu hồi | sai phạm | xử phạt | phạt | tiết kiệm | tổng giá trị | vốn huy động | "
            "lương | mỗi suất | giá bán | thu hút đầu tư | vốn fdi | vốn đầu tư nước ngoài | nộp ngân sách | "
            "học phí | tạm ứng | chi trả | tổng đầu tư | mức giá | doanh thu du lịch | doanh thu | tổng vốn đầu tư | "
            "vốn điều lệ | giúp nhau | hỗ trợ nhau | vốn làm ăn | vốn sản xuất | vốn lưu động"
        ),
        "rural_part": (
            "thôn | thôn bản | vườn | thôn đạt chuẩn nông thôn mới | thôn nông thôn mới | khu dân cư nông thôn mới | "
            "hộ đạt chuẩn nông thôn mới | ấp nông thôn mới | ấp đạt chuẩn nông thôn mới | huyện nông thôn mới | "
            "huyện đạt chuẩn nông thôn mới | cấp huyện đạt chuẩn nông thôn mới"
        ),
        "new_rural": ("nông thôn mới | chuẩn nông thôn mới | đạt chuẩn nông thôn mới | xã nông thôn mới | ntm | xã đạt chuẩn"),
        "criteria": "tiêu chí | bình quân tiêu chí | khu dân cư | vùng khó khăn",
        "road": (
            "đường giao thông nông thôn | đường giao thông | đường nông thôn | tuyến đường | đường bê tông | "
            "lộ nông thôn | đường | lộ giao thông | giao thông nông thôn | lộ bê tông | đường liên thôn | "
            "đường nội đồng | bê tông hóa | nhựa hóa | lộ | đường làng | đường nhựa | cứng hóa"
        ),
        "width": "rộng | mặt đường rộng | ngang | cao | bề rộng | chiều rộng | mặt cắt | sâu | dày | mặt rộng",
        "not_road": (
            "kênh | mương | thủy lợi | đê | kè | bờ biển | cao tốc | quốc lộ | đường dây | phát quang | nạo vét | "
            "thu gom | trồng hoa | dọn | môi trường | mỹ quan | đường sắt | dọn dẹp | vệ sinh | biên giới | ống | "
            "đường ống | đường điện | đường hoa | chiếu sáng | thắp sáng | cáp"
        ),
        "award": (
            "khen | khen thưởng | bằng khen | giấy khen | tặng bằng khen | huân chương | huy chương | "
            "kỷ niệm chương | danh hiệu | tuyên dương | biểu dương | tôn vinh | cờ thi đua | chiến sĩ thi đua | "
            "lao động xuất sắc | thư khen | trao thưởng | cờ | kỷ niệm chương cho | vinh danh | lao động tiên tiến | "
            "phong tặng"
        ),
        "praise": "khen thưởng | biểu dương | tuyên dương | tôn vinh | vinh danh | khen | tặng bằng khen | tặng giấy khen",
        "plan_share": (
            "kế hoạch | dự toán | chỉ tiêu | kế hoạch năm | kế hoạch cả năm | dự toán năm | so với kế hoạch | "
            "vượt kế hoạch | chỉ tiêu kế hoạch | so với dự toán | nghị quyết | so với chỉ tiêu | vượt chỉ tiêu | "
            "vượt dự toán | dự toán giao"
        ),
    }
)

# Subjects of one kind: a number about one of them is never given to another that stands further off
RIVALS: tuple[frozenset[str], ...] = (frozenset({"pci", "papi", "par", "par_index", "sipas", "other_index"}),)
# Subjects that are one thing by two names, of which only one is sure enough for a bare percentage
SYNONYMS: tuple[frozenset[str], ...] = (frozenset({"par", "par_index"}),)
# Subjects that say little: another one in the clause is meant
WEAK = frozenset({"growth_word", "economy"})
