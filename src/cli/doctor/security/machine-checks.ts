import { existsSync, readFileSync } from "node:fs";
import { serverLimits } from "#src/api/limits/limits.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";
import { isOpen, type SecurityExam, type TcpMemory } from "./exam.ts";

/** Last day of security fixes by major version. https://github.com/nodejs/Release; 26 and later: [memory]. */
const nodeEnds: Readonly<Record<number, string>> = {
  18: "2025-04-30",
  20: "2026-04-30",
  22: "2027-04-30",
  24: "2028-04-30",
  26: "2029-04-30",
};
const noticeDays = 90;

/** What the program runs on and as whom. */
export function checkRuntime(exam: SecurityExam): readonly Finding[] {
  return [checkNodeEnd(exam), checkUser(exam), checkLogLevel(exam), checkTcpMemory(exam)];
}

function checkNodeEnd({ nodeVersion, now }: SecurityExam): Finding {
  const end = nodeEnds[Number(nodeVersion.replace(/^v/, "").split(".")[0])];
  const advice = {
    vi: "Cập nhật mã nguồn rồi npm install: gói kèm bản Node còn được vá.",
    en: "Update the program and run npm install: it brings a Node that still gets fixes.",
  };
  if (end === undefined)
    return warn(
      "machine.node",
      {
        vi: `Không biết Node ${nodeVersion} được vá đến khi nào.`,
        en: `It is not known how long Node ${nodeVersion} gets fixes.`,
      },
      advice,
    );
  const left = Math.floor((Date.parse(end) - now.getTime()) / 86_400_000);
  const sentence = {
    vi: `Node ${nodeVersion} được vá lỗi an toàn đến ${end}.`,
    en: `Node ${nodeVersion} gets security fixes until ${end}.`,
  };
  if (left < 0) return fail("machine.node", sentence, advice);
  return left < noticeDays
    ? warn("machine.node", sentence, advice)
    : ok("machine.node", sentence.vi, sentence.en);
}

function checkUser(exam: SecurityExam): Finding {
  if (exam.userId !== 0) return ok("machine.user", "Không chạy bằng quyền root.", "It does not run as root.");
  const sentence = {
    vi: "Chương trình chạy bằng quyền root: một lỗi của nó là lỗi của cả máy.",
    en: "The program runs as root: a fault of it is a fault of the whole machine.",
  };
  const advice = {
    vi: "Tạo người dùng riêng, giao cho người ấy thư mục dữ liệu, chạy lại bằng người ấy (docs/operations/security.md).",
    en: "Make a user for it, give that user the data folder, and run as that user (docs/operations/security.md).",
  };
  // A trial on one's own machine is one thing, a service for a city another.
  return isOpen(exam) ? fail("machine.user", sentence, advice) : warn("machine.user", sentence, advice);
}

function checkLogLevel(exam: SecurityExam): Finding {
  const level = exam.environment.HP_LOG ?? "warn";
  const advice = { vi: "Đặt HP_LOG=info.", en: "Set HP_LOG=info." };
  if (level === "silent" || level === "fatal")
    return fail(
      "machine.log",
      {
        vi: `HP_LOG=${level}: không còn nhật ký để tra sự cố.`,
        en: `HP_LOG=${level}: nothing is left to look an incident up in.`,
      },
      advice,
    );
  // Requests are logged at "info": which route, which answer, how long.
  if (isOpen(exam) && level !== "info")
    return warn(
      "machine.log",
      {
        vi: `HP_LOG=${level}: ${level === "warn" || level === "error" ? "không ghi từng yêu cầu" : "ghi nhiều hơn cần thiết"}.`,
        en: `HP_LOG=${level}: ${level === "warn" || level === "error" ? "requests are not logged" : "more is logged than is needed"}.`,
      },
      advice,
    );
  return ok("machine.log", `Mức nhật ký: ${level}.`, `Log level: ${level}.`);
}

/** As the kernel says it: three numbers each, the last is the most; those of `tcp_mem` are pages of 4 KiB. */
export function readTcpMemory(): TcpMemory | undefined {
  const most = (name: string): number | undefined => {
    const path = `/proc/sys/net/ipv4/${name}`;
    return existsSync(path) ? Number(readFileSync(path, "utf8").trim().split(/\s+/).at(-1)) : undefined;
  };
  const perConnection = most("tcp_wmem");
  const pages = most("tcp_mem");
  return perConnection === undefined || pages === undefined
    ? undefined
    : { perConnection, altogether: pages * 4_096 };
}

/**
 * Answers that nobody takes lie in the system's memory, not in ours. When all connections we allow could hold more than
 * there is, who dials and takes nothing slows down every connection of the machine.
 */
function checkTcpMemory(exam: SecurityExam): Finding {
  const { tcpMemory } = exam;
  if (tcpMemory === undefined)
    return ok(
      "machine.tcpMemory",
      "Hệ điều hành không cho biết bộ đệm TCP.",
      "The system does not tell its TCP buffers.",
    );
  const mb = (bytes: number): number => Math.round(bytes / 2 ** 20);
  const needed = serverLimits.connections * tcpMemory.perConnection;
  const sentence = {
    vi: `${serverLimits.connections} kết nối có thể giữ ${mb(needed)} MB trong bộ đệm gửi; cả máy được ${mb(tcpMemory.altogether)} MB.`,
    en: `${serverLimits.connections} connections can hold ${mb(needed)} MB in send buffers; the machine has ${mb(tcpMemory.altogether)} MB for all.`,
  };
  if (!isOpen(exam) || needed <= tcpMemory.altogether)
    return ok("machine.tcpMemory", sentence.vi, sentence.en);
  const most = Math.max(16_384, 2 ** Math.floor(Math.log2(tcpMemory.altogether / serverLimits.connections)));
  const setting = `sysctl -w net.ipv4.tcp_wmem="4096 16384 ${most}"`;
  return warn("machine.tcpMemory", sentence, {
    vi: `${setting} (ghi vào /etc/sysctl.d), hoặc giới hạn kết nối ở máy chuyển tiếp.`,
    en: `${setting} (write it to /etc/sysctl.d), or bound connections at the proxy.`,
  });
}
