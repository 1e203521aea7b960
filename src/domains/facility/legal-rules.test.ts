import { expect, test } from "vitest";
import { getRuleOn } from "../dictionary/legal-rule.ts";
import { schoolLevel } from "../reference/code-sets.ts";
import { roomKind } from "./code-sets.ts";
import { classroomArea, linkSpeed, pupilsPerComputer, subjectRooms } from "./legal-rules.ts";

const today = "2026-10-20";

test("subject rooms are kinds of room, and each level asks for a computer room", () => {
  const kinds = new Set(roomKind.entries.map((entry) => entry.code));
  for (const rooms of Object.values(getRuleOn(subjectRooms, "subject-rooms", today).params.rooms)) {
    expect(rooms.filter((room) => !kinds.has(room))).toEqual([]);
    expect(rooms).toContain("it");
  }
});

test("norms are given by school level", () => {
  const levels = new Set(schoolLevel.entries.map((entry) => entry.code));
  const given = [
    getRuleOn(classroomArea, "classroom-area", today).params.m2PerPupil,
    getRuleOn(pupilsPerComputer, "pupils-per-computer", today).params.most,
    getRuleOn(linkSpeed, "link-speed", today).params.mbps,
  ];
  for (const byLevel of given) expect(Object.keys(byLevel).filter((level) => !levels.has(level))).toEqual([]);
});
