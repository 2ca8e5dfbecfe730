"""The counted nouns of official prose that have more than one syllable, by field, and the abbreviations of some. Data only.

A noun that is not listed is still read, up to two syllables (see `nouns`); the list makes longer ones whole, and lets in those
whose first syllable is a verb elsewhere ("giao dịch", "hỗ trợ viên").
"""

from __future__ import annotations

_TURNS = """lượt người|lượt công dân|lượt hộ|lượt hộ nghèo|lượt hộ cận nghèo|lượt khách|lượt khách du lịch|lượt khách quốc tế
    lượt cán bộ|lượt đoàn viên|lượt hội viên|lượt học sinh|lượt học viên|lượt tập thể|lượt cá nhân|lượt ý kiến|lượt xe
    lượt hồ sơ|lượt lao động|lượt doanh nghiệp|lượt bệnh nhân|lượt văn bản|lượt đơn vị|lượt truy cập|lượt hành khách
    lượt phương tiện|lượt chiến sĩ|lượt chiến sỹ|lượt dân quân|lượt đại biểu|lượt giáo viên|lượt phụ nữ|lượt nông dân
    lượt thanh niên|lượt tình nguyện viên|lượt đối tượng|lượt trẻ em|lượt giao dịch|lượt khám bệnh|lượt tương tác|lượt xem
    lượt tàu|lượt tổ chức|lượt cơ sở|lượt đảng viên|lượt cựu chiến binh|lượt công chức|lượt người có công|lượt tin
    lượt chuyến bay|lượt vay vốn|lượt tiếp cận|lượt tải|lượt đăng ký|lượt thí sinh|lượt vận động viên|lượt nghệ nhân"""
_HOMES = """cầu thủ|mô hình|hộ nghèo|hộ cận nghèo|hộ dân|hộ gia đình|hộ kinh doanh|hộ hội viên|hộ dân tộc|hộ dân tộc thiểu số
    hộ chính sách|hộ nông dân|hộ chăn nuôi|hộ sản xuất|hộ trồng rừng|hộ khẩu|hộ vay|hộ kinh doanh cá thể
    hộ sản xuất kinh doanh|hộ nông thôn|hộ có mức sống trung bình|hộ đồng bào|hộ tiểu thương|hộ tái định cư|căn nhà|ngôi nhà
    nhà ở|nhà dân|nhà đại đoàn kết|nhà tình nghĩa|nhà tình thương|nhà văn hóa|nhà văn hoá|nhà máy|nhà đầu tư|nhà tạm
    nhà dột nát|nhà tiêu|nhà vệ sinh|nhà trọ|nhà kính|nhà lưới|nhà nhân ái|nhà đồng đội|nhà khăn quàng đỏ|nhà tiền chế
    nhà mái ấm|mái ấm|mái ấm tình thương|mái ấm công đoàn|căn hộ|phòng trọ|nhà văn hóa thôn|nhà sinh hoạt cộng đồng|nhà thầu
    nhà khoa học|nhà báo|nhà giáo|nhà quản lý|nhà nông|nhà tài trợ|nhà cung cấp|nhà xưởng|nhà rông|nhà công vụ|nhà nội trú"""
_GIFTS = """cây cầu|cây xanh|cây giống|cây trồng|cây phân tán|cây ăn quả|cây lâm nghiệp|cây ăn trái|cầu giao thông
    cầu dân sinh|cầu treo|cầu bê tông|cầu nông thôn|cầu đường bộ|cống thoát nước|con giống|con nuôi|suất quà|phần quà
    suất học bổng|phần việc|phần thưởng|suất ăn|phần cơm|phần mềm|túi quà|túi thuốc|thùng quà|hộp quà|giỏ quà|bao gạo|thùng mì
    áo ấm|áo phao|chăn ấm|bộ quần áo|bộ sách|xe lăn|xe đạp|học bổng|sổ tiết kiệm|thẻ bảo hiểm|thẻ bảo hiểm y tế|bữa ăn|ấm chăn
    mặt quà|nồi cơm|chuyến xe|chuyến đi|chuyến tàu|chuyến bay|chuyến hàng|chuyến công tác"""
