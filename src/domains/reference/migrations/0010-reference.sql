-- Reference data. Kept by the department; schools' systems only read it. Small tables, the same on every node.
-- Codes are plain text: code sets are checked by quality rules, not by foreign keys.

create table admin_unit (
  code text not null,
  valid_from date not null,
  valid_to date,
  kind text not null,
  name text not null,
  full_name text not null,
  parent_code text,
  former_province text,
  merged_from text,
  area_km2 numeric(9,2),
  latitude numeric(9,6),
  longitude numeric(9,6),
  legal_basis text,
  tag text not null,
  primary key (code, valid_from)
);

create table admin_unit_mapping (
  old_code text not null,
  new_code text not null,
  changed_on date not null,
  old_name text,
  old_district_code text,
  old_district_name text,
  old_province_code text,
  split boolean not null,
  primary key (old_code, new_code)
);

create table campus (
  school_id text not null,
  campus_code text not null,
  campus_name text,
  address text,
  commune_code text,
  is_main boolean,
  latitude numeric(9,6),
  longitude numeric(9,6),
  site_area_m2 numeric(10,1),
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id, campus_code)
);

create table code_set_entry (
  code_set text not null,
  code text not null,
  code_system text not null,
  title_vi text not null,
  title_en text not null,
  names jsonb,
  external_code text,
  sort_order integer not null,
  effective_from date not null,
  effective_to date,
  legal_basis text,
  tag text not null,
  primary key (code_set, code)
);

create table grade_level (
  grade_level text not null,
  title_vi text not null,
  title_en text not null,
  school_level text not null,
  sort_order integer not null,
  official_age integer,
  external_code text,
  primary key (grade_level)
);

create table legal_rule (
  rule_id text not null,
  effective_from date not null,
  effective_to date,
  title_vi text not null,
  title_en text not null,
  legal_basis text not null,
  tag text not null,
  params jsonb not null,
  primary key (rule_id, effective_from)
);

create table school (
  school_id text not null,
  school_name text not null,
  levels text[] not null,
  ownership text,
  school_kind text,
  commune_code text,
  commune_name text,
  address text,
  latitude numeric(9,6),
  longitude numeric(9,6),
  area_type text,
  phone text,
  email text,
  website text,
  principal_name text,
  established_date date,
  accreditation_level text,
  national_standard_level text,
  managing_body text,
  vendor_system text,
  operating_status text,
  merged_into text,
  site_area_m2 numeric(10,1),
  internet_mbps integer,
  has_electricity boolean,
  has_clean_water boolean,
  has_separate_toilets boolean,
  has_disability_access boolean,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id)
);

create table school_alias (
  alias_code text not null,
  school_id text not null,
  code_system text,
  valid_from date,
  valid_to date,
  reason text,
  primary key (alias_code)
);

create table school_year (
  school_year text not null,
  start_date date not null,
  opening_date date not null,
  end_date date not null,
  teaching_weeks integer not null,
  legal_basis text,
  tag text not null,
  primary key (school_year)
);

create table subject (
  subject_code text not null,
  title_vi text not null,
  title_en text not null,
  levels text[] not null,
  primary_assessment text,
  secondary_assessment text,
  sort_order integer not null,
  external_code text,
  primary key (subject_code)
);

create table term (
  school_year text not null,
  term text not null,
  start_date date not null,
  end_date date not null,
  teaching_weeks integer not null,
  legal_basis text,
  tag text not null,
  primary key (school_year, term)
);

create index school_by_commune on school (commune_code);
create index school_alias_by_school on school_alias (school_id);
create index admin_unit_mapping_by_new on admin_unit_mapping (new_code);
