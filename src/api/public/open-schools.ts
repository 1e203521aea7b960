import type { Db } from "#src/platform/postgres/pool.ts";

/** A school as the register has it; nothing of a person, also not the principal's name. */
interface OpenSchool {
  readonly id: string;
  readonly title: string;
  readonly levels: readonly string[];
  readonly ownership: string | null;
  readonly communeCode: string | null;
  readonly communeTitle: string | null;
  readonly address: string | null;
  /** The school's own, not a person's. */
  readonly phone: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

interface OpenSchoolDetail extends OpenSchool {
  readonly email: string | null;
  readonly website: string | null;
  readonly establishedDate: string | null;
  readonly accreditationLevel: string | null;
  readonly nationalStandardLevel: string | null;
  readonly siteAreaM2: number | null;
  readonly hasElectricity: boolean | null;
  readonly hasCleanWater: boolean | null;
  readonly hasSeparateToilets: boolean | null;
  readonly hasDisabilityAccess: boolean | null;
  /** Published measures (src/insight/metrics/open-measures.ts); small groups are absent. Empty before a first count. */
  readonly measures: Readonly<Record<string, number>>;
}

const columns = `s.school_id as id, s.school_name as title, s.levels, s.ownership,
  s.commune_code as "communeCode", u.full_name as "communeTitle", s.address, s.phone,
  s.longitude::float8 as longitude, s.latitude::float8 as latitude`;
const withCommune = "school s left join admin_unit u on u.code = s.commune_code and u.valid_to is null";
const working = "coalesce(s.operating_status, 'active') not in ('merged', 'dissolved')";

/** Every school that works, by name. */
export async function listOpenSchools(db: Db): Promise<readonly OpenSchool[]> {
  const { rows } = await db.query<OpenSchool>(
    `select ${columns} from ${withCommune} where ${working} order by s.school_name, s.school_id`,
  );
  return rows;
}

export async function findOpenSchool(db: Db, schoolId: string): Promise<OpenSchoolDetail | undefined> {
  const { rows } = await db.query<OpenSchoolDetail>(
    `select ${columns}, s.email, s.website, s.established_date::text as "establishedDate",
       s.accreditation_level as "accreditationLevel", s.national_standard_level as "nationalStandardLevel",
       s.site_area_m2::float8 as "siteAreaM2", s.has_electricity as "hasElectricity",
       s.has_clean_water as "hasCleanWater", s.has_separate_toilets as "hasSeparateToilets",
       s.has_disability_access as "hasDisabilityAccess", coalesce(f.open_measures, '{}') as measures
     from ${withCommune} left join insight.unit_figures f on f.unit_kind = 'school' and f.unit_id = s.school_id
     where s.school_id = $1 and ${working}`,
    [schoolId],
  );
  return rows[0];
}
