package dev.vocostream.model.training;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.evaluation.ExaminedModel;
import dev.vocostream.model.evaluation.FrameReading;
import dev.vocostream.model.evaluation.FrameReading.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The examined model against the student of comparisons, which computes otherwise. */
class ExaminedModelTest {
  private static final List<RgbImage> FRAMES = List.of(picture(1, 96, 96), picture(2, 160, 90));
  private static final String QUESTION = "What is in front of the camera?";
  private static final int WORDS = 12;

  @Test
  void remembersAsItServes() {
    try (ExaminedModel examined = load(new FrameReading(Mode.VOCO, 0, DType.INT8));
        VocoLlama serving = VocoLlama.load(Checkpoints.tiny(), DType.INT8)) {
      assertThat(examined.remember(FRAMES))
          .usingRecursiveComparison()
          .isEqualTo(serving.compress(FRAMES));
    }
  }

  @Test
  void readsAsManyRowsAsItIsTold() {
    int separator = 2;

    assertThat(rows(new FrameReading(Mode.VOCO, 1, DType.FP16))).containsOnly(1);
    assertThat(rows(new FrameReading(Mode.VOCO, 8, DType.FP16))).containsOnly(8);
    assertThat(rows(new FrameReading(Mode.FULL, 0, DType.FP16))).containsOnly(36 + separator + 2);
    assertThat(rows(new FrameReading(Mode.FULL, 1, DType.FP16))).containsOnly(36 + separator + 1);
  }

  @Test
  void saysWhatTheComparisonsWouldSay() {
    Set<String> all = new HashSet<>();
    for (int k : new int[] {1, 2, 4}) {
      all.add(sameAs(WindowForm.compressed(k), new FrameReading(Mode.VOCO, k, DType.FP32)));
      all.add(sameAs(WindowForm.uncompressed(k), new FrameReading(Mode.FULL, k, DType.FP32)));
    }
    assertThat(all).as("forms make a difference").hasSizeGreaterThan(3);
  }

  private static String sameAs(WindowForm form, FrameReading reading) {
    try (Student student = Student.load(Checkpoints.tiny(), Compute.cpu());
        ExaminedModel examined = load(reading)) {
      Example example = new Example(FRAMES, List.of(new Prompt.Turn(QUESTION, "")), true);
      String expected = new SpokenAnswers(student, form, WORDS).to(List.of(example)).get(0);
      String said = said(examined);
      assertThat(said).as("%s", reading).isEqualTo(expected);
      return said;
    }
  }

  @Test
  void refusesMoreTokensThanAFrameHas() {
    assertThatThrownBy(() -> load(new FrameReading(Mode.VOCO, 37, DType.FP16)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("VoCo tokens must be 1 to 36, the vision tokens of a frame, were 37");
  }

  private static List<Integer> rows(FrameReading reading) {
    try (ExaminedModel examined = load(reading)) {
      return examined.remember(FRAMES).stream().map(Activations::tokens).toList();
    }
  }

  private static String said(ExaminedModel examined) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    try (Answering answering = examined.answering()) {
      Prompt prompt = new Prompt(QUESTION, List.of(), Prompt.Form.TEXT, WORDS);
      answering.ask(prompt, examined.remember(FRAMES), reply);
      while (!reply.isDone()) {
        answering.step();
      }
    }
    return reply.join().text().strip();
  }

  private static ExaminedModel load(FrameReading reading) {
    return ExaminedModel.load(Checkpoints.tiny(), Compute.cpu(), reading);
  }
}
