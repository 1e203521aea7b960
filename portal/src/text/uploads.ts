import { words } from "./language.ts";

export const uploads = words(
  {
    title: "Nộp tệp",
    lead: (unit: string | undefined) =>
      unit === undefined
        ? "Nộp tệp Excel, CSV như phần mềm xuất ra, không cần sửa theo mẫu. Mỗi tệp được đọc ngay trước mắt bạn."
        : `Nộp tệp của ${unit}: Excel, CSV như phần mềm xuất ra, không cần sửa theo mẫu. Mỗi tệp được đọc ngay trước mắt bạn.`,
    allRuns: "Các lượt đã nộp",
    drop: "Kéo tệp vào đây, hoặc bấm để chọn",
    dropHint:
      "Nhiều tệp một lúc cũng được. .xlsx, .csv, .json, hoặc .zip của các loại đó; mỗi tệp đến 512 MB.",
    templates: "Chưa có phần mềm? Tải mẫu Excel để điền",
    templatesWhy:
      "Mẫu có sẵn danh sách chọn và kiểm tra ngày, số. Điền xong nộp ở trên, hệ thống hiểu ngay, không hỏi lại.",
    list: "Tệp đã nộp",
    lineLost: "Mất kết nối với máy chủ; trang tự nối lại khi có mạng.",
    none: "Chưa nộp tệp nào",
    noneWhy: "Tệp bạn nộp hiện ở đây, cùng những gì máy đọc được trong đó.",
    kilobytes: (n: string) => `${n} KB`,
    megabytes: (n: string) => `${n} MB`,
    putAway: "Cất tin này",
    known: (name: string) => `${name}: tệp này đã nộp trước đó.`,
    progressOf: (name: string) => `Tiến độ của ${name}`,
    waitsForLine: "Mạng đang yếu. Tệp tự gửi tiếp từ chỗ đã dừng khi có mạng, không mất gì.",
    steps: {
      queued: "Chờ đến lượt",
      reading: "Đang đọc trên máy bạn",
      sending: "Đang gửi",
      waiting: "Chờ mạng",
      sent: "Đã gửi",
    },
    states: {
      receiving: "Gửi dở",
      queued: "Chờ đến lượt",
      ingesting: "Đang đọc",
      waiting: "Cần bạn trả lời",
      refused: "Không đọc được",
      done: "Đã vào hồ sơ",
      failed: "Không gửi được",
    },
    queued: "Tệp đã đến nơi. Máy đang xử lý tệp trước, đến lượt sẽ tự chạy; bạn có thể rời trang.",
    starting: "Bắt đầu đọc",
    ofTotal: (done: string, total: string) => `${done} trên ${total}`,
    asks: (n: string) => `Có ${n} chỗ máy chưa chắc. Trả lời một lần, lần sau cùng mẫu này máy tự hiểu.`,
    answer: "Trả lời",
    answerSheet: (sheet: string) => `Trả lời “${sheet}”`,
    resume: "Chọn lại tệp này",
    resumeWhy: (share: string) => `Đã nhận ${share}. Chọn lại đúng tệp này, nó gửi tiếp từ chỗ đã dừng.`,
    sendAgain: "Hãy nộp lại tệp này.",
    wholeResult: "Xem từng dòng cần xem và bị giữ",
    guide: {
      what: "Trang này nhận tệp của trường như phần mềm quản lý xuất ra. Bạn không phải chép sang mẫu nào.",
      drop: "Kéo một hay nhiều tệp vào khung, hoặc bấm vào khung để chọn.",
      watch:
        "Xem từng tệp được đọc: máy nhận ra là danh sách gì, của trường nào, năm học nào, bao nhiêu dòng.",
      answer: "Chỗ nào máy chưa chắc, bấm Trả lời. Câu trả lời được nhớ cho mọi tệp cùng mẫu về sau.",
      result:
        "Khi xong, đọc kết quả bằng lời và mở danh sách ô, dòng cần xem: tệp, trang, dòng, cột đều ghi rõ.",
      weakTitle: "Mạng yếu",
      weak: "Mất mạng giữa chừng, tệp tự gửi tiếp từ chỗ đã dừng. Nếu trang bị đóng, mở lại và chọn lại đúng tệp đó. Nộp lại cùng một tệp không tạo bản thứ hai.",
      kindsTitle: "Loại tệp",
      kinds:
        "Excel (.xlsx), CSV, JSON, hoặc ZIP của các loại đó. Tệp .xls cũ, tệp có mật khẩu: lưu lại thành .xlsx không mật khẩu.",
    },
  },
  {
    title: "Send files",
    lead: (unit: string | undefined) =>
      unit === undefined
        ? "Send Excel or CSV as your software writes it, without filling in a template. Each file is read before your eyes."
        : `Send the files of ${unit}: Excel or CSV as your software writes it, without filling in a template. Each file is read before your eyes.`,
    allRuns: "What was sent",
    drop: "Drag files here, or press to choose",
    dropHint: "Several at once are fine. .xlsx, .csv, .json, or a .zip of these; up to 512 MB each.",
    templates: "No program? Take an Excel template to fill in",
    templatesWhy:
      "With drop-downs and checks of dates and numbers. Filled in and sent above it is understood without a question.",
    list: "Files sent",
    lineLost: "The line to the server is lost; the page connects again by itself.",
    none: "Nothing sent yet",
    noneWhy: "The files you send stand here, with what was read in them.",
    kilobytes: (n: string) => `${n} KB`,
    megabytes: (n: string) => `${n} MB`,
    putAway: "Put this away",
    known: (name: string) => `${name}: this file was sent before.`,
    progressOf: (name: string) => `Progress of ${name}`,
    waitsForLine:
      "The line is weak. The file goes on from where it stopped when the line is back; nothing is lost.",
    steps: {
      queued: "Waits its turn",
      reading: "Reading on your device",
      sending: "Sending",
      waiting: "Waits for the line",
      sent: "Sent",
    },
    states: {
      receiving: "Half sent",
      queued: "Waits its turn",
      ingesting: "Reading",
      waiting: "Needs your answer",
      refused: "Can't be read",
      done: "In the records",
      failed: "Not sent",
    },
    queued:
      "The file has arrived. Another one is being worked on; this one follows by itself and you may leave.",
    starting: "Beginning to read",
    ofTotal: (done: string, total: string) => `${done} of ${total}`,
    asks: (n: string) =>
      `${n} places are not certain. Answer once; the next file of this form is understood.`,
    answer: "Answer",
    answerSheet: (sheet: string) => `Answer “${sheet}”`,
    resume: "Choose this file again",
    resumeWhy: (share: string) =>
      `${share} has arrived. Choose this very file again and it goes on from there.`,
    sendAgain: "Please send this file again.",
    wholeResult: "See each row to look at and each held row",
    guide: {
      what: "This page takes a school's files as its software writes them. Nothing has to be copied into a template.",
      drop: "Drag one or several files into the frame, or press the frame to choose.",
      watch: "See each file read: which list it is, of which school and year, how many rows.",
      answer: "Where it is not certain, press Answer. The answer holds for all files of that form to come.",
      result:
        "At the end, read the result in words and open the cells and rows to look at: file, sheet, row and column are named.",
      weakTitle: "Weak lines",
      weak: "When the line breaks, the file goes on by itself from where it stopped. If the page was closed, open it and choose the same file. The same file sent twice is one.",
      kindsTitle: "Kinds of files",
      kinds:
        "Excel (.xlsx), CSV, JSON, or a ZIP of these. An old .xls or a file with a password: save it as .xlsx without one.",
    },
  },
);
