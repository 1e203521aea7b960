export { Employment, StaffAssignment } from "./schema-employment.ts";
export { StaffMember } from "./schema-member.ts";
export { StaffQualification, StaffTitle } from "./schema-qualification.ts";
