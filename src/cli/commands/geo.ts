import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { importBoundaries, readOutlines, removeBoundaries } from "#src/insight/geo/boundaries.ts";
import { systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { type Call, type Command, findString } from "../command.ts";
import { machineRecorder } from "../machine-actor.ts";
import { operandAt, unknownAction } from "../privacy/open-privacy.ts";

/** Outlines of a province at full detail take some 20 MB. */
const mostBytes = 64 * 2 ** 20;

export const geoCommand: Command = {
  name: "geo",
  summary: {
    vi: "ranh giới xã, phường trên bản đồ: nhập tệp của thành phố, xem, bỏ",
    en: "outlines of communes on the map: import the city's file, show, remove",
  },
  operands: { vi: "import <tệp.geojson> | show | remove", en: "import <file.geojson> | show | remove" },
  details: {
    vi: "Chưa nhập thì bản đồ vẽ ranh giới gần đúng quanh tâm từng đơn vị và ghi rõ như vậy. Tệp: GeoJSON, FeatureCollection, WGS 84, mỗi xã, phường, đặc khu một Polygon hay MultiPolygon có thuộc tính mã (ward_code, code, ma_xa…). Tệp sai thì không thay gì.",
    en: "Without an import the map draws approximate cells around the communes' centres and says so. The file: a GeoJSON FeatureCollection in WGS 84, one Polygon or MultiPolygon a commune with its code (ward_code, code, ma_xa…). A wrong file changes nothing.",
  },
  examples: [
    "hp geo import ranh-gioi-114.geojson --title 'Sở NNMT, 10/2026'",
    "hp geo show",
    "hp geo remove",
  ],
  options: {
    title: {
      type: "string",
      value: { vi: "nguồn", en: "source" },
      help: { vi: "nguồn, ghi trên bản đồ", en: "source, shown on the map" },
    },
  },
  async run(call) {
    const [action = "show"] = call.operands;
    const database = await openDatabase(call.config);
    const record = machineRecorder(call.config);
    try {
      if (action === "import") {
        const path = operandAt(call, 1, { vi: "tệp GeoJSON", en: "GeoJSON file" });
        const name = basename(path);
        const communes = await importBoundaries(
          database.pool,
          { text: readText(path), name, title: findString(call, "title") ?? name },
          { name: userInfo().username, at: systemClock.now(), record },
        );
        return tell(
          call,
          { communes },
          {
            vi: `Đã nhập ranh giới của ${communes} đơn vị.`,
            en: `Outlines of ${communes} communes are imported.`,
          },
        );
      }
      if (action === "remove") {
        await removeBoundaries(database.pool, record);
        return tell(
          call,
          { removed: true },
          { vi: "Bản đồ trở lại ranh giới gần đúng.", en: "The map is back to approximate cells." },
        );
      }
      if (action !== "show") throw unknownAction(call, ["import", "show", "remove"]);
      const { isApproximate, source, communes } = await readOutlines(database.pool);
      return tell(
        call,
        { isApproximate, source, communes: communes.length },
        {
          vi: isApproximate
            ? `${communes.length} đơn vị, ranh giới gần đúng.`
            : `${communes.length} đơn vị, ranh giới: ${source}.`,
          en: isApproximate
            ? `${communes.length} communes, approximate cells.`
            : `${communes.length} communes, outlines: ${source}.`,
        },
      );
    } finally {
      await database.close();
    }
  },
};

/** @throws HpError `path-not-found`, `boundary-file-invalid` for one that is too big */
function readText(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new HpError("path-not-found", { path });
  if (size > mostBytes) {
    const most = mostBytes / 2 ** 20;
    throw new HpError("boundary-file-invalid", {
      reasonVi: `tệp lớn hơn ${most} MB; rút gọn ranh giới trước`,
      reasonEn: `the file is over ${most} MB; simplify the outlines first`,
    });
  }
  return readFileSync(path, "utf8");
}

function tell(call: Call, result: object, text: { readonly vi: string; readonly en: string }): number {
  call.print(call.json ? JSON.stringify(result) : call.say(text));
  return 0;
}
