import { dataset, type Infer } from "../dictionary/dataset.ts";
import {
  boolean,
  code,
  id,
  integer,
  nationalId,
  personName,
  phone,
  reference,
  text,
} from "../dictionary/field.ts";

export const Guardian = dataset("guardian", {
  group: "learner",
  title: { vi: "Cha, mẹ, người giám hộ", en: "Guardian" },
  grain: { vi: "Mỗi người một dòng, dù có mấy con đi học", en: "one row per person, however many children" },
  origin: "vendor",
  key: ["guardianId"],
  distributedBy: "guardianId",
  fields: {
    guardianId: id("guardian").meta({ title: { vi: "Cha, mẹ, người giám hộ", en: "Guardian" } }),
    nationalId: nationalId()
      .optional()
      .meta({
        title: { vi: "Số định danh cá nhân", en: "National id" },
        pii: "direct",
        authority: "population",
      }),
    fullName: personName().meta({
      title: { vi: "Họ và tên", en: "Full name" },
      pii: "direct",
      authority: "population",
    }),
    birthYear: integer([1900, 2020])
      .optional()
      .meta({ title: { vi: "Năm sinh", en: "Birth year" }, pii: "quasi", authority: "population" }),
    sex: code("sex")
      .optional()
      .meta({ title: { vi: "Giới tính", en: "Sex" }, pii: "quasi", authority: "population" }),
    phone: phone()
      .optional()
      .meta({ title: { vi: "Điện thoại", en: "Phone" }, pii: "direct", authority: "school" }),
    occupation: text(120)
      .optional()
      .meta({ title: { vi: "Nghề nghiệp", en: "Occupation" }, pii: "quasi", authority: "school" }),
  },
});
export type Guardian = Infer<typeof Guardian>;

export const LearnerGuardian = dataset("learnerGuardian", {
  group: "learner",
  title: { vi: "Quan hệ học sinh với cha mẹ, người giám hộ", en: "Learner and guardian" },
  grain: { vi: "Mỗi quan hệ một dòng", en: "one row per learner, guardian and relation" },
  origin: "vendor",
  key: ["learnerId", "guardianId", "relation"],
  distributedBy: "learnerId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    guardianId: id("guardian").meta({ title: { vi: "Cha, mẹ, người giám hộ", en: "Guardian" } }),
    relation: code("guardianRelation").meta({ title: { vi: "Quan hệ", en: "Relation" }, pii: "quasi" }),
    legalRepresentative: boolean()
      .optional()
      .meta({
        title: { vi: "Là người đại diện", en: "Legal representative" },
        authority: "school",
        note: {
          vi: "Người thay mặt trẻ dưới 16 tuổi khi thực hiện quyền về dữ liệu (Luật 91/2025)",
          en: "acts for a child under 16 in data matters (Law 91/2025)",
        },
      }),
  },
});
export type LearnerGuardian = Infer<typeof LearnerGuardian>;

export const Residence = dataset("residence", {
  group: "learner",
  title: { vi: "Nơi ở của học sinh", en: "Residence" },
  grain: {
    vi: "Mỗi học sinh một dòng cho nơi ở hiện nay, một dòng cho nơi thường trú",
    en: "one row per learner and kind of residence",
  },
  origin: "vendor",
  key: ["learnerId", "residenceKind"],
  distributedBy: "learnerId",
  fields: {
    learnerId: id("learner").meta({ title: { vi: "Học sinh", en: "Learner" } }),
    residenceKind: code("residenceKind").meta({ title: { vi: "Loại nơi ở", en: "Kind" } }),
    address: text(300)
      .optional()
      .meta({ title: { vi: "Địa chỉ", en: "Address" }, pii: "direct", authority: "population" }),
    communeCode: reference("adminUnit")
      .optional()
      .meta({ title: { vi: "Mã xã/phường", en: "Commune code" }, pii: "quasi", authority: "population" }),
    communeName: text(120)
      .optional()
      .meta({
        title: { vi: "Xã/phường như trong tệp", en: "Commune as sent" },
        pii: "quasi",
        authority: "school",
      }),
  },
});
export type Residence = Infer<typeof Residence>;
