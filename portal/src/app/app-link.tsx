import { Link } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode } from "react";
import { useLanguage } from "../text/use-text.ts";
import { isPortalPath } from "./portal-paths.ts";

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  /** Path with parameters: `/truong/311194802001?nam=2026-2027`. */
  readonly to: string;
  readonly children: ReactNode;
}

/** A link by path: inside the portal without loading anew, to the server's own pages as any link, in this language. */
export function AppLink({ to, children, ...rest }: Props) {
  const language = useLanguage();
  if (!isPortalPath(to)) {
    const href = language === "en" ? `${to}${to.includes("?") ? "&" : "?"}lang=en` : to;
    return (
      <a href={href} {...rest}>
        {children}
      </a>
    );
  }
  const [pathAndSearch = "", hash] = to.split("#");
  const [path, search = ""] = pathAndSearch.split("?");
  return (
    <Link
      to={path as string}
      search={Object.fromEntries(new URLSearchParams(search)) as never}
      {...(hash === undefined ? {} : { hash })}
      {...rest}
    >
      {children}
    </Link>
  );
}