_EVENTS = """cuộc đối thoại|cuộc họp|cuộc thanh tra|cuộc kiểm tra|cuộc giám sát|cuộc tiếp xúc|cuộc thi|cuộc vận động|cuộc gọi
    cuộc gặp gỡ|cuộc tuyên truyền|cuộc nói chuyện|cuộc tọa đàm|cuộc hội thảo|cuộc diễn tập|cuộc khảo sát|cuộc đình công
    cuộc gọi đến|cuộc điện thoại|cuộc hòa giải|cuộc sinh hoạt|cuộc bầu cử|cuộc tiếp xúc cử tri|cuộc hội nghị|cuộc triển lãm
    cuộc kiểm toán|buổi đối thoại|buổi tuyên truyền|buổi tiếp xúc|buổi sinh hoạt|buổi làm việc|buổi tập huấn|buổi biểu diễn
    buổi tọa đàm|buổi nói chuyện|buổi lễ|buổi chiếu phim|buổi học|buổi họp|buổi gặp mặt|buổi giao lưu|buổi truyền thông
    buổi hòa giải|kỳ họp|phiên họp|phiên tòa|phiên toà|phiên chợ|phiên giao dịch|phiên giao dịch việc làm|phiên tiếp dân
    hội nghị|hội thảo|hội thi|hội diễn|hội chợ|hội thao|lễ hội|lễ kỷ niệm|đại hội|tọa đàm|diễn đàn|triển lãm|chiến dịch
    đợt tuyên truyền|đợt kiểm tra|đợt ra quân|đợt thi đua|đợt phát hành|đợt mưa|đợt lũ|đợt nắng nóng|đợt triều cường
    đợt giám sát|trận đấu|trận địa|trận lũ|trận động đất|cơn bão|cơn lốc|đêm diễn|suất diễn|suất chiếu|giải đấu|giải thưởng
    giải thể thao|giải nhất|giải nhì|giải ba|giải khuyến khích|lớp học|lớp tập huấn|lớp tuyên truyền|lớp bồi dưỡng
    lớp dạy nghề|lớp đào tạo|lớp đào tạo nghề|lớp xóa mù chữ|lớp chuyển giao|lớp chuyển giao kỹ thuật|khóa học|khoá học
    khóa đào tạo|khóa tập huấn|khóa bồi dưỡng|chuyên đề|tiết mục|tiết học|hoạt động|sự kiện|chương trình|phong trào
    cuộc phát động|đoàn công tác|đoàn kiểm tra|đoàn giám sát|đoàn thanh tra|đoàn khách"""
_CASES = """vụ việc|vụ án|vụ tai nạn|vụ tai nạn giao thông|vụ vi phạm|vụ cháy|vụ khiếu kiện|vụ tranh chấp|vụ phạm pháp hình sự
    vụ bạo lực|vụ bạo lực gia đình|vụ buôn lậu|vụ ma túy|vụ đuối nước|vụ trộm cắp|vụ lừa đảo|vụ nổ|vụ va chạm|vụ lúa|vụ mùa
    vụ phá rừng|vụ cháy rừng|vụ hòa giải|vụ trợ giúp pháp lý|vụ kiện|vụ khiếu nại|vụ tố cáo|việc trợ giúp pháp lý|việc làm
    việc làm mới|việc thi hành án|án hành chính|bị can|bị cáo|bị hại|nghi phạm|phạm nhân|tội phạm|băng nhóm|đơn thư|đơn vị
    đơn khiếu nại|đơn tố cáo|đơn hàng|đơn kiến nghị|đơn phản ánh|đơn đề nghị|đơn yêu cầu|đơn vị sự nghiệp|đơn vị hành chính
    đơn vị máu|đơn vị bầu cử|đơn vị sự nghiệp công lập|đơn vị trực thuộc|đơn vị cấp xã|đơn vị cấp huyện|khiếu nại|tố cáo
    phản ánh|phản ảnh|kiến nghị|hành vi|hành vi vi phạm|sai phạm|vi phạm|trường hợp vi phạm|vụ việc tranh chấp|điểm nóng
    điểm sạt lở|điểm đen|tụ điểm|đường dây|ổ nhóm|ổ dịch|ca mắc|ca bệnh|ca nhiễm|ca tử vong|ca dương tính|ca phẫu thuật
    ca ghép|ca cấp cứu|ca mổ|ca sinh|ca sốt xuất huyết"""
