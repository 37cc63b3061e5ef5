-- Under which agreement an export was asked for; every download of it stands under the same.
ALTER TABLE "export_request" ADD COLUMN "agreement" TEXT;
