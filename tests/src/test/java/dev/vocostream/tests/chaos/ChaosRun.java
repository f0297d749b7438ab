package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.Transactions;
import dev.vocostream.tests.chaos.Asked.Kind;
import dev.vocostream.tests.chaos.Questioner.Mix;
import dev.vocostream.tests.job.Mailbox;
import dev.vocostream.tests.job.Mailbox.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * Questions are asked without a pause while one fault follows the other; in the end the oracle
 * compares.
 */
final class ChaosRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double RAISE_ABOVE = 0.7;
  private static final double CLEAR_BELOW = 0.3;
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(60);
  private static final Duration LONGEST_UNREADABLE = Duration.ofSeconds(60);

  /** Raised and cleared every few seconds, as the numbers of pictures go. */
  private static final String MONITOR =
      """
      {"id":"turns","cameras":["cam0"],"text":"Is it?","every":"PT1S","window":{"last":"PT0.4S"},
       "raiseAbove":%s,"clearBelow":%s}
      """
          .formatted(RAISE_ABOVE, CLEAR_BELOW);

  private final ChaosSite site;
  private final ChaosCluster cluster;
  private final Random random;
  private final Faults faults;
  private final Mix mix;
  private final List<Duration> away = new ArrayList<>();

  ChaosRun(Path directory, List<ChaosCamera> cameras, Random random) throws Exception {
    this(directory, cameras, random, Mix.USUAL, UnaryOperator.identity());
  }

  /**
   * @param mix of good questions and malformed ones
   * @param changed what else than usual is configured
   */
  ChaosRun(
      Path directory,
      List<ChaosCamera> cameras,
      Random random,
      Mix mix,
      UnaryOperator<ChaosSite> changed)
      throws Exception {
    this.random = random;
    this.mix = mix;
    cluster = new ChaosCluster(directory);
    site = changed.apply(new ChaosSite(directory, cluster.bootstrap(), cameras, "1 s"));
    faults = new Faults(cluster, site, random);
  }

  /**
   * @param taskManagers of two slots each
   * @param plan what happens, in this order, spread over the time in which is asked
   * @param questions good ones
   * @return how long the job was away after each fault
   */
  List<Duration> run(int taskManagers, List<Fault> plan, int questions, double perSecond)
      throws Exception {
    try (cluster) {
      cluster.start(taskManagers);
      site.writeClips();
      VideoJob job = site.job(2);
      job.checkBroker(true);
      KafkaSettings kafka = job.config().kafka();
      cluster.submit(job);
      try (Mailbox live = new Mailbox(kafka);
          Questioner asker = new Questioner(kafka, site.cameras(), random, mix)) {
        live.monitor("turns", MONITOR);
        awaitFiles(live);
        asker.start(perSecond);
        Transactions transactions = new Transactions(kafka);
        AnswerOracle answers = judge(live, asker);
        inflict(plan, questions, asker, answers, transactions);
        awaitAll(asker, answers);
        try (Mailbox late = new Mailbox(kafka)) {
          AnswerOracle again = judge(late, asker);
          await().atMost(PATIENCE).until(() -> again.read().count() >= answers.count());
          check(asker.expected(), answers, again, live, late);
        }
        live.monitor("turns", null);
        stop(transactions);
        return away;
      } catch (Throwable e) {
        System.out.println(cluster.logs());
        throw e;
      }
    }
  }

  /** What all processes logged. */
  String logs() {
    return cluster.logs();
  }

  private AnswerOracle judge(Mailbox mailbox, Questioner asker) {
    return new AnswerOracle(site.cameras(), asker.expected(), mailbox::nextAnswers);
  }

  /** From then on each question about all that a file camera remembers has one right answer. */
  private void awaitFiles(Mailbox live) {
    Set<String> files =
        site.cameras().stream()
            .filter(camera -> !camera.isLive())
            .map(ChaosCamera::id)
            .collect(Collectors.toSet());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                files.stream()
                    .allMatch(id -> live.status(id).path("state").asText("").equals("ended")));
  }

  /** Each fault falls into its own share of the questions, at a random one of them. */
  private void inflict(
      List<Fault> plan,
      int questions,
      Questioner asker,
      AnswerOracle answers,
      Transactions transactions)
      throws Exception {
    for (int i = 0; i < plan.size(); i++) {
      int share = questions / plan.size();
      int before = asker.expected().begun();
      asker.allow(share);
      awaitBegun(before + random.nextInt(share), asker, answers);
      away.add(faults.inflict(plan.get(i)));
      awaitReadable(transactions);
      awaitBegun(before + share, asker, answers);
      System.out.printf("fault %d of %d, %s", i + 1, plan.size(), faults.last());
    }
  }

  /** No transaction of those that were killed, or hung, keeps what was written from readers. */
  private static void awaitReadable(Transactions transactions) {
    Map<String, Long> written = transactions.written();
    await().atMost(LONGEST_UNREADABLE).until(() -> transactions.readableTo(written));
  }

  /** When nothing is written any more, none of all the transactions that ever were is left. */
  private void stop(Transactions transactions) throws Exception {
    await()
        .atMost(LONGEST_UNREADABLE)
        .untilAsserted(() -> assertThat(transactions.readable()).isEqualTo(transactions.written()));
    cluster.cancelJob();
    assertThat(transactions.open()).as("open transactions of a job that is gone").isEmpty();
    assertThat(transactions.readable()).isEqualTo(transactions.written());
  }

  private static void awaitBegun(int questions, Questioner asker, AnswerOracle answers) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              answers.read(); // while they come
              return asker.expected().begun() >= questions;
            });
  }

  /** One question more, after all others: what would come twice has come by then. */
  private static void awaitAll(Questioner asker, AnswerOracle answers) {
    asker.flush();
    Set<String> ids = asker.expected().ids();
    await().atMost(PATIENCE).until(() -> answers.read().hasAll(ids));
    Set<String> last = Set.of(asker.askGood(Kind.ALL));
    asker.flush();
    await().atMost(PATIENCE).until(() -> answers.read().hasAll(last));
  }

  /** With the end: alerts come with a checkpoint, scores at once. */
  private List<Doubt> doubts() {
    List<Doubt> doubts = new ArrayList<>(faults.doubts());
    doubts.add(new Doubt(cluster.health().checkpointed(), Instant.MAX));
    int completed = cluster.health().completed();
    await().atMost(PATIENCE).until(() -> cluster.health().completed() > completed + 1);
    return doubts;
  }

  private void check(
      Expected expected, AnswerOracle answers, AnswerOracle again, Mailbox live, Mailbox late) {
    await()
        .atMost(PATIENCE)
        .until(() -> late.deadLetters().size() >= expected.deadLetters().size());
    List<Written> scores = Doubt.without(doubts(), live.writtenScores());
    List<JsonNode> alerts = live.alerts();
    Oracle ofLive =
        new Oracle()
            .deadLetters(expected, live.deadLetters())
            .alerts(alerts)
            .scores(new ScoreRule(alerts, RAISE_ABOVE, CLEAR_BELOW), scores);
    Oracle ofLate = new Oracle().deadLetters(expected, late.deadLetters());
    System.out.printf(
        "%d good questions, %d malformed of which %d dead letters, %d alerts beside %d scores%n%s",
        expected.good(),
        expected.ids().size() - expected.good() + expected.deadLetters().size(),
        expected.deadLetters().size(),
        alerts.size(),
        scores.size(),
        faults.report());
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(answers.wrong()).as("answers as they came").isEmpty();
          softly.assertThat(again.wrong()).as("answers that are read afterwards").isEmpty();
          softly.assertThat(ofLive.wrong()).as("what else was read as it came").isEmpty();
          softly.assertThat(ofLate.wrong()).as("what else is read afterwards").isEmpty();
          softly.assertThat(away).allSatisfy(one -> assertThat(one).isLessThan(LONGEST_AWAY));
          softly.assertThat(alerts).as("alerts").isNotEmpty();
          softly.assertThat(scores).as("scores beyond doubt").isNotEmpty();
          softly.assertThat(expected.deadLetters()).as("dead letters").isNotEmpty();
        });
  }
}
