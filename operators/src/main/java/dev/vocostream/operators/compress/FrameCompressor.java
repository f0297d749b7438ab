package dev.vocostream.operators.compress;

import dev.vocostream.model.Activations;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.state.FrameEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
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
  private transient List<CameraEvent> batch;
  private transient int frames;
  private transient ScheduledFuture<?> due;
  private transient Counter compressed;
  private transient Counter batches;

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
    model = ModelServer.open(source);
    model.description().require(fingerprint);
    compressed = getMetricGroup().counter("framesCompressed");
    batches = getMetricGroup().counter("batchesCompressed");
  }

  @Override
  public void processElement(StreamRecord<CameraEvent> element) throws Exception {
    CameraEvent event = element.getValue();
    batch.add(event);
    if (event.frame() != null) {
      frames++;
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
      MemoryEvent out =
          event.frame() == null
              ? MemoryEvent.of(event.report())
              : MemoryEvent.of(entryOf(event.frame(), activations.next()));
      output.collect(new StreamRecord<>(out));
    }
    batch.clear();
    frames = 0;
  }

  /** The frames of the batch, in its order. Waits for the model, and can be interrupted. */
  private List<Activations> compress() throws Exception {
    if (frames == 0) {
      return List.of();
    }
    List<RgbImage> images = new ArrayList<>(frames);
    for (CameraEvent event : batch) {
      if (event.frame() != null) {
        Frame frame = event.frame();
        images.add(new RgbImage(frame.width(), frame.height(), frame.rgb()));
      }
    }
    batches.inc();
    compressed.inc(frames);
    try {
      return model.compress(images).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the model could not compress a batch of %d frames: %s"
              .formatted(frames, e.getCause().getMessage()),
          e.getCause());
    }
  }

  private CompressedFrame entryOf(Frame frame, Activations activations) {
    FrameEntry entry =
        new FrameEntry(
            frame.camera(),
            model.description().fingerprint(),
            activations.tokens(),
            activations.dtype().code(),
            activations.bytes());
    return new CompressedFrame(frame.camera(), frame.time(), entry.toBytes());
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
    super.close();
  }
}
