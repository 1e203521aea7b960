import { columnsOf, type Dataset, indexColumnsOf } from "#src/domains/dictionary/dataset.ts";
import { toSnakeCase } from "#src/domains/dictionary/text.ts";
import { columnClassOf, type FieldClass, fieldClasses } from "../roles/field-class.ts";
import type { Permission } from "../roles/permissions.ts";
import type { Reach, Role } from "../roles/roles.ts";
import { ownCondition, unitCondition } from "./row-scope.ts";

/** The database role a transaction works as when a person acts in this role. */
export const databaseRole = (roleId: string): string => `hp_as_${toSnakeCase(roleId)}`;

const classRole = (fieldClass: FieldClass): string => `hp_see_${fieldClass}`;

const reachRoles: Readonly<Record<Reach, string>> = {
  city: "hp_reach_city",
  schools: "hp_reach_unit",
  classes: "hp_reach_unit",
  own: "hp_reach_own",
  none: "hp_reach_none",
};

/** Every database role the declarations ask for; they belong to the cluster and are made once. */
export function neededDatabaseRoles(roles: readonly Role[]): readonly string[] {
  return [
    ...new Set(Object.values(reachRoles)),
    ...fieldClasses.map(classRole),
    ...roles.map((role) => databaseRole(role.id)),
  ];
}

/** Who inherits what: [member, of]. `hp_app` may become each role, and is none of them by itself. */
export function memberships(roles: readonly Role[]): readonly (readonly [member: string, of: string])[] {
  return roles.flatMap((role) => [
    [databaseRole(role.id), reachRoles[role.reach]] as const,
    ...role.sees.map((fieldClass) => [databaseRole(role.id), classRole(fieldClass)] as const),
  ]);
}

/** Tables that people write to in their own name, and the columns a row may still change in; all other writing is the program's. */
const written: Readonly<
  Record<string, { readonly permission: Permission; readonly changing: readonly string[] }>
> = {
  correction: {
    permission: "record.correct",
    changing: ["state", "undone_by_name", "undone_at"],
  },
};

/** Who may write to a table at all, and which rows: those of the schools they see, by the database's own check. */
export function writePolicySql(dataset: Dataset, roles: readonly Role[]): string {
  const rule = written[dataset.id];
  if (rule === undefined || dataset.schoolField === undefined) return "";
  const table = `public.${dataset.table}`;
  const inUnit = `${toSnakeCase(dataset.schoolField)} = any ((select access.schools())::text[])`;
  const policies = [
    ["city", reachRoles.city, "true"],
    ["unit", reachRoles.schools, inUnit],
  ] as const;
  return [
    ...policies.flatMap(([name, role, condition]) => [
      `drop policy if exists write_${name} on ${table};`,
      `create policy write_${name} on ${table} for insert to ${role} with check (${condition});`,
      `drop policy if exists change_${name} on ${table};`,
      `create policy change_${name} on ${table} for update to ${role} using (${condition}) with check (${condition});`,
    ]),
    ...roles.flatMap((role) => {
      const name = databaseRole(role.id);
      const may = role.may.some((one) => one === rule.permission);
      return [
        `revoke insert, update on ${table} from ${name};`,
        ...(may ? [`grant insert, update (${rule.changing.join(", ")}) on ${table} to ${name};`] : []),
      ];
    }),
  ].join("\n");
}

/**
 * The statements that make a table's row policies and column rights what its declaration says: row-level security
 * forced, one policy for each reach, and select on each column for those who see its class. Idempotent.
 */
export function tablePolicySql(dataset: Dataset): string {
  const table = `public.${dataset.table}`;
  const policies = [
    // A policy of plain `true` leaves no condition behind: the city's searches keep their indexes.
    ["city", reachRoles.city, "true"],
    ["unit", reachRoles.schools, unitCondition(dataset)],
    ["own", reachRoles.own, ownCondition(dataset)],
    ["open", reachRoles.none, unitCondition(dataset) === "true" ? "true" : undefined],
  ] as const;
  const columns = new Map<FieldClass, string[]>();
  for (const column of [...columnsOf(dataset), ...indexColumnsOf(dataset)]) {
    const fieldClass = columnClassOf(dataset, column.field);
    columns.set(fieldClass, [...(columns.get(fieldClass) ?? []), `"${column.name}"`]);
  }
  return [
    `alter table ${table} enable row level security, force row level security;`,
    ...policies.flatMap(([name, role, condition]) => [
      `drop policy if exists ${name} on ${table};`,
      ...(condition === undefined
        ? []
        : [`create policy ${name} on ${table} for select to ${role} using (${condition});`]),
    ]),
    ...fieldClasses.map((fieldClass) => `revoke all on ${table} from ${classRole(fieldClass)};`),
    ...[...columns].map(
      ([fieldClass, names]) => `grant select (${names.join(", ")}) on ${table} to ${classRole(fieldClass)};`,
    ),
  ].join("\n");
}
