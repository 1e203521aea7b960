import { FileUp } from "lucide-react";
import { useId, useState } from "react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** As `accept` of a file field: `.xlsx,.csv`. */
  readonly accept?: string;
  readonly isSingle?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Files, dragged here or chosen; pressed like a button by keyboard and on phones. */
export function FileDrop({ label, hint, accept, isSingle = false, onFiles }: Props) {
  const t = useText(kit);
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (list: FileList | null): void => {
    const files = Array.from(list ?? []);
    if (files.length > 0) onFiles(isSingle ? files.slice(0, 1) : files);
  };
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={`focus-within:outline-sea block cursor-pointer rounded-xl border-2 border-dashed px-6 py-9 text-center focus-within:outline-2 focus-within:outline-offset-2 ${
        isOver ? "border-sea bg-sea-soft" : "border-edge bg-raised hover:bg-sunken"
      }`}
    >
      <FileUp aria-hidden size={30} className="text-sea mx-auto mb-2" />
      <span className="block font-medium">{label}</span>
      <span className="text-muted block text-sm">{hint ?? t.dropHint}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={!isSingle}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
        className="sr-only"
      />
    </label>
  );
}
