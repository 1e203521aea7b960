-- Marks of an exam by candidate: null is a paper not sat, 0 is a mark.

create table exam_result (
  exam_id text not null,
  candidate_number text not null,
  council_code text,
  toan numeric(4,2),
  ngu_van numeric(4,2),
  ngoai_ngu numeric(4,2),
  vat_li numeric(4,2),
  hoa_hoc numeric(4,2),
  sinh_hoc numeric(4,2),
  lich_su numeric(4,2),
  dia_li numeric(4,2),
  gdcd numeric(4,2),
  tin_hoc numeric(4,2),
  cn_cong_nghiep numeric(4,2),
  cn_nong_nghiep numeric(4,2),
  gdkt_pl numeric(4,2),
  version integer not null,
  source_row_id bigint not null,
  field_source jsonb,
  run_seq integer not null,
  changed_at timestamptz not null,
  primary key (exam_id, candidate_number)
);
