package dev.vocostream.operators.answer;

import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the window of a round on the task thread, once, and hands it with the questions of all its
 * monitors to the model, which is on its own.
 */
final class MonitorAsker {
  private final ModelServer model;
  private final Remembered remembered;
  private final WindowReader reader;

  MonitorAsker(ModelServer model, Remembered remembered) {
    this.model = model;
    this.remembered = remembered;
    this.reader = new WindowReader(remembered, model);
  }

  /** A monitor's question and what the model will say to it. */
  record Asked(String monitor, CompletableFuture<Reply> reply) {}

  /**
   * What was asked for a round.
   *
   * @param times of the frames read, oldest first
   * @param bytes that the window holds
   * @param asked empty where there was nothing to look at
   */
  record Asking(List<Long> times, long bytes, List<Asked> asked) {
    static final Asking NOTHING = new Asking(List.of(), 0, List.of());

    /** Complete when all replies are there, or will never be. */
    CompletableFuture<Void> replies() {
      return CompletableFuture.allOf(
          asked.stream().map(Asked::reply).toArray(CompletableFuture[]::new));
    }
  }

  /** Whether a monitor's words can be read and leave room for a window. */
  boolean fits(Monitor monitor) {
    try {
      return model.windowPositions(promptOf(monitor)) > 0;
    } catch (RuntimeException e) { // a monitor must not fail the task, again and again
      return false;
    }
  }

  /**
   * @param monitors those of the round that are to be asked, at least one
   */
  Asking ask(MonitorRound round, List<Monitor> monitors) throws Exception {
    CameraTerms camera = remembered.terms();
    List<Monitor> fitting = monitors.stream().filter(this::fits).toList();
    if (camera == null || fitting.isEmpty()) {
      return Asking.NOTHING;
    }
    // One window for all: as much of it as the longest of their texts leaves room for.
    int positions =
        fitting.stream().mapToInt(m -> model.windowPositions(promptOf(m))).min().getAsInt();
    RecalledWindow window = reader.read(windowOf(round), positions, camera);
    if (window.times().isEmpty()) {
      window.held().close();
      return Asking.NOTHING;
    }
    List<Asked> asked = new ArrayList<>();
    for (Monitor monitor : fitting) {
      CompletableFuture<Reply> reply =
          model.answer(promptOf(monitor), window.window(), Priority.MONITOR);
      asked.add(new Asked(monitor.id(), reply));
    }
    Asking asking = new Asking(window.times(), window.bytes(), asked);
    asking.replies().whenComplete((said, error) -> window.held().close());
    return asking;
  }

  private WindowRule windowOf(MonitorRound round) throws Exception {
    Long oldest = remembered.frames().span().oldest();
    if (round.windowMillis() != null) {
      return new WindowRule(round.at() - round.windowMillis(), round.at());
    }
    return new WindowRule(oldest == null ? round.at() : Math.min(oldest, round.at()), round.at());
  }

  private static Prompt promptOf(Monitor monitor) {
    return new Prompt(monitor.text(), List.of(), Prompt.Form.YES_NO, 1);
  }
}
