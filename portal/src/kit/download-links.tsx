import { FileDown } from "lucide-react";
import type { ApiQuery } from "../api/client.ts";
import { kit } from "../text/kit.ts";
import { useLanguage, useText } from "../text/use-text.ts";

interface Props {
  /** Address of the list in the API. */
  readonly path: string;
  /** Its filters; what belongs to pages alone is left out. */
  readonly query?: ApiQuery;
}

const ofPages: ReadonlySet<string> = new Set(["limit", "cursor", "count"]);
const formats = [
  ["xlsx", "Excel"],
  ["csv", "CSV"],
] as const;

/** The whole list as a file, with the filters as they stand; the server says who may have which rows. */
export function DownloadLinks({ path, query = {} }: Props) {
  const t = useText(kit);
  const language = useLanguage();
  const address = (format: string): string => {
    const asked = Object.entries(query).filter(([name, value]) => value !== undefined && !ofPages.has(name));
    const parameters = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
    parameters.set("format", format);
    if (language === "en") parameters.set("lang", "en");
    return `${path}?${parameters}`;
  };
  return (
    <span className="flex items-center gap-4 text-sm" data-print="hide">
      {formats.map(([format, name]) => (
        <a
          key={format}
          href={address(format)}
          download
          className="text-link inline-flex min-h-11 items-center gap-1.5"
        >
          <FileDown aria-hidden size={16} />
          {t.download(name)}
        </a>
      ))}
    </span>
  );
}
