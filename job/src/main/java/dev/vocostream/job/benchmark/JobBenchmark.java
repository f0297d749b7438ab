package dev.vocostream.job.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.benchmark.BenchmarkQuestions;
import dev.vocostream.model.benchmark.Measured;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Measures the job against what is left when the job is taken away: one question against many,
 * remembering against compressing again, frames and first words in the job against the bare model,
 * and what a checkpoint writes against what is new. Things that are compared take turns.
 */
public final class JobBenchmark implements AutoCloseable {
  static final int ASKED_TOGETHER = 100;
  static final int QUESTION_TOKENS = 32;
  static final int ANSWER_TOKENS = 4;
  private static final String HOT = FilmedCameras.name(0);

  private final JobPlan plan;
  private final Consumer<String> progress;
  private final BenchmarkJob job;
  private final ModelServer bare;
  private final List<Prompt> questions;
  private final PromptTemplate template;
  private final Random random = new Random(1);
  private final FilmedCameras cameras;

  // -- measured, times in seconds
  final Measured alone = new Measured();
  final Measured together = new Measured(); // until the last of all is answered
  final Measured textOnly = new Measured();
  final Measured oneFrame = new Measured();
  final Measured hot = new Measured();
  final Measured cold = new Measured();
  final Measured framesInJob = new Measured(); // a frame
  final Measured framesBare = new Measured(); // a frame
  final CheckpointMeasure checkpoints;
  final MonitorMeasure monitors;

  private JobBenchmark(Path directory, Path scratch, JobPlan plan, Consumer<String> progress)
      throws Exception {
    this.plan = plan;
    this.progress = progress;
    progress.accept("starting the job");
    job = BenchmarkJob.start(directory, scratch);
    bare = ModelServer.open(job.model());
    cameras = new FilmedCameras(job, plan.cameras());
    checkpoints = new CheckpointMeasure(job, cameras, plan, bare.description().bytesPerFrame());
    Tokenizer tokenizer = Tokenizer.read(directory);
    questions = BenchmarkQuestions.of(tokenizer, ASKED_TOGETHER, QUESTION_TOKENS, ANSWER_TOKENS);
    List<String> texts = questions.stream().map(Prompt::question).toList();
    monitors = new MonitorMeasure(job, cameras, plan, texts);
    VocoLlamaConfig config = VocoLlamaConfig.read(directory);
    template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
  }

  /**
   * @param directory of a checkpoint
   * @param scratch an empty directory; a gigabyte may come into it
   * @param progress hears what is being done
   * @return the figures and their conditions
   */
  public static ObjectNode run(
      Path directory, Path scratch, JobPlan plan, Consumer<String> progress) throws Exception {
    try (JobBenchmark benchmark = new JobBenchmark(directory, scratch, plan, progress)) {
      benchmark.checkpoints.run(progress);
      if (plan.isWhole()) {
        benchmark.askOneAndMany();
      }
      benchmark.askHotAndCold();
      if (plan.isWhole()) {
        benchmark.monitors.run(progress);
        benchmark.compressInAndOutside();
      }
      return new JobReport(benchmark, plan, benchmark.bare.description()).toJson();
    }
  }

  // -- questions

  private void askOneAndMany() throws Exception {
    progress.accept("asking one and many");
    ask(1, plan.reencoded());
    for (int round = 0; round < plan.rounds(); round++) {
      alone.add(ask(1, plan.reencoded()));
      together.add(ask(ASKED_TOGETHER, plan.reencoded()));
    }
  }

  /** Seconds until the last of so many questions about the newest frames is answered. */
  private double ask(int count, int frames) throws Exception {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (Prompt prompt : questions.subList(0, count)) {
      answers.add(job.ask(about(HOT, prompt.question(), frames, ANSWER_TOKENS)));
    }
    for (CompletableFuture<Answer> answer : answers) {
      requireRead(job.await(answer), frames);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Question about(String camera, String text, int frames, int words) {
    Question.Window last = new Question.Window((frames - 1) * 1_000L, null, null);
    return BenchmarkJob.question(camera, text, last, false, words);
  }

  /** An answer from fewer frames would look fast. */
  private static void requireRead(Answer answer, int frames) {
    var part = answer.answers().get(0);
    boolean said = part.status() == Status.ANSWERED || part.status() == Status.STALE;
    if (!said || part.window().frames() != frames) {
      throw new IllegalStateException(
          "expected an answer from %d frames, found %s from %s: %s"
              .formatted(frames, part.status(), part.window(), part.reason()));
    }
  }

  private void askHotAndCold() throws Exception {
    progress.accept("first words of hot and cold windows");
    firstWord(HOT, 1);
    firstWord(HOT, plan.window());
    Prompt text = new Prompt(questions.get(0).question(), List.of(), Prompt.Form.TEXT, 1);
    bare.answer(text, List.of()).get();
    for (int round = 0; round < Math.max(plan.rounds(), plan.cameras() - 1); round++) {
      long start = System.nanoTime();
      bare.answer(text, List.of()).get();
      textOnly.add((System.nanoTime() - start) / 1e9);
      oneFrame.add(firstWord(HOT, 1));
      hot.add(firstWord(HOT, plan.window()));
    }
    for (int camera = 1; camera < plan.cameras(); camera++) {
      cold.add(firstWord(FilmedCameras.name(camera), plan.window()));
    }
  }

  private double firstWord(String camera, int frames) throws Exception {
    long start = System.nanoTime();
    String text = questions.get(0).question();
    requireRead(job.await(job.ask(about(camera, text, frames, 1))), frames);
    return (System.nanoTime() - start) / 1e9;
  }

  // -- frames

  private void compressInAndOutside() throws Exception {
    int size = bare.description().imageSize();
    bare.compress(pictures(size).subList(0, JobReport.BATCH)).get();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.accept("compressing, round %d of %d".formatted(round, plan.rounds()));
      List<RgbImage> pictures = pictures(size);
      long start = System.nanoTime();
      for (int from = 0; from < pictures.size(); from += JobReport.BATCH) {
        bare.compress(pictures.subList(from, from + JobReport.BATCH)).get();
      }
      framesBare.add((System.nanoTime() - start) / 1e9 / pictures.size());
      start = System.nanoTime();
      cameras.film(pictures);
      framesInJob.add((System.nanoTime() - start) / 1e9 / pictures.size());
    }
  }

  private List<RgbImage> pictures(int size) {
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < plan.liveFrames(); i++) {
      byte[] rgb = new byte[3 * size * size];
      random.nextBytes(rgb);
      pictures.add(new RgbImage(size, size, rgb));
    }
    return pictures;
  }

  /** Tokens of a prompt's constant beginning, which is read anew behind each new window. */
  int headTokens() {
    return template.head().length;
  }

  /** What a question is read with beside it, once the beginning is there. */
  int tailTokens() {
    return template.tail(questions.get(0)).length;
  }

  @Override
  public void close() throws Exception {
    bare.close();
    job.close();
  }
}
