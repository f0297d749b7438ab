package dev.vocostream.operators.compress;

import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Activations;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.Frame;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientCompressorTest {
  private final FakeSource source = new FakeSource(UUID.randomUUID().toString());
  private final ModelServer model = ModelServer.open(source);
  private final Map<String, Counter> counters = new TreeMap<>();

  private final PatientCompressor compressor =
      new PatientCompressor(model, new CompressorMetrics(new RecordingGroup("", counters)));

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void onlyTheFrameWithBadNumericsIsRefusedAndCounted() throws Exception {
    live().refuse(image("yard", 2));

    List<Activations> compressed = compressor.compress(frames(1, 2, 3));

    assertThat(compressed).hasSize(3);
    assertThat(FakeModel.checksum(compressed.get(0)))
        .isEqualTo(FakeModel.checksum(image("yard", 1)));
    assertThat(compressed.get(1)).isNull();
    assertThat(FakeModel.checksum(compressed.get(2)))
        .isEqualTo(FakeModel.checksum(image("yard", 3)));
    assertThat(live().batchSizes()).containsExactly(3, 1, 1, 1);
    assertThat(counters.get("/camera=yard/reason=bad-numerics/framesRefused").getCount()).isOne();
  }

  @Test
  void aFrameThatIsAloneIsAskedForOnce() throws Exception {
    live().refuse(image("yard", 1));

    assertThat(compressor.compress(frames(1))).containsOnlyNulls();
    assertThat(live().calls()).isOne();
  }

  @Test
  void framesThatNoMemoryIsLeftForAreRefusedAndCounted() throws Exception {
    live().failAfter(0, () -> new OverloadedException("no memory for 1 at once", null));

    assertThat(compressor.compress(frames(1, 2, 3))).hasSize(3).containsOnlyNulls();
    assertThat(counters.get("/camera=yard/reason=overloaded/framesRefused").getCount())
        .isEqualTo(3);
  }

  @Test
  void aModelThatFailsAmongTheSingleFramesIsAFailure() {
    live().refuse(image("yard", 3));
    live().failAfter(2);

    assertThatThrownBy(() -> compressor.compress(frames(1, 2, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the model could not compress a batch of 1 frames:"
                + " the fake model fails, as it was told to");
    assertThat(counters).isEmpty();
  }

  private static List<Frame> frames(long... times) {
    return LongStream.of(times).mapToObj(time -> seen("yard", time).frame()).toList();
  }

  private FakeModel live() {
    return source.live();
  }

  /** Keeps counters by the path of their groups. */
  private static final class RecordingGroup extends UnregisteredMetricsGroup {
    private final String path;
    private final Map<String, Counter> counters;

    RecordingGroup(String path, Map<String, Counter> counters) {
      this.path = path;
      this.counters = counters;
    }

    @Override
    public Counter counter(String name) {
      Counter counter = new SimpleCounter();
      counters.put(path + "/" + name, counter);
      return counter;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new RecordingGroup(path + "/" + key + "=" + value, counters);
    }
  }
}
