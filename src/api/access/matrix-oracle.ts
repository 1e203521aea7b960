/**
 * Who should get what, written down by hand and apart from the code that decides it: the permission matrix test holds
 * every route, role and relation against these tables. A route or dataset that is missing here fails the test.
 */

/** How a learner stands to whoever asks. The caller's unit is school S1, its commune C1, its class S1/A. */
export const relations = ["own", "ownClass", "ownSchool", "siblingSchool", "otherCommune"] as const;
export type Relation = (typeof relations)[number];

const city: readonly Relation[] = relations;
const commune: readonly Relation[] = ["own", "ownClass", "ownSchool", "siblingSchool"];
const school: readonly Relation[] = ["own", "ownClass", "ownSchool"];
const ownClass: readonly Relation[] = ["own", "ownClass"];

export interface Expected {
  readonly unit: { readonly kind: string; readonly id?: string };
  readonly learners: readonly Relation[];
  /** Schools whose rows of school datasets are seen. */
  readonly schools: readonly string[];
  readonly staff: readonly ("self" | "colleague" | "siblingSchool" | "otherCommune")[];
  /** Sees papers of parents of a seen child; a parent sees their own alone. */
  readonly guardians: "ofSeenLearners" | "self" | "none";
  /** Kinds of route. */
  readonly kinds: string;
}

const S1 = { kind: "school", id: "S1" } as const;
const C1 = { kind: "commune", id: "C1" } as const;
const nothing = { learners: [], schools: [], staff: [], guardians: "none" } as const;
const inCity = {
  learners: city,
  schools: ["S1", "S2", "S3"],
  staff: ["self", "colleague", "siblingSchool", "otherCommune"],
  guardians: "ofSeenLearners",
} as const;
const inCommune = {
  learners: commune,
  schools: ["S1", "S2"],
  staff: ["self", "colleague", "siblingSchool"],
  guardians: "ofSeenLearners",
} as const;
const inSchool = {
  learners: school,
  schools: ["S1"],
  staff: ["self", "colleague"],
  guardians: "ofSeenLearners",
} as const;
const asTeacher = {
  unit: { kind: "staff", id: "T1" },
  learners: ownClass,
  schools: [],
  staff: ["self"],
  guardians: "ofSeenLearners",
  kinds: "record looks",
} as const;

/** Kinds: record, looks, quality, run, source, upload, review, identity, decideIdentity, reconciliation, approve, audit, manage, session, research; signedIn is everybody but the public. */
export const expectedOf: Readonly<Record<string, Expected>> = {
  departmentLeader: { unit: { kind: "city" }, ...inCity, kinds: "record quality reconciliation" },
  departmentOfficer: {
    unit: { kind: "city" },
    ...inCity,
    kinds: "record quality reconciliation identity run",
  },
  departmentSteward: {
    unit: { kind: "city" },
    ...inCity,
    kinds:
      "correct record quality reconciliation identity run source upload review decideIdentity approve askException",
  },
  communeOfficer: {
    unit: C1,
    ...inCommune,
    kinds: "record quality reconciliation askException consolidate",
  },
  communeSteward: {
    unit: C1,
    ...inCommune,
    kinds: "record quality reconciliation askException consolidate",
  },
  principal: { unit: S1, ...inSchool, kinds: "correct record quality reconciliation askException" },
  vicePrincipal: { unit: S1, ...inSchool, kinds: "record quality reconciliation" },
  schoolSteward: {
    unit: S1,
    ...inSchool,
    kinds: "correct record quality reconciliation askException upload review",
  },
  registrar: { unit: S1, ...inSchool, kinds: "correct record quality reconciliation askException" },
  inspector: { unit: S1, ...inSchool, kinds: "record quality reconciliation" },
  nurse: { unit: S1, ...inSchool, kinds: "record" },
  accountant: { unit: S1, ...inSchool, kinds: "record" },
  librarian: { unit: S1, ...inSchool, kinds: "record" },
  vendorClient: { unit: S1, ...inSchool, kinds: "record upload" },
  homeroomTeacher: asTeacher,
  subjectTeacher: asTeacher,
  learner: { unit: { kind: "learner", id: "own" }, ...nothing, learners: ["own"], kinds: "record looks" },
  guardian: {
    unit: { kind: "guardian", id: "G1" },
    ...nothing,
    learners: ["own"],
    guardians: "self",
    kinds: "record looks",
  },
  researcher: { unit: { kind: "none" }, ...nothing, kinds: "research" },
  auditor: { unit: { kind: "none" }, ...nothing, kinds: "audit" },
  systemAdministrator: { unit: { kind: "none" }, ...nothing, kinds: "run manage" },
  public: { unit: { kind: "none" }, ...nothing, kinds: "" },
};

/** Whose a dataset's rows are. */
export const aboutOf: Readonly<
  Record<string, "learner" | "guardian" | "family" | "staff" | "school" | "everybody" | "department">
