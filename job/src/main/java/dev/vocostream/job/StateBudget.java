package dev.vocostream.job;

import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.answer.FullFrameRule;
import dev.vocostream.state.Thinning;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;

/** How large the memories of cameras can become, by the bounds each camera was given. */
public final class StateBudget {
  /**
   * Heap of a frame in a subtask's {@link dev.vocostream.state.Timeline}: an entry of a tree, with
   * two numbers, for its time and size, and another for how long nothing changed.
   */
  public static final long HEAP_OF_FRAME = 170;

  private StateBudget() {}

  /** Of these cameras in this job. */
  public static long of(VideoJob job, List<CameraSettings> cameras) {
    return bytesOf(cameras, job.describeModel(), job.config().thinning());
  }

  /**
   * Bytes of activations, and of the newest frames' pictures where the model reads them, that all
   * cameras hold when each is as full as its bounds allow; {@link Long#MAX_VALUE} where the sum is
   * larger. Headers, a hundred bytes a frame or so, what the store needs on top, and the heap
   * ({@link #heapOf}) are not counted.
   */
  public static long bytesOf(
      List<CameraSettings> cameras, ModelDescription model, Thinning thinning) {
    double sum = cameras.stream().mapToDouble(camera -> bytesOf(camera, model, thinning)).sum();
    return (long) sum; // saturates
  }

  /**
   * Bytes of one camera: whichever of its bounds is met first. A scene that never changes needs
   * less.
   */
  public static long bytesOf(CameraSettings camera, ModelDescription model, Thinning thinning) {
    int tokens = tokensOf(camera, model);
    // The newest frame is kept whatever its size.
    double newest = (double) tokens * model.bytesPerToken();
    double all =
        sumOf(camera, thinning, age -> thinning.tokensAt(age, tokens)) * model.bytesPerToken();
    long pictures = model.hybrid() ? FullFrameRule.MOST * model.bytesPerPicture() : 0;
    return (long) Math.max(newest, Math.min(all, camera.maxBytes())) + pictures;
  }

  private static int tokensOf(CameraSettings camera, ModelDescription model) {
    return camera.tokensPerFrame() == 0
        ? model.tokensPerFrame()
        : Math.min(camera.tokensPerFrame(), model.tokensPerFrame());
  }

  /** Heap of all task managers that it takes to know which frames there are, in this job. */
  public static long heapOf(VideoJob job, List<CameraSettings> cameras) {
    ModelDescription model = job.describeModel();
    Thinning thinning = job.config().thinning();
    return (long) cameras.stream().mapToDouble(c -> heapOf(c, model, thinning)).sum();
  }

  /** Of one camera. */
  public static long heapOf(CameraSettings camera, ModelDescription model, Thinning thinning) {
    double frames = sumOf(camera, thinning, age -> 1);
    int smallest = thinning.tokensAt(camera.retain().toMillis(), tokensOf(camera, model));
    double inBytes = Math.max(1, camera.maxBytes() / ((double) smallest * model.bytesPerToken()));
    return (long) Math.min(frames, inBytes) * HEAP_OF_FRAME;
  }

  /** Over all frames, age by age, the newest first. */
  private static double sumOf(CameraSettings camera, Thinning thinning, LongToIntFunction ofAge) {
    long retain = camera.retain().toMillis();
    LongStream ages = thinning.steps().stream().mapToLong(step -> step.after().toMillis());
    List<Long> ends =
        LongStream.concat(ages.filter(age -> age < retain), LongStream.of(retain)).boxed().toList();
    double left = camera.maxFrames();
    double sum = 0;
    long from = 0;
    for (long to : ends) {
      // Both ends of the time count, hence one more.
      double inTime = Math.floor((to - from) / 1_000.0 * thinning.fpsAt(to, camera.fps())) + 1;
      double frames = Math.min(left, inTime);
      sum += frames * ofAge.applyAsInt(to);
      left -= frames;
      from = to;
    }
    return sum;
  }
}
