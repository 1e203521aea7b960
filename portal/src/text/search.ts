import { words } from "./language.ts";

export const search = words(
  {
    title: "Tìm",
    lead: "Người học, nhà giáo, trường, trang. Gõ có dấu hoặc không dấu đều được.",
    what: "Tìm gì",
  },
  {
    title: "Search",
    lead: "Learners, staff, schools, pages. With accents or without.",
    what: "Search for",
  },
);
