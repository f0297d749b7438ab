package dev.vocostream.model.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Answers in LLaVA's form, a JSON object a line: {@code question_id}, {@code prompt}, {@code text},
 * {@code answer_id}, {@code model_id}, {@code metadata}. A line is written when its answer is
 * there, so a run that was stopped goes on behind the last whole line; a torn one is cut off.
 */
public final class AnswersFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel channel;
  private final String modelId;
  private final Answers answers;

  private AnswersFile(FileChannel channel, String modelId, Answers answers) {
    this.channel = channel;
    this.modelId = modelId;
    this.answers = answers;
  }

  /**
   * Opens for more answers, or creates.
   *
   * @throws UnusableBenchmarkException if it holds a line that is no answer, or answers of another
   *     model
   */
  public static AnswersFile open(Path file, String modelId) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      Lines lines = new Lines(file, modelId);
      long whole = lines.take(Files.readAllBytes(file));
      channel.truncate(whole).position(whole);
      if (lines.unended) {
        write(channel, "\n");
      }
      return new AnswersFile(channel, modelId, lines.answers);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The answers in a file that nobody writes to, whoever's they are; a torn last line is not one.
   *
   * @throws UnusableBenchmarkException if the file is missing or holds a line that is no answer
   */
  public static Answers read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableBenchmarkException(
          file + " is missing: expected a JSON object with question_id and text a line");
    }
    Lines lines = new Lines(file, "");
    lines.take(Files.readAllBytes(file));
    return lines.answers;
  }

  /** What is in it so far. */
  public Answers answers() {
    return answers;
  }

  /**
   * @param numeric whether the id is written as a number, if it is one
   */
  public void append(String id, boolean numeric, String prompt, String text) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    if (numeric && id.matches("0|[1-9]\\d{0,17}")) {
      line.put("question_id", Long.parseLong(id));
    } else {
      line.put("question_id", id);
    }
    line.put("prompt", prompt).put("text", text);
    line.put("answer_id", answerId(id + "\n" + prompt)).put("model_id", modelId);
    line.putObject("metadata");
    write(channel, JSON.writeValueAsString(line) + "\n");
    answers.put(id, prompt, text);
  }

  /** The same for the same question and model, so that files can be compared. */
  private String answerId(String question) {
    byte[] of = (modelId + "\n" + question).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(of).toString();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Takes the lines of a file apart. */
  private static final class Lines {
    private final Answers answers = new Answers();
    private final Path file;
    private final String modelId;
    private int number;
    private boolean unended;

    /**
     * @param modelId whose answers are expected; empty for anybody's
     */
    Lines(Path file, String modelId) {
      this.file = file;
      this.modelId = modelId;
    }

    /** How many bytes are whole lines. */
    long take(byte[] bytes) {
      int from = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          takeLine(text(bytes, from, i));
          from = i + 1;
        }
      }
      unended = from < bytes.length && isAnswer(text(bytes, from, bytes.length));
      if (unended) {
        takeLine(text(bytes, from, bytes.length));
        return bytes.length;
      }
      return from;
    }

    private static String text(byte[] bytes, int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean isAnswer(String line) {
      try {
        JsonNode answer = JSON.readTree(line);
        return answer.path("question_id").isValueNode() && answer.path("text").isTextual();
      } catch (JsonProcessingException e) {
        return false;
      }
    }

    private void takeLine(String line) {
      number++;
      if (line.isBlank()) {
        return;
      }
      if (!isAnswer(line)) {
        throw new UnusableBenchmarkException(
            ("%s, line %d: expected an answer, a JSON object with question_id and text, found '%s';"
                    + " take the line out or name another file")
                .formatted(file, number, line.substring(0, Math.min(60, line.length()))));
      }
      put(line);
    }

    private void put(String line) {
      try {
        JsonNode answer = JSON.readTree(line);
        String by = answer.path("model_id").asText();
        if (!modelId.isEmpty() && !by.equals(modelId)) {
          throw new UnusableBenchmarkException(
              "%s, line %d: expected answers of model '%s', found one of '%s'; name another file"
                  .formatted(file, number, modelId, by));
        }
        String id = answer.get("question_id").asText();
        answers.put(id, answer.path("prompt").asText(), answer.get("text").textValue());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("was JSON a moment ago", e);
      }
    }
  }
}
