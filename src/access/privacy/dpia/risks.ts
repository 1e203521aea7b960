/** A risk to the people whose data these are, in the words of the assessment. Ratings are ours [design]. */
export interface Risk {
  readonly risk: string;
  readonly likelihood: "thấp" | "trung bình" | "cao";
  readonly impact: "thấp" | "trung bình" | "cao";
  readonly measures: string;
}

export const risks: readonly Risk[] = [
  {
    risk: "Cán bộ xem hồ sơ ngoài phạm vi được giao",
    likelihood: "trung bình",
    impact: "cao",
    measures:
      "Phạm vi dòng và cột do cơ sở dữ liệu chặn theo vai trò; mọi lượt xem nhạy cảm có nhật ký không sửa được",
  },
  {
    risk: "Lộ bản sao cơ sở dữ liệu hoặc bản sao lưu",
    likelihood: "thấp",
    impact: "cao",
    measures:
      "Số định danh, sức khỏe, khuyết tật, kỷ luật, nội dung yêu cầu và sự cố mã hóa theo trường; khóa để ngoài cơ sở dữ liệu. Dân tộc, tôn giáo, diện chính sách và tệp gốc chưa mã hóa: ổ đĩa và bản sao lưu phải mã hóa",
  },
  {
    risk: "Nhận nhầm người: hồ sơ của người này lẫn vào người khác",
    likelihood: "thấp",
    impact: "cao",
    measures: "Đối soát dân cư; cặp chưa chắc để người quyết; mọi lần gộp tách lại được",
  },
  {
    risk: "Giữ dữ liệu lâu hơn cần thiết",
    likelihood: "trung bình",
    impact: "trung bình",
    measures:
      "Thời hạn theo mục đích là dữ liệu; việc xóa chạy định kỳ, có chạy thử; đã xóa thì khôi phục cũng không trở lại",
  },
  {
    risk: "Nhà cung cấp phần mềm dùng dữ liệu vào việc khác",
    likelihood: "trung bình",
    impact: "cao",
    measures:
      "Hợp đồng xử lý dữ liệu; bí danh riêng cho từng bên nhận; không huấn luyện mô hình trên dữ liệu này",
  },
  {
    risk: "Trẻ và phụ huynh không biết, không thực hiện được quyền của mình",
    likelihood: "trung bình",
    impact: "trung bình",
    measures:
      "Yêu cầu có đồng hồ và danh sách quá hạn; người đại diện dưới 16 tuổi; đồng ý theo từng mục đích",
  },
  {
    risk: "Suy ra người từ số liệu thống kê của nhóm nhỏ",
    likelihood: "trung bình",
    impact: "thấp",
    measures: "Kho thống kê giả danh, không có trường trực tiếp và nhạy cảm; ẩn ô nhỏ chưa làm",
  },
];
