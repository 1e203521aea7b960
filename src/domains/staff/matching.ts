import type { Matching } from "../dictionary/matching.ts";
import { pointerKey, staffKey } from "./identity-sql.ts";

const nobody = "cast(null as varchar)";

/**
 * A staff list brings people; teaching assignments and class lists only point at them. An assignment of an
 * unknown person is held; a class whose homeroom teacher is unknown is published without the link.
 */
export const staffMatching: Matching = {
  entity: "staffMember",
  occurrences: [
    {
      entity: "staffMember",
      intake: "staffRow",
      role: "self",
      as: "staff_id",
      nationalId: "national_id",
      fullName: "full_name",
      birthDate: "birth_date",
      sex: "sex",
      sourceKey: [staffKey],
      sourceKeyScope: "vendor",
      creates: "always",
      context: {
        school_id: "school_id",
        phone: "phone",
        email: "email",
        list: "concat_ws('|', source_system, coalesce(feed_school_id, school_id))",
      },
    },
    {
      entity: "staffMember",
      intake: "teachingAssignmentRow",
      role: "self",
      as: "staff_id",
      nationalId: nobody,
      fullName: "staff_name",
      birthDate: "cast(null as date)",
      sex: nobody,
      sourceKey: [pointerKey("staff_code")],
      sourceKeyScope: "vendor",
      creates: "never",
    },
    {
      entity: "staffMember",
      intake: "classRow",
      role: "homeroom",
      as: "homeroom_teacher_id",
      nationalId: nobody,
      fullName: "homeroom_teacher_name",
      birthDate: "cast(null as date)",
      sex: nobody,
      sourceKey: [pointerKey("homeroom_teacher_code")],
      sourceKeyScope: "vendor",
      creates: "never",
      where: "homeroom_teacher_code is not null",
    },
  ],
};

export const staffMatchings: readonly Matching[] = [staffMatching];
