import { type Citizen, passcodeOf } from "./citizens.ts";

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const hidden = (values: Iterable<readonly [string, string]>): string =>
  [...values]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("");

/** The page where a citizen proves who they are; samples can be signed in as by one press. */
export function loginPage(
  request: URLSearchParams,
  samples: readonly Citizen[],
  complaint: string | undefined,
): string {
  const sample = ({ citizenNumber, fullName, level, note }: Citizen): string =>
    `<form method="post" action="authorize">${hidden(request)}${hidden([
      ["citizen_number", citizenNumber],
      ["passcode", passcodeOf(citizenNumber)],
    ])}<button>${escapeHtml(fullName)} · ${citizenNumber}${note === undefined ? "" : ` · ${escapeHtml(note)}`} · mức ${level ?? "không có"}</button></form>`;
  return page(`<p>Bản mô phỏng: không phải VNeID, không có dữ liệu thật. Mật mã là 6 số cuối của số định danh.</p>
${complaint === undefined ? "" : `<p role="alert">${escapeHtml(complaint)}</p>`}
<form method="post" action="authorize">${hidden(request)}
<p><label>Số định danh cá nhân <input name="citizen_number" inputmode="numeric" autocomplete="off"></label></p>
<p><label>Mật mã <input name="passcode" type="password" inputmode="numeric" autocomplete="off"></label></p>
<p><button>Đồng ý chia sẻ và đăng nhập</button> <button name="decision" value="deny">Từ chối</button></p></form>
<h2>Người mẫu</h2>${samples.map(sample).join("\n")}`);
}

export const refusalPage = (text: string): string => page(`<p role="alert">${escapeHtml(text)}</p>`);

const page = (body: string): string =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>VNeID (mô phỏng)</title><body><h1>VNeID (mô phỏng)</h1>${body}</body></html>`;
