package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.model.weights.DeeperCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * How a model is made, as data: {@code recipes/NAME.json} in this package, or a file of the user's.
 *
 * @param name of the recipe
 * @param shape of the model to begin with, see {@code ModelShape}; null to begin with a checkpoint
 * @param model name of the model that comes out
 * @param seed of everything that is drawn
 * @param stages each begins with what the one before made; they keep to {@link RecipeRules}
 */
public record Recipe(String name, String shape, String model, long seed, List<Course> stages) {
  /** What a stage calls the model that the recipe begins with, if that one is to teach it. */
  public static final String START = "start";

  public Recipe {
    stages = List.copyOf(stages);
    if (stages.stream().anyMatch(course -> course.stage().name().equals(START))) {
      throw new IllegalArgumentException(
          "recipe '%s': a stage must not be called '%s', which is what all begins with"
              .formatted(name, START));
    }
    RecipeRules.require(stages);
  }

  /** Whether the model that comes out was asked about newest frames in full and older ones not. */
  boolean isHybrid() {
    return !stages.isEmpty() && stages.get(stages.size() - 1).stage().isHybrid();
  }

  /** What a stage practises. */
  public enum Practice {
    /** Patches name what they show; see {@link PatchObjective}. */
    PATCHES,
    /** VoCo tokens name what their frame holds; see {@link FrameObjective}. */
    FRAMES,
    /** The beginning of the prompt names what became of things; see {@link WindowObjective}. */
    WINDOWS,
    /** Questions about the world are answered, and why; see {@link AskedObjective}. */
    ASKED,
    /** Questions are answered; see {@link LessonObjective}. */
    ANSWERS
  }

  /**
   * A stage and what it is practised on.
   *
   * @param practice the kind of objective
   * @param world questions on scenes of the world; null for other data
   * @param files of the user's, one or several; null for the world
   * @param teacher a stage before this one, or {@link #START}, whose model teaches, without VoCo
   *     tokens; null without distillation
   * @param varied whether things are in shades of their colours and, where single pictures are
   *     practised, every other one is grey; null for no
   * @param averaged whether what it leaves is the mean of what it began with and what it came to;
   *     null for no
   * @param layers of the decoder: it gets those that it has not got, see {@link DeeperCheckpoint};
   *     null for no more
   * @param stage the rest
   */
  public record Course(
      Practice practice,
      WorldLessons world,
      List<Files> files,
      String teacher,
      Boolean varied,
      Boolean averaged,
      Integer layers,
      Stage stage) {
    boolean isVaried() {
      return Boolean.TRUE.equals(varied);
    }

    boolean isAveraged() {
      return Boolean.TRUE.equals(averaged);
    }
  }

  /**
   * A user's conversations about pictures, or questions about videos.
   *
   * @param json the file, in LLaVA's or Video-ChatGPT's form
   * @param pictures directory that paths in the file are relative to; null for videos
   * @param videos the same for videos; null for pictures
   * @param frames of a video at most
   * @param plain whether only what is answered is learnt, behind the picture or video alone, as
   *     LLaVA's projector is; null for conversations
   */
  public record Files(String json, String pictures, String videos, int frames, Boolean plain) {
    boolean isPlain() {
      return Boolean.TRUE.equals(plain);
    }
  }

  /**
   * Which windows and questions of the world.
   *
   * @param windows how often windows of so many frames occur, by frames
   * @param questions of a window
   * @param types how often a type of question occurs, by its name; null for the usual
   * @param exact whether a miss of where things are weighs four times as much, and questions about
   *     one thing are asked for it too: for a model that knows what it sees, as another would learn
   *     nothing else; null for no
   * @param nameless whether most windows are {@link Nameless} and answers are {@link Misheard},
   *     where questions are practised with their reasons; null for no
   * @param typed share of questions that are put as people type them, in small letters, without the
   *     mark at the end or with a please, 0 to 1; null for none
   */
  public record WorldLessons(
      Map<Integer, Double> windows,
      int questions,
      Map<String, Double> types,
      Boolean exact,
      Boolean nameless,
      Double typed) {
    boolean isExact() {
      return Boolean.TRUE.equals(exact);
    }

    boolean isNameless() {
      return Boolean.TRUE.equals(nameless);
    }

    double typedShare() {
      return typed == null ? 0 : typed;
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such recipe in the box
   */
  public static Recipe named(String name) {
    try (InputStream in = Recipe.class.getResourceAsStream("recipes/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no recipe '%s' in the box: name a file to use another".formatted(name));
      }
      return read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("recipe '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * @throws IOException naming the key that is wrong
   */
  public static Recipe read(InputStream json) throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .build()
        .readValue(json, Recipe.class);
  }
}
