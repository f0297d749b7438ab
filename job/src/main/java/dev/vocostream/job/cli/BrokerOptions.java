package dev.vocostream.job.cli;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the broker is; shared by commands that talk to a running job. */
final class BrokerOptions {
  @Option(
      names = "--bootstrap",
      defaultValue = "127.0.0.1:9092",
      description = "Kafka broker, host:port; default ${DEFAULT-VALUE}.")
  private String bootstrap;

  @Option(names = "--config", description = "Take broker and topics from this voco.yaml.")
  private Path config;

  KafkaSettings kafka() {
    return config == null ? KafkaSettings.of(bootstrap) : JobConfig.read(config).kafka();
  }

  /** Reads cameras as the job does, where its file is given; else the job may refuse more. */
  CameraJson cameraJson() {
    return config == null
        ? new CameraJson()
        : new CameraJson(JobConfig.read(config).retainAtMost());
  }
}
