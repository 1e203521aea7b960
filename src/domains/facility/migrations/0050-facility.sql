-- Buildings, rooms and equipment of schools, spread by school_id, which leads every key.

create table building (
  school_id text not null,
  building_code text not null,
  campus_code text,
  building_name text,
  building_grade text,
  solidity text,
  floors integer,
  area_m2 numeric(10,1),
  built_year integer,
  renovated_year integer,
  condition text,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id, building_code)
);

create table equipment_summary (
  school_id text not null,
  school_year text not null,
  equipment_kind text not null,
  quantity integer,
  usable_quantity integer,
  bought_year integer,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id, school_year, equipment_kind)
);

create table room (
  school_id text not null,
  room_code text not null,
  building_code text,
  room_name text,
  room_kind text,
  area_m2 numeric(8,1),
  capacity integer,
  solidity text,
  condition text,
  projector boolean,
  internet boolean,
  meets_standard boolean,
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (school_id, room_code)
);
