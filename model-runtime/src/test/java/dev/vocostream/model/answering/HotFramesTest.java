package dev.vocostream.model.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.tensor.Backend;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotFramesTest {
  private static final long FRAME_BYTES = 2 * 4 * Float.BYTES;
  private static final FrameId A = new FrameId(1, 10, 2);
  private static final FrameId B = new FrameId(1, 11, 2);
  private static final FrameId C = new FrameId(1, 12, 2);

  private final HotFrames frames = new HotFrames(2 * FRAME_BYTES);

  @AfterEach
  void close() {
    frames.close();
  }

  @Test
  void keepsThoseThatWereReadLast() {
    put(A, B);
    frames.get(A);
    put(C);
    assertThat(frames.get(A)).isNotNull();
    assertThat(frames.get(B)).isNull();
    assertThat(frames.get(C)).isNotNull();
  }

  @Test
  void keepsWhatIsHeldUntilEverybodyHasLetGo() {
    put(A);
    HeldFrames one = frames.hold(List.of(A, A, B));
    HeldFrames other = frames.hold(List.of(A));
    assertThat(one.size()).isEqualTo(1);
    assertThat(one.frame(A).tokens()).isEqualTo(2);
    assertThat(one.frame(B)).isNull();
    put(B, C);
    assertThat(frames.get(A)).isNotNull();
    one.close();
    one.close(); // says nothing new
    put(B);
    assertThat(frames.get(A)).as("held by the other still").isNotNull();
    other.close();
    frames.get(B);
    put(C);
    assertThat(frames.get(A)).isNull();
  }

  @Test
  void anotherNumberOfTokensIsAnotherFrame() {
    put(A);
    assertThat(frames.hold(List.of(new FrameId(1, 10, 1))).size()).isZero();
  }

  @Test
  void whatWasHeldWhenTheModelWasClosedMayStillBeLetGo() {
    put(A);
    HeldFrames held = frames.hold(List.of(A));
    frames.close();
    held.close();
    assertThat(frames.hold(List.of(A)).size()).isZero();
  }

  private void put(FrameId... ids) {
    try (PointerScope scope = new PointerScope()) {
      for (FrameId id : ids) {
        if (frames.get(id) == null) {
          frames.put(id, new Backend(Compute.cpu()).zeros(2, 4));
        }
      }
    }
    frames.keepWithin();
  }
}
