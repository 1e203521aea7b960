import { useLocation } from "@tanstack/react-router";

export const useCurrentPath = (): string =>
  useLocation({ select: ({ pathname }) => (pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname) });
