import { rotateSealedFields } from "#src/access/encryption/rotate.ts";
import { createPool } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";

/** Rotates all sealed values: a process of its own, so that it can be killed. Arguments: database URL, keys folder. */
const [url = "", keysDir = ""] = process.argv.slice(2);
const pool = createPool(url, 1);
const done = await rotateSealedFields(pool, openKeyring(keysDir), {
  onBatch: (rewritten) => process.stdout.write(`${rewritten}\n`),
});
process.stdout.write(`${done.rewritten}\n`);
await pool.end();
