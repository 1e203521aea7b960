import { teacher } from "../../text/teacher.ts";
import { useText } from "../../text/use-text.ts";

export default function TeacherHelp() {
  const t = useText(teacher).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.open}</li>
        <li>{t.recorded}</li>
      </ul>
    </>
  );
}
