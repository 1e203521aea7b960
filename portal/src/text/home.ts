import { words } from "./language.ts";

export const home = words(
  {
    title: "Hôm nay bạn cần làm gì?",
    guestTitle: "Dữ liệu giáo dục Hải Phòng",
    lead: "Một hồ sơ duy nhất cho mỗi người học, mỗi nhà giáo, mỗi trường: sạch, sống, có dấu vết.",
  },
  {
    title: "What needs you today?",
    guestTitle: "Education data of Hải Phòng",
    lead: "One record for every learner, teacher and school: clean, living, traced.",
  },
);
