import { useApi } from "../../api/use-api.ts";

export interface OpenSchool {
  readonly id: string;
  readonly title: string;
  readonly levels: readonly string[];
  readonly ownership: string | null;
  readonly communeCode: string | null;
  readonly communeTitle: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

export interface SchoolDisclosure extends OpenSchool {
  readonly asOf: string | null;
  readonly schoolYear: string;
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
  readonly measures: Readonly<Record<string, number>>;
}

export const useOpenSchools = () => useApi<{ readonly data: readonly OpenSchool[] }>("/api/v1/open/schools");
export const useDisclosure = (schoolId: string) =>
  useApi<SchoolDisclosure>(`/api/v1/open/schools/${encodeURIComponent(schoolId)}`);

export interface OpenFigures {
  readonly asOf: string | null;
  readonly schoolYear: string;
  readonly measures: Readonly<Record<string, number>>;
}
export const useOpenFigures = () => useApi<OpenFigures>("/api/v1/open/figures", { query: { unit: "city" } });

export interface OpenCommunes {
  readonly data: readonly {
    readonly id: string;
    readonly title: string;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}
export const useOpenCommunes = () => useApi<OpenCommunes>("/api/v1/open/communes");

/** Codes of code set `schoolLevel`, in the order children go through them. */
export const levelCodes = ["01", "02", "03", "04", "05"] as const;
/** Codes of code set `ownership`. */
export const ownershipCodes = ["1", "2", "3"] as const;
