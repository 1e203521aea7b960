/**
 * Tables with the meaning every header must get, written by hand after what schools send. A line is
 * `header = column`; `-` means that nothing of the intake is meant (it may be asked about, never mapped).
 */
export interface LabelledTable {
  readonly name: string;
  readonly intake: string;
  readonly titles: readonly string[];
  readonly lines: readonly string[];
}

function table(name: string, intake: string, titles: readonly string[], lines: string): LabelledTable {
  return {
    name,
    intake,
    titles,
    lines: lines
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  };
}

export const LABELLED_TABLES: readonly LabelledTable[] = [
  table(
    "capitals, accents lost",
    "learnerRow",
    ["DANH SACH HOC SINH NAM HOC 2026-2027"],
    `STT = -
    MA HS = learnerCode
    HO VA TEN = fullName
    NGAY SINH = birthDate
    GIOI TINH = sex
    DAN TOC = ethnicity
    TON GIAO = religion
    LOP = className
    KHOI = gradeLevel
    NOI SINH = birthPlace
    QUE QUAN = hometown
    SO CCCD = nationalId
    HO TEN CHA = fatherName
    NAM SINH CHA = fatherBirthYear
    NGHE NGHIEP ME = motherOccupation
    SDT ME = motherPhone
    GHI CHU = note`,
  ),
  table(
    "line breaks, stars, filling hints",
    "learnerRow",
    ["Trường TH Lê Lợi", "Danh sách học sinh"],
    `Số\\nTT = -
    Họ và\\ntên (*) = fullName
    Ngày tháng\\nnăm sinh\\n(dd/mm/yyyy) = birthDate
    Giới\\ntính = sex
    Số định danh\\ncá nhân (12 số) = nationalId
    Lớp (*) = className
    Chiều cao (cm) = heightCm
    Cân nặng\\n(kg) = weightKg
    Số thẻ BHYT (nếu có) = insuranceNumber
    Email (nếu có) = email`,
  ),
  table(
    "abbreviations",
    "learnerRow",
    ["DS HS"],
    `TT = -
    Họ tên HS = fullName
    NS = birthDate
    GT = sex
    Số ĐDCN/CMND = nationalId
    HKTT = permanentAddress
    SĐT = phone
    SĐT bố = fatherPhone
    ĐT mẹ = motherPhone
    CCCD bố = fatherNationalId
    Nghề nghiệp bố = fatherOccupation
    NS mẹ = motherBirthYear
    Lớp = className`,
  ),
  table(
    "groups over two rows",
    "learnerRow",
    ["SỔ THEO DÕI HỌC SINH"],
    `STT = -
    Thông tin học sinh › Họ và tên = fullName
    Thông tin học sinh › Ngày sinh = birthDate
    Thông tin học sinh › Giới tính = sex
    Thông tin học sinh › Số CCCD = nationalId
    Bố › Họ và tên = fatherName
    Bố › Năm sinh = fatherBirthYear
    Bố › Nghề nghiệp = fatherOccupation
    Bố › SĐT = fatherPhone
    Mẹ › Họ và tên = motherName
    Mẹ › Số điện thoại = motherPhone
    Mẹ › Số CCCD = motherNationalId
    Người giám hộ › Họ tên = guardianName
    Người giám hộ › Quan hệ = guardianRelation
    Sức khỏe › Chiều cao = heightCm
    Sức khỏe › Nhóm máu = bloodGroup
    Lớp = className`,
  ),
  table(
    "English",
    "learnerRow",
    ["Student list 2026-2027"],
    `No = -
    Student code = learnerCode
    Full name = fullName
    Date of birth = birthDate
    Gender = sex
    Ethnicity = ethnicity
    Nationality = nationality
    National ID = nationalId
    Class = className
    Grade level = gradeLevel
    Father name = fatherName
    Mother phone = motherPhone
    Note = note`,
  ),
  table(
    "keys of JSON",
    "learnerRow",
    [],
    `maHocSinh = learnerCode
    hoTen = fullName
    ngaySinh = birthDate
    gioiTinh = sex
    soDinhDanh = nationalId
    danToc = ethnicity
    noiSinh = birthPlace
    cha.hoTen = fatherName
    cha.namSinh = fatherBirthYear
    me.dienThoai = motherPhone
    me.ngheNghiep = motherOccupation`,
  ),
  table(
    "sector database export",
    "learnerRow",
    ["DANH SÁCH HỌC SINH"],
    `STT = -
    Họ tên = fullName
    Ngày sinh = birthDate
    Giới tính = sex
    Dân tộc = ethnicity
    Trạng thái = enrolmentStatus
    Chỗ ở hiện nay = residenceAddress
    Ngày cấp = -
    Nơi cấp = -
    Tên cha = fatherName
    Nghề nghiệp cha = fatherOccupation
    Năm sinh cha = fatherBirthYear
    Tên mẹ = motherName
    Lớp học = className
    Khối học = gradeLevel
    Số định danh cá nhân = nationalId`,
  ),
  table(
    "typing slips",
    "learnerRow",
    ["Danh sách học sinh"],
    `Họ và tên = fullName
    Ngày snih = birthDate
    Giới tính = sex
    Quốc tịhc = nationality
    Tôn gíao = religion
    Nghề nghiêpj cha = fatherOccupation
    Lớp = className`,
  ),
  table(
    "traps: what only looks like a column",
    "learnerRow",
    ["Danh sách học sinh"],
    `STT = -
    Họ và tên = fullName
    Ngày sinh = birthDate
    Giới tính = sex
    Dân tộc = ethnicity
    Quê quán = hometown
    Nơi sinh = birthPlace
    Số CCCD = nationalId
    Ngày cấp CCCD = -
    Nơi cấp CCCD = -
    Họ tên chủ hộ = -
    Họ tên người đón = -
    SĐT người đón = -
    SĐT GVCN = -
    Email GVCN = -
    Ngày vào Đội = -
    Năm sinh anh chị = -
    Số sổ liên lạc = -
    Lớp năm trước = -
    Điểm thi vào lớp 6 = -
    Người liên hệ › Họ và tên = -
    Người liên hệ › Số điện thoại = -
    Lớp = className`,
  ),
  table(
    "flat parents without their name",
    "learnerRow",
    ["Danh sách học sinh"],
    `Họ và tên = fullName
    Ngày sinh = birthDate
    Họ tên cha = fatherName
    Nghề nghiệp = -
    Số điện thoại cha = fatherPhone
    Họ tên mẹ = motherName
    Nghề nghiệp = -
    Lớp = className`,
  ),
  table(
    "staff",
    "staffRow",
    ["DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN"],
    `STT = -
    Mã cán bộ = staffCode
    Họ và tên = fullName
    Ngày tháng năm sinh = birthDate
    Giới tính = sex
    Số CCCD = nationalId
    Dân tộc = ethnicity
    Điện thoại di động = phone
    Vị trí việc làm = positionTitle
    Hình thức hợp đồng = contractForm
    Ngày tuyển dụng = recruitDate
    Môn dạy = mainSubject
    Mã hạng CDNN = titleCode
    Hệ số lương = salaryCoefficient
    Trình độ chuyên môn = qualificationLevel
    Đảng viên = partyMember
    Số sổ BHXH = socialInsuranceNumber`,
  ),
  table(
    "classes",
    "classRow",
    ["DANH SÁCH LỚP HỌC NĂM HỌC 2026-2027"],
    `STT = -
    Tên lớp = className
    Khối = gradeLevel
    GVCN = homeroomTeacherName
    Phòng học = roomName
    Sĩ số = pupilCount
    Số buổi/ngày = sessionsPerDay`,
  ),
  table(
    "results, terms over subjects",
    "resultRow",
    ["TỔNG HỢP KẾT QUẢ NĂM HỌC 2025-2026"],
    `STT = -
    Mã học sinh = learnerCode
    Họ và tên = fullName
    Ngày sinh = birthDate
    Lớp = className
    Học kỳ I › Toán = mark.TOAN.t1
    Học kỳ I › Ngữ văn = mark.NGU_VAN.t1
    Học kỳ II › Toán = mark.TOAN.t2
    Học kỳ II › Ngữ văn = mark.NGU_VAN.t2
    Cả năm › Toán = mark.TOAN.year
    Cả năm › Ngữ văn = mark.NGU_VAN.year
    ĐTB Tin học HKI = mark.TIN_HOC.t1
    KHTN CN = mark.KHTN.year
    Rèn luyện › CN = conductYear
    Học tập › Cả năm = academicYear
    Danh hiệu = award`,
  ),
  table(
    "primary results",
    "resultRow",
    ["KẾT QUẢ GIÁO DỤC NĂM HỌC 2025-2026"],
    `STT = -
    Mã học sinh = learnerCode
    Họ và tên = fullName
    Ngày sinh = birthDate
    Tiếng Việt › Mức CK1 = level.TIENG_VIET.t1
    Tiếng Việt › Điểm CK1 = mark.TIENG_VIET.t1
    Tiếng Việt › Mức CN = level.TIENG_VIET.year
    Toán › Mức đạt được cuối năm = level.TOAN.year
    Toán › Điểm KTĐK cuối năm = mark.TOAN.year
    Đạo đức › Mức CN = level.DAO_DUC.year`,
  ),
  table(
    "register of schools",
    "schoolRow",
    ["DANH SÁCH CƠ SỞ GIÁO DỤC"],
    `STT = -
    MÃ TRƯỜNG = schoolCode
    TÊN TRƯỜNG = schoolName
    CẤP HỌC = levels
    LOẠI HÌNH = ownership
    ĐỊA CHỈ = address
    ĐIỆN THOẠI = phone
    EMAIL = email`,
  ),
];
