package dev.vocostream.tests.job;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Question.Window;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A camera that shows a job another picture each second, and what is the right answer then. */
final class FilmedYard {
  private static final long START = 1_000_000_000_000L;

  private final GoldenJob job;
  private int frames;
  private int asked;

  FilmedYard(GoldenJob job) {
    this.job = job;
    job.cameras.hand(
        CameraEvent.of(new CameraTerms("yard", false, 1, 3_600_000, 1_000, 1 << 20, 0)));
  }

  /** Shows so many frames more, and waits until they are remembered. */
  void film(int more) throws Exception {
    for (int i = 0; i < more; i++) {
      byte[] rgb = picture(frames).rgb();
      job.cameras.hand(CameraEvent.of(new Frame("yard", at(frames), 32, 32, rgb)));
      frames++;
    }
    answer(new Window(null, START, at(frames - 1)));
  }

  /** What the job says of all that it remembers. */
  String answer() throws Exception {
    return answerOf(job, "all" + asked++, null);
  }

  private void answer(Window window) throws Exception {
    answerOf(job, "part" + asked++, window);
  }

  /** What a job says of all that it remembers, be it another than was shown it. */
  static String answerOf(GoldenJob job, String id) throws Exception {
    return answerOf(job, id, null);
  }

  private static String answerOf(GoldenJob job, String id, Window window) throws Exception {
    return job.ask(id, "yard", window).get(3, TimeUnit.MINUTES).answers().get(0).text();
  }

  int frames() {
    return frames;
  }

  /** The right answer after so many frames. */
  static String right(int frames) {
    return FakeModel.answerTo(
        LongStream.range(0, frames).mapToObj(number -> picture((int) number)).toList());
  }

  private static RgbImage picture(int number) {
    byte[] rgb = new byte[32 * 32 * 3];
    new Random(number).nextBytes(rgb);
    return new RgbImage(32, 32, rgb);
  }

  private static long at(int number) {
    return START + 1_000L * number;
  }
}
