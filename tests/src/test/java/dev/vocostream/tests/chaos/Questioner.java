package dev.vocostream.tests.chaos;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.QuestionReader;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.tests.chaos.Asked.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks good and malformed questions in turn, whatever becomes of the job, and knows what of. */
final class Questioner implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 300_000;

  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private final KafkaSettings kafka;
  private final List<ChaosCamera> cameras;
  private final Random random;
  private final MalformedQuestions malformed;
  private final Mix mix;
  private final QuestionReader reader = new QuestionReader();
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Expected expected = new Expected();
  private final AtomicInteger allowed = new AtomicInteger();
  private int messages;

  /**
   * So many good questions and so many malformed ones, in turn.
   *
   * @param good at least one
   */
  record Mix(int good, int malformed) {
    static final Mix USUAL = new Mix(4, 1);

    boolean isMalformed(int message) {
      return message % (good + malformed) >= good;
    }
  }

  Questioner(KafkaSettings kafka, List<ChaosCamera> cameras, Random random) {
    this(kafka, cameras, random, Mix.USUAL);
  }

  Questioner(KafkaSettings kafka, List<ChaosCamera> cameras, Random random, Mix mix) {
    this.mix = mix;
    this.kafka = kafka;
    this.cameras = cameras;
    this.random = random;
    this.malformed = new MalformedQuestions(random);
    Properties patient = kafka.clientProperties();
    patient.put("max.block.ms", PATIENCE_MILLIS); // also a broker that is away for long comes back
    patient.put("delivery.timeout.ms", PATIENCE_MILLIS);
    this.producer =
        new KafkaProducer<>(patient, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What the broker has taken so far, and what must come of it. */
  Expected expected() {
    return expected;
  }

  /**
   * Begins to ask; it asks no more than it may.
   *
   * @param perSecond good ones
   */
  void start(double perSecond) {
    Runnable next =
        () -> {
          if (expected.begun() < allowed.get()) {
            next();
          }
        };
    long micros = Math.round(1_000_000 / perSecond * mix.good() / (mix.good() + mix.malformed()));
    clock.scheduleAtFixedRate(next, 0, micros, TimeUnit.MICROSECONDS);
  }

  /** It may ask so many good questions more, and malformed ones between them. */
  void allow(int more) {
    allowed.addAndGet(more);
  }

  private void next() {
    try {
      if (mix.isMalformed(messages++)) {
        byte[] bytes = malformed.next();
        send(bytes, at -> expectOf(reader.read(bytes, at.topic(), at.partition(), at.offset())));
      } else {
        askGood(kind());
      }
    } catch (RuntimeException e) {
      expected.failed(e); // the executor would only stop
    }
  }

  private Kind kind() {
    int chance = random.nextInt(10);
    Kind kind = chance < 5 ? Kind.ALL : Kind.values()[1 + chance % (Kind.values().length - 1)];
    return kind == Kind.AHEAD && cameras.stream().noneMatch(ChaosCamera::isLive) ? Kind.ALL : kind;
  }

  /** Asks one question; returns its id at once. */
  String askGood(Kind kind) {
    List<String> of = someCameras(kind);
    if (kind == Kind.UNKNOWN) {
      of.add(random.nextInt(of.size() + 1), "nobody");
    }
    Asked asked = new Asked("good-" + expected.begin(), kind, List.copyOf(of));
    send(json(asked).getBytes(StandardCharsets.UTF_8), at -> expected.answer(asked));
    return asked.id();
  }

  /** Who asks ahead of a file that has ended waits until the deadline. */
  private List<String> someCameras(Kind kind) {
    List<ChaosCamera> able =
        cameras.stream().filter(camera -> kind != Kind.AHEAD || camera.isLive()).toList();
    List<String> some = new ArrayList<>();
    for (ChaosCamera camera : able) {
      if (random.nextInt(3) == 0) {
        some.add(camera.id());
      }
    }
    if (some.isEmpty()) {
      some.add(able.get(random.nextInt(able.size())).id());
    }
    return some;
  }

  private static String json(Asked asked) {
    Instant now = Instant.now();
    String more =
        switch (asked.kind()) {
          case ALL, UNKNOWN -> "";
          case LATELY -> ",\"window\":{\"last\":\"PT5S\"}";
          case AHEAD ->
              ",\"window\":{\"from\":\"%s\",\"to\":\"%s\"}"
                  .formatted(now.minusSeconds(2), now.plusSeconds(2));
          case YES_NO -> ",\"answer\":\"yes-no\"";
        };
    return "{\"id\":\"%s\",\"cameras\":[%s],\"text\":\"What is there?\",\"deadline\":\"%s\"%s}"
        .formatted(
            asked.id(),
            asked.cameras().stream().map(c -> '"' + c + '"').collect(Collectors.joining(",")),
            now.plus(DEADLINE),
            more);
  }

  private void send(byte[] value, java.util.function.Consumer<RecordMetadata> taken) {
    producer.send(
        new ProducerRecord<>(kafka.questions(), value),
        (at, error) -> {
          if (error == null) {
            taken.accept(at);
          } else {
            expected.failed(error);
          }
        });
  }

  /** The codec itself says what becomes of bytes; that the job does just that is what is tested. */
  private void expectOf(QuestionMessage read) {
    if (read.rejected() != null) {
      expected.deadLetter(read.rejected().partition(), read.rejected().offset());
    } else {
      expected.anyAnswer(read.question() != null ? read.question().id() : read.refusal().id());
    }
  }

  /** Waits until the broker has taken everything. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
