import { useEffect } from "react";

const ahead = 20;

/** Reads on when the last rows come into sight. */
export function useReadingOn(
  lastInSight: number | undefined,
  count: number,
  onMore: (() => void) | undefined,
  isReading: boolean | undefined,
): void {
  const isNear = lastInSight !== undefined && lastInSight >= count - ahead;
  useEffect(() => {
    if (isNear && isReading !== true) onMore?.();
  }, [isNear, isReading, onMore]);
}
