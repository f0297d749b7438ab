package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public benchmarks by name. {@code EVALUATION.md} says which files each needs. */
public final class PublicBenchmarks {
  private static final List<String> SPLITS =
      List.of(
          "refcoco_unc_val",
          "refcoco_unc_testA",
          "refcoco_unc_testB",
          "refcoco+_unc_val",
          "refcoco+_unc_testA",
          "refcoco+_unc_testB",
          "refcocog_umd_val",
          "refcocog_umd_test");

  private static final String COCO = "train2014";
  private static final Map<String, Opener> OPENERS = openers();
  private static final List<String> VIDEO_QA = List.of("msvd-qa", "msrvtt-qa", "activitynet-qa");

  private interface Opener {
    Benchmark open(BenchmarkDirectory directory, BenchmarkSettings settings);
  }

  private PublicBenchmarks() {}

  /** In the order of the paper's tables; {@code questions} asks without knowing answers. */
  public static List<String> names() {
    return List.copyOf(OPENERS.keySet());
  }

  /**
   * Reads a benchmark's annotations; pictures and videos are read when they are asked about.
   *
   * @throws UnusableBenchmarkException if there is none by that name, a file of it is missing or
   *     broken, or something was chosen that it has not
   */
  public static Benchmark open(String name, Path directory, BenchmarkSettings settings) {
    Opener opener = OPENERS.get(name);
    if (opener == null) {
      throw new UnusableBenchmarkException(
          "there is no benchmark '%s'; expected one of %s".formatted(name, names()));
    }
    check(name, settings);
    return opener.open(new BenchmarkDirectory(name, directory, settings.limit()), settings);
  }

  private static void check(String name, BenchmarkSettings settings) {
    BenchmarkSettings usual = BenchmarkSettings.DEFAULT;
    boolean ofVideos =
        settings.judge().isPresent() || !settings.sampling().equals(usual.sampling());
    if (ofVideos && !VIDEO_QA.contains(name)) {
      throw new UnusableBenchmarkException(
          "%s has no judge and no sampling of frames: these are for %s".formatted(name, VIDEO_QA));
    }
    boolean ofBoxes = !settings.rec().equals(usual.rec()) || !settings.reg().equals(usual.reg());
    if (ofBoxes && !name.matches("re[cg]-.*")) {
      throw new UnusableBenchmarkException(
          "%s asks for no boxes: rec and reg are for rec-.. and reg-..".formatted(name));
    }
  }

  private static Map<String, Opener> openers() {
    Map<String, Opener> openers = new LinkedHashMap<>();
    openers.put("gqa", (directory, settings) -> ShortAnswers.gqa(directory));
    openers.put("mmbench", (directory, settings) -> new MmBench(directory));
    openers.put("mme", (directory, settings) -> new Mme(directory));
    openers.put("pope", (directory, settings) -> new Pope(directory));
    openers.put("seed", (directory, settings) -> Choices.seed(directory));
    openers.put("sqa-img", (directory, settings) -> Choices.scienceQa(directory));
    openers.put("vqav2", (directory, settings) -> ShortAnswers.vqa2(directory));
    openers.put("textvqa", (directory, settings) -> TextVqa.open(directory));
    openers.put("vizwiz", (directory, settings) -> ShortAnswers.vizWiz(directory));
    openers.put("ocrbench", (directory, settings) -> new OcrBench(directory));
    SPLITS.forEach(split -> openers.put("rec-" + split, rec("REC_" + split, COCO)));
    openers.put("rec-grit_refexp", rec("GRIT_refexp", "images"));
    SPLITS.forEach(split -> openers.put("reg-" + split, reg("REC_" + split)));
    openers.put("msvd-qa", PublicBenchmarks::videoList);
    openers.put("msrvtt-qa", PublicBenchmarks::videoList);
    openers.put("activitynet-qa", PublicBenchmarks::activityNet);
    openers.put("questions", (directory, settings) -> new OpenQuestions(directory));
    return openers;
  }

  private static Opener rec(String file, String pictures) {
    return (directory, settings) ->
        Grounding.open(directory, file + ".jsonl", pictures, settings.rec());
  }

  private static Opener reg(String file) {
    return (directory, settings) ->
        new RegionCaptions(directory, file + ".jsonl", COCO, settings.reg());
  }

  private static Benchmark videoList(BenchmarkDirectory directory, BenchmarkSettings settings) {
    return new VideoQa(
        directory, VideoQuestions.list(directory, settings.sampling()), settings.judge());
  }

  private static Benchmark activityNet(BenchmarkDirectory directory, BenchmarkSettings settings) {
    return new VideoQa(
        directory, VideoQuestions.activityNet(directory, settings.sampling()), settings.judge());
  }
}
