export * from "./code-sets/building.ts";
export * from "./code-sets/equipment.ts";
export * from "./code-sets/room.ts";
