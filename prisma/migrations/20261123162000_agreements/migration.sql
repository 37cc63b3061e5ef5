-- AlterTable
ALTER TABLE "export_download" ADD COLUMN     "agreement_id" UUID;

-- AlterTable
ALTER TABLE "export_request" ADD COLUMN     "agreement_id" UUID;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "agreement_id" UUID;

-- AlterTable
ALTER TABLE "snapshot_release" ADD COLUMN     "agreement_id" UUID;

-- CreateTable
CREATE TABLE "agreement" (
    "id" UUID NOT NULL,
    "study_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "text_zh" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_id" UUID,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_acceptance" (
    "agreement_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_acceptance_pkey" PRIMARY KEY ("agreement_id","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreement_study_id_version_key" ON "agreement"("study_id", "version");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_release" ADD CONSTRAINT "snapshot_release_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_study_id_fkey" FOREIGN KEY ("study_id") REFERENCES "study"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_published_by_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_acceptance" ADD CONSTRAINT "agreement_acceptance_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_acceptance" ADD CONSTRAINT "agreement_acceptance_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_request" ADD CONSTRAINT "export_request_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_download" ADD CONSTRAINT "export_download_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_version_counts" CHECK ("version" > 0);
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_digest_form" CHECK ("digest" ~ '^[0-9a-f]{64}$');

-- Versions and acceptances are only added. A version is published by who locks; everybody agrees in the own name only.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['agreement', 'agreement_acceptance'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
  END LOOP;
END $$;
CREATE POLICY "agreement_read" ON "agreement" FOR SELECT TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician']);
CREATE POLICY "agreement_publish" ON "agreement" FOR INSERT TO echocohort_app WITH CHECK (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician']);
CREATE POLICY "agreement_acceptance_read" ON "agreement_acceptance" FOR SELECT TO echocohort_app USING (
  string_to_array(current_setting('app.roles', true), ',') && ARRAY['system', 'statistician'] OR "person_id"::text = current_setting('app.person', true));
CREATE POLICY "agreement_acceptance_make" ON "agreement_acceptance" FOR INSERT TO echocohort_app WITH CHECK (
  'system' = ANY (string_to_array(current_setting('app.roles', true), ',')) OR "person_id"::text = current_setting('app.person', true));
GRANT SELECT, INSERT ON "agreement", "agreement_acceptance" TO echocohort_app;
