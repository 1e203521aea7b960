import { ApiProblem } from "../api/problem.ts";
import { Button } from "../kit/button.tsx";
import { Empty } from "../kit/states.tsx";
import { shell } from "../text/shell.ts";
import { useLanguage, useText } from "../text/use-text.ts";

/** Around every page: what a page did not foresee ends here, with a way on. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const t = useText(shell);
  const language = useLanguage();
  const isOffline = error instanceof ApiProblem && error.code === "unreachable";
  return (
    <Empty
      heading="h1"
      title={isOffline ? t.offline : t.failedTitle}
      action={<Button onClick={() => location.reload()}>{t.reload}</Button>}
    >
      {error instanceof ApiProblem ? error.sentence(language) : t.failedWhy}
    </Empty>
  );
}
