import { useMemo, useState } from "react";
import { formatNumber } from "../../kit/number-text.tsx";
import type { Column } from "../../kit/table-types.ts";
import { registers } from "../../text/registers.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useCodeTitles } from "./code-titles.ts";
import { RegisterList } from "./register-list.tsx";
import { SchoolFrame } from "./school-frame.tsx";
import { StoryDrawer } from "./story-drawer.tsx";

interface Room {
  readonly schoolId: string;
  readonly roomCode: string;
  readonly roomName?: string | null;
  readonly roomKind?: string | null;
  readonly areaM2?: string | number | null;
  readonly capacity?: number | null;
  readonly condition?: string | null;
}

/** The school's rooms. */
export default function RoomsPage() {
  const t = useText(registers);
  return (
    <SchoolFrame title={t.rooms} lead={t.lead.rooms}>
      {(schoolId) => <Rooms schoolId={schoolId} />}
    </SchoolFrame>
  );
}

function Rooms({ schoolId }: { readonly schoolId: string }) {
  const t = useText(registers);
  const language = useLanguage();
  const titleOf = useCodeTitles(["roomKind", "condition"]);
  const [opened, setOpened] = useState<Room>();
  const columns = useMemo(
    (): readonly Column<Room>[] => [
      {
        id: "name",
        title: t.columns.room,
        isName: true,
        width: "minmax(9rem, 1.5fr)",
        cell: ({ roomName, roomCode }) => roomName ?? roomCode,
      },
      {
        id: "kind",
        title: t.columns.kind,
        cell: ({ roomKind }) => titleOf("roomKind", roomKind)?.[language] ?? roomKind ?? "–",
      },
      {
        id: "area",
        title: t.columns.area,
        isNumber: true,
        cell: ({ areaM2 }) =>
          areaM2 === null || areaM2 === undefined ? "–" : formatNumber(Number(areaM2), language, 1),
      },
      {
        id: "capacity",
        title: t.columns.capacity,
        isNumber: true,
        isWideOnly: true,
        cell: ({ capacity }) =>
          capacity === null || capacity === undefined ? "–" : formatNumber(capacity, language),
      },
      {
        id: "condition",
        title: t.columns.condition,
        cell: ({ condition }) => titleOf("condition", condition)?.[language] ?? condition ?? "–",
      },
    ],
    [t, language, titleOf],
  );
  return (
    <>
      <RegisterList<Room>
        label={t.rooms}
        path="/api/v1/rooms"
        query={{ schoolId, limit: 500, count: "exact" }}
        columns={columns}
        rowKey={({ roomCode }) => roomCode}
        onOpen={setOpened}
      />
      {opened === undefined ? null : (
        <StoryDrawer
          dataset="room"
          recordKey={`${opened.schoolId}|${opened.roomCode}`}
          title={opened.roomName ?? opened.roomCode}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}
