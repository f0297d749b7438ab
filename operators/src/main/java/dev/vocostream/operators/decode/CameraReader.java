package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.metrics.PerCamera;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras of one subtask, each on a thread of its own, taken in turn. The state is what left
 * with the last event of each camera; what the threads have decoded beyond it is decoded again
 * after a restore.
 *
 * <p>Before its frames a camera tells on what terms they are kept, and again when that changes; a
 * change that has it opened anew is told after the word that it starts. The last word of a removed
 * camera is that it is removed; until that has left, the split is kept.
 */
final class CameraReader implements SourceReader<CameraEvent, CameraSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(1500);

  /**
   * An event that does not come from a player; with the split that is dropped after it, or null.
   */
  private record Word(CameraEvent event, CameraSplit dropped) {}

  // -- configuration
  private final CameraPlayer.Shared shared;
  private final InstantSource clock;
  private final Consumer<SourceEvent> enumerator;

  // -- runtime
  private final List<PlayedCamera> cameras = new ArrayList<>();
  private final List<CameraPlayer> stopped = new ArrayList<>();
  private final ReleasedCameras released = new ReleasedCameras();
  private final Deque<Word> words = new ArrayDeque<>();
  private final PerCamera<CameraCounters> counters;
  private volatile CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean noMoreSplits;
  private int turn;

  /**
   * @param enumerator told of each camera that has ended, after its last event, or was let go
   */
  CameraReader(CameraPlayer.Shared shared, MetricGroup metrics, Consumer<SourceEvent> enumerator) {
    this.enumerator = enumerator;
    this.shared = shared;
    this.clock = shared.clock();
    this.counters = new PerCamera<>(metrics, CameraCounters::in);
  }

  @Override
  public void start() {}

  /** A split of a camera that is here already is a change of that camera. */
  @Override
  public void addSplits(List<CameraSplit> added) {
    stopped.removeIf(player -> player.join(Duration.ZERO));
    for (CameraSplit split : added) {
      released.forget(split.splitId());
      PlayedCamera known = cameraOf(split.splitId());
      if (split.removed()) {
        remove(split, known);
      } else if (known == null) {
        add(split);
      } else {
        change(known, split);
      }
    }
    wake();
  }

  private void add(CameraSplit split) {
    PlayedCamera camera = new PlayedCamera(split, this::playerOf);
    cameras.add(camera);
    say(CameraEvent.of(CameraTerms.of(split.settings())));
    if (camera.isPaused()) {
      say(camera, State.PAUSED);
    }
  }

  /** What its former self has said does not pass for a word about the change. */
  private void change(PlayedCamera camera, CameraSplit given) {
    CameraSplit wanted = given.startingAt(clock.millis()); // it may have been on its way for long
    if (camera.split().isOverFor(wanted.settings(), wanted.start())) {
      remove(CameraSplit.removed(camera.id()), camera);
      add(wanted);
      return;
    }
    boolean wasPaused = camera.isPaused();
    boolean goesOn = wanted.settings().playsAs(camera.split().settings());
    letGo(camera.change(wanted));
    if (!goesOn && !camera.isPaused() && !camera.split().ended()) {
      say(camera, State.STARTING);
    }
    say(CameraEvent.of(CameraTerms.of(camera.split().settings())));
    if (camera.isPaused() && !wasPaused) {
      say(camera, State.PAUSED);
    } else if (!camera.isPaused() && wasPaused && camera.split().ended()) {
      say(camera, State.ENDED); // no player will
    }
  }

  private void remove(CameraSplit split, PlayedCamera known) {
    if (known != null) {
      letGo(known.stop());
      cameras.remove(known);
    }
    counters.forget(split.splitId());
    LOG.info("camera '{}' removed", split.splitId());
    words.add(new Word(CameraEvent.of(CameraTerms.removed(split.splitId())), split));
  }

  /**
   * Lets a camera go, for another reader to take it up; what it has not said will be said there.
   */
  @Override
  public void handleSourceEvents(SourceEvent event) {
    PlayedCamera camera = event instanceof ReleaseCamera wish ? cameraOf(wish.camera()) : null;
    if (camera != null) {
      letGo(camera.stop());
      cameras.remove(camera);
      counters.forget(camera.id());
      words.removeIf(word -> word.dropped() == null && word.event().camera().equals(camera.id()));
      released.add(camera.split());
      enumerator.accept(new CameraReleased(camera.split()));
    }
  }

  private void letGo(CameraPlayer player) {
    if (player != null) {
      stopped.add(player);
    }
  }

  private void say(CameraEvent event) {
    words.add(new Word(event, null));
  }

  private void say(PlayedCamera camera, State state) {
    LOG.info("camera '{}' {}", camera.id(), state);
    say(CameraEvent.of(new CameraReport(camera.id(), state, "", clock.millis())));
  }

  private PlayedCamera cameraOf(String id) {
    return cameras.stream().filter(camera -> camera.id().equals(id)).findAny().orElse(null);
  }

  private CameraPlayer playerOf(CameraSplit split) {
    CameraCounters own = counters.of(split.splitId());
    int width = split.settings().width();
    int size = width > 0 ? Math.min(width, shared.frameSize()) : shared.frameSize();
    return new CameraPlayer(split, shared.withFrameSize(size), own, this::wake);
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<CameraEvent> output) {
    Word word = words.poll();
    if (word != null) {
      emit(word.event(), output);
      return InputStatus.MORE_AVAILABLE;
    }
    for (int tried = 0; tried < cameras.size(); tried++) {
      turn = (turn + 1) % cameras.size();
      Handoff.Item item = cameras.get(turn).poll();
      if (item != null) {
        emit(item.event(), output);
        if (item.after().ended()) {
          enumerator.accept(new CameraEnded(cameras.get(turn).split()));
        }
        return InputStatus.MORE_AVAILABLE;
      }
    }
    return isOver() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  private void emit(CameraEvent event, ReaderOutput<CameraEvent> output) {
    output.collect(event, event.frame() == null ? clock.millis() : event.frame().time());
  }

  private boolean isOver() {
    return noMoreSplits && words.isEmpty() && cameras.stream().allMatch(PlayedCamera::isOver);
  }

  /** Called by decoding threads. */
  private void wake() {
    available.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      available = new CompletableFuture<>();
      // Looked at after the new future is in place: what arrives from here on completes it.
      boolean more = !words.isEmpty() || cameras.stream().anyMatch(PlayedCamera::hasItem);
      if (more || isOver()) {
        wake();
      }
    }
    return available;
  }

  @Override
  public List<CameraSplit> snapshotState(long checkpointId) {
    List<CameraSplit> splits = new ArrayList<>();
    cameras.forEach(camera -> splits.add(camera.split()));
    words.stream().map(Word::dropped).filter(Objects::nonNull).forEach(splits::add);
    splits.addAll(released.snapshot(checkpointId));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    released.completed(checkpointId);
  }

  /** Stops all cameras at once and waits a moment; native memory is freed by its own thread. */
  @Override
  public void close() {
    cameras.forEach(camera -> letGo(camera.stop()));
    long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (CameraPlayer player : stopped) {
      if (!player.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        LOG.warn("camera '{}': still busy in native code, left to end by itself", player.camera());
      }
    }
  }
}
