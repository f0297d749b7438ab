package dev.vocostream.model.training;

import static dev.vocostream.model.training.Coloured.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.Recipe.Course;
import dev.vocostream.model.training.Recipe.Files;
import dev.vocostream.model.training.Recipe.Practice;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint goes on being trained on a user's pictures, then on a user's videos. */
class OwnDataTest {
  private static final String CHATS =
      """
      [{"id": 1, "image": "a.png", "conversations": [
         {"from": "human", "value": "<image>\\nWhat is this?"}, {"from": "gpt", "value": "A gate."},
         {"from": "human", "value": "Is it open?"}, {"from": "gpt", "value": "No."}]},
       {"id": 2, "image": "gone.png", "conversations": [
         {"from": "human", "value": "<image>\\nWhat is this?"}, {"from": "gpt", "value": "Lost."}]},
       {"id": 3, "conversations": [
         {"from": "human", "value": "Say yes."}, {"from": "gpt", "value": "Yes."}]}]
      """;
  private static final String VIDEOS =
      """
      [{"video_id": "v", "video": "v.mp4", "q": "What happens?", "a": "It opens."}]
      """;

  @TempDir Path directory;

  private final List<RgbImage> frames =
      List.of(Checkpoints.picture(1, 9, 9), Checkpoints.picture(2, 9, 9));