_PAPERS = """thủ tục|thủ tục hành chính|hồ sơ|hồ sơ trực tuyến|dịch vụ|dịch vụ công|dịch vụ công trực tuyến|văn bản|giấy phép
    giấy khen|giấy phép lái xe|giấy phép xây dựng|giấy chứng nhận|giấy chứng nhận đăng ký|giấy chứng nhận quyền sử dụng đất
    giấy chứng nhận đăng ký doanh nghiệp|giấy xác nhận|giấy mời|bằng khen|bằng công nhận|bằng lái xe|kỷ niệm chương
    huân chương|huy chương|huy chương vàng|huy chương bạc|huy chương đồng|huy hiệu|huy hiệu đảng|danh hiệu|cờ thi đua|bộ hồ sơ
    bộ thủ tục|bộ phận|bộ chỉ số|bộ tài liệu|bộ luật|đạo luật|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|công văn
    kế hoạch|báo cáo|tờ trình|tờ rơi|tờ khai|kết luận|kết luận thanh tra|quy định|quy hoạch|quy trình|hợp đồng|biên bản
    hóa đơn|hoá đơn|chứng chỉ|chứng thư số|chữ ký số|chứng từ|văn bằng|văn bằng bảo hộ|bản sao|bản án|bản tin|bản cam kết
    bản đồ|bản đăng ký|thẻ căn cước|thẻ căn cước công dân|thẻ đảng|căn cước công dân|tài khoản|tài khoản định danh
    tài khoản định danh điện tử|mã số|mã số thuế|mã số vùng trồng|mã vùng trồng|mã định danh|mã hồ sơ|sổ đỏ|sổ hộ khẩu
    sổ lao động|thư viện|thư điện tử|đề tài|đề án|đề xuất|đề nghị|sáng kiến|sáng chế|giải pháp|giải pháp hữu ích|nhiệm vụ
    nhiệm vụ khoa học|nội dung|chỉ tiêu|chỉ số|chỉ số thành phần|tiêu chí|tiêu chuẩn|mục tiêu|lĩnh vực|ngành nghề|ngành hàng
    ngành học|nhóm ngành|nhóm nhiệm vụ|nhóm giải pháp|nhóm đối tượng|nhóm chỉ tiêu|nhóm chỉ số|nhóm thủ tục|ý kiến
    ý kiến góp ý|ý kiến đóng góp|câu hỏi|phiếu khảo sát|phiếu bầu|phiếu điều tra|phiếu lý lịch tư pháp|phiếu đánh giá
    phiếu chuyển|tin bài|tin nhắn|bài viết|bài báo|bài dự thi|bài tham luận|tham luận|tác phẩm|tài liệu|ấn phẩm|cuốn sách
    đầu sách|đầu báo|băng rôn|khẩu hiệu|pa nô|áp phích|giao dịch|chuyên mục|phóng sự|cổng thông tin|cổng thông tin điện tử
    trang thông tin|trang thông tin điện tử|hệ thống|cơ sở dữ liệu|dữ liệu|ứng dụng|nền tảng|phần mềm|quyết định xử phạt
    quyết định hành chính|danh mục|hạng mục|sản phẩm|sản phẩm ocop"""
