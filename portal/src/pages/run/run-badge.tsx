import { Badge, type Tone } from "../../kit/badge.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useText } from "../../text/use-text.ts";

const tones: Readonly<Record<string, Tone>> = {
  running: "sea",
  done: "good",
  failed: "act",
  abandoned: "plain",
};
const fileTones: Readonly<Record<string, Tone>> = {
  landed: "sea",
  published: "good",
  waiting: "watch",
  refused: "act",
  superseded: "plain",
};

export function RunBadge({ status }: { readonly status: string }) {
  const words: Readonly<Record<string, string>> = useText(deliveries).runStatus;
  return <Badge tone={tones[status] ?? "plain"}>{words[status] ?? status}</Badge>;
}

export function FileBadge({ status }: { readonly status: string }) {
  const words: Readonly<Record<string, string>> = useText(deliveries).fileStatus;
  return <Badge tone={fileTones[status] ?? "plain"}>{words[status] ?? status}</Badge>;
}
