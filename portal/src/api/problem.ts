import type { Language } from "../text/language.ts";

/** An error of the API: a problem document (RFC 9457), with the sentence for people in both languages. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  private readonly sentences: { readonly vi: string; readonly en: string };

  constructor(status: number, code: string, sentences: { vi: string; en: string }, requestId?: string) {
    super(`${status} ${code}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.sentences = sentences;
    this.requestId = requestId;
  }

  sentence(language: Language): string {
    return this.sentences[language];
  }
}

/** What an answer that is not a success says; an answer that is no problem document (a proxy's) is told by its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = response.headers.get("content-type")?.includes("json")
    ? ((await response.json()) as Record<string, unknown>)
    : {};
  const text = (key: string): string | undefined =>
    typeof body[key] === "string" ? (body[key] as string) : undefined;
  return new ApiProblem(
    response.status,
    text("code") ?? "unreadable",
    {
      vi: text("detail") ?? `Máy chủ trả lời mã ${response.status}. Hãy thử lại sau ít phút.`,
      en: text("title") ?? `The server answered ${response.status}. Try again in a few minutes.`,
    },
    text("requestId"),
  );
}

/** No answer at all: the line is down, or the program is. */
export const unreachable = (): ApiProblem =>
  new ApiProblem(0, "unreachable", {
    vi: "Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.",
    en: "The server can't be reached. Check the connection and try again.",
  });
