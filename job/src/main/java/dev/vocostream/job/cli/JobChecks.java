package dev.vocostream.job.cli;

import dev.vocostream.job.Finding;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StateCheck;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.Words;
import dev.vocostream.job.doctor.Check;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a job's own files need of this machine. */
final class JobChecks {
  private JobChecks() {}

  static List<Check> of(VideoJob job) {
    return List.of(
        Check.of("model", () -> model(job)),
        Check.of(
            "model memory", () -> Finding.ok("model memory", job.requireRoomForModel().toString())),
        Check.of("disk", () -> disk(job)),
        new Check("cameras", () -> cameras(job)),
        new Check("secrets", () -> secrets(job)));
  }

  private static Finding model(VideoJob job) {
    String words = Words.of(job.describeModel());
    return job.describeModel().trained()
        ? Finding.ok("model", words)
        : Finding.warn(
            "model", words, "a trained one", "train it, or take another: its answers mean nothing");
  }

  /** How much the cameras may remember follows from the model. */
  private static Finding disk(VideoJob job) throws IOException {
    try {
      job.describeModel();
    } catch (InvalidCheckpointException e) {
      return Finding.skipped("disk", "no model to reckon with", "see model, then look again");
    }
    List<CameraSettings> cameras;
    try {
      cameras = job.cameras();
    } catch (SetupException e) {
      return Finding.skipped("disk", "no broker to say which cameras there are", "see broker");
    }
    StateCheck.require(job, cameras);
    return Finding.ok("disk", "room for the memory of cameras, " + Words.memoryOf(job, cameras));
  }

  /** Network cameras say themselves how they are; a file that is not there is a slip. */
  private static List<Finding> cameras(VideoJob job) {
    List<Finding> findings = new ArrayList<>();
    for (CameraSettings camera : job.config().cameras()) {
      boolean isFile = !camera.url().contains("://");
      if (isFile && !Files.isReadable(Path.of(camera.url()))) {
        findings.add(
            Finding.warn(
                "camera " + camera.id(),
                "no readable file at its url",
                "a video file",
                "correct url in voco.yaml; until then the camera is OFFLINE"));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("cameras", job.config().cameras().size() + " in the file"))
        : findings;
  }

  private static List<Finding> secrets(VideoJob job) {
    String file = job.config().access().secretsFile();
    if (file == null) {
      return List.of();
    }
    return List.of(
        Files.isReadable(Path.of(file))
            ? Finding.ok("secrets", file + " can be read")
            : Finding.warn(
                "secrets",
                file + " cannot be read",
                "a file of lines name=user:password",
                "put it there on each task manager, readable by Flink's user alone"));
  }
}
