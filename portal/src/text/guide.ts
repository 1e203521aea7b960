import { words } from "./language.ts";

export const guide = words(
  {
    title: "Trợ giúp",
    lead: "Hướng dẫn của các trang bạn dùng. Ở mỗi trang, bấm ? hoặc nút trợ giúp để xem đúng phần của trang đó.",
    of: (page: string) => `Hướng dẫn: ${page}`,
    keys: "Phím tắt",
    print: "In",
    toPage: "Mở trang này",
    code: "Mã QR mở hướng dẫn này",
    codeWhy: "Quét để đọc hướng dẫn này trên điện thoại.",
    home: {
      what: "Trang này trả lời một câu: hôm nay bạn cần làm gì?",
      tasks: "Cán bộ thấy việc đang chờ, việc quá hạn đứng trước. Bấm một việc để đến đúng chỗ làm việc đó.",
      people: "Cha mẹ và người học thấy hồ sơ của mình và các con, mỗi hồ sơ kèm việc làm được.",
      figures: "Số liệu của đơn vị được tính lại mỗi khi dữ liệu đổi; giờ tính ghi bên dưới.",
      role: "Thiếu việc hoặc thiếu trường? Bấm tên bạn ở góc trên để xem bạn đang dùng vai trò nào, và đổi vai trò nếu có nhiều.",
    },
    search: {
      what: "Tìm người, trường, trang và nhóm dữ liệu trong phạm vi của bạn.",
      accents:
        "Gõ có dấu hay không dấu đều được; từ nào cũng khớp từ đầu chữ: “ng van an” thấy Nguyễn Văn An.",
      recorded: "Mỗi lượt tìm người được ghi lại, và người được xem biết. Tìm trang hay trường thì không.",
      keys: "Ở mọi trang, bấm Ctrl K để tìm ngay mà không rời trang.",
    },
  },
  {
    title: "Help",
    lead: "The guides of the pages you use. On each page, press ? or the help button for that page's own.",
    of: (page: string) => `Guide: ${page}`,
    keys: "Keys",
    print: "Print",
    toPage: "Open this page",
    code: "QR code that opens this guide",
    codeWhy: "Scan it to read this guide on a phone.",
    home: {
      what: "This page answers one question: what needs me today?",
      tasks: "Staff see what waits for them, the overdue first. Press a task to be where it is done.",
      people: "Parents and learners see their own records and their children's, with what can be done.",
      figures: "Your unit's figures are counted anew when data change; the time stands below them.",
      role: "Is a task or a school missing? Press your name at the top to see in which role you act, and to change it.",
    },
    search: {
      what: "Finds people, schools, pages and data groups within your scope.",
      accents:
        "With accents or without; each word matches from its beginning: “ng van an” finds Nguyễn Văn An.",
      recorded: "Looking people up is recorded, and they are told. Looking up pages or schools is not.",
      keys: "On any page, press Ctrl K to search without leaving it.",
    },
  },
);
