import { Button } from "../kit/button.tsx";
import { Empty } from "../kit/states.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";

/** For an address nobody answers, and for one that is not the caller's: both look the same. */
export function NoPage() {
  const t = useText(shell);
  return (
    <Empty heading="h1" title={t.notFound} action={<Button href="/">{t.toHome}</Button>}>
      {t.notFoundWhy}
    </Empty>
  );
}

export function SignInFirst() {
  const t = useText(shell);
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <Empty
      heading="h1"
      title={t.guestTitle}
      action={<Button href={`/sign-in?next=${next}`}>{t.signIn}</Button>}
    >
      {t.guestWhy}
    </Empty>
  );
}
