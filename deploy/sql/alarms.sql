-- Alarms of another system, each explained by what its camera saw in the ten seconds before.
-- See docs/sql.md; every statement is run by AlarmsSqlITCase.

SET 'pipeline.name' = 'alarms';

-- A voco.yaml on each task manager, for the broker, the names of the topics and the logins.
SET 'pipeline.global-job-parameters' = 'voco.config:/etc/voco/voco.yaml';

-- Questions at once, of a subtask; and how long Flink waits for one answer.
SET 'table.exec.async-table.max-concurrent-operations' = '100';
SET 'table.exec.async-table.timeout' = '2 min';

-- An exactly-once job shows its answers with its checkpoints; so does this one.
SET 'execution.checkpointing.interval' = '10 s';

CREATE TEMPORARY FUNCTION VOCO_ASK AS 'dev.vocostream.job.sql.VocoAsk';
CREATE TEMPORARY FUNCTION VOCO_ASK_YES_NO AS 'dev.vocostream.job.sql.VocoAskYesNo';

CREATE TEMPORARY TABLE alarms (
  id STRING,
  camera STRING,
  `at` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'kafka',
  'topic' = 'alarms',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'alarms-sql',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE TEMPORARY TABLE explained (
  id STRING,
  camera STRING,
  status STRING,
  reason STRING,
  seen STRING,
  frames INT,
  circle DOUBLE
) WITH (
  'connector' = 'kafka',
  'topic' = 'alarms.explained',
  'properties.bootstrap.servers' = 'localhost:9092',
  'format' = 'json'
);

INSERT INTO explained
SELECT a.id, a.camera, v.status, v.reason, v.text, v.frames, p.probability
FROM alarms AS a
CROSS JOIN LATERAL TABLE(
  VOCO_ASK(a.camera, 'What is there?', a.`at` - INTERVAL '10' SECOND, a.`at`)
) AS v
CROSS JOIN LATERAL TABLE(
  VOCO_ASK_YES_NO(a.camera, 'Is there a red circle?', a.`at` - INTERVAL '10' SECOND, a.`at`)
) AS p;
