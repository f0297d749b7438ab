package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.sizing.Figures;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.serving.CheckpointSource;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What {@code voco size} reckons with; each description says where the default comes from. */
final class SizeFigures {
  @Option(
      names = "--compressed-per-second",
      defaultValue = "20",
      description =
          "Frames one device compresses in a second; default ${DEFAULT-VALUE}; assumed: 9.6 TFLOP a"
              + " frame (the paper, table 7, 7B) at 192 TFLOP/s; measure yours: voco bench model.")
  private double compressedPerSecond;

  @Option(
      names = "--answers-per-second",
      defaultValue = "5",
      description =
          "Questions one device answers in a second, alone; default ${DEFAULT-VALUE}; assumed: 0.2"
              + " s an answer, as of the generated shape mid on two cores; measure yours: voco"
              + " bench model.")
  private double answersPerSecond;

  @Option(
      names = "--monitor-gain",
      defaultValue = "3",
      description =
          "Times as many monitors in that time; default ${DEFAULT-VALUE}; measured: 100 questions"
              + " on one window took a third of one alone, each (README).")
  private double monitorGain;

  @Option(
      names = "--busy",
      defaultValue = "0.7",
      description =
          "Share of a device's time that is planned for; default ${DEFAULT-VALUE}; chosen: the rest"
              + " is for bursts and for the time after a failure.")
  private double busy;

  @Option(
      names = "--bytes-per-token",
      defaultValue = "524288",
      description =
          "Activations of one VoCo token; default ${DEFAULT-VALUE}; computed: 32 layers x 2 x 4096"
              + " x 2 B, a 7B model in fp16; --model reads it from a checkpoint.")
  private long bytesPerToken;

  @Option(
      names = "--model-bytes",
      defaultValue = "19000000000",
      description =
          "Memory of a device that the model needs; default ${DEFAULT-VALUE}; computed: 14.1 GB of"
              + " weights in 16 bits, batches, contexts, hot windows; --model sums it up.")
  private long modelBytes;

  @Option(
      names = "--frame-bytes",
      defaultValue = "338688",
      description =
          "A sampled picture; default ${DEFAULT-VALUE}; computed: 336 x 336 x 3; --model reads the"
              + " size from a checkpoint.")
  private long frameBytes;

  @Option(
      names = "--cores-per-camera",
      defaultValue = "0.15",
      description =
          "Cores to decode one camera; default ${DEFAULT-VALUE}; measured: 1080p25, every picture"
              + " decoded, 0.14 of a core (operators/RATIONALE.md); voco bench decode.")
  private double coresPerCamera;

  @Option(
      names = "--process-bytes",
      defaultValue = "110000000",
      description =
          "Memory of a decoding process; default ${DEFAULT-VALUE}; measured: 76 MB with eight small"
              + " cameras, 110 MB with a 4K one (operators/RATIONALE.md).")
  private long processBytes;

  @Option(
      names = "--cameras-per-process",
      defaultValue = "8",
      description =
          "Cameras a process decodes; default ${DEFAULT-VALUE}; the default of"
              + " decode.cameras-per-process.")
  private int camerasPerProcess;

  @Option(
      names = "--camera-mbit",
      defaultValue = "4",
      description =
          "Mbit/s of one camera; default ${DEFAULT-VALUE}; measured: 3.8 of the clip of voco bench"
              + " decode, 1080p25 H.264.")
  private double cameraMbit;

  @Option(
      names = "--upload-factor",
      defaultValue = "2.3",
      description =
          "Bytes uploaded for a byte of new state; default ${DEFAULT-VALUE}; measured:"
              + " state/RATIONALE.md, FrameMemoryRocksOptions.")
  private double uploadFactor;

  @Option(
      names = "--disk-factor",
      defaultValue = "2",
      description =
          "Bytes on disk for a byte of state; default ${DEFAULT-VALUE}; assumed: RocksDB keeps old"
              + " and new files while it compacts.")
  private double diskFactor;

  @Option(
      names = "--model",
      description =
          "Checkpoint directory: bytes a token, memory and picture size are taken from it.")
  private Path model;

  @Option(
      names = "--dtype",
      defaultValue = "fp16",
      description = "With --model: how activations are remembered; default ${DEFAULT-VALUE}.")
  private DType dtype;

  /** Null without a checkpoint. */
  ModelDescription described() {
    return model == null ? null : source().describe();
  }

  private CheckpointSource source() {
    return new CheckpointSource(model.toString(), dtype, new Compute("cuda", DType.FP16, 0));
  }

  /**
   * @throws SetupException naming a figure that cannot be
   */
  Figures figures() {
    ModelDescription known = described();
    long side = known == null ? 0 : known.imageSize();
    try {
      return new Figures(
          compressedPerSecond,
          answersPerSecond,
          monitorGain,
          busy,
          known == null ? bytesPerToken : known.bytesPerToken(),
          known == null ? modelBytes : source().need().bytes(),
          known == null ? frameBytes : 3 * side * side,
          coresPerCamera,
          processBytes,
          camerasPerProcess,
          cameraMbit,
          uploadFactor,
          diskFactor);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--" + e.getMessage());
    }
  }
}
