package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    "scores"
  };

  @Test
  void everyOperatorHasAUidAndNoTypeIsGeneric(@TempDir Path directory) throws Exception {
    JobConfig config = new Site(directory, "localhost:1").job("uids", "{id: yard, url: yard.mp4}");
    VideoJob job = new VideoJob(config);
    StreamGraph graph = graph(job);
    assertThat(graph.getStreamNodes())
        .allMatch(node -> node.getTransformationUID() != null, "has a uid");
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .filteredOn(uid -> !uid.startsWith("Sink Committer: ")) // Flink's own, made from ours
        .containsExactlyInAnyOrder(UIDS);
    assertThat(job.flinkSettings().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @Test
  void picturesAreMadeOnlyWhereTheyAreWanted(@TempDir Path directory) throws Exception {
    Path file = new Site(directory, "localhost:1").config("pictures", "{id: yard, url: yard.mp4}");
    Files.writeString(file, "\nsnapshots: {enabled: true}\n", StandardOpenOption.APPEND);
    assertThat(graph(new VideoJob(JobConfig.read(file))).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(UIDS)
        .contains("make-snapshots", "snapshots");
  }

  @Test
  void whatTheSamplerKeepsIsCompressedInTheSameTask(@TempDir Path directory) throws Exception {
    JobConfig config = new Site(directory, "localhost:1").job("chain", "{id: yard, url: yard.mp4}");
    assertThat(graph(new VideoJob(config)).getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.contains("sample -> compress"));
  }

  private static StreamGraph graph(VideoJob job) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(job.flinkSettings());
    job.build(env);
    return env.getStreamGraph();
  }
}
