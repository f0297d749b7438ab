package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.VideoFrames.Midpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicBenchmarksTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("dev.vocostream.model.evaluation.data.PublicBenchmarks#names")
  void refusesEveryBenchmarkWhoseFilesAreMissing(String name) {
    assertThatThrownBy(() -> new Shelf(directory).open(name))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageStartingWith(name + ": " + directory)
        .hasMessageEndingWith(
            " is missing; EVALUATION.md says where to get it and which files go where");
  }

  @ParameterizedTest
  @MethodSource("dev.vocostream.model.evaluation.data.PublicBenchmarks#names")
  void namesEveryBenchmarkInItsManual(String name) throws IOException {
    String split = name.replaceAll("^re[cg]-refcoco.*", "refcoco_unc_val");

    assertThat(Files.readString(Path.of("EVALUATION.md"))).contains(split);
  }

  @Test
  void knowsNoOtherNames() {
    assertThatThrownBy(() -> new Shelf(directory).open("gqa2"))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("there is no benchmark 'gqa2'; expected one of [gqa, mmbench,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[{\"image\": \"a.jpg\"},", "{}", "3"})
  void refusesADocumentThatIsBroken(String text) {
    Shelf shelf = new Shelf(directory).put("Annotations/val.json", text);

    assertThatThrownBy(() -> shelf.open("vizwiz"))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("val.json")
        .hasMessageMatching("(?s).*(is not JSON: .*; fetch it again|expected a JSON list.*)");
  }

  @Test
  void refusesADocumentWithoutItsField() {
    Shelf shelf = new Shelf(directory).put("TextVQA_0.5.1_val.json", "{'info': [1], 'rows': []}");

    assertThatThrownBy(() -> shelf.open("textvqa"))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("expected a JSON list in the field 'data'");
  }

  @Test
  void refusesWhatABenchmarkHasNot() {
    BenchmarkSettings usual = BenchmarkSettings.DEFAULT;
    Shelf shelf = new Shelf(directory);

    assertThatThrownBy(() -> shelf.open("gqa", usual.withSampling(new Midpoints(8, 224))))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessage(
            "gqa has no judge and no sampling of frames:"
                + " these are for [msvd-qa, msrvtt-qa, activitynet-qa]");
    assertThatThrownBy(() -> shelf.open("gqa", usual.withWordings("<expr>?", "<box>?")))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessage("gqa asks for no boxes: rec and reg are for rec-.. and reg-..");
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThatThrownBy(() -> BenchmarkSettings.DEFAULT.withLimit(0))
        .hasMessage("the limit must be at least 1 question, was 0");
    assertThatThrownBy(() -> BenchmarkSettings.DEFAULT.withWordings("where?", "<box>"))
        .hasMessage("rec must contain <expr> and reg <box>, were 'where?' and '<box>'");
  }
}
