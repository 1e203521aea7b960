import { policyAt } from "#src/access/accounts/policy.ts";
import { roles } from "#src/access/roles/roles.ts";
import { sampleGrantMark } from "#src/platform/config-security.ts";
import type { Finding } from "../finding.ts";
import { type DatabaseExam, judge } from "./exam.ts";

/** Roles of people and machines from outside the agency; what they are given must end by itself. */
const outsideRoles = ["inspector", "researcher", "vendorClient"];

const dayMs = 86_400_000;

/** Accounts and grants as level 3 wants them (policy.ts). Accounts are named by id: output goes to tickets and mails. */
export async function checkAccountSecurity(exam: DatabaseExam): Promise<readonly Finding[]> {
  return [
    await checkSampleAccounts(exam),
    await checkSecondFactors(exam),
    await checkIdle(exam),
    await checkOutsideGrants(exam),
    await checkReviews(exam),
    await checkAlarms(exam),
  ];
}

async function idsOf(
  { pool }: DatabaseExam,
  sql: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(sql, [...values]);
  return rows.map(({ id }) => id);
}

/** A grant holds. */
const holds = "g.revoked_at is null and g.valid_from <= $1 and (g.valid_to is null or g.valid_to > $1)";

async function checkSampleAccounts(exam: DatabaseExam): Promise<Finding> {
  const left = exam.config.security.demo
    ? []
    : await idsOf(
        exam,
        `select distinct a.account_id as id from access.account a join access.grant g using (account_id)
         where a.state = 'active' and ${holds} and starts_with(g.reason, $2) order by 1`,
        [exam.now, sampleGrantMark],
      );
  return judge("accounts.sample", left, {
    well: {
      vi: "Không có tài khoản mẫu ngoài chế độ thử.",
      en: "There is no sample account outside the demo.",
    },
    sentence: (list) => ({
      vi: `${left.length} tài khoản mẫu, ai cũng biết mật khẩu, còn dùng được: ${list}.`,
      en: `${left.length} sample accounts, whose passwords anybody knows, are open: ${list}.`,
    }),
    advice: {
      vi: "Dùng thư mục dữ liệu mới cho hệ thống thật (HP_DATA); thư mục chạy thử không dùng lại.",
      en: "Use a new data folder for the real system (HP_DATA); never the one of the trial.",
    },
  });
}

async function checkSecondFactors(exam: DatabaseExam): Promise<Finding> {
  const demanding = roles.filter(({ mfa }) => mfa).map(({ id }) => id);
  const wrong = await idsOf(
    exam,
    `select distinct a.account_id as id from access.account a join access.credential c using (account_id)
     join access.grant g using (account_id)
     where a.state = 'active' and ${holds} and (a.mfa_required or g.role = any ($2))
       and not exists (select from access.totp t where t.account_id = a.account_id and t.confirmed_at is not null)
       and not exists (select from access.passkey p where p.account_id = a.account_id) order by 1`,
    [exam.now, demanding],
  );
  return judge("accounts.secondFactor", wrong, {
    well: {
      vi: "Mọi người quản trị và người ngoài đăng nhập bằng mật khẩu đều có yếu tố thứ hai.",
      en: "Every administrator and outsider who signs in by password has a second factor.",
    },
    sentence: (list) => ({
      vi: `${wrong.length} tài khoản quản trị hoặc người ngoài chưa có yếu tố thứ hai: ${list}.`,
      en: `${wrong.length} accounts of administrators or outsiders lack a second factor: ${list}.`,
    }),
    advice: {
      vi: "Yêu cầu họ đăng nhập: hệ thống buộc đặt mã OTP; chưa dùng thì thu hồi quyền.",
      en: "Have them sign in: they must set one up then; revoke grants that are not used.",
    },
  });
}

