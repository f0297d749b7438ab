package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import dev.vocostream.job.benchmark.ProcessCpu;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.operators.decode.ClipWriter;
import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.process.Deadlines;
import dev.vocostream.operators.decode.process.DecoderProcess;
import dev.vocostream.operators.decode.process.DecoderRequest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a decoding process takes here until its first frame, of time and of memory. */
public final class DecoderCheck {
  private static final int SIDE = 96;
  private static final int PICTURES = 10;

  /** A camera that comes back is away for so long at least. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final long LARGE = 200L << 20;

  private DecoderCheck() {}

  public static Check check() {
    return Check.of("decoder", DecoderCheck::measure);
  }

  private static Finding measure() throws Exception {
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-doctor-")) {
      Path clip = scratch.path().resolve("clip.mp4");
      write(clip);
      DecoderRequest request =
          new DecoderRequest(clip.toString(), PICTURES, SIDE, 0, Playhead.START);
      long start = System.nanoTime();
      try (DecoderProcess decoder = DecoderProcess.start(request, Deadlines.of(1), false)) {
        boolean shown = decoder.next().isPresent();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return judge(shown, took, new ProcessCpu(decoder.pid()).residentBytes());
      }
    }
  }

  static Finding judge(boolean shown, Duration took, long bytes) {
    String found =
        "first frame after %d ms, %d MiB resident".formatted(took.toMillis(), bytes >> 20);
    if (!shown) {
      return Finding.fail(
          "decoder", "no frame of a clip of ours", "one", "the log holds the decoder's last words");
    }
    if (took.compareTo(SLOW) > 0 || bytes > LARGE) {
      return Finding.warn(
          "decoder",
          found,
          "at most %d ms, %d MiB".formatted(SLOW.toMillis(), LARGE >> 20),
          "end other programs; each network camera needs this when it is opened anew");
    }
    return Finding.ok("decoder", found);
  }

  private static void write(Path clip) throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    try (ClipWriter writer = new ClipWriter(clip, SIDE, SIDE, PICTURES)) {
      for (int number = 0; number < PICTURES; number++) {
        picture.setRGB(number, number, 0xffffff);
        writer.add(picture);
      }
    }
  }
}
