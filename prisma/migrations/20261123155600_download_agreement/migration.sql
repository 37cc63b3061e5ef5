-- Under which agreement of a release an export was taken; where there was none, the agreement of the export holds.
ALTER TABLE "export_download" ADD COLUMN "agreement" TEXT;
