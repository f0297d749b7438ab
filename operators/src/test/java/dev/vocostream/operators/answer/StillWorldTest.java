package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.evaluation.world.WorldExam;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.Question;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs not to compress what shows nothing new. Two memories see the same held-out scenes,
 * one every frame and one what the sampler lets pass, and the model in the box answers the same
 * questions from both. A scene stands still, with noise and changing light, for half a minute
 * before its eight seconds and half a minute after them. More: {@code -Dvoco.scenes=}.
 */
@Tag("slow")
@Timeout(3600)
class StillWorldTest {
  private static final int SCENES = Integer.getInteger("voco.scenes", 40);
  private static final int QUESTIONS = 8;
  private static final int STILL_SECONDS = 30;
  private static final int SCENE_SECONDS = 8;
  private static final int LAST = SCENE_SECONDS + STILL_SECONDS;
  private static final int WORDS = 64;
  private static final long START = 1_000_000_000;

  /** More than is remembered, so that scenes do not meet. */
  private static final long SCENE_MILLIS = 600_000;

  /** Where windows end: among the events, soon after the last of them, and far behind. */
  private enum End {
    EVENTS(1, SCENE_SECONDS),
    SOON_AFTER(9, 14),
    STILL(20, LAST);

    final int from;
    final int to;

    End(int from, int to) {
      this.from = from;
      this.to = to;
    }
  }

  @TempDir Path directory;

  private final World world = new World(World.TRAINING_SEED);
  private final Questions questions = WorldQuestions.of(QuestionMix.standard());
  private final StillWorldFigures figures = new StillWorldFigures();
  private final Map<String, Asked> open = new HashMap<>();
  private int answered;

  private TwoMemories memories;

  @Test
  void aTenthOfTheCompressionsAnswersAsWell() throws Exception {
    Path bundled = directory.resolve("model");
    BundledModel.write(bundled);
    try (TwoMemories two = TwoMemories.of(bundled)) {
      memories = two;
      for (int number = 0; number < SCENES; number++) {
        SplittableRandom random = new SplittableRandom(number);
        Scene scene = world.scene(Split.HELD_OUT, number);
        List<Asking> askings = askings(random);
        watch(number, scene, askings);
        ask(number, scene, askings, random);
      }
    }
    figures.print();
    assertThat(figures.stillFrames()).isGreaterThanOrEqualTo(10 * figures.stillCompressed());
    assertThat(figures.questions()).isGreaterThan(15 * SCENES);
    assertThat(figures.lost())
        .as("accuracy that is lost, of 1")
        .isLessThanOrEqualTo(0.005 + 2 * figures.standardError());
  }

  private static long time(int number, int second) {
    return START + number * SCENE_MILLIS + second * 1_000L;
  }

  /** Some seconds of a scene that are asked about. */
  private record Asking(End end, int first, int last) {
    boolean covers(int second) {
      return second >= first && second <= last;
    }
  }

  /** One of each kind, of any length. */
  private static List<Asking> askings(SplittableRandom random) {
    List<Asking> askings = new ArrayList<>();
    for (End end : End.values()) {
      int last = random.nextInt(end.from, end.to + 1);
      askings.add(new Asking(end, last - random.nextInt(Window.MOST_FRAMES), last));
    }
    return askings;
  }

  private void watch(int number, Scene scene, List<Asking> askings) throws Exception {
    memories.harness().setProcessingTime(time(number, LAST));
    List<TwoMemories.Shown> shown =
        IntStream.rangeClosed(-STILL_SECONDS, LAST)
            .mapToObj(
                second ->
                    new TwoMemories.Shown(
                        time(number, second),
                        scene.picture(second),
                        askings.stream().anyMatch(asking -> asking.covers(second))))
            .toList();
    List<Boolean> passed = memories.watch(shown);
    for (int i = 0; i < passed.size(); i++) {
      int second = i - STILL_SECONDS;
      figures.frame(second < 0 || second > SCENE_SECONDS, passed.get(i));
    }
  }

  /** The same questions of both memories. */
  private void ask(int number, Scene scene, List<Asking> askings, SplittableRandom random)
      throws Exception {
    for (Asking asking : askings) {
      List<Moment> moments =
          IntStream.rangeClosed(asking.first(), asking.last()).mapToObj(scene::moment).toList();
      int count = 0;
      for (Asked each : questions.about(moments, Split.HELD_OUT, random, QUESTIONS)) {
        String id = "%d-%s-%d".formatted(number, asking.end(), count++);
        open.put(id, each);
        long from = time(number, asking.first());
        long to = time(number, asking.last());
        Question.Window window = new Question.Window(null, from, to);
        List<String> both = TwoMemories.BOTH;
        memories
            .harness()
            .ask(new Question(id, both, each.question(), window, false, List.of(), WORDS, null));
      }
    }
    awaitAnswers(number);
  }

  private void awaitAnswers(int number) {
    int wanted = answered + 2 * open.size();
    Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofMinutes(10))
        .until(() -> memories.harness().answers().size() >= wanted);
    Map<String, Boolean> rightFromAll = new HashMap<>();
    Map<String, Boolean> rightFromChanged = new HashMap<>();
    for (CameraAnswer answer : newAnswers(wanted)) {
      assertThat(answer.status()).as("%s", answer).isEqualTo(Status.ANSWERED);
      boolean right = WorldExam.isRight(open.get(answer.question()), answer.text().strip());
      (answer.camera().equals(TwoMemories.ALL) ? rightFromAll : rightFromChanged)
          .put(answer.question(), right);
    }
    open.keySet()
        .forEach(
            id ->
                figures.answered(
                    number, id.split("-")[1], rightFromAll.get(id), rightFromChanged.get(id)));
    answered = wanted;
    open.clear();
  }

  private List<CameraAnswer> newAnswers(int to) {
    return memories.harness().extractOutputValues().subList(answered, to);
  }
}
