package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
  /** Renaming one orphans its state in every savepoint: this list only ever grows. */
  private static final String[] UIDS = {
    "decode-and-sample",
    "sample",
    "compress",
    "questions",
    "sort-out-dead-letters",
    "split-by-camera",
    "remember-and-answer",
    "gather-cameras",
    "record-answers",
    "answers: undelivered",
    "answers",
    "rejected: undelivered",
    "rejected",
    "camera-dead-letters",
    "status",
    "monitors",
    "sort-out-monitor-dead-letters",
    "camera-terms",
    "assign-monitors",
    "questions-by-camera",
    "monitors-by-camera",
    "alerts: undelivered",
    "alerts",
    "make-snapshots",
    "snapshots",
    "scores"
  };

  @Test
  void everyOperatorHasAUidAndNoTypeIsGeneric(@TempDir Path directory) throws Exception {
    JobConfig config = new Site(directory, "localhost:1").job("uids", "{id: yard, url: yard.mp4}");
    VideoJob job = new VideoJob(config);
    StreamGraph graph = graph(job);
    assertThat(graph.getStreamNodes())
        .allMatch(node -> node.getTransformationUID() != null, "has a uid");
    assertThat(uids(graph)).containsExactlyInAnyOrder(UIDS);
    assertThat(job.flinkSettings().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  /** Else a checkpoint of before a switch has state that no operator claims, and is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"snapshots.enabled: true", "kafka.delivery: at-least-once"})
  void theOperatorsAreTheSameWhateverTheOptions(String option, @TempDir Path directory)
      throws Exception {
    Site site = new Site(directory, "localhost:1");
    site.more(option);
    VideoJob job = new VideoJob(site.job("options", "{id: yard, url: yard.mp4}"));
    assertThat(uids(graph(job))).containsExactlyInAnyOrder(UIDS);
  }

  @Test
  void whatTheSamplerKeepsIsCompressedInTheSameTask(@TempDir Path directory) throws Exception {
    JobConfig config = new Site(directory, "localhost:1").job("chain", "{id: yard, url: yard.mp4}");
    assertThat(graph(new VideoJob(config)).getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.contains("sample -> (compress"));
  }

  private static List<String> uids(StreamGraph graph) {
    return graph.getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(uid -> !uid.startsWith("Sink Committer: ")) // Flink's own, made from ours
        .toList();
  }

  private static StreamGraph graph(VideoJob job) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(job.flinkSettings());
    job.build(env);
    return env.getStreamGraph();
  }
}