async function checkIdle(exam: DatabaseExam): Promise<Finding> {
  const { idleAccountDays } = policyAt(exam.now);
  const idle = await idsOf(
    exam,
    `select account_id as id from access.account
     where state = 'active' and greatest(last_seen_at, state_changed_at, created_at) < $1 order by 1`,
    // A day for the daily job.
    [new Date(exam.now.getTime() - (idleAccountDays + 1) * dayMs)],
  );
  return judge("accounts.idle", idle, {
    well: {
      vi: `Không tài khoản nào bỏ không quá ${idleAccountDays} ngày mà còn mở.`,
      en: `No account is open that nobody used for ${idleAccountDays} days.`,
    },
    sentence: (list) => ({
      vi: `${idle.length} tài khoản bỏ không quá ${idleAccountDays} ngày vẫn mở: ${list}.`,
      en: `${idle.length} accounts unused for more than ${idleAccountDays} days are open: ${list}.`,
    }),
    advice: {
      vi: "Việc khóa tài khoản bỏ không chạy hằng ngày trong hp up: xem nhật ký vì sao không chạy.",
      en: "Disabling them is a daily job of hp up: see in the log why it did not run.",
    },
  });
}

async function checkOutsideGrants(exam: DatabaseExam): Promise<Finding> {
  const endless = await idsOf(
    exam,
    `select g.grant_id as id from access.grant g join access.account a using (account_id)
     where ${holds} and g.valid_to is null and (g.role = any ($2) or a.mfa_required) order by 1`,
    [exam.now, outsideRoles],
  );
  return judge("grants.outside", endless, {
    well: { vi: "Quyền của người ngoài đều có ngày hết.", en: "Every grant to outsiders has an end." },
    sentence: (list) => ({
      vi: `${endless.length} quyền của người ngoài không có ngày hết: ${list}.`,
      en: `${endless.length} grants to outsiders have no end: ${list}.`,
    }),
    advice: {
      vi: "Thu hồi và cấp lại có thời hạn theo văn bản thỏa thuận.",
      en: "Revoke them and grant anew until the end of the agreement.",
    },
  });
}

async function checkReviews(exam: DatabaseExam): Promise<Finding> {
  const { reviewMonths } = policyAt(exam.now);
  const before = new Date(exam.now);
  before.setUTCMonth(before.getUTCMonth() - reviewMonths);
  const due = await idsOf(
    exam,
    `select g.grant_id as id from access.grant g
     where ${holds} and g.unit_kind not in ('learner', 'guardian', 'staff') and g.valid_from < $2
       and not exists (select from access.grant_review r where r.grant_id = g.grant_id and r.reviewed_at >= $2)
     order by 1`,
    [exam.now, before],
  );
  return judge("grants.review", due, {
    well: {
      vi: `Mọi quyền đã được rà soát trong ${reviewMonths} tháng.`,
      en: `Every grant was reviewed within ${reviewMonths} months.`,
    },
    sentence: (list) => ({
      vi: `${due.length} quyền quá ${reviewMonths} tháng chưa ai rà soát: ${list}.`,
      en: `${due.length} grants were not reviewed for ${reviewMonths} months: ${list}.`,
    }),
    advice: {
      vi: "Giao người có thẩm quyền rà soát từng quyền: giữ hay thu hồi, kèm lý do.",
      en: "Have who is entitled to look at each: keep or revoke, with a reason.",
    },
  });
}

async function checkAlarms(exam: DatabaseExam): Promise<Finding> {
  const waiting = await idsOf(
    exam,
    "select kind as id from access.alarm where seen_at is null and raised_at < $1 order by raised_at",
    [new Date(exam.now.getTime() - dayMs)],
  );
  return judge("alarms", waiting, {
    well: { vi: "Không cảnh báo nào quá một ngày chưa ai xem.", en: "No alarm waits for longer than a day." },
    sentence: (list) => ({
      vi: `${waiting.length} cảnh báo quá một ngày chưa ai xem: ${list}.`,
      en: `${waiting.length} alarms were seen by nobody for a day: ${list}.`,
    }),
    advice: {
      vi: "Lãnh đạo hoặc người quản trị an toàn xem và ghi kết luận.",
      en: "A leader or the security officer looks at each and notes what it was.",
    },
  });
}
