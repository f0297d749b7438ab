package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.CameraDirectory;
import dev.vocostream.operators.decode.CameraListing;
import dev.vocostream.operators.decode.CameraWatch;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras of {@code voco.cameras}: read from the beginning when the job starts, then followed.
 * Whoever follows them is the job that runs, and shows it ({@link Presence}).
 *
 * <p>Cameras of the job's file are there as well; where both name one, the topic wins. A message
 * that cannot be read changes nothing here and becomes a dead letter elsewhere ({@link
 * CameraDeadLetters}).
 *
 * @param settings where the topic is
 * @param fixed cameras of the job's file
 * @param retainAtMost how long a camera of the topic may remember
 */
public record CameraTopic(KafkaSettings settings, List<CameraSettings> fixed, Duration retainAtMost)
    implements CameraDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(CameraTopic.class);

  public CameraTopic {
    fixed = List.copyOf(fixed);
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public CameraWatch watch() {
    return new Watch(settings, log());
  }

  /**
   * The cameras that there are now.
   *
   * @throws SetupException if the topic cannot be read to its end within ten seconds
   */
  List<CameraSettings> cameras() {
    CameraLog log = log();
    try (TopicFollower topic = new TopicFollower(settings, settings.cameras())) {
      topic.read(message -> take(log, message));
    } catch (KafkaException e) {
      throw new SetupException(
          "topic %s on %s: expected to read which cameras there are, found %s; is the cluster well, and may this client read the topic?"
              .formatted(settings.cameras(), settings.bootstrapServers(), e.getMessage()),
          e);
    }
    return log.listing().cameras();
  }

  private CameraLog log() {
    return new CameraLog(fixed, new CameraJson(retainAtMost));
  }

  private static void take(CameraLog log, ConsumerRecord<byte[], byte[]> message) {
    try {
      log.take(message.key(), message.value(), message.offset(), message.timestamp());
    } catch (BadMessage bad) {
      LOG.warn(
          "{}, partition {}, offset {}: {}: {}; the camera stays as it is",
          message.topic(),
          message.partition(),
          message.offset(),
          bad.reason,
          bad.getMessage());
    }
  }

  /** The consumer is made with the first look, as making it may fail. */
  private static final class Watch implements CameraWatch {
    private final KafkaSettings settings;
    private final CameraLog log;
    private TopicFollower topic;
    private Presence presence;
    private boolean readBefore;
    private boolean closed;

    Watch(KafkaSettings settings, CameraLog log) {
      this.settings = settings;
      this.log = log;
    }

    @Override
    public CameraListing look() {
      open().read(message -> take(log, message));
      if (!readBefore) {
        readBefore = true;
        log.forgetRemovals();
      }
      return log.listing();
    }

    private synchronized TopicFollower open() {
      if (closed) {
        throw new IllegalStateException("the job ends");
      }
      if (topic == null) {
        topic = new TopicFollower(settings, settings.cameras());
      }
      if (presence == null) {
        presence = new Presence(settings);
      }
      presence.show();
      return topic;
    }

    @Override
    public synchronized void close() {
      closed = true;
      if (presence != null) {
        presence.close();
      }
      if (topic != null) {
        topic.close();
      }
    }
  }
}
