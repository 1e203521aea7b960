-- Outlines of communes as the city issued them (`hp geo import`). Without any the program draws cells around the
-- communes' centres and says that they are approximate.
create table insight.boundary (
  commune_code text primary key,
  -- GeoJSON geometry (RFC 7946): Polygon or MultiPolygon, degrees WGS 84.
  geometry jsonb not null
);
create table insight.boundary_source (
  only_row boolean primary key check (only_row),
  title text not null,
  file_name text not null,
  -- SHA-256 of the file.
  content_hash text not null,
  imported_by text not null,
  imported_at timestamptz not null
);
grant select on insight.boundary, insight.boundary_source to hp_reach_city, hp_reach_unit, hp_reach_own, hp_reach_none;
