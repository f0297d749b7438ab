package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a job runs is shown by the only member of a group: of one that was killed the broker knows
 * soon that it is no more. A second job with the same transactional ids would abort the first one's
 * transactions, and the first one its, for ever.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  /** The shortest that brokers allow by default. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  /** After that a job that was killed is no more, as the broker sees it. */
  static final Duration LONGEST_WAIT = SESSION.plusSeconds(6);

  private static final long PAUSE_NANOS = 250_000_000;

  private final KafkaConsumer<byte[], byte[]> member;
  private boolean refused; // by this

  /**
   * Seen from when it is shown first.
   *
   * <p>A cluster takes a job's classes away while its coordinators close. What closing takes is
   * loaded now, by closing another: a member that cannot be closed any more stays for minutes, and
   * the next job is refused.
   */
  Presence(KafkaSettings settings) {
    Properties properties = settings.clientProperties();
    properties.put("group.id", group(settings));
    properties.put("session.timeout.ms", Long.toString(SESSION.toMillis()));
    properties.put("heartbeat.interval.ms", Long.toString(SESSION.toMillis() / 3));
    properties.put("enable.auto.commit", "false");
    close(consumer(properties));
    member = consumer(properties);
    member.subscribe(List.of(settings.cameras()), new NothingRead());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void close(KafkaConsumer<?, ?> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  static String group(KafkaSettings settings) {
    return settings.transactionalIdPrefix() + "-owner";
  }

  /** To be called every few seconds; does not wait, and harms nothing where it does not succeed. */
  synchronized void show() {
    if (refused) {
      return;
    }
    try {
      member.poll(Duration.ZERO);
    } catch (AuthorizationException e) {
      refused = true;
      LOG.warn("a second job would not be noticed: {}", e.getMessage());
    } catch (KafkaException e) {
      LOG.debug("not shown this time", e);
    }
  }

  /**
   * @param patience with one that may have been killed a moment ago
   * @throws SetupException if a job with these transactional ids runs
   */
  static void refuseSecond(Admin admin, KafkaSettings settings, Duration patience) {
    long limit = System.nanoTime() + patience.toNanos();
    Optional<MemberDescription> other = find(admin, settings);
    while (other.isPresent() && System.nanoTime() < limit) {
      LockSupport.parkNanos(PAUSE_NANOS);
      other = find(admin, settings);
    }
    if (other.isPresent()) {
      throw new SetupException(
          "Kafka at %s: expected no other job with the transactional ids '%s', found one that runs on %s; stop it, or give this one a kafka.transactional-id-prefix, a kafka.group-id and topics of its own"
              .formatted(
                  settings.bootstrapServers(),
                  settings.transactionalIdPrefix(),
                  other.get().host().replace("/", "")));
    }
  }

  private static Optional<MemberDescription> find(Admin admin, KafkaSettings settings) {
    String group = group(settings);
    try {
      return Topics.await(
              "group " + group,
              admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .members()
          .stream()
          .findFirst();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        LOG.warn("whether another job runs is not known: {}", e.getCause().getMessage());
      }
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    member.wakeup();
    synchronized (this) {
      refused = true;
      close(member);
    }
  }

  /** Its topic is read elsewhere. */
  private final class NothingRead implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      member.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // nothing was read
    }
  }
}
