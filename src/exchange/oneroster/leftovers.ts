/** Rows of a package that found no place in any intake, each with its reason code. Over the same relations. */
export const LEFTOVERS_SQL = `
  select file_seq, sheet_no, row_no, case when id is null then 'id-missing' else 'written-again-below' end as reason
  from (from written_users union all by name from written_classes) w
  where not exists (select 1 from users u where (u.file_seq, u.sheet_no, u.row_no) = (w.file_seq, w.sheet_no, w.row_no))
    and not exists (select 1 from classes c where (c.file_seq, c.sheet_no, c.row_no) = (w.file_seq, w.sheet_no, w.row_no))
  union all
  select file_seq, sheet_no, row_no, 'user-without-role' as reason from users u
  where not exists (select 1 from posts p where p.user_id = u.id)
  union all
  select file_seq, sheet_no, row_no, 'role-user-missing' from roles r
  where not exists (select 1 from users u where u.id = r.user_id)
  union all
  select file_seq, sheet_no, row_no, 'demographics-user-missing' from demographics d
  where not exists (select 1 from users u where u.id = d.id)
  union all
  select file_seq, sheet_no, row_no, 'enrolment-user-missing' from enrollments e
  where not exists (select 1 from users u where u.id = e.user_id)
  union all
  select file_seq, sheet_no, row_no, 'enrolment-class-missing' from enrollments e
  where exists (select 1 from users u where u.id = e.user_id)
    and not exists (select 1 from classes c where c.id = e.class_id)
  union all
  select e.file_seq, e.sheet_no, e.row_no, 'enrolment-role-contradicts' from placed_enrollments e
  where e.role in ('student', 'teacher') and exists (select 1 from posts p where p.user_id = e.user_id)
    and not exists (
      select 1 from posts p where p.user_id = e.user_id and (p.kind = 'learner') = (e.role = 'student'))
  union all
  select file_seq, sheet_no, row_no, 'class-cancelled' from classes where lower(status) = 'tobedeleted'
  union all
  select file_seq, sheet_no, row_no, 'class-is-course' from school_classes
  where not is_section and coalesce(lower(status), 'active') <> 'tobedeleted'
  union all
  select u.file_seq, u.sheet_no, u.row_no, 'second-school-without-enrolment' from users u
  where exists (select 1 from stated_roles r where r.user_id = u.id and r.row_no is null)`;

/** Sentences of the reason codes. */
export const LEFTOVER_REASONS = {
  "id-missing": {
    vi: "Dòng không có mã (sourcedId) nên không ghép được với tệp khác trong gói.",
    en: "The row has no sourcedId, so nothing in the package can be joined to it.",
  },
  "written-again-below": {
    vi: "Mã (sourcedId) này được ghi lại ở dòng sau trong cùng tệp; dòng sau được dùng.",
    en: "This sourcedId is written again further down in the same file; the later row counts.",
  },
  "user-without-role": {
    vi: "Người dùng không có vai trò ở trường nào.",
    en: "The user has no role at any school.",
  },
  "role-user-missing": {
    vi: "Vai trò của một người dùng không có trong gói.",
    en: "The role belongs to a user who is not in the package.",
  },
  "demographics-user-missing": {
    vi: "Thông tin nhân thân của một người dùng không có trong gói.",
    en: "The demographics belong to a user who is not in the package.",
  },
  "enrolment-user-missing": {
    vi: "Ghi danh của một người dùng không có trong gói.",
    en: "The enrolment belongs to a user who is not in the package.",
  },
  "enrolment-class-missing": {
    vi: "Ghi danh vào một lớp không có trong gói.",
    en: "The enrolment is in a class that is not in the package.",
  },
  "enrolment-role-contradicts": {
    vi: "Vai trò khi ghi danh trái với vai trò của người dùng.",
    en: "The enrolment's role contradicts the user's role.",
  },
  "class-cancelled": {
    vi: "Lớp đã bị hủy (tobedeleted).",
    en: "The class is cancelled (tobedeleted).",
  },
  "class-is-course": {
    vi: "Lớp học phần theo môn, không phải lớp hành chính của học sinh.",
    en: "A course of one subject, not a class that pupils belong to.",
  },
  "second-school-without-enrolment": {
    vi: "Người dùng thuộc nhiều trường nhưng không ghi danh ở trường thứ hai.",
    en: "The user belongs to several schools but is not enrolled at the second one.",
  },
} as const;
