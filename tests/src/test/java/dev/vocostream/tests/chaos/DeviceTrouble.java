package dev.vocostream.tests.chaos;

import java.io.File;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;

/**
 * What befalls a device: a file says it, and who finds it first takes it away, so that it is one
 * process out of several.
 *
 * @param directory of such files; null where nothing ever happens
 */
record DeviceTrouble(String directory) implements Serializable {
  static final DeviceTrouble NONE = new DeviceTrouble(null);

  /** The device does no more, and says so, as CUDA does. */
  static final String LOST = "lost";

  /** The call never returns. */
  static final String HANGS = "hangs";

  /** Called in each call. */
  void befall() {
    if (isTaken(LOST)) {
      // as JavaCPP throws what native code does
      throw new RuntimeException("CUDA error: an illegal memory access was encountered");
    }
    if (isTaken(HANGS)) {
      hang();
    }
  }

  private boolean isTaken(String what) {
    return directory != null && new File(directory, what).delete();
  }

  private static void hang() {
    while (true) {
      try {
        TimeUnit.DAYS.sleep(1); // native code does not hear of interrupts either
      } catch (InterruptedException e) {
        // it goes on
      }
    }
  }
}
