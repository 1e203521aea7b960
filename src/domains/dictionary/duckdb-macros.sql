-- The DuckDB side of migrations/0001-functions.sql: same names, same meaning.

-- đ and ð are letters of their own, not d with an accent: strip_accents leaves them. It takes NFC and NFD alike.
-- The regular expression runs only where there are two blanks together or a tab or line end.
create or replace macro hp_fold(input) as
  trim(case when contains(input, '  ') or contains(input, chr(9)) or contains(input, chr(10)) or contains(input, chr(13))
    then regexp_replace(replace(replace(lower(strip_accents(input)), 'đ', 'd'), 'ð', 'd'), '\s+', ' ', 'g')
    else replace(replace(lower(strip_accents(input)), 'đ', 'd'), 'ð', 'd') end);

create or replace macro hp_valid_national_id(input) as
  regexp_full_match(input, '0[0-9]{11}') and substr(input, 4, 1) between '0' and '5';

create or replace macro hp_nid_sex(input) as
  case when input is null or not hp_valid_national_id(input) then null
       when substr(input, 4, 1)::integer % 2 = 0 then '1' else '2' end;

create or replace macro hp_nid_birth_year(input) as
  case when input is null or not hp_valid_national_id(input) then null
       else 1900 + 100 * (substr(input, 4, 1)::integer // 2) + substr(input, 5, 2)::integer end;

create or replace macro hp_year_start(school_year) as
  case when regexp_full_match(school_year, '[0-9]{4}-[0-9]{4}') then substr(school_year, 1, 4)::integer end;

create or replace macro hp_age_in(birth_date, school_year) as
  hp_year_start(school_year) - year(birth_date)::integer;

create or replace macro hp_is_nfc(input) as nfc_normalize(input) = input;

-- A name as it is spelt, wherever its tones stand (hòa, hoà): the letters without tones, then the tones word by word.
-- Case, NFC or NFD, odd blanks do not show; ă, â, ê, ô, ơ, ư and đ do.
create or replace macro hp_plain_spaced(input) as
  trim(case when contains(input, '  ') or contains(input, chr(9)) or contains(input, chr(10)) or contains(input, chr(13))
    then regexp_replace(lower(nfc_normalize(input)), '\s+', ' ', 'g') else lower(nfc_normalize(input)) end);

create or replace macro hp_spelling(input) as
  translate(hp_plain_spaced(input),
    'àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ',
    'aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy')
  || '|' || translate(hp_plain_spaced(input),
    'àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵabcdefghijklmnopqrstuvwxyzăâđêôơưð.''-',
    '123451234512345123451234512345123451234512345123451234512345');

-- Whether two names end in the same given name: Thanh and Thành are two, but a list without accents says nothing.
create or replace macro hp_same_given(one, other) as
  hp_spelling(string_split(trim(one), ' ')[-1]) = hp_spelling(string_split(trim(other), ' ')[-1])
  or hp_fold(one) = hp_plain_spaced(one) or hp_fold(other) = hp_plain_spaced(other);