  @BeforeEach
  void write() throws IOException {
    ImageIO.write(
        new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB),
        "png",
        directory.resolve("a.png").toFile());
    java.nio.file.Files.writeString(directory.resolve("chats.json"), CHATS);
    java.nio.file.Files.writeString(directory.resolve("videos.json"), VIDEOS);
    java.nio.file.Files.createFile(directory.resolve("v.mp4"));
  }

  private Training training(String run, Course... courses) {
    return Training.from(
        Checkpoints.tiny(),
        new Recipe("own", null, "own", 4, List.of(courses)),
        directory.resolve(run),
        Compute.cpu(),
        (video, most) -> frames);
  }

  @Test
  void trainsOnPicturesThenOnVideosAndSkipsWhatIsBroken() throws IOException {
    String root = directory.toString();
    Training training =
        training(
            "run",
            course("tune", null, new Files(root + "/chats.json", root, null, 1, null)),
            course("video", null, new Files(root + "/videos.json", null, root, 3, null)));
    Path model = training.run(TrainingProgress.UNSEEN);

    assertThat(TrainingLog.read(training.log())).hasSize(4);
    try (VocoLlama served = VocoLlama.load(model, DType.FP16)) {
      assertThat(served.description().name()).isEqualTo("own");
      assertThat(served.compress(frames)).hasSize(2);
    }
  }

  @Test
  void refusesAStageThatCanUseNoExample() throws IOException {
    Files elsewhere =
        new Files(directory + "/videos.json", null, directory + "/elsewhere", 3, null);
    Training training = training("none", course("tune", null, elsewhere));

    assertThatThrownBy(() -> training.run(TrainingProgress.UNSEEN))
        .hasMessageContaining("stage 'tune' learns nothing")
        .hasMessageContaining("elsewhere/v.mp4");
    assertThat(directory.resolve("none/model")).doesNotExist();
  }

  @Test
  void aStageMayLeaveTheMeanOfItsTwoEnds() throws IOException {
    Files chats = new Files(directory + "/chats.json", directory.toString(), null, 1, null);
    training("plain", course("tune", null, chats)).run(TrainingProgress.UNSEEN);
    training("mean", course("tune", true, chats)).run(TrainingProgress.UNSEEN);

    Map<String, float[]> begun = values(Checkpoints.tiny());
    Map<String, float[]> come = values(directory.resolve("plain/after-tune"));
    Map<String, float[]> mean = values(directory.resolve("mean/after-tune"));
    assertThat(mean.keySet()).isEqualTo(come.keySet());
    double moved = 0;
    for (String name : mean.keySet()) {
      for (int i = 0; i < mean.get(name).length; i++) {
        float wanted = (begun.get(name)[i] + come.get(name)[i]) / 2;
        assertThat(mean.get(name)[i]).as(name).isEqualTo(wanted, within(1e-6f));
        moved = Math.max(moved, Math.abs(come.get(name)[i] - wanted));
      }
    }
    assertThat(moved).isGreaterThan(1e-4);
  }

  private static Map<String, float[]> values(Path checkpoint) {
    try (Student student = Student.load(checkpoint, Compute.cpu())) {
      return saved(student);
    }
  }

  @Test
  void aStageMayAddLayersThatAtFirstChangeNothing() throws IOException {
    Files chats = new Files(directory + "/chats.json", directory.toString(), null, 1, null);
    Course plain = course("tune", null, chats);
    int more = 1 + layers(Checkpoints.tiny());
    Course deeper =
        new Course(Practice.ANSWERS, null, List.of(chats), null, null, null, more, plain.stage());
    training("deeper", deeper).run(TrainingProgress.UNSEEN);

    Path begun = directory.resolve("deeper/deeper-tune");
    Path come = directory.resolve("deeper/after-tune");
    assertThat(layers(come)).isEqualTo(more);
    assertThat(said(begun))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(said(Checkpoints.tiny()));
    String added = "model.layers.%d.self_attn.o_proj.weight".formatted(more - 1);
    assertThat(values(begun).get(added)).containsOnly(0);
    assertThat(values(come).get(added)).doesNotContain(0);
  }

  @Test
  void learnsCaptionsAndAnswersOfSeveralFilesFromTheModelItBeganWith() throws IOException {
    String root = directory.toString();
    List<Files> files =
        List.of(
            new Files(root + "/chats.json", root, null, 1, null),
            new Files(root + "/videos.json", null, root, 3, true));
    Stage stage = taught(course("both", null, null).stage());
    Course taught =
        new Course(Practice.ANSWERS, null, files, Recipe.START, null, null, null, stage);
    Training training = training("both", taught);
    training.run(TrainingProgress.UNSEEN);

    assertThat(TrainingLog.read(training.log())).hasSize(2);
    assertThat(hybrid("both/model")).isFalse();
    assertThatThrownBy(() -> training("start", course(Recipe.START, null, files.get(0))))
        .hasMessageContaining("must not be called 'start'");
  }

  private static Stage taught(Stage like) {
    return new Stage(
        like.name(),
        like.trains(),
        like.forms(),
        like.steps(),
        like.batch(),
        like.rate(),
        like.warmup(),
        like.decay(),
        like.clip(),
        0.5,
        like.tau(),
        like.method());
  }

  @Test
  void aModelThatLearntToReadNewestFramesInFullIsMarked() throws IOException {
    Files chats = new Files(directory + "/chats.json", directory.toString(), null, 1, null);
    training("full", course("tune", null, chats, new WindowForm(2, 0), new WindowForm(2, 4)))
        .run(TrainingProgress.UNSEEN);

    assertThat(hybrid("full/model")).isTrue();
    assertThat(hybrid("full/after-tune")).isTrue();
  }

  private boolean hybrid(String model) {
    return VocoLlamaConfig.read(directory.resolve(model)).hybrid();
  }

  private static int layers(Path checkpoint) {
    return VocoLlamaConfig.read(checkpoint).decoder().layers();
  }

  private float[] said(Path checkpoint) {
    try (Student student = Student.load(checkpoint, Compute.cpu());
        PointerScope scope = new PointerScope()) {
      Example example = new Example(frames, List.of(new Turn("Is it open?", "No.")), false);
      Lesson lesson = LessonWriter.of(student, List.of()).write(example);
      LessonBatch batch = new LessonBatch(List.of(lesson), frames.size());
      return Tensors.toFloats(student.logits(batch, WindowForm.compressed(2)).detach());
    }
  }

  private static Course course(String name, Boolean averaged, Files files, WindowForm... forms) {
    Stage stage =
        new Stage(
            name,
            List.of(Stage.Part.PROJECTOR, Stage.Part.DECODER),
            forms.length == 0 ? List.of(WindowForm.compressed(2)) : List.of(forms),
            2,
            4,
            1e-3,
            0.1,
            0,
            1,
            0,
            1,
            Stage.Method.PLAIN);
    return new Course(
        Practice.ANSWERS,
        null,
        files == null ? null : List.of(files),
        null,
        null,
        averaged,
        null,
        stage);
  }
}
