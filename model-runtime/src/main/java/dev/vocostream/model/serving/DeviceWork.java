package dev.vocostream.model.serving;

import dev.vocostream.model.Answering;
import dev.vocostream.model.VisionLanguageModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on the device's thread, and what becomes of it when it fails: whoever waits hears of
 * it, and a device that is lost ends the process.
 */
final class DeviceWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceWork.class);

  private final VisionLanguageModel model;
  private final Answering answering;
  private final ProcessEnd end;
  private final AtomicLong completed = new AtomicLong();

  DeviceWork(VisionLanguageModel model, ProcessEnd end) {
    this.model = model;
    this.answering = model.answering();
    this.end = end;
  }

  /** Whether answers are open. */
  boolean isAnswering() {
    return !answering.isIdle();
  }

  /** How much was done without failure; any thread may ask. */
  long completed() {
    return completed.get();
  }

  /** Does nothing if nobody waits any more: the future was cancelled or failed meanwhile. */
  void compress(FramesToCompress work) {
    if (work.compressed().isDone()) {
      return;
    }
    try {
      work.compressed().complete(HalvedBatch.run(work.frames(), model::compress));
      completed.incrementAndGet();
    } catch (Throwable e) { // native code fails with errors too; the caller must hear of them
      endIfLost(e); // first, so that nobody goes on with a failure that a new process will not have
      work.compressed().completeExceptionally(e);
    }
  }

  /** One step of all open answers; these join. */
  void answer(List<QuestionToAnswer> joining) {
    joining.stream().filter(question -> !question.reply().isDone()).forEach(this::join);
    try {
      answering.step();
      completed.incrementAndGet();
    } catch (Throwable e) { // the replies it concerns have failed already
      LOG.warn("a step of answering failed", e);
      endIfLost(e);
    }
  }

  private void join(QuestionToAnswer question) {
    try {
      answering.ask(question.prompt(), question.window(), question.priority(), question.reply());
    } catch (Throwable e) { // it cannot be asked at all
      endIfLost(e);
      question.reply().completeExceptionally(e);
    }
  }

  /** A device that says it has no memory left is there: that is for the calls to bear. */
  void probe(CompletableFuture<Void> asked) {
    try {
      model.probe();
      asked.complete(null);
    } catch (Throwable e) {
      endIfLost(e);
      if (DeviceFault.of(e) == DeviceFault.OUT_OF_MEMORY) {
        asked.complete(null);
      } else {
        asked.completeExceptionally(e);
      }
    }
  }

  private void endIfLost(Throwable failure) {
    if (DeviceFault.of(failure) == DeviceFault.DEVICE_LOST) {
      LOG.error("the device is lost", failure);
      end.halt("the device is lost: " + failure.getMessage());
    }
  }

  @Override
  public void close() {
    answering.close();
  }
}
