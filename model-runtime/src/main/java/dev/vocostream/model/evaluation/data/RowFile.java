package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a JSON file, read one by one: annotations of a hundred megabytes are usual. Of each
 * file no more is taken than the directory's limit.
 */
final class RowFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final BenchmarkDirectory directory;
  private final Path file;

  RowFile(BenchmarkDirectory directory, Path file) {
    this.directory = directory;
    this.file = file;
  }

  Path path() {
    return file;
  }

  /** Turns a row into nothing, one thing or several. */
  interface RowReader<T> {
    /**
     * @throws BadRowException if the row is to be named, counted and left out
     */
    void read(Row row, Consumer<T> to);
  }

  /**
   * The rows of a JSON list.
   *
   * @param field of the document that holds it; empty if it is the document
   */
  <T> List<T> list(String field, RowReader<T> reader) {
    return document(field, JsonToken.START_ARRAY, reader);
  }

  /** The entries of a JSON object, each a row with a name. */
  <T> List<T> entries(RowReader<T> reader) {
    return document("", JsonToken.START_OBJECT, reader);
  }

  /**
   * A field of the document that is small enough to be read as a whole.
   *
   * @throws UnusableBenchmarkException if it is not there
   */
  JsonNode field(String name) {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (enter(parser, name) == null) {
        throw new UnusableBenchmarkException(
            "%s: %s: expected a field '%s'; is it another file by that name?"
                .formatted(directory.benchmark(), file, name));
      }
      return JSON.readTree(parser);
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
  }

  /** Every row of a list that is the document, good or bad, in its place. */
  List<JsonNode> all() {
    try {
      JsonNode list = JSON.readTree(file.toFile());
      if (!list.isArray()) {
        throw new UnusableBenchmarkException(
            "%s: %s: expected a JSON list; is it another file by that name?"
                .formatted(directory.benchmark(), file));
      }
      List<JsonNode> rows = new ArrayList<>();
      list.forEach(rows::add);
      return rows;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
  }

  private <T> List<T> document(String field, JsonToken start, RowReader<T> reader) {
    List<T> taken = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (enter(parser, field) != start) {
        throw new UnusableBenchmarkException(
            "%s: %s: expected a JSON %s%s; is it another file by that name?"
                .formatted(
                    directory.benchmark(),
                    file,
                    start == JsonToken.START_ARRAY ? "list" : "object",
                    field.isEmpty() ? "" : " in the field '" + field + "'"));
      }
      int number = 1;
      while (taken.size() < directory.limit() && hasNext(parser)) {
        take(row(parser, number++), reader, taken);
      }
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
    return taken;
  }

  private UnusableBenchmarkException notJson(JsonProcessingException e) {
    return new UnusableBenchmarkException(
        "%s: %s is not JSON: %s; fetch it again"
            .formatted(directory.benchmark(), file, e.getOriginalMessage()),
        e);
  }

  /** Goes to the document, or a field of it, and says what begins there. */
  private static JsonToken enter(JsonParser parser, String field) throws IOException {
    JsonToken token = parser.nextToken();
    if (field.isEmpty() || token != JsonToken.START_OBJECT) {
      return field.isEmpty() ? token : null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean here = parser.currentName().equals(field);
      token = parser.nextToken();
      if (here) {
        return token;
      }
      parser.skipChildren();
    }
    return null;
  }

  private static boolean hasNext(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonEOFException(parser, null, "it ends too early");
    }
    return token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT;
  }

  private static Row row(JsonParser parser, int number) throws IOException {
    String name = "";
    if (parser.currentToken() == JsonToken.FIELD_NAME) {
      name = parser.currentName();
      parser.nextToken();
    }
    return new Row(JSON.readTree(parser), name, number);
  }

  /** The rows of a file with a JSON object a line; blank lines are none. */
  <T> List<T> lines(RowReader<T> reader) {
    List<T> taken = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      int number = 1;
      for (String line = in.readLine();
          line != null && taken.size() < directory.limit();
          line = in.readLine()) {
        takeLine(line, number++, reader, taken);
      }
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
    return taken;
  }

  private <T> void takeLine(String line, int number, RowReader<T> reader, List<T> to) {
    String text = line.startsWith("\ufeff") ? line.substring(1) : line;
    if (text.isBlank()) {
      return;
    }
    try {
      take(new Row(JSON.readTree(text), "", number), reader, to);
    } catch (JsonProcessingException e) {
      directory.bad(
          file,
          "row " + number,
          new BadRowException("expected a JSON object, found: " + e.getOriginalMessage()));
    }
  }

  private <T> void take(Row row, RowReader<T> reader, List<T> to) {
    try {
      if (!row.json().isObject()) {
        throw BadRowException.of("row", "a JSON object", row.json());
      }
      List<T> made = new ArrayList<>();
      reader.read(row, made::add);
      to.addAll(made);
    } catch (BadRowException e) {
      directory.bad(
          file, row.name().isEmpty() ? "row " + row.number() : "row '" + row.name() + "'", e);
    }
  }
}
