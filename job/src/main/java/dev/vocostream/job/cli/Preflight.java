package dev.vocostream.job.cli;

import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that is asked before a job runs on this machine; {@code voco run --check} ends behind it.
 *
 * @param fresh whether the newest checkpoint is left aside
 */
record Preflight(Screen screen, VideoJob job, boolean fresh) {
  /**
   * Says what it finds, and refuses what cannot run.
   *
   * @throws dev.vocostream.job.SetupException among others, with one line for people
   */
  void require(MissingTopics missing) throws IOException {
    screen.say("VoCo Stream");
    screen.say("  model    " + Words.of(job.describeModel()));
    job.requireRoomForModel();
    job.checkBroker(missing);
    job.refuseSecond();
    List<CameraSettings> cameras = job.cameras();
    screen.say("  memory   " + Words.memoryOf(job, cameras));
    StateCheck.require(job, cameras);
    screen.say("  broker   " + job.config().kafka().bootstrapServers());
    screen.say("  from     " + start());
    LocalFlink.require(job);
  }

  private String start() throws IOException {
    String empty = "an empty memory";
    return fresh ? empty : LocalFlink.resumePoint(job.config()).map(Path::toString).orElse(empty);
  }
}
