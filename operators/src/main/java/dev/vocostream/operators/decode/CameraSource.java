package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.decode.live.CameraAccess;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The cameras of a directory as a stream: sampled frames and changes of state, per camera in order,
 * frame times strictly increasing. A camera that cannot be read is a state of that camera and never
 * an error of the job. There are no watermarks: time is each camera's own.
 *
 * <p>The stream ends when the directory is fixed, every camera is a file that is played once, and
 * all have ended or were refused; otherwise it goes on for ever.
 */
public final class CameraSource
    implements Source<CameraEvent, CameraSplit, List<CameraSplit>>,
        SupportsSplitReassignmentOnRecovery {
  private static final long serialVersionUID = 1L;

  private final CameraDirectory directory;
  private final int frameSize;
  private final CameraAccess access;
  private final InstantSource clock;

  /**
   * @param frameSize pixels of the longer side of every frame; the shorter one follows the video
   */
  public CameraSource(CameraDirectory directory, int frameSize) {
    this(directory, frameSize, CameraAccess.STRICT);
  }

  /**
   * @param access what network cameras may be reached, and with what
   */
  public CameraSource(CameraDirectory directory, int frameSize, CameraAccess access) {
    this(directory, frameSize, access, Clock.systemUTC());
  }

  /**
   * @param clock the wall clock by which live-paced files play; must be serializable
   */
  public CameraSource(
      CameraDirectory directory, int frameSize, CameraAccess access, InstantSource clock) {
    if (frameSize < 1) {
      throw new IllegalArgumentException("frame size must be at least 1 pixel, was " + frameSize);
    }
    this.directory = directory;
    this.frameSize = frameSize;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<CameraSplit, List<CameraSplit>> createEnumerator(
      SplitEnumeratorContext<CameraSplit> context) {
    return restoreEnumerator(context, List.of());
  }

  @Override
  public SplitEnumerator<CameraSplit, List<CameraSplit>> restoreEnumerator(
      SplitEnumeratorContext<CameraSplit> context, List<CameraSplit> waiting) {
    return new CameraEnumerator(context, directory, waiting, clock);
  }

  @Override
  public SourceReader<CameraEvent, CameraSplit> createReader(SourceReaderContext context) {
    return new CameraReader(
        CameraPlayer.Shared.of(frameSize, clock, access),
        context.metricGroup(),
        context::sendSourceEventToCoordinator);
  }

  @Override
  public SimpleVersionedSerializer<CameraSplit> getSplitSerializer() {
    return new CameraSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<CameraSplit>> getEnumeratorCheckpointSerializer() {
    return new CameraSplitSerializer.OfMany();
  }
}
