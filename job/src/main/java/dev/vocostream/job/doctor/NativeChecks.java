package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.model.serving.Libtorch;
import dev.vocostream.operators.decode.child.FfmpegBuild;
import java.util.List;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Whether each library of machine code loads here, and does something. */
public final class NativeChecks {
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2, 3};

  private NativeChecks() {}

  /**
   * @param device what the model shall compute on: {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public static List<Check> all(String device) {
    return List.of(
        Check.of("libtorch", () -> Finding.ok("libtorch", Libtorch.load())),
        Check.of("gpu", () -> gpu(device, Libtorch.cudaDevices())),
        Check.of("ffmpeg", NativeChecks::ffmpeg),
        Check.of("rocksdb", NativeChecks::rocksDb));
  }

  /** No card is no fault unless the model is meant to be on one. */
  static Finding gpu(String device, int devices) {
    if (!device.startsWith("cuda")) {
      return Finding.ok(
          "gpu", devices == 0 ? "none, and none is asked for" : devices + ", none asked for");
    }
    int wanted = device.contains(":") ? Integer.parseInt(device.substring("cuda:".length())) : 0;
    return wanted < devices
        ? Finding.ok("gpu", devices + " there, model.device is " + device)
        : Finding.fail(
            "gpu",
            "%d CUDA devices for model.device %s".formatted(devices, device),
            "at least " + (wanted + 1),
            "start with VOCO_MAVEN_OPTIONS=-Pgpu ./voco once, check the driver and the CUDA"
                + " libraries, or set model.device to cpu");
  }

  private static Finding ffmpeg() {
    return Finding.ok("ffmpeg", FfmpegBuild.version() + ", " + FfmpegBuild.licence());
  }

  private static Finding rocksDb() throws Exception {
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-doctor-")) {
      RocksDB.loadLibrary();
      byte[] read = writtenAndRead(scratch.path().resolve("db").toString());
      return read != null && read.length == VALUE.length
          ? Finding.ok("rocksdb", RocksDB.rocksdbVersion() + ", writes and reads")
          : Finding.fail(
              "rocksdb",
              "what was written is not there",
              "what was written",
              "look at the disk of java.io.tmpdir, and for a second RocksDB on the class path");
    }
  }

  private static byte[] writtenAndRead(String path) throws RocksDBException {
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB database = RocksDB.open(options, path)) {
      database.put(KEY, VALUE);
      return database.get(KEY);
    }
  }
}
