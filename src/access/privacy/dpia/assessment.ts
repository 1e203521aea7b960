import { getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { getRuleOn } from "#src/domains/dictionary/legal-rule.ts";
import { childRuleOn } from "../age.ts";
import { recipients } from "../purposes/recipients.ts";
import {
  personalDatasets,
  personalFieldsOf,
  purposeOf,
  purposes,
  withoutPurpose,
} from "../purposes/register.ts";
import { findKeepRule } from "../retention/keep-of.ts";
import { type Keep, keepRules } from "../retention/keep-rules.ts";
import { deadlinesOn, kindTitles, requestKinds } from "../rights/deadlines.ts";
import type { Document, Section } from "./document.ts";
import type { DpiaFigures } from "./figures.ts";
import { risks } from "./risks.ts";

const number = (value: number): string => value.toLocaleString("vi-VN");

/** The impact assessment of the platform, out of the dictionary, the purposes and today's figures. */
export function assessment(figures: DpiaFigures, version: number, day: string): Document {
  return {
    title: "Báo cáo đánh giá tác động xử lý dữ liệu cá nhân",
    intro: [
      `Nền tảng dữ liệu giáo dục Hoa Phượng · bản ${version} · lập ngày ${day}. Số liệu lấy từ dữ liệu tại thời điểm lập.`,
      "Bên kiểm soát: Sở Giáo dục và Đào tạo và các cơ sở giáo dục. Bên xử lý: nhà cung cấp phần mềm theo hợp đồng. Đầu mối bảo vệ dữ liệu: [Sở ghi tên đơn vị, người phụ trách].",
    ],
    sections: [
      scale(figures),
      purposeSection(),
      inventory(figures, day),
      notKept(),
      recipientSection(),
      keeping(day),
      rights(figures, day),
      consent(figures, day),
      security(),
      {
        title: "Rủi ro đối với con người và biện pháp",
        table: {
          head: ["Rủi ro", "Khả năng", "Mức hại", "Biện pháp"],
          rows: risks.map(({ risk, likelihood, impact, measures }) => [risk, likelihood, impact, measures]),
        },
      },
      undecided(day),
    ],
  };
}

function scale(figures: DpiaFigures): Section {
  return {
    title: "Quy mô",
    table: {
      head: ["Nội dung", "Số lượng"],
      rows: [
        ["Người học", number(figures.learners)],
        ["trong đó dưới 16 tuổi hoặc chưa rõ tuổi", number(figures.children)],
        ["Cha, mẹ, người giám hộ", number(figures.guardians)],
        ["Cán bộ, giáo viên, nhân viên", number(figures.staff)],
        ["Sự cố đang mở", number(figures.incidentsOpen)],
        ["Hồ sơ đã xóa dữ liệu hết hạn", number(figures.recordsErased)],
        ["Bắt đầu xử lý", figures.processingSince ?? "chưa có dữ liệu"],
      ],
    },
  };
}

function purposeSection(): Section {
  return {
    title: "Mục đích và căn cứ",
    table: {
      head: ["Mục đích", "Căn cứ", "Cơ sở", "Dữ liệu", "Độ chắc của căn cứ"],
      rows: purposes.map((purpose) => [
        purpose.title.vi,
        purpose.legalBasis,
        purpose.basis === "consent" ? "đồng ý" : "nhiệm vụ luật định",
        Object.keys(purpose.needs)
          .map((id) => getDataset(id).title.vi)
          .join("; ") ||
          (purpose.needsElsewhere?.vi ?? ""),
        purpose.tag,
      ]),
    },
  };
}

function inventory(figures: DpiaFigures, day: string): Section {
  return {
    title: "Dữ liệu cá nhân được xử lý",
    paragraphs: ["Lấy từ từ điển dữ liệu: mỗi trường cá nhân, loại, mục đích và thời hạn dài nhất."],
    table: {
      head: ["Tập dữ liệu", "Số dòng", "Trường", "Loại", "Mục đích", "Thời hạn"],
      rows: personalDatasets.flatMap((id) =>
        personalFieldsOf(id).map((name, at) => {
          const dataset = getDataset(id);
          const field = dataset.fields[name];
          return [
            at === 0 ? dataset.title.vi : "",
            at === 0 ? number(figures.rows[id] ?? 0) : "",
            field === undefined ? name : fieldTitle(name, field).vi,
            classWords[field?.info.pii ?? "none"] ?? "",
            purposeOf(id, name)
              .map(({ id: purpose }) => purpose)
              .join(", "),
            findKeepRule(id, name, day)?.title.vi ?? "không giữ",
          ];
        }),
      ),
    },
  };
}

const classWords: Readonly<Record<string, string>> = {
  direct: "cơ bản, trực tiếp",
  quasi: "cơ bản, gián tiếp",
  sensitive: "nhạy cảm",
};

function notKept(): Section {
  return {
    title: "Trường không giữ vì không mục đích nào cần",
    paragraphs: Object.entries(withoutPurpose).map(([id, names]) => {
      const dataset = getDataset(id);
      const titles = names.map((name) => {
        const field = dataset.fields[name];
        return field === undefined ? name : fieldTitle(name, field).vi;
      });
      return `${dataset.title.vi}: ${titles.join(", ")}.`;
    }),
  };
}

function recipientSection(): Section {
  return {
    title: "Bên nhận dữ liệu",
    paragraphs: ["Không chuyển dữ liệu ra nước ngoài."],
    table: {
      head: ["Bên nhận", "Điều kiện"],
      rows: recipients.map(({ title, note }) => [title.vi, note.vi]),
    },
  };
}

function keeping(day: string): Section {
  return {
    title: "Thời hạn lưu và xóa",
    paragraphs: [
      "Hết hạn thì việc xóa định kỳ làm trống giá trị trong hồ sơ, nhật ký thay đổi; sổ xóa được áp lại sau khi khôi phục.",
    ],
    table: {
      head: ["Loại", "Thời hạn", "Căn cứ", "Độ chắc"],
      rows: [...new Set(keepRules.map(({ ruleId }) => ruleId))].map((ruleId) => {
        const rule = getRuleOn<Keep>(keepRules, ruleId, day);
        return [rule.title.vi, periodWords(rule.params), rule.legalBasis, rule.tag];
      }),
    },
  };
}

export function periodWords({ period }: Keep): string {
  if (period === "permanent") return "vĩnh viễn";
  if (period === "undecided") return "chưa quyết định";
  if (period === "asOthers") return "theo mục đích khác";
  const from = { leaving: "khi ra trường", lastChange: "lần đổi cuối", run: "lượt nhập" }[period.from];
  return `${period.years} năm từ ${from}`;
}

function rights(figures: DpiaFigures, day: string): Section {
  const { replyWorkingDays, act } = deadlinesOn(day);
  return {
    title: "Quyền của chủ thể dữ liệu",
    paragraphs: [
      `Trả lời trong ${replyWorkingDays} ngày làm việc; gia hạn một lần, có lý do. Đã nhận ${number(figures.requests)} yêu cầu, quá hạn ${number(figures.requestsOverdue)}.`,
    ],
    table: {
      head: ["Quyền", "Thời hạn (ngày)", "Qua bên xử lý (ngày)"],
      rows: requestKinds.map((kind) => [
        kindTitles[kind].vi,
        String(act[kind].direct),
        String(act[kind].viaProcessor ?? act[kind].direct),
      ]),
    },
  };
}

function consent(figures: DpiaFigures, day: string): Section {
  const { representativeBelow, childAgreesFrom } = childRuleOn(day);
  return {
    title: "Đồng ý và trẻ em",
    paragraphs: [
      `Dưới ${representativeBelow} tuổi người đại diện quyết định; từ ${childAgreesFrom} tuổi hỏi cả trẻ khi mục đích yêu cầu; từ ${representativeBelow} tuổi tự quyết định. Rút đồng ý có hiệu lực ngay. Sổ đồng ý có ${number(figures.consentsSaid)} dòng, chỉ thêm không sửa.`,
    ],
  };
}

function security(): Section {
  return {
    title: "Biện pháp bảo vệ",
    table: {
      head: ["Biện pháp", "Ở đâu"],
      rows: [
        ["Đăng nhập một lần, xác thực nhiều yếu tố cho quản trị", "src/access/"],
        ["Phạm vi dòng và cột do cơ sở dữ liệu chặn theo vai trò", "src/access/README.md"],
        ["Nhật ký nối chuỗi, phát hiện sửa, xóa", "src/access/audit/"],
        ["Mã hóa AES-256-GCM theo trường, khóa có phiên bản", "src/access/encryption/README.md"],
        ["Giả danh cho phân tích và từng bên nhận", "docs/decisions/0009-warehouse-from-pii.md"],
        ["Sao lưu, khôi phục, áp lại sổ xóa", "docs/operations/backup-and-restore.md"],
        ["Sự cố: bốn mốc thời gian, thông báo soạn sẵn", "docs/privacy.md"],
      ],
    },
  };
}

/** What the assessment can't say because nobody has decided it: told rather than filled in. */
function undecided(day: string): Section {
  const open = [...new Set(keepRules.map(({ ruleId }) => ruleId))]
    .map((ruleId) => getRuleOn<Keep>(keepRules, ruleId, day))
    .filter(({ params }) => params.period === "undecided");
  return {
    title: "Việc Sở cần quyết định, luật sư cần đối chiếu",
    paragraphs: [
      `Thời hạn lưu chưa quyết định: ${open.map(({ title }) => title.vi).join("; ")}.`,
      `Căn cứ ghi theo trí nhớ, chưa đối chiếu bản gốc [memory]: ${purposes
        .filter(({ tag }) => tag === "memory")
        .map(({ title }) => title.vi)
        .join("; ")}.`,
    ],
  };
}
