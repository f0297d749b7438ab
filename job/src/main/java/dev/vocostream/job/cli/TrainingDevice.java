package dev.vocostream.job.cli;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.serving.Libtorch;
import picocli.CommandLine.Option;

/** What commands compute on that train or examine. */
final class TrainingDevice {
  private static final String ANY = "auto";

  @Option(
      names = "--device",
      defaultValue = ANY,
      description = "cpu, cuda or cuda:N. Default: cuda where there is a GPU, else cpu.")
  private String device;

  @Option(names = "--threads", defaultValue = "0", description = "Of the CPU; default: all cores.")
  private int threads;

  Compute compute() {
    return new Compute(device.equals(ANY) ? found() : device, DType.FP32, threads);
  }

  private static String found() {
    return Libtorch.cudaDevices() > 0 ? "cuda" : "cpu";
  }
}
