package dev.vocostream.job.cli;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import picocli.CommandLine.Option;

/** What commands compute on that train or examine. */
final class TrainingDevice {
  @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N.")
  private String device;

  @Option(names = "--threads", defaultValue = "0", description = "Of the CPU; default: all cores.")
  private int threads;

  Compute compute() {
    return new Compute(device, DType.FP32, threads);
  }
}
