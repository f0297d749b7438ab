package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.sample.SamplingRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decoder that was taken over says when its frames were filmed. */
class FrameTimesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private final long now = System.currentTimeMillis();

  private static DecoderRequest camera(long lastFrame) {
    LiveInput input =
        new LiveInput(
            Kind.MPEGTS, "yard", URI.create("tcp://127.0.0.1:1"), "", Duration.ofSeconds(1));
    return DecoderRequest.of(input, Sampling.of(1), 8, lastFrame);
  }

  private static DecoderRequest file(long lastFrame) {
    return new DecoderRequest("/clip.mp4", 1, 8, 0, Playhead.START.at(0, lastFrame));
  }

  /** As the parent reads them. */
  private static void read(DecoderRequest asked, List<Long> times) throws Exception {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    MessageWriter writer = new MessageWriter(pipe);
    writer.write(Wire.PROCESS, new Message.Hello(Message.VERSION, 1));
    writer.write(1, new Message.Opened(0, 1, 1, "h264"));
    for (int i = 0; i < times.size(); i++) {
      writer.write(1, new Frame(i, 0, times.get(i), 0, 1, 1, new byte[3]));
    }
    MessageReader reader = new MessageReader(new ByteArrayInputStream(pipe.toByteArray()), 8);
    reader.expect(1, FrameTimes.of(asked));
    while (reader.read() != null) {}
  }

  private static void assertRefused(DecoderRequest asked, Long... times) {
    assertThatThrownBy(() -> read(asked, List.of(times)))
        .isInstanceOf(PipeException.class)
        .hasMessageContaining("a frame of time " + times[times.length - 1]);
  }

  @Test
  void framesOfACameraAreOfNow() throws Exception {
    read(camera(SamplingRule.NONE), List.of(now - 1500, now, now + 1));
    assertRefused(camera(SamplingRule.NONE), YEAR_9999);
    assertRefused(camera(SamplingRule.NONE), now, now + MINUTE);
    assertRefused(camera(SamplingRule.NONE), Long.MAX_VALUE);
  }

  /** Whose clock was set back goes on behind its last frame, at the pace of the clock. */
  @Test
  void orBehindItsLastFrame() throws Exception {
    read(camera(now + HOUR), List.of(now + HOUR + 1, now + HOUR + 40));
    assertRefused(camera(now + HOUR), now + HOUR);
    assertRefused(camera(now + HOUR), now + HOUR + MINUTE);
    assertRefused(camera(now - HOUR), now - HOUR - 1);
  }

  @Test
  void framesOfAFileAreOfAnyTimeBehindItsLastOne() throws Exception {
    read(file(5), List.of(6L, now + HOUR, YEAR_9999));
    assertRefused(file(5), 5L);
    assertRefused(file(5), 7L, 7L);
  }
}
