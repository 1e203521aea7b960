import { parentPort, workerData } from "node:worker_threads";
import { planCity } from "../../world/index.ts";
import type { CityOptions } from "../../world/types.ts";
import { type DayOptions, deliverChunk } from "./deliver-chunk.ts";
import { planSystems } from "./vendor-plan.ts";

/** A thread of the generator: takes chunk numbers, answers with chunk reports. */
const { city, day } = workerData as { city: CityOptions; day: DayOptions };
const plan = planCity(city);
const systems = planSystems(plan);
const port = parentPort;
if (port === null) throw new Error("worker.ts runs in a worker thread");
port.on("message", (chunk: number) => {
  port.postMessage(deliverChunk(plan, systems, chunk, day));
});
