package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.child.ArrivalClock;
import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.Picture;
import dev.vocostream.operators.decode.child.VideoDecoder;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.child.WallClock;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Opened;
import dev.vocostream.operators.sample.SamplingRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** One video in the child process, from its request to its last message. */
final class DecodedStream {
  // -- configuration
  private final int number;
  private final DecoderRequest request;
  private final MessageWriter out;

  // -- runtime
  private final Interruption interruption = new Interruption();
  private volatile boolean over;
  private volatile long decoded;
  private volatile ClockOffset offset = new ClockOffset();
  private long frames;
  private volatile long notSampled;
  private volatile long beforeStart;
  private volatile long notConverted;
  private boolean there;

  /**
   * @param out to the parent, which other streams use too
   */
  DecodedStream(int number, DecoderRequest request, MessageWriter out) {
    this.number = number;
    this.request = request;
    this.out = out;
  }

  /** Ends it soon, unless it is busy in native code that does not ask. By any thread. */
  void cancel() {
    interruption.cancel();
  }

  /** Says how it stands. By any thread. */
  void beat() throws IOException {
    out.writeIfIdle(
        number,
        () -> over ? List.of() : List.of(dropped(), new Heartbeat(decoded, offset.millis())));
  }

  /** To its end, which is told; throws only if nothing can be told. */
  void run() throws IOException {
    Message end;
    try {
      end = play();
    } catch (VideoException e) {
      end = new Failed(e.fault(), decoded, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      e.printStackTrace();
      end = new Failed(Fault.CRASHED, decoded, "the decoder failed: " + e);
    }
    if (!there) {
      beforeStart = decoded;
    }
    over = true; // no heartbeat comes after the end
    write(dropped());
    write(end);
  }

  private Dropped dropped() {
    return new Dropped(notSampled, beforeStart, notConverted);
  }

  private void write(Message message) throws IOException {
    out.write(number, message);
  }

  private Ended play() throws VideoException, IOException {
    return request.live() == null ? playFile(Path.of(request.file())) : watch(request.live());
  }

  private Ended playFile(Path file) throws VideoException, IOException {
    try (VideoDecoder video = VideoDecoder.open(file, request.frameSize(), interruption)) {
      opened(video);
      skip(video);
      Playhead from = request.from();
      show(
          video,
          from.lastFrame(),
          last -> from.at(0, last).timeOf(request.start(), video.mediaMicros()));
      if (decoded == 0) {
        throw new VideoException(
            Fault.NOT_A_VIDEO, file + ": holds no picture that can be decoded");
      }
      return new Ended(decoded, video.playedMicros(), video.durationMicros(), video.isCutOff());
    }
  }

  /** Until the stream ends, which is a failure: cameras have no other end. */
  private Ended watch(LiveInput camera) throws VideoException, IOException {
    long last = request.from().lastFrame();
    WallClock wall = WallClock.system(last);
    ArrivalClock clock = new ArrivalClock(last, ArrivalClock.MOST_DEPARTURE_MILLIS);
    try (VideoDecoder video =
        VideoDecoder.open(camera, request.sampling(), request.frameSize(), interruption, wall)) {
      opened(video);
      offset = video.clockOffset();
      there = true;
      show(video, last, ignored -> video.timeBy(clock));
      throw new VideoException(Fault.DISCONNECTED, camera.name() + ": " + video.lastError());
    }
  }

  private void opened(VideoDecoder video) throws IOException {
    long duration = request.live() == null ? video.durationMicros() : 0;
    write(new Opened(duration, video.width(), video.height(), video.codec()));
  }

  private void skip(VideoDecoder video) throws VideoException {
    try {
      if (request.from().positionMicros() >= 0) {
        video.skipPast(request.from().positionMicros());
      }
    } finally {
      decoded = video.decoded();
    }
  }

  /**
   * @param timeAfter frame time of the current picture, given that of the last frame
   */
  private void show(VideoDecoder video, long lastFrame, LongUnaryOperator timeAfter)
      throws VideoException, IOException {
    SamplingRule rule = new SamplingRule(request.sampling().fps());
    long last = lastFrame;
    while (next(video)) {
      if (!there) {
        beforeStart = decoded - 1;
        there = true;
      }
      long time = timeAfter.applyAsLong(last);
      if (rule.keeps(last, time)) {
        last = time;
        send(video, time);
      } else {
        notSampled++;
      }
    }
  }

  private boolean next(VideoDecoder video) throws VideoException {
    try {
      return video.next();
    } finally {
      decoded = video.decoded();
    }
  }

  private void send(VideoDecoder video, long time) throws VideoException, IOException {
    long arrival = System.currentTimeMillis();
    Picture picture;
    try {
      picture = video.picture();
    } catch (VideoException | RuntimeException e) {
      notConverted++;
      throw e;
    }
    write(
        new Frame(
            frames++,
            video.mediaMicros(),
            time,
            arrival,
            picture.width(),
            picture.height(),
            picture.rgb()));
  }
}
