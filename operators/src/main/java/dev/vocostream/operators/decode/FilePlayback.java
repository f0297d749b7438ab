package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.Picture;
import dev.vocostream.operators.decode.child.VideoDecoder;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.sample.SamplingRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A video file as a camera: which pictures become frames, and when. Used by one thread.
 *
 * <p>A frame's time is the camera's start + the laps played so far + media time. At pace FAST that
 * is all, and what comes out depends on the file and the split alone. At pace LIVE frame time is
 * also the wall clock at which the frame is due: the camera starts when its file is first opened,
 * waits for each frame, and after an outage goes on at the place of the video that is due now. One
 * that was played FAST before stays as far ahead of the wall clock as it is.
 */
final class FilePlayback implements Playback {
  /** A live file that lags by more than this goes on at what is due now. */
  private static final long MOST_LAG_MICROS = 3_000_000;

  /** Waits are cut up, so that a clock that is set is noticed. */
  private static final long LONGEST_WAIT_MILLIS = 100;

  // -- configuration
  private final CameraSettings settings;
  private final int frameSize;
  private final InstantSource clock;
  private final CameraDirectories directories;
  private final Interruption interruption;
  private final CameraOutput output;

  // -- runtime
  private CameraSplit split;
  private long ahead; // ms by which frame times are ahead of the wall clock, at pace LIVE

  FilePlayback(
      CameraSplit split,
      CameraPlayer.Shared shared,
      Interruption interruption,
      CameraOutput output) {
    this.settings = split.settings();
    this.frameSize = shared.frameSize();
    this.clock = shared.clock();
    this.directories = shared.directories();
    this.interruption = interruption;
    this.output = output;
    this.split = split;
  }

  /** Plays on, to the end of the file at most; true if the camera has ended. */
  @Override
  public boolean play() throws VideoException, InterruptedException {
    Path file = directories.check(CameraFile.of(settings.url()));
    try (VideoDecoder video = VideoDecoder.open(file, frameSize, interruption)) {
      if (isLive()) {
        goToNow(video.durationMicros());
      }
      if (split.playhead().positionMicros() >= 0) {
        video.skipPast(split.playhead().positionMicros());
      }
      return show(video) && finishLap(video, file);
    }
  }

  /**
   * Hands over the frames that the rule keeps; false if it stopped because it lagged. A video
   * without an index is not opened again: decoded from its beginning, it might lag for ever.
   */
  private boolean show(VideoDecoder video) throws VideoException, InterruptedException {
    SamplingRule rule = new SamplingRule(settings.fps());
    boolean shown = false;
    long due = 0; // media time: what is earlier is left out
    while (video.next()) {
      output.counters().decoded().inc();
      long media = video.mediaMicros();
      long time = split.playhead().timeOf(split.start(), media);
      if (media < due || !rule.keeps(split.playhead().lastFrame(), time)) {
        drop(DropReason.NOT_SAMPLED);
        continue;
      }
      if (isLive() && shown && lagMicros(media) > MOST_LAG_MICROS) {
        drop(DropReason.REPLACED);
        if (video.canSeek()) {
          return false;
        }
        due = media + lagMicros(media);
        continue;
      }
      if (isLive()) {
        awaitWallClock(time);
      }
      handOver(video.picture(), media, time);
      shown = true;
    }
    return true;
  }

  private void drop(DropReason reason) {
    output.counters().dropped(reason).inc();
  }

  private void handOver(Picture picture, long media, long time) throws InterruptedException {
    CameraSplit before = split;
    split = split.with(split.playhead().at(media, time));
    Frame frame = new Frame(settings.id(), time, picture.width(), picture.height(), picture.rgb());
    output.frame(frame, before, split);
  }

  private boolean finishLap(VideoDecoder video, Path file)
      throws VideoException, InterruptedException {
    if (video.decoded() == 0) {
      throw new VideoException(Fault.NOT_A_VIDEO, file + ": holds no picture that can be decoded");
    }
    long lap = video.playedMicros();
    String cutOff = video.isCutOff() ? cutOff(file, lap, video.durationMicros()) : "";
    if (settings.play() == Play.ONCE) {
      if (isLive()) {
        awaitWallClock(split.start() + (split.playhead().playedMicros() + lap) / 1000);
      }
      split = split.asEnded();
      output.change(State.ENDED, cutOff, "", split);
      return true;
    }
    split = split.with(split.playhead().afterLaps(1, lap));
    if (isLive() && lagMicros(0) >= lap) {
      split = split.with(split.playhead().afterLaps(lagMicros(0) / lap, lap));
    }
    if (video.isCutOff()) {
      output.change(State.ONLINE, cutOff, "looping what is there", split);
    }
    return false;
  }

  private static String cutOff(Path file, long played, long announced) {
    String of = announced > 0 ? String.format(Locale.ROOT, " of %.1f s", announced / 1e6) : "";
    return String.format(Locale.ROOT, "%s: cut off at %.1f s%s", file, played / 1e6, of);
  }

  /** Moves a live camera to what is due now; the wall clock ran on while nothing was read. */
  private void goToNow(long lapMicros) {
    Playhead playhead = split.playhead();
    if (playhead.lastFrame() == SamplingRule.NONE) {
      split = split.startingAt(now());
      return;
    }
    ahead += Math.max(0, playhead.lastFrame() - now());
    if (lagMicros(Math.max(0, playhead.positionMicros())) <= MOST_LAG_MICROS) {
      return;
    }
    long due = lagMicros(0);
    if (lapMicros > 0 && settings.play() == Play.LOOP && due >= lapMicros) {
      playhead = playhead.afterLaps(due / lapMicros, lapMicros);
      due %= lapMicros;
    }
    split = split.with(playhead.at(due - 1, playhead.lastFrame())); // so that due itself is next
  }

  /** By how much the wall clock is past the moment at which this media time is due. */
  private long lagMicros(long media) {
    return (now() - split.start()) * 1000 - split.playhead().playedMicros() - media;
  }

  private long now() {
    return clock.millis() + ahead;
  }

  private void awaitWallClock(long time) throws InterruptedException {
    for (long left = time - now(); left > 0; left = time - now()) {
      interruption.await(Duration.ofMillis(Math.min(left, LONGEST_WAIT_MILLIS)));
    }
  }

  private boolean isLive() {
    return settings.pace() == Pace.LIVE;
  }

  /** Files that fail are tried again ever more rarely, whatever of them could be shown. */
  @Override
  public boolean hasShown() {
    return false;
  }

  @Override
  public CameraSplit split() {
    return split;
  }
}