_PERSONS = """tập thể|cá nhân|gia đình|công dân|người dân|người lao động|người nghèo|người cao tuổi|người khuyết tật
    người có công|người có uy tín|người bệnh|người chết|người bị thương|người mất tích|người tham gia|người tham dự
    người nước ngoài|người nghiện|người thất nghiệp|người hoạt động không chuyên trách|người dân tộc thiểu số|lao động
    lao động nông thôn|lao động nữ|công nhân|công nhân lao động|nông dân|ngư dân|thương nhân|thương binh|bệnh binh|liệt sĩ
    liệt sỹ|bà mẹ việt nam anh hùng|mẹ việt nam anh hùng|hội viên|đoàn viên|đoàn viên công đoàn|đoàn viên thanh niên|đảng viên
    đảng viên mới|hội viên nông dân|hội viên phụ nữ|đội viên|học sinh|học sinh nghèo|học sinh giỏi|học sinh tiểu học|sinh viên
    học viên|thí sinh|giáo viên|giảng viên|hiệu trưởng|cán bộ|cán bộ công chức|cán bộ, công chức|cán bộ y tế|công chức
    viên chức|biên chế|hợp đồng lao động|nhân viên|nhân viên y tế|bác sĩ|bác sỹ|dược sĩ|điều dưỡng|y sĩ|y tá|cộng tác viên
    báo cáo viên|tuyên truyền viên|tình nguyện viên|hòa giải viên|hoà giải viên|thanh tra viên|kiểm sát viên|thẩm phán|luật sư
    công chứng viên|đấu giá viên|trợ giúp viên|trợ giúp viên pháp lý|hướng dẫn viên|vận động viên|huấn luyện viên|trọng tài
    diễn viên|nghệ nhân|nghệ sĩ|nhạc công|phóng viên|nhà báo|chuyên gia|kỹ sư|thạc sĩ|tiến sĩ|giáo sư|phó giáo sư|chiến sĩ
    chiến sỹ|chiến sĩ mới|công an|dân quân|dân phòng|dự bị động viên|quân nhân|quân nhân dự bị|sĩ quan|hạ sĩ quan|thanh niên
    thanh niên xung phong|thuyền viên|bệnh nhân|bệnh nhi|sản phụ|thai phụ|bà mẹ|phụ nữ|trẻ em|trẻ mồ côi|trẻ mầm non|nạn nhân
    khách du lịch|khách quốc tế|khách nội địa|khách tham quan|khách hàng|du khách|hành khách|nhân khẩu|dân số|đại biểu
    đại biểu hội đồng nhân dân|đồng chí|thành viên|thành viên hợp tác xã|thành viên tổ hợp tác|đối tượng|đối tượng chính sách
    đối tượng bảo trợ xã hội|trường hợp|trường hợp tử vong|cử tri|ứng cử viên|lãnh đạo|chủ tịch|bí thư|trưởng thôn|già làng
    chức sắc|chức việc|tín đồ|phật tử|tăng ni|linh mục|giáo dân|mục sư|nhà tu hành|đồng bào|cựu chiến binh|doanh nhân|chủ hộ
    chủ thể|chủ trang trại|thân nhân|thân nhân liệt sĩ|cổ đông|người thụ hưởng|người sử dụng|người dùng|thuê bao
    thuê bao di động"""
