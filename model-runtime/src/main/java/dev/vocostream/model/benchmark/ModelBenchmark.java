package dev.vocostream.model.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures a model: stage 1 against what the machine can multiply, stage 2 over windows that are
 * hot, many questions on one window, and the three modes of the VoCo-LLaMA paper's Table 7. Every
 * round measures everything once, so that a machine whose speed drifts is unfair to nobody.
 */
public final class ModelBenchmark {
  static final List<Integer> WINDOWS = List.of(0, 16, 64, 256);
  static final int ASKED_TOGETHER = 100;
  static final int QUESTION_TOKENS = 32;
  static final int ANSWER_TOKENS = 4;
  private static final int DIFFERENT_FRAMES = 16;
  private static final int RE_ENCODED = 64;
  static final int FRAMES_A_THREAD = 4;

  private final LoadedCheckpoint checkpoint;
  private final VocoLlama model;
  private final int rounds;
  private final Consumer<String> progress;
  private final FrameLanes lanes;
  private final GemmRate gemmRate;
  private final List<RgbImage> pictures;
  private final List<Prompt> questions;
  private final List<Prompt> firstWords;

  // -- measured
  final Measured gemm = new Measured();
  final Measured stage1 = new Measured(); // seconds a frame
  final Map<Integer, Measured> firstWord = new TreeMap<>(); // by frames of the window
  final Map<Integer, Measured> allWords = new TreeMap<>();
  final Measured alone = new Measured();
  final Measured together = new Measured(); // until the last of all is answered
  final Measured reencode = new Measured(); // 64 frames
  final TableSeven modes;

  private ModelBenchmark(LoadedCheckpoint checkpoint, int rounds, Consumer<String> progress) {
    this.checkpoint = checkpoint;
    this.model = new VocoLlama(checkpoint, DType.FP32);
    this.rounds = rounds;
    this.progress = progress;
    VocoLlamaConfig config = checkpoint.config();
    lanes = new FrameLanes(threads());
    gemmRate = new GemmRate(checkpoint);
    pictures = pictures(config.image().size());
    questions = questions(ASKED_TOGETHER, ANSWER_TOKENS);
    firstWords = questions(1, 1);
    modes = new TableSeven(checkpoint, model, pictures.get(0), questions.get(0));
    WINDOWS.forEach(frames -> firstWord.put(frames, new Measured()));
    WINDOWS.forEach(frames -> allWords.put(frames, new Measured()));
  }

  /**
   * @param rounds at least one; five for figures to quote
   * @param progress hears what is being done
   * @return the figures and their conditions
   */
  public static ObjectNode run(
      Path directory, Compute compute, int rounds, Consumer<String> progress) {
    progress.accept("loading");
    try (LoadedCheckpoint checkpoint = LoadedCheckpoint.load(directory, compute)) {
      ModelBenchmark benchmark = new ModelBenchmark(checkpoint, rounds, progress);
      benchmark.measure();
      return new BenchmarkReport(benchmark, checkpoint).toJson();
    }
  }

  private int threads() {
    return checkpoint.weights().backend().compute().threads();
  }

  private List<Prompt> questions(int count, int words) {
    return BenchmarkQuestions.of(checkpoint.answering().tokenizer(), count, QUESTION_TOKENS, words);
  }

  private static List<RgbImage> pictures(int size) {
    Random random = new Random(1);
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < DIFFERENT_FRAMES; i++) {
      byte[] rgb = new byte[3 * size * size];
      random.nextBytes(rgb);
      pictures.add(new RgbImage(size, size, rgb));
    }
    return pictures;
  }

  private void measure() {
    progress.accept("compressing frames");
    List<Activations> frames = model.compress(pictures);
    try (Asking asking = new Asking(model)) {
      Map<Integer, List<Activations>> windows = new TreeMap<>();
      WINDOWS.forEach(size -> windows.put(size, repeated(frames, size)));
      windows.values().forEach(window -> asking.ask(firstWords, window)); // now they are hot
      modes.prepare(asking);
      for (int round = 1; round <= rounds; round++) {
        progress.accept("round %d of %d".formatted(round, rounds));
        round(asking, windows);
      }
    }
    progress.accept("compressing %d frames anew".formatted(RE_ENCODED));
    reencode.time(() -> model.compress(repeated(pictures, RE_ENCODED)));
    lanes.close();
  }

  private void round(Asking asking, Map<Integer, List<Activations>> windows) {
    gemm.add(gemmRate.measure(lanes, threads()));
    int batch = FRAMES_A_THREAD * threads();
    Measured ofBatch = new Measured();
    ofBatch.time(() -> model.compress(repeated(pictures, batch)));
    stage1.add(ofBatch.median() / batch);
    List<Prompt> one = questions.subList(0, 1);
    for (int size : WINDOWS) {
      List<Activations> window = windows.get(size);
      firstWord.get(size).time(() -> asking.ask(firstWords, window));
      allWords.get(size).time(() -> requireWords(asking.ask(one, window)));
    }
    alone.time(() -> asking.ask(one, windows.get(RE_ENCODED)));
    together.time(() -> requireWords(asking.ask(questions, windows.get(RE_ENCODED))));
    modes.measure(asking);
  }

  /** An answer that ended early would look fast. */
  private static void requireWords(List<Reply> replies) {
    for (Reply reply : replies) {
      if (reply.tokens() != ANSWER_TOKENS) {
        throw new IllegalStateException(
            "an answer had %d words where %d are timed: take weights of another seed"
                .formatted(reply.tokens(), ANSWER_TOKENS));
      }
    }
  }

  private static <T> List<T> repeated(List<T> items, int count) {
    List<T> repeated = new ArrayList<>();
    while (repeated.size() < count) {
      repeated.addAll(items.subList(0, Math.min(items.size(), count - repeated.size())));
    }
    return Collections.unmodifiableList(repeated);
  }

  int rounds() {
    return rounds;
  }

  List<Prompt> questions() {
    return questions;
  }

  List<RgbImage> pictures() {
    return pictures;
  }

  VocoLlama model() {
    return model;
  }
}
