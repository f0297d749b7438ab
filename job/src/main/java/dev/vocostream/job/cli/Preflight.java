package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.StateCheck;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.Words;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * All that is asked before a job runs on this machine; {@code voco run --check} ends behind it.
 *
 * @param check whether nothing will run: another job that does is then no hindrance
 */
record Preflight(Screen screen, VideoJob job, boolean check) {
  /**
   * Says what it finds, and refuses what cannot run.
   *
   * @param fresh whether the newest checkpoint is left aside
   * @param from what to go on from; null for the newest checkpoint
   * @return what the job would go on from
   * @throws dev.vocostream.job.SetupException among others, with one line for people
   */
  StartingPoint require(MissingTopics missing, boolean fresh, String from) throws IOException {
    screen.say("VoCo Stream");
    screen.say("  model    " + Words.of(job.describeModel()));
    job.requireRoomForModel();
    job.checkBroker(missing);
    lookForSecond();
    List<CameraSettings> cameras = job.cameras();
    screen.say("  memory   " + Words.memoryOf(job, cameras));
    StartingPoint point = StartingPoint.of(job.config(), fresh, from);
    StateCheck.require(job, cameras, point, warning -> screen.say("  warning  " + warning));
    screen.say("  broker   " + job.config().kafka().bootstrapServers());
    screen.say("  from     " + point);
    LocalFlink.require(job);
    return point;
  }

  private void lookForSecond() {
    if (!check) {
      job.refuseSecond();
      return;
    }
    try {
      job.brokerCheck().refuseSecond(Duration.ZERO);
    } catch (SetupException second) {
      screen.say("  warning  as long as it runs, nothing else starts: " + second.getMessage());
    }
  }
}
