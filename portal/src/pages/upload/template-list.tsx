import { FileSpreadsheet } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import type { Text } from "../../text/language.ts";
import { uploads } from "../../text/uploads.ts";
import { useSay, useText } from "../../text/use-text.ts";

interface Template {
  readonly id: string;
  readonly title: Text;
}

/** Workbooks for schools whose program can't send: filled in, they are understood without a question. */
export function TemplateList() {
  const t = useText(uploads);
  const say = useSay();
  const { data } = useApi<{ readonly data: readonly Template[] }>("/api/v1/templates");
  if (data === undefined) return null;
  return (
    <details className="border-rule mt-10 border-t pt-5">
      <summary className="text-link min-h-11 cursor-pointer font-medium">{t.templates}</summary>
      <p className="text-muted mt-1 mb-3 max-w-prose text-sm">{t.templatesWhy}</p>
      <ul className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
        {data.data.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`/api/v1/templates/${id}`}
              download
              className="text-link inline-flex min-h-11 items-center gap-2"
            >
              <FileSpreadsheet aria-hidden size={17} />
              {say(title)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
