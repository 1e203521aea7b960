import type { Call } from "../command.ts";

/** What to try now that it runs. */
export function greet(call: Call, url: string): void {
  if (call.json) {
    call.print(JSON.stringify({ url }));
    return;
  }
  const registry = call.config.population?.url;
  const demo = call.config.security.demo;
  call.print(
    call.say({
      vi: `
Hoa Phượng đang chạy: ${url}
Đối soát dân cư: ${registry ?? "chưa kết nối, không hỏi ai (HP_POPULATION_URL)"}

Thử tiếp:
  ${url}/                  ${demo ? "đăng nhập bằng một tài khoản mẫu của mỗi vai trò" : "đăng nhập; tài khoản đầu tiên: npm run hp -- account create --help"}
  ${url}/docs              API (OpenAPI 3.1)
  ${url}/docs/dictionary   từ điển dữ liệu
  npm run hp -- quality          điểm chất lượng và danh sách việc
  npm run hp -- template learnerRow --out mau-hoc-sinh.xlsx
  npm run hp -- ingest <tệp Excel của bạn>

Dừng: Ctrl-C`,
      en: `
Hoa Phượng is running: ${url}
Population registry: ${registry ?? "not connected, nobody is asked (HP_POPULATION_URL)"}

Try next:
  ${url}/?lang=en          ${demo ? "sign in with a sample account of any role" : "sign in; the first account: npm run hp -- account create --help"}
  ${url}/docs              API (OpenAPI 3.1)
  ${url}/docs/dictionary   data dictionary
  npm run hp -- quality          scores and worklist
  npm run hp -- template learnerRow --out learners.xlsx
  npm run hp -- ingest <your Excel file>

Stop: Ctrl-C`,
    }),
  );
}