_BODIES = """doanh nghiệp|doanh nghiệp mới|doanh nghiệp thành lập mới|doanh nghiệp nhỏ và vừa|hợp tác xã
    hợp tác xã nông nghiệp|liên hiệp hợp tác xã|tổ hợp tác|trang trại|gia trại|cơ sở|cơ sở sản xuất|cơ sở kinh doanh
    cơ sở y tế|cơ sở giáo dục|cơ sở lưu trú|cơ sở đảng|cơ sở hội|cơ sở thờ tự|cơ sở tôn giáo|cơ sở khám chữa bệnh
    cơ sở dạy nghề|cơ sở đoàn|cơ sở giết mổ|cơ quan|cơ quan hành chính|công ty|công ty cổ phần|chi nhánh|văn phòng
    văn phòng đại diện|tổ chức|tổ chức đảng|tổ chức cơ sở đảng|tổ chức tín dụng|tổ chức tôn giáo|tổ chức công đoàn|câu lạc bộ
    chi bộ|đảng bộ|chi hội|chi đoàn|tổ hội|tổ vay vốn|tổ tiết kiệm và vay vốn|tổ hòa giải|tổ hoà giải|tổ công nghệ số
    tổ công nghệ số cộng đồng|tổ tự quản|tổ dân vận|tổ công tác|tổ tuyên truyền|tổ dân phố|tổ nhân dân|tổ nhân dân tự quản
    tổ bầu cử|tổ liên kết|đội tuyên truyền|đội dân phòng|đội văn nghệ|đội thi|đội bóng|đội tuyển|công đoàn|công đoàn cơ sở
    nghiệp đoàn|ban ngành|ban quản lý|ban chỉ đạo|sở ngành|phòng ban|hội quần chúng|hội đoàn thể|quỹ tín dụng
    quỹ tín dụng nhân dân|ngân hàng|ngân hàng thương mại|chuỗi cung ứng|chuỗi liên kết|chuỗi giá trị|chuỗi cửa hàng|siêu thị
    cửa hàng|cửa hàng tiện lợi|trung tâm|trung tâm thương mại|khách sạn|nhà hàng|nhà nghỉ|homestay|hãng hàng không|đầu mối
    địa chỉ|cấp ủy|cấp uỷ|liên minh|hiệp hội|dòng họ|dòng tộc|tôn giáo|dân tộc|nhà thờ|giáo xứ|giáo họ|giáo phận
    ban đại diện"""
_AREAS = """tỉnh|thành phố|quận huyện|huyện thị|thị xã|thị trấn|xã phường|xã nông thôn mới|xã nông thôn mới nâng cao
    xã biên giới|xã đặc biệt khó khăn|xã an toàn khu|xã miền núi|khu dân cư|khu dân cư nông thôn mới|khu phố|khu phố văn hóa
    thôn bản|thôn văn hóa|thôn đặc biệt khó khăn|ấp văn hóa|khóm ấp|làng nghề|làng nghề truyền thống|làng văn hóa
    khu công nghiệp|khu kinh tế|khu du lịch|khu đô thị|khu tái định cư|khu vực|khu nhà ở|khu chế xuất|khu bảo tồn
    cụm công nghiệp|cụm dân cư|cụm thi đua|cụm xã|đặc khu|cụm tuyến dân cư|địa phương|địa bàn|địa điểm|địa chỉ đỏ|điểm trường
    điểm cầu|điểm du lịch|điểm bán|điểm bán hàng|điểm giao dịch|điểm bưu điện|điểm bưu điện văn hóa xã|điểm thi|điểm tập kết
    điểm truy cập|điểm phát sóng|điểm tiêm|điểm dừng|điểm tham quan|điểm bỏ phiếu|điểm giao dịch xã|điểm kết nối|vùng trồng
    vùng nguyên liệu|vùng nuôi|vùng chuyên canh|vùng sản xuất|cánh đồng|cánh đồng lớn|khu bảo tồn biển|vườn quốc gia|vườn rau
    hòn đảo|bãi tắm|cửa khẩu|cảng biển|cảng cá|bến cảng|bến xe|bến đò|bến phà"""
