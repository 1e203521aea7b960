export interface CatalogueEntry {
  /** HTTP status when the error leaves through the API. */
  readonly status: number;
  readonly vi: string;
  readonly en: string;
}
