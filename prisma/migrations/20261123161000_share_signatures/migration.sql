-- The public key that a key holder signs the giving of a share with. Holders of before have none.
ALTER TABLE "key_holder" ADD COLUMN "signing_key" BYTEA;
