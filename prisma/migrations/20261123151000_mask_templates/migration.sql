-- CreateTable
CREATE TABLE "mask_template" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "centre_id" TEXT NOT NULL,
    "manufacturer" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "software" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "columns" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "kept" JSONB NOT NULL,
    "text_beside" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "sample" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "drawn_by_id" UUID NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdraw_reason" TEXT,

    CONSTRAINT "mask_template_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mask_template_version" ON "mask_template"("study_id", "manufacturer", "model", "software", "rows", "columns", "version");

-- CreateIndex
CREATE UNIQUE INDEX "mask_template_template_id_version_key" ON "mask_template"("template_id", "version");

-- AddForeignKey
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_drawn_by_id_fkey" FOREIGN KEY ("drawn_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_withdrawn_by_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_status_known" CHECK ("status" IN ('draft', 'approved', 'rejected', 'superseded', 'withdrawn'));
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_size" CHECK ("rows" > 0 AND "columns" > 0 AND "version" > 0);
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_digest" CHECK ("digest" ~ '^[0-9a-f]{64}$');
-- The rule of two people: whoever drew it cannot decide on it, and nothing is approved without a decision.
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_second_person" CHECK ("decided_by_id" IS NULL OR "decided_by_id" <> "drawn_by_id");
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_decided_whole" CHECK (("decided_by_id" IS NULL) = ("decided_at" IS NULL));
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_approved_by_somebody" CHECK ("status" NOT IN ('approved', 'superseded', 'rejected') OR "decided_by_id" IS NOT NULL);
ALTER TABLE "mask_template" ADD CONSTRAINT "mask_template_withdrawn_whole" CHECK (("status" = 'withdrawn') = ("withdrawn_at" IS NOT NULL) AND ("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL));
CREATE UNIQUE INDEX "mask_template_one_approved" ON "mask_template" ("study_id", "manufacturer", "model", "software", "rows", "columns") WHERE "status" = 'approved';

-- Shared between centres: whoever acts in the study may read them. A draft is added in one's own name and for a centre of
-- one's own; the decision and the withdrawal belong to the panel and the data manager.
ALTER TABLE "mask_template" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mask_template" FORCE ROW LEVEL SECURITY;
CREATE POLICY "mask_template_owner" ON "mask_template" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY "mask_template_read" ON "mask_template" FOR SELECT TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'coordinator', 'auditor', 'adjudicator', 'data-manager', 'administrator']);
CREATE POLICY "mask_template_draw" ON "mask_template" FOR INSERT TO echocohort_app WITH CHECK (
  "drawn_by_id"::text = current_setting('app.person', true) AND "status" = 'draft'
  AND 'coordinator' = ANY (string_to_array(current_setting('app.roles', true), ','))
  AND (current_setting('app.centres', true) = '*' OR "centre_id" = ANY (string_to_array(current_setting('app.centres', true), ','))));
CREATE POLICY "mask_template_decide" ON "mask_template" FOR UPDATE TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['auditor', 'adjudicator', 'data-manager', 'administrator']);
GRANT SELECT, INSERT ON "mask_template" TO echocohort_app;
GRANT UPDATE ("status", "decided_by_id", "decided_at", "decision_reason", "withdrawn_by_id", "withdrawn_at", "withdraw_reason") ON "mask_template" TO echocohort_app;
