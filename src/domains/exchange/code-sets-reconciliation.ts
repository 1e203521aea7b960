import { own } from "./own-code-set.ts";

/** Handbook §2. `notSent`, `noId`, `foreigner` and `duplicateId` need no answer of the population registry. */
export const reconciliationStatus = own(
  "reconciliationStatus",
  "Tình trạng đối soát dân cư",
  "Reconciliation status",
  [
    ["notSent", "Chưa gửi", "Not sent"],
    ["pending", "Đang chờ", "Pending"],
    ["verified", "Khớp", "Verified"],
    ["mismatchName", "Lệch họ tên", "Name mismatch"],
    ["mismatchBirthDate", "Lệch ngày sinh", "Birth date mismatch"],
    ["mismatchSex", "Lệch giới tính", "Sex mismatch"],
    ["idNotFound", "Không có số định danh này", "Id not found"],
    ["duplicateId", "Trùng số định danh", "Duplicate id"],
    ["noId", "Chưa có số định danh", "No id"],
    ["foreigner", "Người nước ngoài", "Foreigner"],
    ["approvedException", "Ngoại lệ đã duyệt", "Approved exception"],
  ],
);

/** Why a person can't be verified, as far as the data show it (handbook §2 [seed]); `unknown` where they don't. */
export const caseCause = own("caseCause", "Nguyên nhân chưa khớp", "Cause", [
  ["noPapers", "Không có giấy tờ hợp lệ", "No valid papers"],
  ["orphan", "Mồ côi, hoàn cảnh đặc biệt", "Orphan or special circumstances"],
  ["foreigner", "Người nước ngoài", "Foreigner"],
  ["newcomer", "Mới chuyển từ tỉnh khác đến", "Newcomer from another province"],
  ["wrongSex", "Số định danh sai giới tính", "Number says another sex"],
  ["notSynchronised", "Phần mềm trường chưa đồng bộ", "School software not synchronised"],
  ["unknown", "Chưa rõ", "Unknown"],
]);

export const caseOwner = own("caseOwner", "Ai xử lý", "Who acts", [
  ["school", "Trường", "School"],
  ["commune", "Xã, phường, đặc khu", "Commune"],
  ["department", "Sở GDĐT", "Department"],
]);

export const caseNextStep = own("caseNextStep", "Việc cần làm", "Next step", [
  [
    "correctName",
    "Đối chiếu giấy khai sinh, sửa họ tên trên phần mềm của trường",
    "Compare with the birth certificate, correct the name in the school's software",
  ],
  [
    "correctBirthDate",
    "Đối chiếu giấy khai sinh, sửa ngày sinh trên phần mềm của trường",
    "Compare with the birth certificate, correct the birth date in the school's software",
  ],
  [
    "correctSex",
    "Đối chiếu giấy khai sinh, sửa giới tính trên phần mềm của trường",
    "Compare with the birth certificate, correct the sex in the school's software",
  ],
  [
    "checkNumber",
    "Xem lại số định danh trên giấy khai sinh hoặc thẻ căn cước, sửa số trên phần mềm của trường",
    "Read the number again from birth certificate or card, correct it in the school's software",
  ],
  [
    "reissueNumber",
    "Đề nghị công an xã xem lại số định danh: số không hợp với giới tính",
    "Ask the commune police to look at the number again: it does not fit the sex",
  ],
  [
    "requestNumber",
    "Ghi số định danh nếu đã có; chưa có thì đề nghị công an xã cấp",
    "Enter the number if there is one; else ask the commune police to issue it",
  ],
  [
    "completeClaim",
    "Bổ sung ngày sinh đầy đủ để gửi đối soát",
    "Add the full birth date so that the record can be sent",
  ],
  [
    "recordPassport",
    "Ghi hộ chiếu hoặc giấy tờ đi lại, đề nghị duyệt ngoại lệ",
    "Enter passport or travel document, ask for an exception",
  ],
  [
    "requestException",
    "Cùng công an xã xác minh; chưa giải quyết được thì đề nghị duyệt ngoại lệ",
    "Clear it with the commune police; while that takes time ask for an exception",
  ],
  [
    "decideDuplicate",
    "Xem hai hồ sơ trùng số định danh, sửa số ở hồ sơ sai",
    "Look at the two records with one number, correct the number in the wrong one",
  ],
]);

export const exceptionKind = own("exceptionKind", "Loại ngoại lệ", "Kind of exception", [
  ["orphan", "Mồ côi, hoàn cảnh đặc biệt", "Orphan or special circumstances"],
  ["newcomer", "Mới chuyển từ tỉnh khác đến", "Newcomer from another province"],
  ["foreigner", "Người nước ngoài", "Foreigner"],
  ["noPapers", "Không có giấy tờ hợp lệ", "No valid papers"],
  ["wrongSex", "Số định danh sai giới tính", "Number says another sex"],
]);
