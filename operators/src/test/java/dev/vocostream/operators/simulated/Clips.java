package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.SelfDescribingClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Clips of numbered pictures, and what must be true of the numbers that a client sees. */
final class Clips {
  static final int PICTURES = 40;
  static final double FPS = 10;

  private Clips() {}

  static H264Clip numbered(Path dir) throws IOException {
    return H264Clip.read(
        SelfDescribingClip.write(dir.resolve("numbered.h264"), PICTURES, FPS), FPS);
  }

  /** One after the other, and from the last back to the first. */
  static void assertConsecutive(List<Integer> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).as("%s", numbers).isEqualTo((numbers.get(i - 1) + 1) % PICTURES);
    }
  }

  static List<Thread> threadsOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .toList();
  }
}
