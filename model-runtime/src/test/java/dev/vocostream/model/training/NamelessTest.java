package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has no name is neither asked for nor told. */
class NamelessTest {
  private static final int WINDOWS = 300;
  private static final List<Questioned> ALL = windows(true);

  private static List<Questioned> windows(boolean nameless) {
    World world = new World(8);
    WorldExamples examples =
        new WorldExamples(
            number -> world.scene(Split.TRAIN, number),
            WorldQuestions.of(QuestionMix.standard()),
            Split.TRAIN,
            Map.of(1, 1.0, 4, 1.0),
            6,
            nameless);
    return LongStream.range(0, WINDOWS).mapToObj(examples::asked).toList();
  }

  @Test
  void aboutFiveOfEightWindowsAre() {
    assertThat(coloursHaveNoNames().count()).isBetween(70L, 125L); // some with changes stay plain
    assertThat(shapesHaveNoNames().count()).isBetween(50L, 100L);
    assertThat(windows(false)).allMatch(one -> seen(one).noneMatch(NamelessTest::isNameless));
  }

  @Test
  void aThingHasAtLeastOneName() {
    assertThat(ALL.stream().flatMap(NamelessTest::seen))
        .allMatch(seen -> seen.shape() != null || seen.colour() != null);
  }

  @Test
  void nothingIsAskedOfWhatHasNoName() {
    List<String> colours = Arrays.stream(Colour.values()).map(Colour::word).toList();
    List<String> shapes = Arrays.stream(Shape.values()).map(Shape::word).toList();
    assertThat(words(coloursHaveNoNames())).isNotEmpty().doesNotContainAnyElementsOf(colours);
    assertThat(words(shapesHaveNoNames())).isNotEmpty().doesNotContainAnyElementsOf(shapes);
  }

  @Test
  void whatStillHasANameIsAsked() {
    assertThat(types(coloursHaveNoNames())).contains(QuestionType.SHAPE, QuestionType.BOX);
    assertThat(types(shapesHaveNoNames())).contains(QuestionType.COLOUR, QuestionType.BOX);
  }

  /** They would be right with "nothing" each time. */
  @Test
  void whatCameAndWentIsNotAsked() {
    assertThat(types(Stream.concat(coloursHaveNoNames(), shapesHaveNoNames())))
        .doesNotContain(QuestionType.ENTERED, QuestionType.LEFT, QuestionType.BEFORE);
  }

  @Test
  void theOtherWindowsAreAsTheyWere() {
    List<Questioned> plain = windows(false);
    for (int i = 0; i < WINDOWS; i++) {
      if (seen(ALL.get(i)).noneMatch(NamelessTest::isNameless)) {
        assertThat(ALL.get(i).asked()).isEqualTo(plain.get(i).asked());
        assertThat(ALL.get(i).window().moments()).isEqualTo(plain.get(i).window().moments());
      }
    }
  }

  private static Stream<Questioned> coloursHaveNoNames() {
    return ALL.stream().filter(one -> seen(one).anyMatch(seen -> seen.colour() == null));
  }

  private static Stream<Questioned> shapesHaveNoNames() {
    return ALL.stream().filter(one -> seen(one).anyMatch(seen -> seen.shape() == null));
  }

  private static boolean isNameless(Seen seen) {
    return seen.colour() == null || seen.shape() == null;
  }

  private static Stream<Seen> seen(Questioned one) {
    return one.window().moments().stream().flatMap(moment -> moment.seen().stream());
  }

  private static List<QuestionType> types(Stream<Questioned> some) {
    return some.flatMap(one -> one.asked().stream()).map(Asked::type).distinct().toList();
  }

  private static List<String> words(Stream<Questioned> some) {
    return some.flatMap(one -> one.asked().stream())
        .flatMap(asked -> Stream.of((asked.question() + " " + asked.answer()).split("\\W+")))
        .map(word -> word.replaceAll("(?<!cros)e?s$", ""))
        .toList();
  }
}