_WORKS = """dự án|dự án đầu tư|dự án fdi|công trình|công trình thủy lợi|công trình nước sạch|công trình phần việc
    công trình cấp nước|trường học|trường mầm non|trường tiểu học|trường trung học cơ sở|trường trung học phổ thông
    trường đại học|trường cao đẳng|trường dạy nghề|trường chuẩn quốc gia|phòng học|phòng khám|phòng bệnh|phòng máy|phòng họp
    phòng nghỉ|phòng thí nghiệm|phòng giao dịch|phòng trưng bày|trạm y tế|trạm biến áp|trạm bơm|trạm thu phát sóng|trạm bts
    trạm cấp nước|trạm dừng nghỉ|trạm quan trắc|trạm thu phí|bệnh viện|bệnh viện đa khoa|giường bệnh|trung tâm y tế
    tuyến đường|tuyến đường hoa|tuyến kênh|tuyến phố|tuyến quốc lộ|tuyến cao tốc|tuyến xe|tuyến xe buýt|tuyến đê|tuyến du lịch
    đoạn đường|đoạn tuyến|con đường|đường giao thông|đường hoa|hồ chứa|hồ bơi|hồ thủy lợi|hồ thủy điện|đập dâng|giếng nước
    giếng khoan|kênh mương|công trình giao thông|cột điện|trụ điện|trụ đèn|bóng đèn|camera|camera an ninh|đèn đường|biển báo
    thiết bị|máy tính|máy tính bảng|máy móc|máy cày|máy bơm|máy gặt|máy bay|máy bay không người lái|máy phát điện|phương tiện
    phương tiện vi phạm|tàu thuyền|tàu cá|tàu biển|tàu hỏa|tàu du lịch|xe ô tô|xe máy|xe mô tô|xe đạp|xe buýt|xe tải|xe khách
    xe cứu thương|xe chữa cháy|thùng rác|thùng hàng|thùng loa|tấm lưới|tấm pin|bồn nước|bể nước|bể bơi|hố rác|hố ga|lò đốt
    lò giết mổ|kho lạnh|cụm loa|sân bay|sân bóng|sân chơi|sân vận động|sân khấu|nhà ga|ga tàu|làn xe|tầng lầu|tầng nổi
    tầng hầm|sân thể thao|chợ truyền thống|chợ đầu mối|chợ nông thôn|nghĩa trang|nghĩa trang liệt sĩ|ngôi chùa|ngôi mộ
    mộ liệt sĩ|hài cốt|hài cốt liệt sĩ|di tích|di tích lịch sử|di tích lịch sử văn hóa|di tích quốc gia|di tích cấp tỉnh
    di sản|di sản văn hóa|di sản văn hóa phi vật thể|bảo vật quốc gia|hiện vật|danh lam thắng cảnh|bảo tàng|thư viện|đình làng
    ngôi đình|ngôi đền|cơ sở thờ cúng"""
_FIELDS = """mặt hàng|nhãn hiệu|thương hiệu|gian hàng|gian hàng trực tuyến|quầy hàng|ki ốt|sạp hàng|cây số|ngày công
    ngày công lao động|giờ công|công lao động|bò giống|heo giống|lợn giống|con bò|con bò sữa|con dê|con heo|con lợn
    con lợn thịt|con gà|con gà thịt|con vịt|con gia cầm|con trâu|con trâu bò|con gia súc|con tôm|con cá|con tôm giống
    con cá giống|con ong|con chim|con chó|con ngựa|con cừu|tổ ong|đàn ong|đàn bò|đàn gà|bể nuôi|lồng bè|bè cá|lồng cá|ao nuôi
    hầm nuôi|chuồng trại|trứng gia cầm|quả trứng|loài|loài cây|mùa vụ|gốc cây|gốc mai|gốc cà phê|cây cà phê|cây sầu riêng
    cây ăn quả|cây dừa|cây lúa|chậu hoa|chậu cảnh|giống lúa|giống cây|giống vật nuôi|bao xi măng|bao phân|viên gạch|viên nén
    khẩu súng|viên đạn|quả bom|quả mìn|quả đạn|bánh heroin|bao thuốc lá|gói ma túy|mũi tiêm|mũi vắc xin|liều vắc xin
    liều vắc-xin|liều vaccine|liều thuốc|mẫu xét nghiệm|mẫu nước|mẫu thực phẩm|mẫu bệnh phẩm|mẫu giám sát|đơn thuốc|kỹ thuật
    kỹ thuật mới|phác đồ|nguồn vốn|nguồn lực|khoản vay|khoản nợ|món vay|lô đất|lô hàng|thửa đất|nền nhà|thị trường|quốc gia
    vùng lãnh thổ|quốc gia và vùng lãnh thổ|nước và vùng lãnh thổ|châu lục|ngôn ngữ|môn thi|môn học|môn thể thao|bộ môn
    nội dung thi|đầu việc|đầu điểm|phương án|kịch bản|kết quả|kiến thức|tình huống|mức độ|bước đột phá|khâu đột phá|trụ cột
    trục đường|ngả đường|làn đường|nút giao|nút giao thông|vị trí|vị trí việc làm|vị trí sạt lở|hố sụt|đường truyền
    kênh truyền hình|kênh bán hàng|sàn giao dịch|sàn thương mại điện tử|sàn giao dịch việc làm|trận địa pháo|bếp ăn
    bếp ăn tập thể|quán ăn|nhóm trẻ|nhóm nợ|điểm chơi|tour du lịch|tuyến du lịch|sản phẩm du lịch|chỉ dẫn địa lý
    tiêu chí thành phần|tổ máy|cánh quạt|cột mốc|mốc giới"""

