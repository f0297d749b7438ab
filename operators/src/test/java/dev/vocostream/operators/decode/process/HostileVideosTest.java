package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(200)
class HostileVideosTest {
  private static final int DAMAGED = Integer.getInteger("vocostream.damagedProcesses", 6);

  @TempDir Path dir;

  /** A child may even crash: here it is frames, an end or an exception, soon. */
  @Test
  void damagedVideosNeverHurtTheParent() throws Exception {
    long seed = Long.getLong("vocostream.seed", System.nanoTime());
    System.out.println("damagedVideosNeverHurtTheParent seed " + seed);
    Random random = new Random(seed);
    String[] kinds = {"mp4", "mkv", "webm"};
    long frames = 0;
    for (int i = 0; i < DAMAGED; i++) {
      Path whole = dir.resolve("whole." + kinds[i % 3]);
      byte[] bytes = Files.readAllBytes(SelfDescribingClip.write(whole, 20, 10));
      // the beginning of one stays as it is: else, seldom, there is no frame in any of them
      int spared = i == 1 ? bytes.length / 3 : 0;
      for (int hit = random.nextInt(60); hit >= 0; hit--) {
        bytes[spared + random.nextInt(bytes.length - spared)] = (byte) random.nextInt();
      }
      Path damaged = Files.write(dir.resolve("damaged." + kinds[i % 3]), bytes);
      frames += framesOf(damaged, seed);
    }
    assertThat(frames).as("seed %d", seed).isPositive();
  }

  private static long framesOf(Path file, long seed) throws Exception {
    Duration limit = Duration.ofSeconds(30);
    Deadlines deadlines = new Deadlines(limit, limit, limit, limit, limit, Duration.ofSeconds(1));
    DecoderRequest request = new DecoderRequest(file.toString(), 1000, 64, 0, Playhead.START);
    DecoderProcess decoder = DecoderProcess.start(request, deadlines, false);
    try (decoder) {
      while (decoder.next().isPresent()) {
        assertThat(decoder.accounts().delivered()).as("seed %d", seed).isLessThan(1000);
      }
      assertThat(decoder.accounts().unaccounted()).as("seed %d", seed).isZero();
    } catch (VideoException e) {
      assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
      assertThat(e.fault()).as("seed %d: %s", seed, e).isNotEqualTo(VideoException.Fault.STALLED);
    }
    assertThat(Children.isAlive(decoder.pid())).isFalse();
    return decoder.accounts().delivered();
  }
}
