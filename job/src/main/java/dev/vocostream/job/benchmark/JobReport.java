package dev.vocostream.job.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.benchmark.MachineConditions;
import dev.vocostream.model.benchmark.Measured;

/**
 * The figures of the job as one JSON object. Every figure is a median; {@code spread} has the least
 * and the most of those that were measured in every round.
 */
final class JobReport {
  /** Frames that the job compresses together, by default. */
  static final int BATCH = 8;

  private final JobBenchmark measured;
  private final JobPlan plan;
  private final ModelDescription model;
  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ObjectNode spread = root.objectNode();

  JobReport(JobBenchmark measured, JobPlan plan, ModelDescription model) {
    this.measured = measured;
    this.plan = plan;
    this.model = model;
  }

  ObjectNode toJson() {
    ObjectNode ttft = root.putObject("ttft");
    put(ttft, "ttft.", "text_only_s", measured.textOnly);
    put(ttft, "ttft.", "one_frame_s", measured.oneFrame);
    put(ttft, "ttft.", "hot256_s", measured.hot);
    put(ttft, "ttft.", "cold256_s", measured.cold);
    if (plan.isWhole()) {
      questions();
      frames();
      monitors();
      checkpoints();
    }
    root.set("spread", spread);
    conditions();
    return root;
  }

  private void questions() {
    double each = measured.together.median() / JobBenchmark.ASKED_TOGETHER;
    ObjectNode questions = root.putObject("questions");
    put(questions, "questions.", "first_s", measured.alone);
    questions.put("hundredth_s", each).put("ratio", each / measured.alone.median());
    spread("questions.last_s", measured.together);
    root.put("reencode_ratio_128", plan.reencoded() * measured.framesBare.median() / each);
  }

  private void frames() {
    double bareFrame = measured.framesBare.median();
    root.put("job_over_bare_frames", bareFrame / measured.framesInJob.median());
    spread("frame_in_job_s", measured.framesInJob);
    spread("frame_bare_s", measured.framesBare);
  }

  private void monitors() {
    MonitorMeasure measure = measured.monitors;
    ObjectNode monitors = root.putObject("monitors");
    put(monitors, "monitors.", "one_s", measure.each(1));
    put(monitors, "monitors.", "hundred_s", measure.each(100));
    monitors.put("ratio", measure.each(100).median() / measure.each(1).median());
    ObjectNode late = monitors.putObject("p95_s");
    for (int count : MonitorMeasure.COUNTS) {
      late.put(Integer.toString(count), measure.dueToScore(count).quantile(0.95));
      spread("monitors.due_to_score_s." + count, measure.dueToScore(count));
    }
  }

  private void checkpoints() {
    ObjectNode checkpoint = root.putObject("checkpoint");
    put(checkpoint, "checkpoint.", "bytes_per_new_byte", measured.checkpoints.bytesPerNewByte);
    checkpoint.put("mean_bytes_per_new_byte", measured.checkpoints.meanBytesPerNewByte());
    put(checkpoint, "checkpoint.", "seconds_small_window", measured.checkpoints.smallSeconds);
    put(checkpoint, "checkpoint.", "seconds_large_window", measured.checkpoints.largeSeconds);
    put(root, "", "disk_over_payload", measured.checkpoints.diskOverPayload);
  }

  private void put(ObjectNode to, String prefix, String figure, Measured values) {
    to.put(figure, values.median());
    spread(prefix + figure, values);
  }

  private void spread(String figure, Measured values) {
    spread.putArray(figure).add(values.least()).add(values.most());
  }

  private void conditions() {
    ObjectNode conditions = root.putObject("conditions");
    conditions.put("model", model.name()).put("fingerprint", model.fingerprint());
    conditions.put("bytes_per_frame", model.bytesPerFrame());
    conditions.put("rounds", plan.rounds()).put("cameras", plan.cameras());
    conditions.put("window", plan.window());
    conditions.put("question_tokens", JobBenchmark.QUESTION_TOKENS);
    if (plan.isWhole()) {
      wholeConditions(conditions);
    }
    conditions.put("frames_at_once", BATCH);
    conditions.put(
        "job", "default settings, one subtask, RocksDB on local disk; no broker and no decoder");
    firstWords(conditions);
    MachineConditions.addTo(conditions);
  }

  private void wholeConditions(ObjectNode conditions) {
    conditions.put("questions_together", JobBenchmark.ASKED_TOGETHER);
    conditions.put("questions_window", plan.reencoded());
    conditions.put("answer_tokens", JobBenchmark.ANSWER_TOKENS);
    conditions.put("reencoding", "frames of the window times the time of one, bare");
    conditions.put("monitors_window", plan.reencoded()).put("monitored_frames", plan.monitored());
    conditions.put("small_window", plan.smallWindow()).put("checkpoints", plan.checkpoints());
    conditions.put("new_frames_each", plan.newFrames() * plan.cameras());
  }

  /** What each first word waits for: to compare those that differ in one thing. */
  private void firstWords(ObjectNode conditions) {
    int head = measured.headTokens();
    int tail = measured.tailTokens();
    conditions.put(
        "text_only",
        "the bare model, no window, its prompt's beginning hot: %d tokens read".formatted(tail));
    conditions.put("one_frame", "the job, a hot window of one frame, as many tokens read");
    conditions.put("hot256", "the job, the whole window hot, as many tokens read");
    conditions.put(
        "cold256",
        "the job, the window from RocksDB, and behind it the prompt's beginning: %d tokens read"
            .formatted(head + tail));
  }
}