NOUNS = tuple(
    dict.fromkeys(
        line.strip()
        for group in (_TURNS, _HOMES, _GIFTS, _EVENTS, _CASES, _PAPERS, _PERSONS, _BODIES, _AREAS, _WORKS, _FIELDS)
        for line in group.replace("\n", "|").split("|")
        if line.strip()
    )
)
# Written short, spelled out in the unit
ABBREVIATIONS: dict[str, str] = {
    "bhyt": "bảo hiểm y tế",
    "cb": "cán bộ",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "cbcs": "cán bộ chiến sĩ",
    "cbgv": "cán bộ giáo viên",
    "ccb": "cựu chiến binh",
    "cccd": "căn cước công dân",
    "ccn": "cụm công nghiệp",
    "ccvc": "công chức viên chức",
    "clb": "câu lạc bộ",
    "cnlđ": "công nhân lao động",
    "csdl": "cơ sở dữ liệu",
    "cskd": "cơ sở kinh doanh",
    "đbhđnd": "đại biểu hội đồng nhân dân",
    "đbqh": "đại biểu quốc hội",
    "đv": "đảng viên",
    "đvct": "đơn vị cấp tỉnh",
    "đvhc": "đơn vị hành chính",
    "đvtn": "đoàn viên thanh niên",
    "dn": "doanh nghiệp",
    "dnnvv": "doanh nghiệp nhỏ và vừa",
    "dntn": "doanh nghiệp tư nhân",
    "dqtv": "dân quân tự vệ",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "gcn": "giấy chứng nhận",
    "gcnqsdđ": "giấy chứng nhận quyền sử dụng đất",
    "gplx": "giấy phép lái xe",
    "gv": "giáo viên",
    "hcb": "huy chương bạc",
    "hcđ": "huy chương đồng",
    "hcv": "huy chương vàng",
    "hđnd": "hội đồng nhân dân",
    "hs": "hồ sơ",
    "hssv": "học sinh sinh viên",
    "htx": "hợp tác xã",
    "hv": "hội viên",
    "kcn": "khu công nghiệp",
    "kdc": "khu dân cư",
    "kkt": "khu kinh tế",
    "kntc": "khiếu nại tố cáo",
    "lđ": "lao động",
    "ncc": "người có công",
    "nct": "người cao tuổi",
    "nkt": "người khuyết tật",
    "nlđ": "người lao động",
    "nncc": "người có công",
    "tcđ": "tổ chức đảng",
    "thcs": "trung học cơ sở",
    "tht": "tổ hợp tác",
    "thpt": "trung học phổ thông",
    "tncn": "thu nhập cá nhân",
    "tngt": "tai nạn giao thông",
    "tnxp": "thanh niên xung phong",
    "tthc": "thủ tục hành chính",
    "ttkt": "trung tâm kỹ thuật",
    "tv": "thành viên",
    "tvv": "tư vấn viên",
    "ubnd": "ủy ban nhân dân",
    "vb": "văn bản",
    "vbqppl": "văn bản quy phạm pháp luật",
    "vđv": "vận động viên",
    "vv": "vụ việc",
    "xdnt": "xây dựng nông thôn",
}
