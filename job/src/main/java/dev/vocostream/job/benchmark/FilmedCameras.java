package dev.vocostream.job.benchmark;

import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Cameras whose frames come when they are wanted, but say that they came one a second. */
final class FilmedCameras {
  private static final int STOCK = 16;
  private static final String LIVE = "live";

  private final BenchmarkJob job;
  private final int cameras;
  private final Random random = new Random(1);
  private long clock = 1_000_000_000_000L; // frame time, epoch milliseconds

  FilmedCameras(BenchmarkJob job, int cameras) {
    this.job = job;
    this.cameras = cameras;
  }

  static String name(int camera) {
    return "camera-" + camera;
  }

  /** From now on each remembers so many frames. */
  void keep(int frames) {
    for (int i = 0; i < cameras; i++) {
      job.keep(name(i), frames);
    }
  }

  /** So many new frames of every camera, of stock; returns when they are remembered. */
  void film(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      clock += 1_000;
      for (int camera = 0; camera < cameras; camera++) {
        job.film(name(camera), clock, StockSource.picture(random.nextInt(STOCK)));
      }
    }
    List<CompletableFuture<Answer>> remembered = new ArrayList<>();
    for (int camera = 0; camera < cameras; camera++) {
      remembered.add(job.remembered(name(camera), clock));
    }
    for (int camera = 0; camera < cameras; camera++) {
      awaitAnswer(name(camera), remembered.get(camera));
    }
  }

  /** One new frame of a camera, of stock; tells its time, and does not wait. */
  long filmOne(int camera) {
    clock += 1_000;
    job.film(name(camera), clock, StockSource.picture(random.nextInt(STOCK)));
    return clock;
  }

  /** These frames of one more camera; returns when they are remembered. */
  void film(List<RgbImage> pictures) throws Exception {
    job.keep(LIVE, pictures.size());
    for (RgbImage picture : pictures) {
      clock += 1_000;
      job.film(LIVE, clock, picture);
    }
    awaitAnswer(LIVE, job.remembered(LIVE, clock));
  }

  /** A question may overtake the word that there is such a camera: it is asked again. */
  private void awaitAnswer(String camera, CompletableFuture<Answer> remembered) throws Exception {
    Answer answer = job.await(remembered);
    while (answer.status() == Status.REJECTED) {
      answer = job.await(job.remembered(camera, clock));
    }
  }
}
