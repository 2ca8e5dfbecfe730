"""What is done to the things counted, and whether it is done yet: acts, aims, and idioms that hold a phrase of another meaning.

Data only. A phrase is written without punctuation, since it is found across commas and dashes.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.phrases import phrases, split

ACTS: Mapping[str, tuple[str, ...]] = phrases(
    {
        "receive": (
            "tiếp nhận | tiếp nhận được | nhận | nhận được | phát sinh | đã nhận | đã tiếp nhận | mới tiếp nhận | "
            "gửi đến | mới phát sinh | nộp | nhận mới | tiếp nhận mới"
        ),
        # Left from the period before: received of petitions, not of dossiers
        "carry": (
            "chuyển sang | chuyển qua | kỳ trước chuyển sang | tồn kỳ trước | năm trước chuyển sang | kỳ trước chuyển qua"
        ),
        # How resolved cases ended: parts of those resolved
        "outcome": (
            "kn đúng | kn sai | tc đúng | tc sai | kn có đúng | tc có đúng | khiếu nại đúng | khiếu nại sai | "
            "tố cáo đúng | tố cáo sai | đúng một phần | khiếu nại có đúng có sai | tố cáo có đúng có sai | "
            "khiếu nại đúng một phần | tố cáo đúng một phần"
        ),
        "resolve": (
            "đã xong | giải quyết | đã giải quyết | giải quyết xong | giải quyết được | đã giải quyết xong | "
            "được giải quyết | đã được giải quyết | đã giải quyết được | trả kết quả | đã trả kết quả | xử lý xong | "
            "giải quyết dứt điểm | hoàn thành giải quyết | đã giải quyết và trả kết quả | đã xem xét giải quyết | "
            "giải quyết kịp thời | xem xét giải quyết"
        ),
        # Handled, but neither new nor done: parts by stage are no rows
        "stage": (
            "phân loại xong | đôn đốc giải quyết | chờ trả kết quả | còn chờ trả kết quả | thuộc thẩm quyền | "
            "thẩm quyền giải quyết | thuộc thẩm quyền giải quyết | không thuộc thẩm quyền | đủ điều kiện | "
            "đủ điều kiện xử lý | không đủ điều kiện | đủ điều kiện giải quyết | không đủ điều kiện xử lý | "
            "đủ điều kiện thụ lý | nhận giải quyết | đang giải quyết | đang được giải quyết | chưa giải quyết | "
            "tiếp tục giải quyết | còn lại | đang xem xét | đang xử lý | phải xem xét giải quyết | cần giải quyết | "
            "chưa có kết quả | quá hạn chưa có kết quả | chưa trả kết quả | giải quyết đúng hạn | "
            "giải quyết quá hạn | giải quyết trước hạn | giải quyết trễ hạn | chưa được giải quyết | "
            "chưa giải quyết xong | chưa xong | đang xem xét giải quyết | hướng dẫn | giải thích | chuyển đơn | "
            "chuyển đến | chuyển cơ quan | trùng | trùng lặp | lưu | lưu đơn | xếp lưu | rút đơn | đình chỉ | "
            "quá hạn | trễ hạn | trước hạn | đúng hạn | đang trong thời hạn | trong hạn | đến hạn giải quyết | "
            "trong hạn giải quyết | còn trong hạn giải quyết | đến hạn | còn trong hạn | phải rà soát | rà soát | "
            "đôn đốc | đôn đốc việc giải quyết | chuyển sang cơ quan | rút | xin rút | đang được xem xét | "
            "đang được giải quyết theo quy định | phải xử lý | còn phải giải quyết | số còn lại | chưa đến hạn | "
            "trả lại | xử lý | đã xử lý | phân loại | thụ lý | còn | đang tập trung xem xét | tập trung giải quyết | "
            "đang tập trung giải quyết | tập trung xem xét | phải giải quyết | phức tạp | tồn đọng | kéo dài | "
            "đông người | công nhận | đối thoại | còn tồn | thẩm tra | xác minh | chuyển | bác | đang thụ lý | "
            "không chấp nhận | đang giải quyết theo quy định | đã thụ lý | nhận xử lý"
        ),
        # What was done for households, and what is merely said of them
        "help": (
            "hỗ trợ | giúp | giúp đỡ | trợ giúp | tặng | tặng quà | trao | trao tặng | thăm | thăm hỏi | trợ cấp | "
            "cho vay | chăm lo | cứu trợ | giúp được | hỗ trợ được | hỗ trợ cho | đến với | cấp thẻ | cấp phát"
        ),
        "helped": (
            "được hỗ trợ | được vay | được vay vốn | được tặng | được giúp | được nhận | được cấp | được thụ hưởng | "
            "vay | được giúp đỡ | thụ hưởng | hưởng lợi | được hưởng | được trợ cấp | vay vốn | được tiếp cận | "
            "được xây"
        ),
        "state": "còn | hiện có | giảm | giảm còn | chiếm | tổng số hộ | rà soát | thoát | có | giảm được",
    }
)

# Acts that answer the same question; the nearest of one family counts, whatever others stand between
ACT_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"receive", "carry", "resolve", "outcome", "stage"}),
    frozenset({"help", "helped", "state"}),
)
AIMS: Mapping[str, tuple[str, ...]] = phrases(
    {
        "aim": (
            "phấn đấu hoàn thành | mục tiêu hoàn thành | đặt mục tiêu hoàn thành | kế hoạch hoàn thành | "
            "sẽ hoàn thành | giao kế hoạch | phấn đấu | mục tiêu | đặt mục tiêu | chỉ tiêu | đề ra | "
            "kế hoạch đề ra | phấn đấu đến | sẽ | đặt chỉ tiêu | giao chỉ tiêu | phải giảm | phải đạt | cần đạt | "
            "cần giảm | đề ra mục tiêu"
        ),
        # What is said after one of these has been reached, whatever was planned before
        "reached": (
            "đã | đạt được | kết quả | đến nay | thực hiện được | hoàn thành | so với mục tiêu | vượt mục tiêu | "
            "vượt chỉ tiêu | hoàn thành chỉ tiêu | so với chỉ tiêu | đạt chỉ tiêu | vượt kế hoạch | các chỉ tiêu | "
            "mới đạt | chỉ đạt | lũy kế | cộng dồn | ước thực hiện | hoàn thành mục tiêu | mục tiêu chung | "
            "chỉ tiêu kế hoạch | thực hiện mục tiêu | ước đạt | theo chỉ tiêu"
        ),
    }
)

# Words that hold a phrase of another meaning: found first, they keep "trực tiếp" from being read as "tiếp"
IDIOMS: tuple[str, ...] = split(
    "bàn giao mặt bằng | chưa bàn giao | trực tiếp | gián tiếp | tiếp tục | tiếp theo | tiếp cận | tiếp nhận | "
    "tiếp xúc | tiếp thu | tiếp giáp | tiếp nối | đơn vị | đơn giản | nhận thức | nhận định | công nhận | ghi nhận | "
    "xác nhận | chấp nhận | nhận xét | cảm nhận | vì người nghèo | người nghèo | thăm quan | con đường | đường dây | "
    "nghị quyết đại hội | chuyển đổi | chuyển biến | lưu ý | lưu động | sửa đổi bổ sung | ban dân vận | "
    "bộ phận tiếp nhận và trả kết quả | cờ đỏ | xây dựng đảng | xây dựng chính quyền | xây dựng kế hoạch | "
    "giấy chứng nhận | chứng nhận | xử lý nước | hiến pháp | hiến kế | tiếp sức | mục tiêu quốc gia | "
    "chương trình mục tiêu | thu hút | thu hồi | thu hoạch | thu gom | doanh thu | thu mua | góp phần | góp ý | "
    "tiếp sau | hộ gia đình | cùng nhau | khách hàng | thu nhập khác | chuyển giao công nghệ | huyện nghèo | "
    "xã nghèo | vùng nghèo | kinh tế xã hội | phát triển kinh tế | mô hình kinh tế | thành phần kinh tế | "
    "khu kinh tế | kinh tế tập thể | kinh tế tư nhân | kinh tế biển | kinh tế hộ | kinh tế vườn | "
    "hoạt động kinh tế | kinh tế nhà nước | kinh tế ngoài nhà nước | kinh tế có vốn đầu tư nước ngoài | "
    "khu vực kinh tế | kinh tế số | cơ cấu kinh tế | ngành kinh tế | kinh tế trang trại | hợp tác kinh tế | "
    "kinh tế hợp tác"
)
