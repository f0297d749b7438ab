package dev.vocostream.operators.compress;

import dev.vocostream.model.Activations;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.AssignedGpu;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.metrics.ModelMetrics;
import dev.vocostream.state.FrameEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Compresses frames in batches across cameras. Each frame is compressed in isolation, so a batch
 * may hold any frames of any cameras, and no state is kept: the batch is empty whenever a barrier,
 * a watermark or the end of the input passes. Events leave in the order they came.
 */
public final class FrameCompressor extends AbstractStreamOperator<MemoryEvent>
    implements OneInputStreamOperator<CameraEvent, MemoryEvent>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  // -- configuration
  private final BatchRule rule;
  private final ModelSource source;
  private final String fingerprint;

  // -- runtime
  private transient ModelServer model;
  private transient PatientCompressor compressor;
  private transient List<CameraEvent> batch;
  private transient volatile int frames; // read by metrics, from a thread of theirs
  private transient ScheduledFuture<?> due;
  private transient CompressorMetrics metrics;

  /**
   * @param fingerprint of the model that is meant; another one is refused when the task starts
   */
  public FrameCompressor(BatchRule rule, ModelSource source, String fingerprint) {
    this.rule = rule;
    this.source = source;
    this.fingerprint = fingerprint;
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new ArrayList<>();
    model = ModelServer.open(AssignedGpu.of(source, getRuntimeContext()));
    model.description().require(fingerprint);
    metrics = new CompressorMetrics(getMetricGroup());
    metrics.watch(() -> frames);
    ModelMetrics.register(getMetricGroup(), model);
    compressor = new PatientCompressor(model, metrics);
  }

  @Override
  public void processElement(StreamRecord<CameraEvent> element) throws Exception {
    CameraEvent event = element.getValue();
    batch.add(event);
    if (event.frame() != null) {
      frames = frames + 1;
    }
    if (rule.isFull(frames) || frames == 0) {
      flush();
    } else if (due == null) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      due = getProcessingTimeService().registerTimer(rule.dueAt(now), time -> flush());
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    flush();
    super.processWatermark(watermark);
  }

  @Override
  public void endInput() throws Exception {
    flush();
  }

  private void flush() throws Exception {
    if (due != null) {
      due.cancel(false);
      due = null;
    }
    Iterator<Activations> activations = compress().iterator();
    for (CameraEvent event : batch) {
      if (event.terms() != null) {
        metrics.heard(event.terms());
      }
      if (event.frame() == null) {
        output.collect(new StreamRecord<>(passedOn(event)));
        continue;
      }
      Activations frame = activations.next();
      if (frame != null) {
        metrics.compressed(event.frame());
        output.collect(new StreamRecord<>(MemoryEvent.of(entryOf(event.frame(), frame))));
      }
    }
    batch.clear();
    frames = 0;
  }

  private static MemoryEvent passedOn(CameraEvent event) {
    if (event.report() != null) {
      return MemoryEvent.of(event.report());
    }
    return event.terms() != null
        ? MemoryEvent.of(event.terms())
        : MemoryEvent.of(event.unchanged());
  }

  /**
   * The frames of the batch, in its order; null for one that the model refused. Waits for the
   * model, and can be interrupted.
   */
  private List<Activations> compress() throws Exception {
    if (frames == 0) {
      return List.of();
    }
    List<Frame> taken = batch.stream().map(CameraEvent::frame).filter(Objects::nonNull).toList();
    long start = System.nanoTime();
    List<Activations> result = compressor.compress(taken);
    metrics.batch(taken.size(), System.nanoTime() - start);
    return result;
  }

  private CompressedFrame entryOf(Frame frame, Activations activations) {
    FrameEntry entry =
        new FrameEntry(
            frame.camera(),
            model.description().fingerprint(),
            activations.tokens(),
            activations.dtype().code(),
            activations.bytes());
    RgbImage picture = model.description().hybrid() ? frame.image() : null;
    return new CompressedFrame(frame.camera(), frame.time(), entry.toBytes(), picture);
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
    super.close();
  }
}
