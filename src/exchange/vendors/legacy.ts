import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";

/** Old pupil programs of former Hải Dương schools: csv in TCVN3, VNI or Windows-1258. */
export const legacy: VendorProfile = {
  id: "legacy",
  title: { vi: "Phần mềm cũ (HSQL)", en: "Legacy program (HSQL)" },
  recognisedBy: { pathSegments: ["legacy"] },
  learnerCodeIssuer: "sector",
  trust: 6,
  encodings: ["tcvn3", "vni", "windows-1258", "utf-8"],
  delivery: "full",
  tables: [
    {
      intake: "learnerRow",
      fileStart: "HSQL",
      columns: {
        STT: null,
        "Mã trường": "schoolCode",
        "Năm học": "schoolYear",
        "Mã học sinh": "learnerCode",
        "Họ và tên": "fullName",
        "Ngày sinh": "birthDate",
        "Giới tính": "sex",
        "Dân tộc": "ethnicity",
        "Số CMND/CCCD": "nationalId",
        Khối: "gradeLevel",
        Lớp: "className",
        "Trạng thái": "enrolmentStatus",
        "Nơi sinh": "birthPlace",
        "Hộ khẩu thường trú": "permanentAddress",
        "Chỗ ở hiện nay": "residenceAddress",
        "Họ tên cha": "fatherName",
        "Năm sinh cha": "fatherBirthYear",
        "Nghề nghiệp cha": "fatherOccupation",
        "Họ tên mẹ": "motherName",
        "Năm sinh mẹ": "motherBirthYear",
        "Nghề nghiệp mẹ": "motherOccupation",
        "Điện thoại": "phone",
        "Diện ưu tiên": "policyGroup",
        "Hộ nghèo": "poorHousehold",
      },
    },
  ],
};
