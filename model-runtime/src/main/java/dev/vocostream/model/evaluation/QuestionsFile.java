package dev.vocostream.model.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Questions in LLaVA's form, a JSON object a line: {@code question_id}, {@code image}, {@code text}
 * and, where there is one, {@code category}. With such a file LLaVA's own tools can ask and score.
 */
public final class QuestionsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private QuestionsFile() {}

  /** Writes every question of a benchmark. */
  public static void write(Path file, Benchmark benchmark) throws IOException {
    try (Stream<EvaluationItem> items = benchmark.items();
        BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Iterator<EvaluationItem> i = items.iterator(); i.hasNext(); ) {
        out.write(JSON.writeValueAsString(line(i.next(), benchmark.numericIds())) + "\n");
      }
    }
  }

  private static ObjectNode line(EvaluationItem item, boolean numeric) {
    ObjectNode line = JSON.createObjectNode();
    if (numeric && item.id().matches("0|[1-9]\\d{0,17}")) {
      line.put("question_id", Long.parseLong(item.id()));
    } else {
      line.put("question_id", item.id());
    }
    line.put("image", item.visual().name()).put("text", item.question());
    if (!item.category().isEmpty()) {
      line.put("category", item.category());
    }
    return line;
  }
}
