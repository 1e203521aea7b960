import type { SourceTag, Text } from "#src/domains/dictionary/text.ts";

/**
 * The words people agree to. A consent is to one version; when a later one changes what is done (`renews`), everybody
 * is asked again.
 */
export interface ConsentText {
  readonly purpose: string;
  /** Counted from 1. */
  readonly version: number;
  readonly effectiveFrom: string;
  readonly renews: boolean;
  readonly tag: SourceTag;
  readonly text: Text;
}

/** Proposals: the department's lawyer puts her words in their place as version 2. */
export const consentTexts: readonly ConsentText[] = [
  {
    purpose: "face-attendance",
    version: 1,
    effectiveFrom: "2026-01-01",
    renews: true,
    tag: "design",
    text: {
      vi: "Tôi đồng ý cho nhà trường dùng hình ảnh khuôn mặt để điểm danh. Mẫu khuôn mặt chỉ dùng cho việc này, được xóa khi thôi học hoặc khi tôi rút đồng ý. Không đồng ý thì được điểm danh cách khác và không bị thiệt thòi gì.",
      en: "I agree that the school uses the face for attendance. The template serves this alone and is deleted on leaving or when I withdraw. Who does not agree is marked present in another way, without any disadvantage.",
    },
  },
  {
    purpose: "outside-apps",
    version: 1,
    effectiveFrom: "2026-01-01",
    renews: true,
    tag: "design",
    text: {
      vi: "Tôi đồng ý cho nhà trường mở tài khoản trong ứng dụng nêu tên dưới đây với họ tên và lớp. Ứng dụng không được dùng dữ liệu vào việc khác. Tôi có thể rút đồng ý bất cứ lúc nào.",
      en: "I agree that the school opens an account in the app named below with name and class. The app may use the data for nothing else. I can withdraw at any time.",
    },
  },
  {
    purpose: "public-photos",
    version: 1,
    effectiveFrom: "2026-01-01",
    renews: true,
    tag: "design",
    text: {
      vi: "Tôi đồng ý cho nhà trường đăng ảnh, bài làm trên trang của trường. Khi tôi rút đồng ý, nhà trường gỡ xuống.",
      en: "I agree that the school publishes photos and works on its pages. When I withdraw, the school takes them down.",
    },
  },
];

/** The version in force on a day, `yyyy-mm-dd`; undefined before the first. */
export function findTextOn(
  purpose: string,
  day: string,
  texts: readonly ConsentText[] = consentTexts,
): ConsentText | undefined {
  return texts
    .filter((text) => text.purpose === purpose && text.effectiveFrom <= day)
    .sort((a, b) => a.version - b.version)
    .at(-1);
}

/** The oldest version whose consents still count on a day: the last one that asked everybody again. */
export function oldestCountingVersion(
  purpose: string,
  day: string,
  texts: readonly ConsentText[] = consentTexts,
): number {
  return texts
    .filter((text) => text.purpose === purpose && text.effectiveFrom <= day && text.renews)
    .reduce((newest, text) => Math.max(newest, text.version), 1);
}
