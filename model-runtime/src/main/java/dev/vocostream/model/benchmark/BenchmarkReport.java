package dev.vocostream.model.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.benchmark.Measured.Spread;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.util.List;

/**
 * The figures of a benchmark as one JSON object. Every figure is a median; {@code spread} has the
 * least and the most of those that were measured in every round.
 */
final class BenchmarkReport {
  private static final double GIGA = 1e9;
  private static final int HOT = 64;
  private static final int COMPARED = 8;

  private final ModelBenchmark measured;
  private final LoadedCheckpoint checkpoint;
  private final OperationCount operations;
  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ObjectNode spread = root.objectNode();

  BenchmarkReport(ModelBenchmark measured, LoadedCheckpoint checkpoint) {
    this.measured = measured;
    this.checkpoint = checkpoint;
    this.operations = OperationCount.of(checkpoint);
  }

  ObjectNode toJson() {
    Spread gemm = measured.gemm.spread();
    root.put("gemm_gflops", gemm.median() / GIGA);
    spread("gemm_gflops", gemm, 1 / GIGA);
    stage1(gemm.median());
    answer();
    questions();
    modes();
    bytes();
    errors();
    root.set("spread", spread);
    root.set("conditions", new Conditions(checkpoint, measured.rounds()).toJson());
    return root;
  }

  private void stage1(double gemm) {
    Spread rate = measured.stage1.rate(1);
    double work = operations.compressFrame();
    ObjectNode stage1 = root.putObject("stage1");
    stage1.put("frames_per_s", rate.median());
    stage1.put("share_of_gemm", rate.median() * work / gemm);
    stage1.put("gflop_per_frame", work / GIGA);
    spread("stage1.frames_per_s", rate, 1);
  }

  private void answer() {
    ObjectNode answer = root.putObject("answer");
    double once = measured.reencode.median();
    double hot = measured.allWords.get(HOT).median();
    answer.put("window64_s", hot).put("reencode64_s", once).put("ratio", once / hot);
    answer.put("ratio_by_operations", HOT * operations.compressFrame() / work(rowsOf(HOT)));
    ObjectNode windows = answer.putObject("windows");
    int more = ModelBenchmark.ANSWER_TOKENS - 1;
    for (int size : ModelBenchmark.WINDOWS) {
      double first = measured.firstWord.get(size).median();
      double rest = measured.allWords.get(size).median() - first;
      ObjectNode window = windows.putObject(Integer.toString(size));
      window.put("first_word_s", first).put("words_per_s", more / rest);
      spread("answer.windows.%d.first_word_s".formatted(size), measured.firstWord.get(size));
      spread("answer.windows.%d.all_words_s".formatted(size), measured.allWords.get(size));
    }
  }

  private int rowsOf(int frames) {
    return frames * checkpoint.config().tokens().vocoTokens();
  }

  private double work(int frameRows) {
    int head = checkpoint.answering().template().head().length;
    Prompt question = measured.questions().get(0);
    int prompt = checkpoint.answering().template().tail(question).length;
    return operations.answer(frameRows + head, prompt, ModelBenchmark.ANSWER_TOKENS);
  }

  private void questions() {
    double first = measured.alone.median();
    double last = measured.together.median();
    double each = last / ModelBenchmark.ASKED_TOGETHER;
    ObjectNode questions = root.putObject("questions");
    questions.put("first_s", first).put("hundredth_s", each).put("ratio", each / first);
    questions.put("last_s", last);
    spread("questions.first_s", measured.alone);
    spread("questions.last_s", measured.together);
  }

  private void modes() {
    VocoLlamaConfig config = checkpoint.config();
    int perToken = config.bytesPerToken(DType.FP16);
    int full = measured.modes.fullRows();
    int k = config.tokens().vocoTokens();
    ObjectNode modes = root.putObject("modes");
    mode(modes, "none", measured.modes.noCache, operations.keepWholeFrame() + work(full), 0);
    mode(modes, "full", measured.modes.fullCache, work(full), (long) full * perToken);
    mode(modes, "voco", measured.modes.vocoCache, work(k), (long) k * perToken);
  }

  private void mode(ObjectNode modes, String name, Measured time, double work, long bytes) {
    ObjectNode mode = modes.putObject(name);
    mode.put("s", time.median()).put("gflop", work / GIGA).put("bytes_fp16", bytes);
    spread("modes." + name + ".s", time);
  }

  private void bytes() {
    VocoLlamaConfig config = checkpoint.config();
    int k = config.tokens().vocoTokens();
    ObjectNode bytes = root.putObject("bytes_per_frame");
    for (DType dtype : List.of(DType.FP32, DType.FP16, DType.INT8)) {
      bytes.put(dtype.name().toLowerCase(), (long) k * config.bytesPerToken(dtype));
    }
    int rows = measured.modes.fullRows();
    bytes.put("full_fp16", (long) rows * config.bytesPerToken(DType.FP16));
  }

  private void errors() {
    List<Activations> exact = measured.model().compress(measured.pictures());
    ObjectNode errors = root.putObject("error_on_logits");
    List<Prompt> asked = measured.questions().subList(0, COMPARED);
    for (DType dtype : List.of(DType.FP16, DType.BF16, DType.INT8)) {
      QuantizationError error = QuantizationError.of(checkpoint.answering(), exact, dtype, asked);
      ObjectNode of = errors.putObject(dtype.name().toLowerCase());
      of.put("largest", error.largest()).put("same_first_word", error.agreeing());
    }
  }

  private void spread(String figure, Measured values) {
    spread(figure, values.spread(), 1);
  }

  private void spread(String figure, Spread values, double unit) {
    spread.putArray(figure).add(values.least() * unit).add(values.most() * unit);
  }
}
