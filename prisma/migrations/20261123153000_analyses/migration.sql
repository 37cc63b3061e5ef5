-- CreateTable
CREATE TABLE "analysis" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "runs" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "result_sha256" TEXT,
    "report_sha256" TEXT,
    "report_bytes" BIGINT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by_id" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "analysis_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "analysis_snapshot_id_idx" ON "analysis"("snapshot_id");

-- AddForeignKey
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on. Study-wide like exports: no row of it belongs to a centre.
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_status_known" CHECK ("status" IN ('queued', 'running', 'finished', 'failed'));
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_language_known" CHECK ("language" IN ('zh', 'en'));
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_finished_whole" CHECK ("status" <> 'finished' OR ("result_sha256" IS NOT NULL AND "report_sha256" IS NOT NULL));
GRANT SELECT, INSERT ON "analysis" TO echocohort_app;
GRANT UPDATE ("status", "progress", "result_sha256", "report_sha256", "report_bytes", "error_code", "error_detail", "finished_at") ON "analysis" TO echocohort_app;
