import { validate } from "@scalar/openapi-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasets } from "#src/domains/catalogue.ts";
import { errorCatalogue } from "#src/platform/error-catalogue.ts";
import { schemaName } from "../read/resource-names.ts";
import { createTestApp, type TestApp } from "../test-app.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
});
afterAll(() => at.close());

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
}

describe("/openapi.json", () => {
  test("is a valid OpenAPI 3.1 document", async () => {
    const document = (await at.app.inject("/openapi.json")).json<Document>();
    expect(document.openapi).toBe("3.1.0");
    const result = await validate({ ...document });
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test("has a schema with every field of every dataset, and the problem with every code", async () => {
    const { components } = (await at.app.inject("/openapi.json")).json<Document>();
    for (const target of datasets) {
      const { properties } = components.schemas[schemaName(target.id)] ?? {};
      expect(Object.keys(properties ?? {}), target.id).toEqual(
        expect.arrayContaining(Object.keys(target.fields)),
      );
    }
    expect(components.schemas.Problem).toMatchObject({
      properties: { code: { enum: Object.keys(errorCatalogue) } },
    });
  });

  test("names every operation once", async () => {
    const { paths } = (await at.app.inject("/openapi.json")).json<Document>();
    const ids = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => operation.operationId ?? `${method} ${path}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(paths).toHaveProperty("/api/v1/uploads/{uploadId}");
    expect(paths).toHaveProperty("/api/v1/reviews/{reviewId}/decision");
  });

  test("points at no other host", async () => {
    const { body } = await at.app.inject("/openapi.json");
    expect(body).not.toMatch(/https?:\/\//);
  });
});
