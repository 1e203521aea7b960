import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { recordPath } from "../../app/record-path.ts";
import { search } from "../../text/search.ts";
import { useText } from "../../text/use-text.ts";

interface School {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly communeName: string | null;
}

/** Schools whose names fit; the directory is everybody's. */
export function FoundSchools({ q }: { readonly q: string }) {
  const t = useText(search);
  const reading = useApi<{ readonly data: readonly School[] }>("/api/v1/schools", {
    query: { q, limit: 10, fields: "schoolId,schoolName,communeName" },
  });
  const found = reading.data?.data ?? [];
  if (found.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{t.schools}</h2>
      <ul>
        {found.map(({ schoolId, schoolName, communeName }) => (
          <li key={schoolId}>
            <AppLink
              to={recordPath("school", schoolId) ?? "/tim"}
              className="hover:bg-sunken block rounded-lg px-2 py-1.5"
            >
              <span className="block font-medium">{schoolName}</span>
              <span className="text-muted block text-sm">{communeName}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
