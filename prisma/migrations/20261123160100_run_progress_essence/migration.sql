-- Views of runs read takings, starts and epochs, and of thousands of steps the last one.
CREATE INDEX run_progress_essence ON jobs.run_progress (run_id, id) WHERE event ->> 'kind' IN ('taken', 'started', 'epoch');
CREATE INDEX run_progress_steps ON jobs.run_progress (run_id, id DESC) WHERE event ->> 'kind' = 'step';
