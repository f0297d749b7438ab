package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.data.ReferredBoxes.Referred;
import dev.vocostream.model.evaluation.metric.CiderD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Referring expression generation (REG): a box is given, an expression is wanted. Every region is
 * asked about once, under the number of its first row; the expressions of all its rows are its
 * references. The score is CIDEr-D times 100.
 */
final class RegionCaptions extends DirectoryBenchmark {
  private static final String CIDER = "cider";

  private final String wording;
  private final Map<String, List<Referred>> regions = new LinkedHashMap<>();

  /**
   * @param file in the form of {@link ReferredBoxes}
   * @param wording with {@code <box>} where the box goes
   */
  RegionCaptions(BenchmarkDirectory directory, String file, String pictures, String wording) {
    super(directory);
    this.wording = wording;
    for (Referred referred : ReferredBoxes.read(directory, file, pictures)) {
      regions.computeIfAbsent(referred.region(), key -> new ArrayList<>()).add(referred);
    }
  }

  @Override
  public boolean numericIds() {
    return true;
  }

  @Override
  public Stream<EvaluationItem> items() {
    return regions.values().stream().map(rows -> item(rows.get(0)));
  }

  private EvaluationItem item(Referred referred) {
    String question = wording.replace("<box>", referred.box().text());
    return new EvaluationItem(Integer.toString(referred.row()), referred.picture(), question);
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, CIDER);
    CiderD cider = new CiderD();
    for (List<Referred> rows : regions.values()) {
      EvaluationItem item = item(rows.get(0));
      Optional<String> text = answers.text(item.id(), item.question());
      sheet.count(text.isPresent(), true);
      cider.add(text.orElse(""), rows.stream().map(Referred::expression).toList());
    }
    return sheet.result(Map.of(CIDER, 100 * cider.mean()));
  }
}
