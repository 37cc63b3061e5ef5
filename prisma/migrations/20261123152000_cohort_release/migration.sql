-- AlterTable
ALTER TABLE "sealed_outcomes" ADD COLUMN     "box" BYTEA,
ADD COLUMN     "impact" TEXT,
ADD COLUMN     "lesions" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'automatic',
ALTER COLUMN "salt" DROP NOT NULL,
ALTER COLUMN "outcomes" DROP NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "snapshot_id" UUID;

-- AlterTable
ALTER TABLE "signature" ADD COLUMN     "nonce" TEXT;

-- AlterTable
ALTER TABLE "snapshot" ADD COLUMN     "succeeds_id" UUID,
ADD COLUMN     "taken_back_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_back_reason" TEXT;

-- CreateTable
CREATE TABLE "cohort_definition_version" (
    "cohort_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "defined_at" TIMESTAMPTZ(3) NOT NULL,
    "defined_by_id" UUID NOT NULL,

    CONSTRAINT "cohort_definition_version_pkey" PRIMARY KEY ("cohort_id","number")
);

-- CreateTable
CREATE TABLE "key_holder" (
    "person_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "private_box" BYTEA NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_holder_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "sealed_share" (
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "box" BYTEA NOT NULL,
    "share" BYTEA,
    "given_at" TIMESTAMPTZ(3),
    "for_run_id" UUID,

    CONSTRAINT "sealed_share_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "snapshot_release" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "agreement" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,
    "released_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdraw_reason" TEXT,

    CONSTRAINT "snapshot_release_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sealed_share_snapshot_id_position_key" ON "sealed_share"("snapshot_id", "position");

-- CreateIndex
CREATE INDEX "snapshot_release_snapshot_id_idx" ON "snapshot_release"("snapshot_id");

-- CreateIndex
CREATE INDEX "snapshot_release_person_id_idx" ON "snapshot_release"("person_id");

-- CreateIndex
CREATE INDEX "session_snapshot_id_idx" ON "session"("snapshot_id");

-- CreateIndex
CREATE UNIQUE INDEX "signature_nonce_key" ON "signature"("nonce");

-- CreateIndex
CREATE UNIQUE INDEX "signature_person_id_digest_key" ON "signature"("person_id", "digest");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_definition_version" ADD CONSTRAINT "cohort_definition_version_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_definition_version" ADD CONSTRAINT "cohort_definition_version_defined_by_id_fkey" FOREIGN KEY ("defined_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_succeeds_id_fkey" FOREIGN KEY ("succeeds_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_holder" ADD CONSTRAINT "key_holder_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_share" ADD CONSTRAINT "sealed_share_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_share" ADD CONSTRAINT "sealed_share_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "key_holder"("person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_share" ADD CONSTRAINT "sealed_share_for_run_id_fkey" FOREIGN KEY ("for_run_id") REFERENCES "model_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_release" ADD CONSTRAINT "snapshot_release_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_release" ADD CONSTRAINT "snapshot_release_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_release" ADD CONSTRAINT "snapshot_release_released_by_id_fkey" FOREIGN KEY ("released_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_release" ADD CONSTRAINT "snapshot_release_withdrawn_by_id_fkey" FOREIGN KEY ("withdrawn_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_mode_known" CHECK ("mode" IN ('automatic', 'two-person'));
-- What is sealed by two persons stands nowhere in the clear before its opening.
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_in_a_box" CHECK ("mode" <> 'two-person' OR ("box" IS NOT NULL AND ("opened_at" IS NOT NULL OR ("salt" IS NULL AND "outcomes" IS NULL))));
ALTER TABLE "sealed_outcomes" ADD CONSTRAINT "sealed_readable_when_open" CHECK (("opened_at" IS NULL AND "mode" = 'two-person') OR ("salt" IS NOT NULL AND "outcomes" IS NOT NULL));
ALTER TABLE "sealed_share" ADD CONSTRAINT "sealed_share_given_whole" CHECK (("share" IS NULL) = ("given_at" IS NULL) AND ("given_at" IS NULL) = ("for_run_id" IS NULL));
ALTER TABLE "sealed_share" ADD CONSTRAINT "sealed_share_position" CHECK ("position" BETWEEN 1 AND 255);
ALTER TABLE "cohort_definition_version" ADD CONSTRAINT "cohort_definition_number" CHECK ("number" > 0);
ALTER TABLE "snapshot_release" ADD CONSTRAINT "release_withdrawn_whole" CHECK (("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL) AND ("withdrawn_at" IS NULL) = ("withdraw_reason" IS NULL));
ALTER TABLE "snapshot_release" ADD CONSTRAINT "release_ends_later" CHECK ("expires_at" > "released_at");
CREATE UNIQUE INDEX "snapshot_release_one_live" ON "snapshot_release" ("snapshot_id", "person_id") WHERE "withdrawn_at" IS NULL;
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_taken_back_whole" CHECK (("taken_back_at" IS NULL) = ("taken_back_reason" IS NULL));
ALTER TABLE "session" ADD CONSTRAINT "session_snapshot_token" CHECK ("snapshot_id" IS NULL OR "kind" = 'token');

-- Cohorts that were defined before definitions were counted start with the one they have.
INSERT INTO "cohort_definition_version" ("cohort_id", "number", "name", "definition", "digest", "defined_at", "defined_by_id")
  SELECT "id", 1, "name", "definition", encode(sha256(convert_to("definition"::text, 'UTF8')), 'hex'), "created_at", "created_by_id" FROM "cohort";

-- Row-level security: nothing set means nothing visible, as everywhere. Shares and key pairs are the holder's own and the
-- service's; who locks sees the public keys; a release is seen by who locks and by the person whom it names.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['cohort_definition_version', 'key_holder', 'sealed_share', 'snapshot_release'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
  END LOOP;
END $$;
CREATE POLICY "cohort_definition_version_all" ON "cohort_definition_version" TO echocohort_app
  USING (string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician'])
  WITH CHECK (string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician']);
CREATE POLICY "key_holder_read" ON "key_holder" FOR SELECT TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician'] OR "person_id"::text = current_setting('app.person', true));
CREATE POLICY "key_holder_enrol" ON "key_holder" FOR INSERT TO echocohort_app WITH CHECK (
  "person_id"::text = current_setting('app.person', true)
  AND string_to_array(current_setting('app.roles', true), ',') && ARRAY['data-manager', 'administrator']);
CREATE POLICY "sealed_share_read" ON "sealed_share" FOR SELECT TO echocohort_app USING (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ',')) OR "person_id"::text = current_setting('app.person', true));
CREATE POLICY "sealed_share_make" ON "sealed_share" FOR INSERT TO echocohort_app WITH CHECK (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician']);
CREATE POLICY "sealed_share_give" ON "sealed_share" FOR UPDATE TO echocohort_app USING (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ',')) OR "person_id"::text = current_setting('app.person', true));
CREATE POLICY "snapshot_release_read" ON "snapshot_release" FOR SELECT TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician'] OR "person_id"::text = current_setting('app.person', true));
CREATE POLICY "snapshot_release_make" ON "snapshot_release" FOR INSERT TO echocohort_app WITH CHECK (
  "released_by_id"::text = current_setting('app.person', true) AND 'statistician' = ANY (string_to_array(current_setting('app.roles', true), ',')));
CREATE POLICY "snapshot_release_withdraw" ON "snapshot_release" FOR UPDATE TO echocohort_app USING (
  'statistician' = ANY (string_to_array(current_setting('app.roles', true), ',')));
GRANT SELECT, INSERT ON "cohort_definition_version", "key_holder", "sealed_share", "snapshot_release" TO echocohort_app;
GRANT UPDATE ("share", "given_at", "for_run_id") ON "sealed_share" TO echocohort_app;
GRANT UPDATE ("withdrawn_at", "withdrawn_by_id", "withdraw_reason") ON "snapshot_release" TO echocohort_app;
GRANT UPDATE ("salt", "outcomes", "impact") ON "sealed_outcomes" TO echocohort_app;
GRANT UPDATE ("taken_back_at", "taken_back_reason") ON "snapshot" TO echocohort_app;
