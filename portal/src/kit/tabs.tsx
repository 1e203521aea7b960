import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { Count } from "./badge.tsx";

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** How many wait behind it. */
  readonly count?: number;
  readonly content: ReactNode;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** Keep it in the address: `useUrlState({ the: "first" })`. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Views of one thing beside each other. */
export function Tabs({ label, tabs, value, onChange }: Props) {
  return (
    <Base.Root value={value} onValueChange={(id) => onChange(String(id))}>
      <Base.List aria-label={label} className="border-rule mb-5 flex gap-1 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="text-muted hover:text-ink data-active:border-sea data-active:text-ink flex min-h-11 shrink-0 items-center gap-2 border-b-2 border-transparent px-3 font-medium"
          >
            {tab.title}
            {tab.count === undefined ? null : <Count value={tab.count} />}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
