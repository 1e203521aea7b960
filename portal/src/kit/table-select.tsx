import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";
import type { Selection } from "./table-types.ts";

interface BoxProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
}

export function SelectBox({ label, isSelected, onToggle }: BoxProps) {
  return (
    <label className="relative z-10 grid size-11 place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={onToggle}
        className="accent-sea size-4.5"
      />
    </label>
  );
}

/** All rows read so far, or none. */
export function SelectAllBox({
  keys,
  selection,
}: {
  readonly keys: readonly string[];
  readonly selection: Selection;
}) {
  const t = useText(kit);
  const isAll = keys.length > 0 && keys.every((key) => selection.keys.has(key));
  return (
    <SelectBox
      label={t.selectAll}
      isSelected={isAll}
      onToggle={() => selection.onChange(new Set(isAll ? [] : keys))}
    />
  );
}
