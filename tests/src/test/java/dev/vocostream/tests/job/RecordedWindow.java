package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time that both cameras remember, asked about again and again: nothing of it may change. */
final class RecordedWindow {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION = "How many things came in?";

  private final RecordedRun run;
  private final Instant from;
  private final Instant to;
  private JsonNode first;

  RecordedWindow(RecordedRun run, Instant from, Instant to) {
    this.run = run;
    this.from = from;
    this.to = to;
  }

  /** Asks the job for the first time. */
  void ask() throws Exception {
    first = answer();
    assertThat(first.path("answers")).hasSize(2);
    for (JsonNode part : first.path("answers")) {
      assertThat(part.at("/window/remembered").asInt()).isPositive();
    }
  }

  /**
   * Asks again; the answer must be the same.
   *
   * @param more of the command, such as a savepoint to ask instead of the job
   */
  void askAgain(String... more) throws Exception {
    JsonNode answer = answer(more);
    assertThat(answer.path("model")).isEqualTo(first.path("model"));
    for (int camera = 0; camera < 2; camera++) {
      for (String field : List.of("camera", "text", "window", "evidence")) {
        String part = "/answers/%d/%s".formatted(camera, field);
        assertThat(answer.at(part)).as(part).isEqualTo(first.at(part));
      }
    }
    run.say("As in chapter 3: text, window, evidence and model are equal.");
  }

  /** Asked twice: for the reader and, for its parts, as JSON. */
  private JsonNode answer(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--from", from.toString(), "--to", to.toString(), QUESTION));
    run.voco(RecordedRun.question(words.toArray(String[]::new)));
    words.add("--json");
    return JSON.readTree(run.quietly(RecordedRun.question(words.toArray(String[]::new))));
  }
}
