package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.benchmark.JobBenchmark;
import dev.vocostream.job.benchmark.JobPlan;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark of the job measures, not what: a machine that builds is no measure. */
class JobBenchmarkITCase {
  private static final JobPlan LITTLE = new JobPlan(1, 2, 12, 2, 4, 2, 2, 2, 8);

  private static final JobPlan LITTLE_OF_FIRST_WORDS = JobPlan.firstWords(1, 2, 12);

  @TempDir private Path directory;

  private JsonNode run(JobPlan plan) throws Exception {
    Path model = directory.resolve("model");
    UntrainedCheckpoint.write(model, 7, ModelShape.TINY);
    Path work = Files.createDirectory(directory.resolve("work"));
    return JobBenchmark.run(model, work, plan, doing -> {});
  }

  @Test
  void firstWordsAloneAreMeasuredWithoutTheRest() throws Exception {
    JsonNode figures = run(LITTLE_OF_FIRST_WORDS);
    assertThat(figures.at("/ttft/cold256_s").asDouble()).isPositive();
    assertThat(figures.at("/conditions/window").asInt()).isEqualTo(12);
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("ttft", "spread", "conditions");
  }

  @Test
  void everyFigureIsThereAndPositive() throws Exception {
    JsonNode figures = run(LITTLE);
    for (String figure :
        new String[] {
          "/questions/first_s",
          "/questions/hundredth_s",
          "/questions/ratio",
          "/reencode_ratio_128",
          "/monitors/one_s",
          "/monitors/hundred_s",
          "/monitors/ratio",
          "/monitors/p95_s/1",
          "/monitors/p95_s/10",
          "/monitors/p95_s/100",
          "/job_over_bare_frames",
          "/ttft/text_only_s",
          "/ttft/one_frame_s",
          "/ttft/hot256_s",
          "/ttft/cold256_s",
          "/checkpoint/bytes_per_new_byte",
          "/checkpoint/mean_bytes_per_new_byte",
          "/checkpoint/seconds_small_window",
          "/checkpoint/seconds_large_window",
          "/disk_over_payload"
        }) {
      assertThat(figures.at(figure).asDouble()).as(figure).isPositive();
    }
    assertThat(figures.at("/spread/ttft.hot256_s")).hasSize(2);
    assertThat(figures.at("/conditions/fingerprint").asText()).hasSizeGreaterThan(8);
    assertThat(figures.at("/conditions/cold256").asText()).matches(".*: [1-9][0-9]+ tokens read");
    assertThat(figures.at("/checkpoint/bytes_per_new_byte").asDouble())
        .as("what is new is written")
        .isGreaterThan(1);
  }
}
