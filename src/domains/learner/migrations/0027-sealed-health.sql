-- Health, disability and what is said of violence are stored encrypted (docs/decisions/0018-sealed-columns.md):
-- whatever the value is, the column holds text. What stands in clear is sealed by the program at its next start.

alter table learner_health
  alter column measured_on type text,
  alter column height_cm type text,
  alter column weight_kg type text,
  alter column bmi type text;

alter table learner_disability
  alter column inclusive_education type text,
  alter column individual_plan type text;
