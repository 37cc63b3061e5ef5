-- Whatever a trainer stores of a training lies under the number of its taking, and this names the checkpoint that counts: only the holder of the
-- lease can set it, so an object that a frozen trainer lets through late is one that nobody reads.
ALTER TABLE jobs.training ADD COLUMN checkpoint text;
-- Trainings from before this have their checkpoint, if any, under the one name that was used then.
UPDATE jobs.training SET checkpoint = 'checkpoint.bin' WHERE kind = 'training' AND state <> 'ended';
