import { createPrivateKey, type X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { connect } from "node:tls";
import { isLoopbackName, type TlsFiles } from "#src/platform/config-security.ts";
import { HpError } from "#src/platform/errors.ts";
import { readCertificate, readSecureContext } from "#src/platform/tls/secure-context.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";
import { isOpen, judge, type SecurityExam } from "./exam.ts";

const dayMs = 86_400_000;
/** Renewal tools act 30 days before the end; at 21 one of them has failed. */
const renewalDays = 21;

/** How others reach the program. */
export async function checkWayIn(exam: SecurityExam): Promise<readonly Finding[]> {
  const { tls } = exam.config.security;
  return [
    checkListening(exam),
    ...(tls === undefined ? [] : [checkCertificate(exam, tls), checkKeyFile(tls)]),
    await checkOldTls(exam),
    checkSimulators(exam),
  ];
}

function checkListening(exam: SecurityExam): Finding {
  const { host, security } = exam.config;
  const { demo, publicUrl, tls } = security;
  if (!isOpen(exam))
    return ok(
      "way.address",
      `Chỉ máy này vào được (${host})${demo ? ", có tài khoản mẫu" : ""}.`,
      `Only this machine gets in (${host})${demo ? ", with sample accounts" : ""}.`,
    );
  if (tls === undefined && !isLoopbackName(host)) {
    return warn(
      "way.address",
      {
        vi: `Máy chủ nghe http không mã hóa trên ${host}; đoạn từ máy chuyển tiếp đến đây đi qua mạng.`,
        en: `The server listens in the clear on ${host}; the stretch from the proxy to it crosses the network.`,
      },
      {
        vi: "Đặt máy chuyển tiếp trên cùng máy (HP_HOST=127.0.0.1), hoặc đặt HP_TLS_CERT và HP_TLS_KEY để mã hóa cả đoạn này.",
        en: "Put the proxy on the same machine (HP_HOST=127.0.0.1), or set HP_TLS_CERT and HP_TLS_KEY to encrypt this stretch too.",
      },
    );
  }
  return ok(
    "way.address",
    `Mở tại ${publicUrl}, ${tls === undefined ? "sau máy chuyển tiếp" : "TLS của chương trình"}.`,
    `Open at ${publicUrl}, ${tls === undefined ? "behind a proxy" : "by TLS of its own"}.`,
  );
}

const renew = {
  vi: "Xin chứng thư mới cho đúng tên miền rồi thay hai tệp; chương trình tự nhận trong 10 giây.",
  en: "Get a new certificate for the right name and replace the two files; the program takes them up within 10 seconds.",
};

function checkCertificate(exam: SecurityExam, tls: TlsFiles): Finding {
  let certificate: X509Certificate;
  try {
    readSecureContext(tls);
    certificate = readCertificate(tls.certificate);
  } catch (error) {
    if (!(error instanceof HpError)) throw error;
    return fail("way.certificate", { vi: error.sentence("vi"), en: error.sentence("en") }, renew);
  }
  const { publicUrl } = exam.config.security;
  const name = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  const left = Math.floor((certificate.validToDate.getTime() - exam.now.getTime()) / dayMs);
  const wrong: { readonly vi: string; readonly en: string }[] = [];
  if (left < 0) wrong.push({ vi: `hết hạn ${-left} ngày trước`, en: `ended ${-left} days ago` });
  if (certificate.validFromDate > exam.now) wrong.push({ vi: "chưa có hiệu lực", en: "not valid yet" });
  if (name !== undefined && certificate.checkHost(name) === undefined)
    wrong.push({ vi: `không phải của ${name}`, en: `not for ${name}` });
  if (isWeak(certificate)) wrong.push({ vi: "khóa quá ngắn", en: "its key is too short" });
  if (wrong.length > 0)
    return fail(
      "way.certificate",
      {
        vi: `Chứng thư TLS: ${wrong.map(({ vi }) => vi).join(", ")}.`,
        en: `TLS certificate: ${wrong.map(({ en }) => en).join(", ")}.`,
      },
      renew,
    );
  const sentence = {
    vi: `Chứng thư TLS còn ${left} ngày.`,
    en: `The TLS certificate has ${left} days left.`,
  };
  return left < renewalDays
    ? warn("way.certificate", sentence, renew)
    : ok("way.certificate", sentence.vi, sentence.en);
}

/** Below 112 bits of strength (NIST SP 800-57). */
function isWeak({ publicKey }: X509Certificate): boolean {
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength !== undefined && modulusLength < 2_048;
}

function checkKeyFile({ key }: TlsFiles): Finding {
  const stats = statSync(key, { throwIfNoEntry: false });
  const wrong: string[] = [];
  if (stats !== undefined && (stats.mode & 0o077) !== 0) wrong.push(key);
  return judge("way.key", wrong, {
    well: { vi: "Khóa TLS chỉ người chạy đọc được.", en: "The TLS key is for the running user alone." },
    sentence: (list) => ({
      vi: `Người khác trên máy đọc được khóa TLS ${list}${isPlain(key) ? "" : " (có mật khẩu)"}.`,
      en: `Others on this machine can read the TLS key ${list}${isPlain(key) ? "" : " (encrypted)"}.`,
    }),
    advice: {
      vi: `chmod 600 ${key}; xin chứng thư với khóa mới.`,
      en: `chmod 600 ${key}; get a certificate with a new key.`,
    },
  });
}

function isPlain(path: string): boolean {
  try {
    createPrivateKey(readFileSync(path));
    return true;
  } catch {
    // It asks for a passphrase, or is none: whoever reads it can't use it as it is.
    return false;
  }
}

/** Tried for real: whatever answers at our address must refuse what RFC 8996 took out of use. */
async function checkOldTls(exam: SecurityExam): Promise<Finding> {
  const { publicUrl, tls } = exam.config.security;
  const target =
    tls !== undefined
      ? { host: isAny(exam.config.host) ? "127.0.0.1" : exam.config.host, port: exam.config.port }
      : publicUrl === undefined
        ? undefined
        : { host: new URL(publicUrl).hostname, port: Number(new URL(publicUrl).port || "443") };
  const unseen = ok("way.protocol", "Không có TLS để thử.", "There is no TLS to try.");
  if (target === undefined || target.port === 0) return unseen;
  const outcome = await tryOldTls(target);
  if (outcome === "refused")
    return ok("way.protocol", "TLS 1.0 và 1.1 bị từ chối.", "TLS 1.0 and 1.1 are refused.");
  if (outcome === "accepted")
    return fail(
      "way.protocol",
      {
        vi: `${target.host}:${target.port} nhận TLS 1.1 hoặc cũ hơn (RFC 8996 đã bỏ).`,
        en: `${target.host}:${target.port} accepts TLS 1.1 or older (out of use since RFC 8996).`,
      },
      {
        vi: "Trên máy chuyển tiếp chỉ bật TLS 1.2 và 1.3.",
        en: "Enable only TLS 1.2 and 1.3 on the proxy.",
      },
    );
  return warn(
    "way.protocol",
    {
      vi: `Không kết nối được ${target.host}:${target.port} để thử TLS.`,
      en: `${target.host}:${target.port} could not be reached to try its TLS.`,
    },
    { vi: "Chạy lại khi hệ thống đang mở.", en: "Run this again while the system is up." },
  );
}

const isAny = (host: string): boolean => host === "0.0.0.0" || host === "::";

function tryOldTls(target: {
  readonly host: string;
  readonly port: number;
}): Promise<"accepted" | "refused" | "unreachable"> {
  return new Promise((resolve) => {
    const socket = connect({
      ...target,
      rejectUnauthorized: false,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      // OpenSSL itself refuses these unless it is told to be lax.
      ciphers: "DEFAULT@SECLEVEL=0",
      timeout: 5_000,
    });
    const end = (outcome: "accepted" | "refused" | "unreachable"): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once("secureConnect", () => end("accepted"));
    socket.once("timeout", () => end("unreachable"));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(/^(ERR_SSL|EPROTO|ECONNRESET)/.test(error.code ?? "") ? "refused" : "unreachable"),
    );
  });
}

/** Systems that are simulated for the demo must not vouch for anybody once others can come in. */
function checkSimulators(exam: SecurityExam): Finding {
  const played = ["HP_VNEID_URL", "HP_POPULATION_URL"].filter((name) => {
    const url = URL.parse(exam.environment[name] ?? "");
    return isOpen(exam) && url !== null && isLoopbackName(url.hostname);
  });
  return judge("way.simulators", played, {
    well: {
      vi: "Không hệ thống mô phỏng nào được tin trên hệ thống mở ra ngoài.",
      en: "No simulated system is believed by a system that is open to others.",
    },
    sentence: (list) => ({
      vi: `${list} trỏ về chính máy này trong khi hệ thống đã mở ra ngoài: hệ thống mô phỏng cho ai cũng đăng nhập được.`,
      en: `${list} points at this very machine while the system is open: a simulator signs anybody in.`,
    }),
    advice: {
      vi: "Đặt địa chỉ thật của VNeID và cơ sở dữ liệu dân cư, hoặc bỏ biến đó.",
      en: "Set the real address of VNeID and the population registry, or unset it.",
    },
  });
}
