import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";

const keys = [
  { id: "move", shown: ["j", "k", "h", "l"] },
  { id: "edit", shown: ["e", "Enter"] },
  { id: "commit", shown: ["Enter", "Tab"] },
  { id: "cancel", shown: ["Esc"] },
  { id: "paste", shown: ["Ctrl V"] },
  { id: "undo", shown: ["Ctrl Z"] },
  { id: "story", shown: ["o"] },
  { id: "help", shown: ["?"] },
] as const;

/** The grid's keys. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(worklist);
  return (
    <Dialog
      title={t.keys.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.keys.close}</Button>}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        {keys.map(({ id, shown }) => (
          <div key={id} className="contents">
            <dt className="flex gap-1">
              {shown.map((one) => (
                <kbd key={one} className="border-edge bg-sunken rounded border px-1.5 text-sm">
                  {one}
                </kbd>
              ))}
            </dt>
            <dd>{t.keys[id]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
