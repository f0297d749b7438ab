package dev.vocostream.model.training;

import dev.vocostream.model.DType;
import dev.vocostream.model.training.PatchObjective.View;
import dev.vocostream.model.training.Recipe.Course;
import dev.vocostream.model.training.Recipe.Practice;
import dev.vocostream.model.training.Recipe.WorldLessons;
import dev.vocostream.model.training.data.Joined;
import dev.vocostream.model.training.data.LlavaExamples;
import dev.vocostream.model.training.data.Plain;
import dev.vocostream.model.training.data.Shuffled;
import dev.vocostream.model.training.data.VideoExamples;
import dev.vocostream.model.training.data.VideoFrames;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import dev.vocostream.model.weights.UntrainedCheckpoint.Language;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What a recipe needs: a model to begin with, objectives, examples. */
final class RecipeParts {
  /** Windows whose questions the vocabulary is learnt from. */
  private static final int WINDOWS = 3_000;

  private static final int QUESTIONS = 12;

  /**
   * Its rows stand at the same distance from every frame, whatever is asked, and are there to
   * compare frames in: see {@link WindowObjective}.
   */
  private static final String INTRODUCTION =
      "This is what one camera saw, one frame a second, the newest last.";

  private static final int FRAMES = 8;

  private final Recipe recipe;
  private final VideoFrames videos;
  private final World world;

  /**
   * @param videos reads a user's videos; null if there are none
   */
  RecipeParts(Recipe recipe, VideoFrames videos) {
    this.recipe = recipe;
    this.videos = videos;
    this.world = new World(recipe.seed());
  }

  /** Writes the untrained checkpoint, unless it is there. */
  void begin(Path start) throws IOException {
    if (!Files.exists(start)) {
      Language language = new Language(text(), INTRODUCTION);
      new UntrainedCheckpoint(ModelShape.named(recipe.shape()), DType.FP32, language)
          .write(start, recipe.seed());
    }
  }

  /** All that is asked and answered in many windows, and what the prompt puts around it. */
  private String text() {
    Questions questions = WorldQuestions.of(QuestionMix.standard().with(QuestionType.CAPTION, 1));
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < WINDOWS; number++) {
      Scene scene = world.scene(Split.TRAIN, number);
      List<Moment> moments = new ArrayList<>();
      for (int second = 0; second < FRAMES; second++) {
        moments.add(scene.moment(second));
      }
      for (Asked asked :
          questions.about(moments, Split.TRAIN, new SplittableRandom(number), QUESTIONS)) {
        text.append(" USER: ").append(asked.question());
        text.append(" ASSISTANT: ").append(asked.answer()).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * @throws IOException if a file of examples cannot be read
   */
  Objective objective(Course course, Student student, Student teacher) throws IOException {
    if (course.practice() == Practice.PATCHES) {
      return new PatchObjective(number -> view(course, number), student);
    }
    if (course.practice() == Practice.FRAMES) {
      return new FrameObjective(
          number -> view(course, number), student, course.stage().mostTokens());
    }
    if (course.practice() == Practice.WINDOWS) {
      return new WindowObjective(examples(course)::window, student, course.world().isExact());
    }
    if (course.practice() == Practice.ASKED) {
      return new AskedObjective(course.stage(), examples(course)::asked, student, course.world());
    }
    return new LessonObjective(course.stage(), source(course), student, teacher);
  }

  private ExampleSource source(Course course) throws IOException {
    if (course.world() != null) {
      return examples(course);
    }
    List<ExampleSource> sources = new ArrayList<>();
    for (Recipe.Files files : course.files()) {
      ExampleSource source = source(files);
      sources.add(files.isPlain() ? new Plain(source) : source);
    }
    return new Shuffled(new Joined(sources), recipe.seed());
  }

  private ExampleSource source(Recipe.Files files) throws IOException {
    Path json = Path.of(files.json());
    return files.pictures() != null
        ? LlavaExamples.open(json, Path.of(files.pictures()))
        : VideoExamples.open(json, Path.of(files.videos()), videos, files.frames());
  }

  private WorldExamples examples(Course course) {
    WorldLessons lessons = course.world();
    return new WorldExamples(
        number -> scene(course, number),
        WorldQuestions.of(mix(lessons.types())).typed(lessons.typedShare()),
        Split.TRAIN,
        lessons.windows(),
        lessons.questions(),
        lessons.isNameless());
  }

  private Scene scene(Course course, long number) {
    Scene scene = world.scene(Split.TRAIN, number);
    return course.isVaried() ? scene.inShades() : scene;
  }

  private static QuestionMix mix(Map<String, Double> types) {
    QuestionMix standard = QuestionMix.standard();
    if (types == null) {
      return standard;
    }
    Map<QuestionType, Double> weights = new EnumMap<>(QuestionType.class);
    weights.putAll(standard.weights());
    types.forEach(
        (type, weight) -> weights.put(QuestionType.valueOf(type.toUpperCase(Locale.ROOT)), weight));
    return new QuestionMix(weights);
  }

  private View view(Course course, long number) {
    Scene scene = scene(course, number);
    SplittableRandom random = new SplittableRandom(number);
    int second = random.nextInt((int) scene.seconds() + 1);
    View view = new View(scene.picture(second), scene.moment(second));
    return course.isVaried() && random.nextBoolean() ? view.inGrey(random) : view;
  }
}
