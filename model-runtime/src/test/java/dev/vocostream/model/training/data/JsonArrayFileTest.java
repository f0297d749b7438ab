package dev.vocostream.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vocostream.model.training.BadExampleException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayFileTest {
  @TempDir Path directory;

  @Test
  void findsEveryElementOfAPrettyAndOfADenseFile() throws IOException {
    ArrayNode elements = elements(5_000);
    ObjectMapper json = new ObjectMapper();
    Path dense = Files.write(directory.resolve("dense.json"), json.writeValueAsBytes(elements));
    byte[] pretty = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(elements);
    Path wide = Files.write(directory.resolve("pretty.json"), pretty);

    for (Path file : new Path[] {dense, wide}) {
      try (JsonArrayFile read = JsonArrayFile.open(file)) {
        assertThat(read.size()).isEqualTo(5_000);
        IntStream.range(0, 5_000)
            .parallel()
            .forEach(i -> assertThat(read.read(i)).isEqualTo(elements.get(i)));
      }
    }
  }

  @Test
  void countsBytesBehindAByteOrderMark() throws IOException {
    Path file = write("\uFEFF [ {\"id\": \"ä\"} , {\"id\": \"b\"} ] ", StandardCharsets.UTF_8);

    try (JsonArrayFile read = JsonArrayFile.open(file)) {
      assertThat(read.read(0).path("id").asText()).isEqualTo("ä");
      assertThat(read.read(1).path("id").asText()).isEqualTo("b");
    }
  }

  @Test
  void holdsAnEmptyArray() throws IOException {
    try (JsonArrayFile read = JsonArrayFile.open(write("[]", StandardCharsets.UTF_8))) {
      assertThat(read.size()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": 1} | byte 0: expected one JSON array in UTF-8, found START_OBJECT",
        "\"text\" | byte 0: expected one JSON array in UTF-8, found VALUE_STRING",
        "'' | byte 0: expected one JSON array in UTF-8, found nothing",
        "[1] [2] | byte 4: expected one JSON array in UTF-8, found more behind it",
        "'[{\"id\": 1}, {\"id\": ' | byte 19: expected JSON, found: Unexpected end-of-input",
        "[{\"id\": 1} {\"id\": 2}] | byte 11: expected JSON, found: Unexpected character",
        "[{\"id\": 1}, nonsense] | expected JSON, found: Unrecognized token",
        "<html> | byte 0: expected JSON, found: Unexpected character"
      })
  void refusesAFileThatIsNotOneArrayAndSaysWhere(String text, String problem) throws IOException {
    Path file = write(text, StandardCharsets.UTF_8);

    assertThatThrownBy(() -> JsonArrayFile.open(file))
        .isInstanceOf(BadExampleException.class)
        .hasMessageStartingWith(file + ", byte ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
  void refusesAnotherEncoding(String encoding) throws IOException {
    Path file = write("[{\"id\": 1}]", Charset.forName(encoding));

    assertThatThrownBy(() -> JsonArrayFile.open(file))
        .isInstanceOf(BadExampleException.class)
        .hasMessageContaining("expected one JSON array in UTF-8, found another encoding");
  }

  @Test
  void refusesAnElementThatNamesAFieldTwice() throws IOException {
    Path file = write("[7, {\"id\": 1, \"id\": 2}]", StandardCharsets.UTF_8);

    try (JsonArrayFile read = JsonArrayFile.open(file)) {
      assertThatThrownBy(() -> read.read(1))
          .isInstanceOf(BadExampleException.class)
          .hasMessage(file + ": element 1, byte 4: expected JSON, found Duplicate field 'id'");
      assertThat(read.read(0).intValue()).isEqualTo(7);
    }
  }

  @Test
  void noticesThatTheFileBecameShorter() throws IOException {
    Path file = write("[{\"id\": 1}, {\"id\": 2}]", StandardCharsets.UTF_8);

    try (JsonArrayFile read = JsonArrayFile.open(file);
        RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(15);

      assertThatThrownBy(() -> read.read(1))
          .isInstanceOf(BadExampleException.class)
          .hasMessageContaining(
              "element 1, byte 12: expected the file as it was when it was opened, found its end");
    }
  }

  @Test
  void refusesAnElementThatWouldFillTheHeap() throws IOException {
    Path file = write("[\"" + "x".repeat(17 << 20) + "\", 1]", StandardCharsets.UTF_8);

    try (JsonArrayFile read = JsonArrayFile.open(file)) {
      assertThatThrownBy(() -> read.read(0))
          .isInstanceOf(BadExampleException.class)
          .hasMessageContaining("element 0, byte 1: expected at most 16777216 bytes, found 178");
      assertThat(read.read(1).intValue()).isOne();
    }
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.writeString(directory.resolve("train.json"), text, charset);
  }

  /** Of every length, with everything that could be taken for an end, and 1 to 4 bytes a letter. */
  private static ArrayNode elements(int count) {
    ArrayNode elements = new ObjectMapper().createArrayNode();
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      String text = "a]},{[\"\\ä漢😀".repeat(random.nextInt(40));
      elements.addObject().put("id", i).put("text", text).putArray("list").addObject();
    }
    return elements;
  }
}
