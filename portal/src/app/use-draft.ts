import { useCallback, useEffect, useRef, useState } from "react";
import { useCaller } from "../api/caller.ts";
import { dropDraft, findDraft, keepDraft } from "./draft-store.ts";

interface Draft<T> {
  readonly value: T;
  /** What stands in the form was kept from before a reload: say so. */
  readonly isRestored: boolean;
  set(next: T): void;
  /** The form was sent or put away: back to empty, and nothing is kept. */
  clear(): void;
}

/**
 * State of a form that survives a reload or a lost line, sealed in this tab (draft-store.ts). It belongs to the role it
 * was typed in: another person or role at the same tab finds an empty form. Files are not kept.
 * @param form names the form and what it is about: `correction/3f2c…`
 */
export function useDraft<T>(form: string, empty: T): Draft<T> {
  const grantId = useCaller().role?.grantId ?? "none";
  const name = `${grantId}/${form}`;
  const [value, setValue] = useState(empty);
  const [isRestored, setRestored] = useState(false);
  const isTouched = useRef(false);
  useEffect(() => {
    let isHere = true;
    isTouched.current = false;
    void findDraft<T>(name).then((kept) => {
      // Whoever types faster than the browser opens a seal keeps what they typed.
      if (!isHere || kept === undefined || isTouched.current) return;
      setValue(kept);
      setRestored(true);
    });
    return () => {
      isHere = false;
    };
  }, [name]);
  const set = useCallback(
    (next: T) => {
      isTouched.current = true;
      setValue(next);
      void keepDraft(name, next);
    },
    [name],
  );
  const clear = (): void => {
    isTouched.current = true;
    setValue(empty);
    setRestored(false);
    dropDraft(name);
  };
  return { value, isRestored, set, clear };
}
