package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.evaluation.BadVisualException;
import dev.vocostream.model.evaluation.VideoFrames.EverySecond;
import dev.vocostream.model.evaluation.VideoFrames.Middle;
import dev.vocostream.model.evaluation.VideoFrames.Midpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFramesTest {
  private final ClipFrames frames = new ClipFrames(SelfDescribingClip.WIDTH);

  @TempDir Path dir;
  private Path clip; // 45 frames in three seconds

  @BeforeEach
  void write() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), 45, 15);
  }

  @Test
  void takesAFrameASecond() {
    assertThat(numbers(frames.sample(clip, new EverySecond()))).containsExactly(0, 15, 30);
  }

  @Test
  void takesTheMiddlesOfEqualParts() {
    List<RgbImage> taken = frames.sample(clip, new Midpoints(3, 160));

    assertThat(taken).allMatch(picture -> picture.width() == 160 && picture.height() == 120);
    assertThat(numbers(taken)).containsExactly(7, 22, 37);
  }

  @Test
  void takesTheMiddleOfASpan() {
    assertThat(numbers(frames.sample(clip, new Middle(1, 2)))).hasSize(1).first().isIn(22, 23);
    assertThat(numbers(frames.sample(clip, new Middle(0, 0)))).first().isEqualTo(22);
  }

  @Test
  void refusesWhatCannotBeDecoded() throws Exception {
    Path text = Files.writeString(dir.resolve("text.mp4"), "no video");

    assertThatThrownBy(() -> frames.sample(text, new EverySecond()))
        .isInstanceOf(BadVisualException.class)
        .hasMessageContaining("text.mp4");
  }

  private static List<Integer> numbers(List<RgbImage> pictures) {
    return pictures.stream()
        .map(p -> SelfDescribingClip.numberIn(p.width(), p.height(), p.rgb()))
        .toList();
  }
}
