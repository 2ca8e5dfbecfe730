"""The vocabulary of the indicators: concepts and the phrases that express them. Data only.

A concept is what a rule may ask for. Subjects say what a number is about, acts what was done to the thing counted, aims that it
is not reached yet. A phrase is written without punctuation, since it is found across commas and dashes. Some subjects belong to
no indicator: they are here so that a number about them is not given to the next subject that has one.
"""

from __future__ import annotations

from collections.abc import Mapping


def _phrases(rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {concept: _split(row) for concept, row in rows.items()}


def _split(row: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in row.split("|"))


SUBJECTS: Mapping[str, tuple[str, ...]] = _phrases(
    {
        "skilful": "dân vận khéo | khéo dân vận",
        "other_model": "mô hình sản xuất | mô hình kinh tế | mô hình khuyến nông | mô hình trồng | mô hình nuôi",
        "raising": (
            "vận động | vận động được | huy động | huy động được | đóng góp | ủng hộ | tài trợ | quyên góp | góp vốn | "
            "hỗ trợ kinh phí | kinh phí vận động | xã hội hóa | giá trị hỗ trợ | trao tặng | hiến tặng"
        ),
        "donated_land": "hiến đất | hiến | hiến tặng | tự nguyện hiến | đất hiến",
        "dialogue": "đối thoại | gặp gỡ | tiếp xúc đối thoại | gặp mặt đối thoại",
        "voters_meeting": "tiếp xúc cử tri | thanh tra | kiểm tra | giám sát | tuyên truyền | họp báo",
        "social_security": "an sinh xã hội | chính sách xã hội cho",
        "house": (
            "đại đoàn kết | tình nghĩa | tình thương | mái ấm | nghĩa tình | nhà ở cho | xóa nhà tạm | nhà tạm | "
            "nhà dột nát | xây dựng | xây mới | xây | cất | cất mới | sửa chữa | bàn giao | khởi công | khánh thành | "
            "trao | xây tặng | nhà đồng đội | nhà nhân ái | nhà khăn quàng đỏ | nhà 167 | nhà ở"
        ),
        "damage": "sập | tốc mái | hư hỏng | thiệt hại | cháy | ngập | bị cuốn trôi | di dời",
        "help": (
            "hỗ trợ | giúp đỡ | giúp | trợ giúp | thăm hỏi | tặng quà | thăm | khám bệnh | khám chữa bệnh | "
            "cấp phát thuốc | trợ cấp | chăm lo | cứu trợ | cho vay | vay vốn | được vay | cấp thẻ | tặng quà cho | "
            "phát quà | tặng thẻ"
        ),
        "gift": "quà | suất quà | phần quà | tặng | trao | trao tặng | quà tết",
        "scholarship": "học bổng | suất học bổng | suất ăn",
        "poor": "hộ nghèo | nghèo | hộ hội viên nghèo | hộ nghèo đa chiều | giảm nghèo | thoát nghèo | tỷ lệ nghèo",
        "near_poor": "hộ cận nghèo | cận nghèo | hộ hội viên cận nghèo",
        "jobs": "việc làm | giải quyết việc làm | tạo việc làm | tạo việc làm mới | có việc làm",
        "unemployment": "thất nghiệp | thiếu việc làm | qua đào tạo | đào tạo nghề | xuất khẩu lao động",
        "health_insurance": "bảo hiểm y tế | bhyt",
        "other_insurance": "bảo hiểm xã hội | bhxh | bảo hiểm thất nghiệp",
        "reception": (
            "tiếp | tiếp công dân | tiếp dân | đón tiếp | tiếp được | tiếp thường xuyên | tiếp định kỳ | đã tiếp | "
            "công dân đến | tiếp đột xuất | tổ chức tiếp | lượt tiếp | tiếp đón"
        ),
        "petition": "khiếu nại | tố cáo | kiến nghị | phản ánh | đơn thư | đơn | khiếu kiện | vụ việc",
        "procedure": "thủ tục hành chính | tthc | thủ tục",
        "dossier": "hồ sơ | hs",
        "on_time": (
            "đúng hạn | trước hạn và đúng hạn | trước và đúng hạn | đúng và trước hạn | đúng trước hạn | sớm và đúng hạn"
        ),
        "early": "trước hạn | trễ hạn | quá hạn | chậm muộn | chưa đến hạn",
        "online": "trực tuyến | hồ sơ trực tuyến | nộp trực tuyến | dịch vụ công trực tuyến | qua mạng | toàn trình",
        "pci": "pci | năng lực cạnh tranh cấp tỉnh | năng lực cạnh tranh",
        "papi": "papi | hiệu quả quản trị và hành chính công | hiệu quả quản trị hành chính công",
        "par": "par index | parindex | cải cách hành chính | chỉ số cải cách hành chính | chỉ số cchc | par",
        "sipas": ("sipas | hài lòng của người dân | mức độ hài lòng | chỉ số hài lòng | sự hài lòng | hài lòng về sự phục vụ"),
        "other_index": "ddci | ict index | chuyển đổi số | dti | chỉ số chuyển đổi số | pgi | chỉ số xanh | pii",
        "grdp": (
            "grdp | tổng sản phẩm trên địa bàn | tăng trưởng kinh tế | tổng sản phẩm | tăng trưởng grdp | tốc độ tăng trưởng"
        ),
        "grdp_size": "quy mô grdp | quy mô nền kinh tế | quy mô kinh tế | giá trị grdp",
        "grdp_head": "grdp bình quân đầu người | grdp bình quân | tổng sản phẩm bình quân đầu người | grdp người",
        "income": "thu nhập bình quân | thu nhập bình quân đầu người | thu nhập đầu người",
        "agriculture": (
            "nông lâm nghiệp và thủy sản | nông lâm thủy sản | nông lâm nghiệp thủy sản | "
            "nông nghiệp lâm nghiệp và thủy sản | nông lâm ngư nghiệp | nông nghiệp lâm nghiệp thủy sản | khu vực i | "
            "khu vực nông nghiệp | nông lâm và thủy sản | nông lâm nghiệp thủy hải sản | nông lâm ngư"
        ),
        "industry": (
            "công nghiệp xây dựng | công nghiệp và xây dựng | khu vực ii | công nghiệp tiểu thủ công nghiệp và xây dựng"
        ),
        "services": (
            "thương mại dịch vụ | dịch vụ thương mại | khu vực dịch vụ | khu vực iii | các ngành dịch vụ | "
            "thương mại và dịch vụ"
        ),
        "branch": (
            "chỉ số sản xuất công nghiệp | iip | giá trị sản xuất | sản lượng | năng suất | diện tích | tổng đàn | "
            "công nghiệp chế biến | thuế sản phẩm | doanh thu | cpi | chỉ số giá tiêu dùng | khách du lịch | du khách | "
            "độ che phủ rừng | che phủ rừng | giá trị tăng thêm | lượt khách | đô thị hóa | nước sạch | hợp vệ sinh | "
            "suy dinh dưỡng | tăng dân số | nông nghiệp | công nghiệp | lâm nghiệp | thủy sản | chăn nuôi | "
            "trồng trọt | khai khoáng | du lịch | vận tải | ngành xây dựng"
        ),
        "share": "chiếm | tỷ trọng | cơ cấu | chiếm tỷ trọng",
        "revenue": (
            "thu ngân sách | thu ngân sách nhà nước | thu nội địa | thu cân đối ngân sách | thu thuế | thu cân đối | "
            "tổng thu | thu ngân sách địa phương | số thu ngân sách | thu từ hoạt động xuất nhập khẩu | "
            "thu xuất nhập khẩu | thuế xuất nhập khẩu | thu hải quan | tổng thu ngân sách nhà nước | thu từ đất | "
            "thu tiền sử dụng đất | nguồn thu | thu xổ số kiến thiết"
        ),
        "expenditure": (
            "chi ngân sách | tổng chi | chi thường xuyên | chi đầu tư phát triển | chi cân đối | "
            "chi ngân sách địa phương | tổng chi ngân sách | chi đầu tư | chi ngân sách nhà nước"
        ),
        "carried_funds": "tồn quỹ | kết dư | chuyển nguồn | bội chi | bội thu | nợ đọng | nợ thuế | nợ",
        "export": "xuất khẩu | kim ngạch xuất khẩu | xuất khẩu hàng hóa | trị giá xuất khẩu",
        "import": "nhập khẩu | kim ngạch nhập khẩu | nhập khẩu hàng hóa | trị giá nhập khẩu",
        "trade": "xuất nhập khẩu | kim ngạch xuất nhập khẩu | xuất siêu | nhập siêu",
        "total_investment": (
            "vốn đầu tư toàn xã hội | tổng vốn đầu tư toàn xã hội | vốn đầu tư phát triển toàn xã hội | "
            "đầu tư toàn xã hội | vốn đầu tư thực hiện trên địa bàn | huy động vốn đầu tư toàn xã hội | "
            "tổng vốn đầu tư phát triển | vốn đầu tư phát triển trên địa bàn | "
            "huy động vốn đầu tư phát triển toàn xã hội"
        ),
        "disbursement": "giải ngân | vốn đầu tư công | giải ngân vốn đầu tư công | tỷ lệ giải ngân",
        "retail": (
            "tổng mức bán lẻ | bán lẻ hàng hóa | tổng mức bán lẻ hàng hóa | "
            "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ | bán lẻ hàng hóa và doanh thu dịch vụ | "
            "tổng mức bán lẻ hàng hóa và dịch vụ | mức bán lẻ | "
            "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng | tổng mức lưu chuyển hàng hóa"
        ),
        "other_money": (
            "chi phí | tổng chi phí | chi phí xây dựng | "
            "tổng mức đầu tư | tổng vốn | vốn đăng ký | dư nợ | cho vay | vốn vay | huy động vốn | nguồn vốn huy động | "
            "bồi thường | tổng kinh phí | tổng kinh phí xây dựng | kinh phí xây dựng | trị giá | lợi nhuận | "
            "giá trị sản xuất | doanh số | thất thoát | thu hồi | sai phạm | xử phạt | phạt | tiết kiệm | "
            "tổng giá trị | vốn huy động | lương | mỗi suất | giá bán | thu hút đầu tư | vốn fdi | "
            "vốn đầu tư nước ngoài | nộp ngân sách | học phí | tạm ứng | chi trả | tổng đầu tư | mức giá | "
            "doanh thu du lịch | doanh thu | tổng vốn đầu tư | vốn điều lệ | giúp nhau | hỗ trợ nhau | vốn làm ăn | "
            "vốn sản xuất | vốn lưu động"
        ),
        "new_rural": "nông thôn mới | chuẩn nông thôn mới | đạt chuẩn nông thôn mới | xã nông thôn mới | ntm | xã đạt chuẩn",
        "criteria": "tiêu chí | bình quân tiêu chí | khu dân cư | vùng khó khăn",
        "road": (
            "đường giao thông nông thôn | đường giao thông | đường nông thôn | tuyến đường | đường bê tông | "
            "lộ nông thôn | đường | lộ giao thông | giao thông nông thôn | lộ bê tông | đường liên thôn | "
            "đường nội đồng | bê tông hóa | nhựa hóa | lộ | đường làng | đường nhựa | cứng hóa"
        ),
        "not_road": (
            "kênh | mương | thủy lợi | đê | kè | bờ biển | cao tốc | quốc lộ | đường dây | phát quang | nạo vét | "
            "đường sắt | dọn dẹp | vệ sinh | biên giới | ống | đường ống | đường điện | đường hoa | chiếu sáng | "
            "thắp sáng | cáp"
        ),
        "award": (
            "khen | khen thưởng | bằng khen | giấy khen | tặng bằng khen | huân chương | huy chương | kỷ niệm chương | "
            "danh hiệu | tuyên dương | biểu dương | tôn vinh | cờ thi đua | chiến sĩ thi đua | lao động xuất sắc | "
            "thư khen | trao thưởng | cờ | kỷ niệm chương cho | vinh danh | lao động tiên tiến | phong tặng"
        ),
        "praise": "khen thưởng | biểu dương | tuyên dương | tôn vinh | vinh danh | khen | tặng bằng khen | tặng giấy khen",
        "discipline": "kỷ luật | khiển trách | cảnh cáo | vi phạm | xử lý trách nhiệm | kiểm điểm | tham gia | đăng ký",
        "plan_share": (
            "kế hoạch | dự toán | chỉ tiêu | kế hoạch năm | kế hoạch cả năm | dự toán năm | so với kế hoạch | "
            "vượt kế hoạch | chỉ tiêu kế hoạch | so với dự toán | nghị quyết | so với chỉ tiêu | vượt chỉ tiêu | "
            "vượt dự toán | dự toán giao"
        ),
    }
)

ACTS: Mapping[str, tuple[str, ...]] = _phrases(
    {
        "receive": (
            "tiếp nhận | tiếp nhận được | nhận | nhận được | phát sinh | đã nhận | chuyển sang | chuyển qua | "
            "kỳ trước chuyển sang | đã tiếp nhận | mới tiếp nhận | tồn kỳ trước | năm trước chuyển sang | gửi đến | "
            "mới phát sinh | nộp"
        ),
        "resolve": (
            "giải quyết | đã giải quyết | giải quyết xong | giải quyết được | đã giải quyết xong | được giải quyết | "
            "đã được giải quyết | đã giải quyết được | trả kết quả | đã trả kết quả | xử lý xong | "
            "giải quyết dứt điểm | hoàn thành giải quyết | đã giải quyết và trả kết quả | đã xem xét giải quyết | "
            "giải quyết kịp thời | xem xét giải quyết"
        ),
        # Handled, but neither new nor done: parts by stage are no rows
        "stage": (
            "thuộc thẩm quyền | thẩm quyền giải quyết | thuộc thẩm quyền giải quyết | không thuộc thẩm quyền | "
            "đủ điều kiện | đủ điều kiện xử lý | không đủ điều kiện | đủ điều kiện giải quyết | "
            "không đủ điều kiện xử lý | đủ điều kiện thụ lý | nhận giải quyết | đang giải quyết | "
            "đang được giải quyết | chưa giải quyết | tiếp tục giải quyết | còn lại | đang xem xét | đang xử lý | "
            "đang xem xét giải quyết | hướng dẫn | giải thích | chuyển đơn | chuyển đến | chuyển cơ quan | trùng | "
            "trùng lặp | lưu | lưu đơn | xếp lưu | rút đơn | đình chỉ | quá hạn | trễ hạn | trước hạn | đúng hạn | "
            "đang trong thời hạn | trong hạn | chưa đến hạn | trả lại | xử lý | đã xử lý | phân loại | thụ lý | "
            "phải giải quyết | phức tạp | tồn đọng | kéo dài | đông người | công nhận | đối thoại | còn tồn | "
            "thẩm tra | xác minh | chuyển | bác | đúng một phần | khiếu nại sai | khiếu nại đúng | đang thụ lý | "
            "không chấp nhận | đang giải quyết theo quy định | đã thụ lý | nhận xử lý"
        ),
    }
)

AIMS: Mapping[str, tuple[str, ...]] = _phrases(
    {
        "aim": (
            "phấn đấu | mục tiêu | đặt mục tiêu | chỉ tiêu | đề ra | kế hoạch đề ra | phấn đấu đến | sẽ | "
            "đặt chỉ tiêu | giao chỉ tiêu"
        ),
        # What is said after one of these has been reached, whatever was planned before
        "reached": (
            "đã | đạt được | kết quả | đến nay | thực hiện được | hoàn thành | so với mục tiêu | vượt mục tiêu | "
            "vượt chỉ tiêu | hoàn thành chỉ tiêu | so với chỉ tiêu | đạt chỉ tiêu | vượt kế hoạch | các chỉ tiêu | "
            "hoàn thành mục tiêu | mục tiêu chung | chỉ tiêu kế hoạch | thực hiện mục tiêu | ước đạt | theo chỉ tiêu"
        ),
    }
)

# Words that hold a phrase of another meaning: found first, they keep "trực tiếp" from being read as "tiếp"
IDIOMS: tuple[str, ...] = _split(
    "trực tiếp | gián tiếp | tiếp tục | tiếp theo | tiếp cận | tiếp nhận | tiếp xúc | tiếp thu | tiếp giáp | "
    "tiếp nối | đơn vị | đơn giản | nhận thức | nhận định | công nhận | ghi nhận | xác nhận | chấp nhận | nhận xét | "
    "cảm nhận | vì người nghèo | người nghèo | thăm quan | con đường | đường dây | nghị quyết đại hội | chuyển đổi | "
    "chuyển biến | lưu ý | lưu động | sửa đổi bổ sung | ban dân vận | bộ phận tiếp nhận và trả kết quả | cờ đỏ | "
    "xây dựng đảng | xây dựng chính quyền | xây dựng kế hoạch | giấy chứng nhận | chứng nhận | xử lý nước | "
    "hiến pháp | hiến kế | tiếp sức"
)
