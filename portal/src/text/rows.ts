import { words } from "./language.ts";

export const rowWords = words(
  {
    ofClass: (name: string) => `Học sinh lớp ${name}`,
    noList: "Số này không có danh sách riêng ở cấp này",
    noListWhy: "Mở từng trường để xem các dòng.",
    notYours: "Vai trò của bạn không xem danh sách này",
    notYoursWhy: "Bạn xem được số tổng hợp; các dòng thuộc vai trò khác.",
    shown: (n: string, all: string) => `Đang hiện ${n} trong khoảng ${all} dòng.`,
    pressed: "Bấm một dòng để mở hồ sơ.",
    none: "Không có dòng nào",
    learner: "Hồ sơ học sinh",
    staff: "Hồ sơ nhân sự",
    recorded: "Lượt xem này được ghi lại; người liên quan biết ai đã xem.",
    since: (time: string, run: string) => `Đổi lần cuối lúc ${time}, lượt nhập ${run}.`,
  },
  {
    ofClass: (name: string) => `Learners of class ${name}`,
    noList: "This number has no list of its own at this level",
    noListWhy: "Open a school to see its rows.",
    notYours: "Your role doesn't see this list",
    notYoursWhy: "You see the sum; the rows are for other roles.",
    shown: (n: string, all: string) => `Showing ${n} of some ${all} rows.`,
    pressed: "Press a row to open the record.",
    none: "No rows",
    learner: "Learner's record",
    staff: "Staff record",
    recorded: "This look is written down; the person concerned can see who looked.",
    since: (time: string, run: string) => `Changed last at ${time}, run ${run}.`,
  },
);