> = {
  learner: "learner",
  enrolment: "learner",
  learnerDisability: "learner",
  learnerHealth: "learner",
  learnerPolicyGroup: "learner",
  residence: "learner",
  attendanceSummary: "learner",
  classMembership: "learner",
  subjectResult: "learner",
  yearResult: "learner",
  learnerGuardian: "family",
  guardian: "guardian",
  staffMember: "staff",
  employment: "staff",
  staffAssignment: "staff",
  staffQualification: "staff",
  staffTitle: "staff",
  teachingAssignment: "staff",
  classSection: "school",
  building: "school",
  equipmentSummary: "school",
  room: "school",
  approvedException: "school",
  correction: "school",
  feed: "school",
  file: "school",
  identityReview: "school",
  qualityIssue: "school",
  reconciliationCase: "school",
  review: "school",
  rowRejection: "school",
  sourceRow: "school",
  verification: "school",
  adminUnit: "everybody",
  adminUnitMapping: "everybody",
  campus: "everybody",
  codeSetEntry: "everybody",
  gradeLevel: "everybody",
  legalRule: "everybody",
  school: "everybody",
  schoolAlias: "everybody",
  schoolYear: "everybody",
  subject: "everybody",
  term: "everybody",
  run: "everybody",
  runStep: "everybody",
  sourceSystem: "everybody",
  changeLog: "department",
  examResult: "department",
  identityDecision: "department",
  link: "department",
  linkageModel: "department",
  outbox: "department",
  populationCheck: "department",
  populationCursor: "department",
  qualityScore: "department",
  reconciliationReport: "department",
  recordAlias: "department",
  savedMapping: "department",
};

/** Datasets that tell something sensitive by being there, and the roles that may know. */
export const onlyFor: Readonly<Record<string, readonly string[]>> = {
  learnerHealth: ["departmentSteward", "principal", "nurse", "learner", "guardian"],
  learnerDisability: [
    ...["departmentOfficer", "departmentSteward", "communeOfficer", "communeSteward", "principal"],
    ...[
      "vicePrincipal",
      "schoolSteward",
      "registrar",
      "accountant",
      "homeroomTeacher",
      "learner",
      "guardian",
    ],
  ],
  learnerPolicyGroup: [
    ...["departmentOfficer", "departmentSteward", "communeOfficer", "communeSteward", "principal"],
    ...[
      "vicePrincipal",
      "schoolSteward",
      "registrar",
      "accountant",
      "homeroomTeacher",
      "learner",
      "guardian",
    ],
  ],
};

/** The kind of a route by its method and address; `public` for everybody. First match counts. */
export const kindOf: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^\w+ \/(health|docs|sign-in|sign-out|oidc|openapi\.json|assets|api\/v1\/dictionary)/, "public"],
  // Says to each what is theirs to know, and to a stranger where to sign in.
  [/^\w+ \/$/, "public"],
  [/^\w+ \/api\/v1\/portal\/(caller|tasks|demo)$/, "public"],
  [/^\w+ \/api\/v1\/portal\/people$/, "looks"],
  [/^\w+ \/api\/v1\/me\/(looks|correction-requests|people)/, "looks"],
  // One's own account, in whatever role.
  [/^\w+ \/api\/v1\/(me\/notifications|(me\/)?tickets)/, "signedIn"],
  [/^\w+ \/tai-khoan\/xet-duyet/, "manage"],
  // One's own account: who has a browser's session, in whatever role or none; the callers here have none.
  [
    /^\w+ \/api\/v1\/me(\/(account|roles?|sessions|password|totp|recovery-codes|passkeys|applications)\b.*)?$/,
    "session",
  ],
  [/^\w+ \/api\/v1\/(audit\/|(learners|guardians|staff-members)\/[^/]+\/looks$)/, "audit"],
  [/^\w+ \/api\/v1\/identity\/((merges|splits)|.*\/(decision|undo)$)/, "decideIdentity"],
  [/^\w+ \/api\/v1\/identity\//, "identity"],
  [/^\w+ \/api\/v1\/reconciliation\/(exceptions|reports|runs|.*\/refusal$)/, "approve"],
  [/^POST \/api\/v1\/reconciliation\/cases\/[^/]+\/exception-request$/, "askException"],
  [/^\w+ \/api\/v1\/reconciliation\//, "reconciliation"],
  [/^\w+ \/api\/v1\/research\//, "research"],
  [/^\w+ \/api\/v1\/(accounts|account-roles|grants|clients)(\/|$)/, "manage"],
  [/^\w+ \/(api\/v1\/(metrics$|geo\/|open\/)|\.well-known\/security\.txt$)/, "public"],
  [/^POST \/api\/v1\/service-notices/, "manage"],
  [/^POST \/api\/v1\/metrics\/(consolidations|reminders)/, "consolidate"],
  [/^\w+ \/api\/v1\/metrics\//, "quality"],
  [/^\w+ \/api\/v1\/(uploads|templates)/, "upload"],
  [/^\w+ \/api\/v1\/deliveries/, "quality"],
  [/^\w+ \/api\/v1\/(waiting-)?reviews/, "review"],
  [/^\w+ \/api\/v1\/run(-step)?s/, "run"],
  [/^(POST \/api\/v1\/corrections|\w+ \/api\/v1\/correction-)/, "correct"],
  [/^\w+ \/api\/v1\/(quality-|corrections|worklist\/|school-scores\/|record-stories\/)/, "quality"],
  [/^\w+ \/api\/v1\/(identity-(reviews|decisions)|linkage-models)/, "identity"],
  [
    /^\w+ \/api\/v1\/(verifications|reconciliation-(cases|reports)|approved-exceptions|population-(checks|cursors))/,
    "reconciliation",
  ],
  [
    /^\w+ \/api\/v1\/(files|feeds|links|source-rows|row-rejections|saved-mappings|change-logs|outboxes|outbox)/,
    "source",
  ],
  [/^\w+ \/api\/v1\//, "record"],
];
