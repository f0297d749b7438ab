package dev.vocostream.job.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.benchmark.MachineConditions;
import dev.vocostream.model.benchmark.Measured;
import dev.vocostream.operators.decode.child.DecodeStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The figures of decoding as one JSON object: medians over the rounds, and in {@code spread} the
 * least and the most. Without an ffmpeg command to compare with, ratios are null.
 */
final class DecodeReport {
  private static final double MIB = 1 << 20;

  private final DecodeBenchmark.Settings settings;
  private final BenchmarkClip clip;
  private final Optional<FfmpegCommand> ffmpeg;
  private final ObjectNode root = new ObjectMapper().createObjectNode();

  DecodeReport(
      DecodeBenchmark.Settings settings, BenchmarkClip clip, Optional<FfmpegCommand> ffmpeg) {
    this.settings = settings;
    this.clip = clip;
    this.ffmpeg = ffmpeg;
  }

  ObjectNode toJson(Map<DecodeStrategy, List<DecodeRun>> runs) {
    ObjectNode cameras = root.putObject("cameras_per_core");
    ObjectNode ratios = root.putObject("ratio_to_ffmpeg");
    ObjectNode spread = root.objectNode();
    ObjectNode cameraSpread = spread.putObject("cameras_per_core");
    ObjectNode ratioSpread = spread.putObject("ratio_to_ffmpeg");
    runs.forEach(
        (strategy, all) -> {
          String name = nameOf(strategy);
          put(cameras, cameraSpread, name, measured(all, DecodeRun::camerasPerCore));
          if (ffmpeg.isPresent()) {
            put(ratios, ratioSpread, name, measured(all, DecodeRun::ratioToFfmpeg));
          } else {
            ratios.putNull(name);
          }
        });
    List<DecodeRun> all = runs.values().stream().flatMap(List::stream).toList();
    root.put("child_rss_mb", measured(all, run -> run.childBytes() / MIB).median());
    root.put("frames_accounted", all.stream().allMatch(DecodeRun::accounted));
    root.put("kept_up", all.stream().allMatch(DecodeRun::keptUp));
    root.set("spread", spread);
    conditions();
    return root;
  }

  private static String nameOf(DecodeStrategy strategy) {
    return switch (strategy) {
      case ALL -> "all";
      case AUTO -> "auto";
      case KEY_FRAMES -> "keyframes";
    };
  }

  private static Measured measured(List<DecodeRun> runs, ToDoubleFunction<DecodeRun> value) {
    Measured measured = new Measured();
    runs.forEach(run -> measured.add(value.applyAsDouble(run)));
    return measured;
  }

  private static void put(ObjectNode to, ObjectNode spread, String name, Measured measured) {
    to.put(name, measured.median());
    spread.putArray(name).add(measured.least()).add(measured.most());
  }

  private void conditions() {
    ObjectNode conditions = root.putObject("conditions");
    conditions.put(
        "clip",
        "%dx%d, %d pictures/s, H.264 without B-frames, %.1f Mbit/s, a key frame every %d pictures"
            .formatted(
                BenchmarkClip.WIDTH,
                BenchmarkClip.HEIGHT,
                BenchmarkClip.FPS,
                clip.mbitPerSecond(),
                settings.keyEvery()));
    conditions.put("wanted", "1 frame/s, longer side " + DecodeBenchmark.FRAME_SIZE + " pixels");
    conditions.put("path", "RTSP over TCP, gate, proxy, child process, pipe; one thread decodes");
    conditions.put("rounds", settings.rounds()).put("seconds_each", settings.seconds());
    conditions.put("ffmpeg_command", ffmpeg.map(FfmpegCommand::version).orElse(null));
    conditions.put("ffmpeg_libraries", MachineConditions.version("ffmpeg"));
    MachineConditions.addTo(conditions);
  }
}
