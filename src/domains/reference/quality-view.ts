import { type QualityView, qualityView } from "../dictionary/quality-view.ts";
import { AdminUnit, AdminUnitMapping, Campus, CodeSetEntry, School } from "./schema.ts";

const ofSchool = (looksAt: string) => `select distinct c.school_id from $changed(${looksAt}) c`;
const units = "select distinct a.code from admin_unit a where a.valid_to is null";

export const schoolView = qualityView(School, {
  weight: 3,
  relations: {
    place: units,
    site: `select p.school_id, count(*) as campuses, count(*) filter (where p.is_main) as main_campuses from campus p
      where $scope(p.school_id) group by p.school_id`,
    // One row of each school is looked for, not all its rows.
    opened: `select k.school_id from school k where $scope(k.school_id)
      and exists (select 1 from class_section s where s.school_id = k.school_id and s.school_year = $current_year)`,
    attended: `select k.school_id from school k where $scope(k.school_id)
      and exists (select 1 from enrolment e where e.school_id = k.school_id and e.school_year = $current_year)`,
    staffed: `select e.school_id, count(*) filter (where e.position_title in ('principal', 'director')
        and coalesce(e.employment_status, 'working') = 'working' and e.end_date is null) as heads
      from employment e where $scope(e.school_id) group by e.school_id`,
  },
  join: `left join place on place.code = r.commune_code
    left join site on site.school_id = r.school_id
    left join opened on opened.school_id = r.school_id
    left join attended on attended.school_id = r.school_id
    left join staffed on staffed.school_id = r.school_id
    left join school target on target.school_id = r.merged_into`,
  columns: {
    levels_text: "array_to_string(r.levels, ';')",
    is_active: "coalesce(r.operating_status, 'active') = 'active'",
    commune_known: "place.code is not null",
    campuses: "coalesce(site.campuses, 0)",
    main_campuses: "coalesce(site.main_campuses, 0)",
    has_classes: "opened.school_id is not null",
    has_pupils: "attended.school_id is not null",
    has_staff: "staffed.school_id is not null",
    heads: "coalesce(staffed.heads, 0)",
    target_known: "target.school_id is not null",
  },
  affectedBy: {
    campus: ofSchool("is_main"),
    classSection: ofSchool(""),
    enrolment: ofSchool(""),
    employment: ofSchool("position_title, employment_status, end_date"),
    school: "select t.school_id from $changed() c join school t on t.merged_into = c.school_id",
  },
});

export const campusView = qualityView(Campus, {
  relations: { place: units },
  join: "left join place on place.code = r.commune_code left join school k on k.school_id = r.school_id",
  columns: { commune_known: "place.code is not null", school_known: "k.school_id is not null" },
  affectedBy: {
    school: "select t.school_id, t.campus_code from $changed() c join campus t on t.school_id = c.school_id",
  },
});

export const adminUnitView = qualityView(AdminUnit, {
  always: true,
  relations: { parent: "select distinct a.code from admin_unit a" },
  join: "left join parent on parent.code = r.parent_code",
  columns: { parent_known: "parent.code is not null" },
});

export const adminUnitMappingView = qualityView(AdminUnitMapping, {
  always: true,
  relations: { place: units },
  join: "left join place on place.code = r.new_code",
  columns: { new_known: "place.code is not null" },
});

export const codeSetEntryView = qualityView(CodeSetEntry, { always: true });

export const referenceQualityViews: readonly QualityView[] = [
  schoolView,
  campusView,
  adminUnitView,
  adminUnitMappingView,
  codeSetEntryView,
];
