const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Numbers as citizens and telephones have them; citizen numbers begin with 0, the 12 digits of a school don't. */
const personal = /(?<!\d)(?:0\d{8,}|\d{9,11})(?!\d)/g;

/**
 * What somebody sent, as an error may say it back: errors end up in the logs of other people's programs, and what is
 * typed into an address or after a command is sometimes a child's name or number. A part that is no plain word of code
 * is left out.
 */
export function shownBack(text: string, most = 60): string {
  return text
    .split(/([/|])/)
    .map((part) => {
      if (part === "/" || part === "|" || uuid.test(part)) return part;
      return /^[A-Za-z0-9._:-]*$/.test(part) ? part.replace(personal, "…") : "…";
    })
    .join("")
    .slice(0, most);
}
