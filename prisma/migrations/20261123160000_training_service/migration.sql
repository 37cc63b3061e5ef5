-- AlterTable
ALTER TABLE "model_run" ADD COLUMN     "cross_validation_id" UUID,
ADD COLUMN     "failure" JSONB,
ADD COLUMN     "fold" INTEGER;

-- CreateTable
CREATE TABLE "cross_validation" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "config" JSONB NOT NULL,
    "folds" INTEGER NOT NULL,
    "pooled" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_by_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "cross_validation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_lesion" (
    "run_id" UUID NOT NULL,
    "lesion_code" TEXT NOT NULL,
    "subject_code" TEXT NOT NULL,
    "centre_id" TEXT NOT NULL,
    "set" TEXT NOT NULL,
    "trained" BOOLEAN NOT NULL,

    CONSTRAINT "model_lesion_pkey" PRIMARY KEY ("run_id","lesion_code")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "mail" TEXT NOT NULL DEFAULT 'none',
    "mail_tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cross_validation_snapshot_id_idx" ON "cross_validation"("snapshot_id");

-- CreateIndex
CREATE INDEX "model_lesion_subject_code_idx" ON "model_lesion"("subject_code");

-- CreateIndex
CREATE INDEX "notice_person_id_at_idx" ON "notice"("person_id", "at");

-- CreateIndex
CREATE INDEX "model_run_cross_validation_id_idx" ON "model_run"("cross_validation_id");

-- AddForeignKey
ALTER TABLE "model_run" ADD CONSTRAINT "model_run_cross_validation_id_fkey" FOREIGN KEY ("cross_validation_id") REFERENCES "cross_validation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cross_validation" ADD CONSTRAINT "cross_validation_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cross_validation" ADD CONSTRAINT "cross_validation_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_lesion" ADD CONSTRAINT "model_lesion_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "model_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE "model_run" DROP CONSTRAINT "run_status_known";
ALTER TABLE "model_run" ADD CONSTRAINT "run_status_known" CHECK ("status" IN ('queued', 'running', 'paused', 'finished', 'failed', 'cancelled'));
ALTER TABLE "model_run" ADD CONSTRAINT "run_fold_of_a_cross_validation" CHECK (("fold" IS NULL) = ("cross_validation_id" IS NULL));
ALTER TABLE "cross_validation" ADD CONSTRAINT "cross_validation_folds" CHECK ("folds" BETWEEN 2 AND 20);
ALTER TABLE "model_lesion" ADD CONSTRAINT "model_lesion_set_known" CHECK ("set" IN ('training', 'internal_validation', 'external_validation'));
ALTER TABLE "notice" ADD CONSTRAINT "notice_mail_known" CHECK ("mail" IN ('none', 'due', 'sent', 'given-up'));
-- One run of a fold at a time: another may be started only when it has failed or was cancelled.
CREATE UNIQUE INDEX "model_run_one_of_fold" ON "model_run" ("cross_validation_id", "fold") WHERE "status" NOT IN ('failed', 'cancelled');

-- A cross-validation holds no case and is read like a run, by whoever acts at all; a lesion belongs to its centre; a notice to its person.
DO $$
DECLARE
  name text;
  system_rule constant text := '(''system'' = ANY ((SELECT string_to_array(current_setting(''app.roles'', true), '',''))::text[]))';
  rule text;
BEGIN
  FOREACH name IN ARRAY ARRAY['cross_validation', 'model_lesion', 'notice'] LOOP
    rule := CASE name
      WHEN 'cross_validation' THEN '((SELECT current_setting(''app.roles'', true)) <> '''')'
      WHEN 'model_lesion' THEN '((SELECT current_setting(''app.centres'', true)) = ''*'' OR centre_id = ANY ((SELECT string_to_array(current_setting(''app.centres'', true), '',''))::text[]))'
      ELSE '(person_id::text = (SELECT current_setting(''app.person'', true)) OR ' || system_rule || ')' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO echocohort_app USING (%s) WITH CHECK (%s)', name || '_reach', name, rule,
      CASE name WHEN 'cross_validation' THEN '((SELECT string_to_array(current_setting(''app.roles'', true), '','')) && ARRAY[''system'', ''statistician''])' ELSE rule END);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON "cross_validation", "model_lesion", "notice" TO echocohort_app;
GRANT UPDATE ("pooled", "finished_at") ON "cross_validation" TO echocohort_app;
GRANT UPDATE ("read_at", "mail", "mail_tries") ON "notice" TO echocohort_app;

-- The queue of trainings. A trainer holds a training by its lease: whoever has another lease writes nothing of it.
CREATE TABLE jobs.training (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('training', 'dry-run')),
  payload jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'leased', 'paused', 'ended')),
  wish text CHECK (wish IN ('pause', 'cancel')),
  place bigint GENERATED BY DEFAULT AS IDENTITY,
  queued_at timestamptz(3) NOT NULL DEFAULT now(),
  lease uuid,
  trainer_id uuid,
  lease_ends timestamptz(3),
  takings integer NOT NULL DEFAULT 0,
  lost_in_row integer NOT NULL DEFAULT 0,
  reason text NOT NULL DEFAULT 'first' CHECK (reason IN ('first', 'resumed', 'handed-on', 'taken-over')),
  result jsonb,
  ended_at timestamptz(3),
  CONSTRAINT training_leased_whole CHECK ((state = 'leased') = (lease IS NOT NULL) AND (state = 'leased') = (lease_ends IS NOT NULL))
);
CREATE INDEX training_waiting ON jobs.training (place) WHERE state IN ('queued', 'leased');
CREATE TABLE jobs.trainer (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  engine text NOT NULL,
  threads integer NOT NULL,
  since timestamptz(3) NOT NULL DEFAULT now(),
  seen_at timestamptz(3) NOT NULL DEFAULT now()
);
