-- Functions with one meaning in Postgres and DuckDB (duckdb-macros.sql); a test holds the two and the
-- TypeScript versions together. Quality rules may use only these and plain SQL.

create extension if not exists pg_trgm;

-- Folding for comparison and search: no accents, đ → d, lower case, single spaces.
create function hp_fold(input text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    translate(
      regexp_replace(lower(normalize(input, nfd)), '[\u0300-\u036f]', '', 'g'),
      'đð', 'dd'),
    '\s+', ' ', 'g'));

-- Số định danh cá nhân: 12 digits, PPP C YY RRRRRR (NĐ 137/2015 Đ.13). No checksum exists.
create function hp_valid_national_id(input text) returns boolean
  language sql immutable strict parallel safe
  return input ~ '^0[0-9]{11}$' and substr(input, 4, 1) between '0' and '5';

-- Sex inside the number: even C is male ('1'), odd C is female ('2').
create function hp_nid_sex(input text) returns text
  language sql immutable strict parallel safe
  return case when not hp_valid_national_id(input) then null
              when substr(input, 4, 1)::integer % 2 = 0 then '1' else '2' end;

-- Birth year inside the number: C 0-1 is 19YY, 2-3 is 20YY, 4-5 is 21YY.
create function hp_nid_birth_year(input text) returns integer
  language sql immutable strict parallel safe
  return case when not hp_valid_national_id(input) then null
              else 1900 + 100 * (substr(input, 4, 1)::integer / 2) + substr(input, 5, 2)::integer end;

-- First calendar year of a school year: '2026-2027' → 2026.
create function hp_year_start(school_year text) returns integer
  language sql immutable strict parallel safe
  return case when school_year ~ '^[0-9]{4}-[0-9]{4}$' then substr(school_year, 1, 4)::integer end;

-- Age by calendar year, as Vietnamese schools count it: grade 1 is age 6.
create function hp_age_in(birth_date date, school_year text) returns integer
  language sql immutable strict parallel safe
  return hp_year_start(school_year) - extract(year from birth_date)::integer;

create function hp_is_nfc(input text) returns boolean
  language sql immutable strict parallel safe
  return normalize(input, nfc) = input;
