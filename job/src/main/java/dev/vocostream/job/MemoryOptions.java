package dev.vocostream.job;

import dev.vocostream.model.ModelDescription;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/** The options of what cameras remember. */
public final class MemoryOptions {
  private static final Pattern STEP =
      Pattern.compile("after (.+?) (?:(\\d{1,4}) tokens?|a frame every (.+))");
  private static final Bounds<Duration> TIME =
      Bounds.between(Duration.ofSeconds(1), Duration.ofDays(36_500));
  private static final String EXPECTED =
      "a list of steps, older and thinner one by one, such as"
          + " [after 10 min 1 token, after 1 h a frame every 5 s]";

  private static final Option<String> THIN =
      Option.list(
          "memory.thin",
          new Bounds<>(EXPECTED, value -> true),
          "What is left of older frames: fewer tokens of each, or one frame in so much time; left"
              + " out: all, until they are forgotten.");

  private static final Option<Duration> RETAIN_AT_MOST =
      Option.duration(
          "memory.retain-at-most",
          Duration.ofHours(72),
          TIME,
          "How long any camera may remember: one of the file that is to remember for longer is"
              + " refused, one of the topic is a dead letter.");

  static final List<Option<?>> ALL = List.of(THIN, RETAIN_AT_MOST);

  private MemoryOptions() {}

  /**
   * How long any camera may remember. Of what is to be remembered for longer, whoever writes the
   * file decides, and not whoever writes the topic of cameras.
   */
  static Duration retainAtMost(ConfigFile file) {
    return file.get(RETAIN_AT_MOST);
  }

  /**
   * @throws SetupException if it is no list of steps
   */
  static Thinning thinning(ConfigFile file) {
    String text = file.get(THIN);
    try {
      return text == null || text.isBlank() ? Thinning.NONE : thinning(text);
    } catch (IllegalArgumentException e) {
      throw file.wrong(THIN, EXPECTED, "[%s]: %s".formatted(text, e.getMessage()));
    }
  }

  /**
   * @param text steps with commas between them
   * @throws IllegalArgumentException if a step cannot be read or keeps no less than another
   */
  public static Thinning thinning(String text) {
    List<Step> steps = new ArrayList<>();
    for (String step : text.split(",")) {
      steps.add(step(step.strip()));
    }
    return new Thinning(steps);
  }

  private static Step step(String text) {
    Matcher words = STEP.matcher(text.replaceAll("\\s+", " "));
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "expected 'after TIME N tokens' or 'after TIME a frame every TIME', found '%s'"
              .formatted(text));
    }
    Duration after = time(words.group(1));
    if (words.group(3) != null) {
      return Step.drop(after, time(words.group(3)));
    }
    int tokens = Integer.parseInt(words.group(2));
    if (tokens < 1) {
      throw new IllegalArgumentException("expected at least 1 token, found '%s'".formatted(text));
    }
    return Step.cut(after, tokens);
  }

  private static Duration time(String text) {
    Duration time = TimeUtils.parseDuration(text);
    if (!TIME.takes().test(time)) {
      throw new IllegalArgumentException(
          "expected %s, found '%s'".formatted(TIME.expected(), text));
    }
    return time;
  }

  /**
   * @throws SetupException if a step leaves as many tokens as the model makes: it would do nothing
   */
  static void require(Thinning thinning, ModelDescription model) {
    for (Step step : thinning.steps()) {
      if (!step.drops() && step.tokens() >= model.tokensPerFrame()) {
        throw new SetupException(
            "%s: '%s': expected fewer than the %d tokens a frame of model %s; take the step out"
                .formatted(THIN.key(), step, model.tokensPerFrame(), model.name()));
      }
    }
  }
}
