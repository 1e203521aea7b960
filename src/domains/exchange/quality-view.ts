import { type QualityView, qualityView } from "../dictionary/quality-view.ts";
import { Feed } from "./schema.ts";

/** Feeds go stale by the clock alone, and there are only some thousands: all are judged every time. */
export const feedView = qualityView(Feed, {
  always: true,
  join: "left join source_system v on v.source_system = r.source_system left join school k on k.school_id = r.school_id",
  columns: {
    source_known: "v.source_system is not null",
    school_known: "k.school_id is not null",
    received_on: "cast(r.last_received_at as date)",
  },
});

export const exchangeQualityViews: readonly QualityView[] = [feedView];
