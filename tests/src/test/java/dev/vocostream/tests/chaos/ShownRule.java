package dev.vocostream.tests.chaos;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a camera's frames must be.
 *
 * <pre>
 *   played once   the last of the file's pictures, each once, none left out
 *   live          in order; where more are left out than three, or two seconds, a gap is stated
 * </pre>
 */
record ShownRule(ChaosCamera camera) {
  /** Two seconds of pictures, and a picture of grace at each end. */
  private static final int GAP_PICTURES = 2 * ChaosCamera.FPS + 2;

  /**
   * What is wrong with these frames; null for nothing.
   *
   * @param gaps how many were stated
   * @param whole whether the window was all of the memory
   */
  String problem(List<FrameCode> shown, int gaps, boolean whole) {
    if (shown.stream().anyMatch(code -> code.camera() != camera.number())) {
      return "expected frames of camera %d alone, found others".formatted(camera.number());
    }
    if (shown.size() > camera.maxFrames()) {
      return "expected at most %d frames, found %d".formatted(camera.maxFrames(), shown.size());
    }
    return camera.isLive() ? jumps(shown, gaps) : whole ? wholeFile(shown) : null;
  }

  private String wholeFile(List<FrameCode> shown) {
    int first = Math.max(0, camera.pictures() - camera.maxFrames());
    List<Integer> right = IntStream.range(first, camera.pictures()).boxed().toList();
    return shown.stream().map(FrameCode::number).toList().equals(right)
        ? null
        : "expected pictures %d to %d, each once".formatted(first, camera.pictures() - 1);
  }

  private String jumps(List<FrameCode> shown, int gaps) {
    int unstated = 0;
    for (int i = 1; i < shown.size(); i++) {
      int step =
          Math.floorMod(shown.get(i).number() - shown.get(i - 1).number(), camera.pictures());
      if (step == 0) {
        return "expected each picture once, found %s twice".formatted(shown.get(i));
      }
      if (step > camera.pictures() - camera.maxFrames()) {
        return "expected pictures in order, found %s behind %s"
            .formatted(shown.get(i), shown.get(i - 1));
      }
      unstated += step > GAP_PICTURES ? 1 : 0;
    }
    return unstated <= gaps
        ? null
        : "expected a gap to be stated for each of %d jumps, found %d".formatted(unstated, gaps);
  }
}
