package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileFilesTest {
  private static final int DAMAGED = Integer.getInteger("vocostream.damagedFiles", 40);

  @TempDir Path dir;

  @Test
  void refusesPicturesOfMorePixelsThanAreEverDecoded() throws Exception {
    byte[] bytes = Files.readAllBytes(SelfDescribingClip.write(dir.resolve("a.mkv"), 5, 10));
    int width = indexOf(bytes, 0xb0, 0x82, 0x01, 0x40); // Matroska: PixelWidth, two bytes, 320
    bytes[width + 2] = bytes[width + 3] = (byte) 0xff;
    Path large = Files.write(dir.resolve("large.mkv"), bytes);

    assertThatThrownBy(() -> VideoDecoder.open(large, 336, new Interruption()))
        .isInstanceOfSatisfying(
            VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LARGE))
        .hasMessage(large + ": pictures of 65535x240, at most 8294400 pixels are decoded");
  }

  private static int indexOf(byte[] bytes, int... wanted) {
    for (int at = 0; at < bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && (bytes[at + same] & 0xff) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    throw new AssertionError("no such bytes");
  }

  /** Whatever the bytes: an end or an exception of ours, soon, and never the end of the process. */
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv", "webm"})
  void survivesDamagedFiles(String kind) throws Exception {
    long seed = System.nanoTime();
    System.out.println("survivesDamagedFiles " + kind + " seed " + seed);
    Random random = new Random(seed);
    byte[] whole = Files.readAllBytes(SelfDescribingClip.write(dir.resolve("a." + kind), 20, 10));
    Path damaged = dir.resolve("damaged." + kind);
    int decoded = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] bytes = whole.clone();
      for (int hit = random.nextInt(60); hit >= 0; hit--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(damaged, bytes);
      decoded += decodeAll(damaged, random.nextInt(3_000_000));
    }
    assertThat(decoded).as("seed %d", seed).isPositive();
  }

  private static int decodeAll(Path file, long skipMicros) {
    int decoded = 0;
    try (VideoDecoder video = VideoDecoder.open(file, 64, new Interruption())) {
      video.skipPast(skipMicros);
      while (video.next()) {
        Picture picture = video.picture();
        assertThat(picture.rgb()).hasSize(picture.width() * picture.height() * 3);
        decoded++;
      }
      assertThat(video.playedMicros()).isNotNegative();
    } catch (VideoException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    return decoded;
  }
}
