package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.sample.ChangeRule;
import dev.vocostream.operators.sample.FrameSampler;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.Thinning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Two cameras that see the same: of one every frame is kept, of the other what shows news. */
final class TwoMemories implements AutoCloseable {
  static final String ALL = "yard";
  static final String CHANGED = "door";
  static final List<String> BOTH = List.of(ALL, CHANGED);

  /** The default of {@code sample.keep-alive}. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final VocoLlama model;
  private final CameraMemoryHarness memories;
  private final KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> sampler;

  /**
   * A frame of both.
   *
   * @param asked whether a question will read it
   */
  record Shown(long time, RgbImage picture, boolean asked) {}

  private TwoMemories(VocoLlama model, CheckpointSource source) throws Exception {
    this.model = model;
    this.memories =
        new CameraMemoryHarness(source, model.description().fingerprint(), Thinning.NONE);
    this.sampler =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new FrameSampler(
                    new ChangeRule(KEEP_ALIVE), Duration.ofMinutes(10), Duration.ofSeconds(5))),
            CameraEvent::camera,
            Types.STRING);
    memories.open();
    sampler.open();
  }

  static TwoMemories of(Path model) throws Exception {
    Compute compute =
        new Compute("cpu", DType.FP32, 1); // two would wait for each other where others run
    CheckpointSource source = new CheckpointSource(model.toString(), DType.FP16, compute);
    return new TwoMemories(VocoLlama.load(model, DType.FP16, compute), source);
  }

  CameraMemoryHarness harness() {
    return memories;
  }

  /**
   * Tells both. A frame is compressed once for both, and not at all if neither will read it, as no
   * other depends on it.
   *
   * @param frames oldest first
   * @return which of them the sampler let pass
   */
  List<Boolean> watch(List<Shown> frames) throws Exception {
    List<List<CameraEvent>> said = new ArrayList<>();
    List<Shown> wanted = new ArrayList<>();
    List<Boolean> passed = new ArrayList<>();
    for (Shown frame : frames) {
      said.add(sampled(frame));
      passed.add(said.get(said.size() - 1).stream().anyMatch(event -> event.frame() != null));
      if (frame.asked() || passed.get(passed.size() - 1)) {
        wanted.add(frame);
      }
    }
    List<Activations> compressed = model.compress(wanted.stream().map(Shown::picture).toList());
    for (int i = 0; i < frames.size(); i++) {
      int at = wanted.indexOf(frames.get(i));
      if (at >= 0) {
        memories.remember(remembered(ALL, frames.get(i).time(), compressed.get(at)));
      }
      for (CameraEvent event : said.get(i)) {
        memories.remember(
            event.frame() == null
                ? MemoryEvent.of(event.unchanged())
                : remembered(CHANGED, event.frame().time(), compressed.get(at)));
      }
    }
    return passed;
  }

  private List<CameraEvent> sampled(Shown shown) throws Exception {
    RgbImage picture = shown.picture();
    Frame frame =
        new Frame(CHANGED, shown.time(), picture.width(), picture.height(), picture.rgb());
    sampler.processElement(CameraEvent.of(frame), shown.time());
    List<CameraEvent> said = List.copyOf(sampler.extractOutputValues());
    sampler.getOutput().clear();
    return said;
  }

  private MemoryEvent remembered(String camera, long time, Activations frame) {
    String fingerprint = model.description().fingerprint();
    FrameEntry entry =
        new FrameEntry(camera, fingerprint, frame.tokens(), frame.dtype().code(), frame.bytes());
    return MemoryEvent.of(new CompressedFrame(camera, time, entry.toBytes()));
  }

  @Override
  public void close() throws Exception {
    sampler.close();
    memories.close();
    model.close();
  }
}
