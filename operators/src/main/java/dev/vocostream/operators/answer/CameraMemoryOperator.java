package dev.vocostream.operators.answer;

import dev.vocostream.model.Reply;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.answer.AnswerComposer.Case;
import dev.vocostream.operators.answer.ModelAsker.Asked;
import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import dev.vocostream.state.MemorySpan;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Remembers the frames of a camera and answers the questions about it; keyed by camera.
 *
 * <pre>
 * question ─► keyed state (pending) ─► queue ─► window from RocksDB ─► model, off the task thread
 *                  │     ▲                                                │
 *                  │     └ after a restore every pending question is      │ through the mailbox
 *                  │       queued again                                   ▼
 *                  └───────────── removed in the same step as ─────► answer goes out
 * </pre>
 *
 * A question is in keyed state from arrival until its answer is out, so a checkpoint needs to know
 * nothing of the model, and no barrier waits for it. The one that removes it from the state answers
 * it: the model's reply, the deadline, or the reader that finds nothing; hence exactly one answer.
 */
final class CameraMemoryOperator extends AbstractStreamOperator<CameraAnswer>
    implements TwoInputStreamOperator<MemoryEvent, CameraQuestion, CameraAnswer>,
        Triggerable<String, String> {
  private static final long serialVersionUID = 1L;

  // -- configuration
  private final AnswerSettings settings;
  private final ModelSource source;

  // -- runtime
  private final transient MailboxExecutor mailbox;
  private transient ModelServer model;
  private transient Remembered remembered;
  private transient ModelAsker asker;
  private transient PendingQuestions pending;
  private transient InternalTimerService<String> timers;
  private transient QuestionQueue queue;
  private transient InFlight inFlight;

  CameraMemoryOperator(
      StreamOperatorParameters<CameraAnswer> parameters,
      AnswerSettings settings,
      ModelSource source) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void open() throws Exception {
    super.open();
    model = ModelServer.open(source);
    model.description().require(settings.fingerprint());
    remembered = new Remembered(getRuntimeContext(), () -> (String) getCurrentKey());
    asker = new ModelAsker(model, remembered, settings.cameras());
    pending = new PendingQuestions(getRuntimeContext());
    timers = getInternalTimerService("deadlines", StringSerializer.INSTANCE, this);
    queue = new QuestionQueue();
    inFlight = new InFlight(settings.maxInFlight(), settings.maxInFlightBytes());
    getMetricGroup().gauge("questionsQueued", queue::size);
    getMetricGroup().gauge("questionsInFlight", inFlight::size);
    for (PendingQuestion question : PendingQuestions.ofAllCameras(getKeyedStateBackend())) {
      setCurrentKey(question.asked().camera());
      enqueue(question);
    }
    mailbox.execute(this::submitReady, "submit the questions that were pending");
  }

  @Override
  public void processElement1(StreamRecord<MemoryEvent> element) throws Exception {
    MemoryEvent event = element.getValue();
    CameraSettings camera = settings.cameras().get(event.camera());
    if (camera == null) {
      return; // removed from the configuration while its last frames were on their way
    }
    remembered.take(event, camera);
    if (event.clock() != null) {
      queue.advance(event.camera(), event.clock());
      submitReady();
    }
  }

  @Override
  public void processElement2(StreamRecord<CameraQuestion> element) throws Exception {
    CameraQuestion asked = element.getValue();
    long deadline = settings.deadlines().deadlineOf(asked);
    if (!settings.cameras().containsKey(asked.camera())) {
      output.collect(new StreamRecord<>(AnswerComposer.unknownCamera(asked, deadline)));
      return;
    }
    WindowRule window =
        WindowRule.resolve(
            asked.question().window(), remembered.frames().span(), asked.arrivedAt());
    PendingQuestion question = new PendingQuestion(asked, window.from(), window.to(), deadline);
    pending.add(question);
    timers.registerProcessingTimeTimer(question.id(), deadline);
    enqueue(question);
    submitReady();
  }

  private void enqueue(PendingQuestion question) throws Exception {
    boolean ahead = question.isAhead(remembered.frames().span());
    if (ahead) {
      timers.registerProcessingTimeTimer(
          question.id(), settings.deadlines().waitUntil(question.deadline()));
    }
    queue.add(Ticket.of(question), ahead);
  }

  private void submitReady() throws Exception {
    Object key = getCurrentKey();
    while (!queue.isEmpty() && !inFlight.isFull()) {
      Ticket ticket = queue.poll();
      setCurrentKey(ticket.camera());
      PendingQuestion question = pending.get(ticket.id());
      if (question != null) { // else its deadline has passed
        submit(question);
      }
    }
    if (key != null) { // null only before the first record of a task
      setCurrentKey(key);
    }
  }

  private void submit(PendingQuestion question) throws Exception {
    Asked asked = asker.ask(question, now());
    if (asked.atOnce() != null) {
      answer(question, asked.atOnce());
      return;
    }
    inFlight.entered(Ticket.of(question), asked.reply(), asked.read().window().bytes());
    asked
        .reply()
        .whenComplete((reply, error) -> bringBack(() -> completed(asked.read(), reply, error)));
  }

  private void bringBack(ThrowingRunnable<Exception> step) {
    try {
      mailbox.execute(step, "answer");
    } catch (RejectedExecutionException e) {
      // The task ends; the question is in its last checkpoint and will be asked again.
    }
  }

  private void completed(Case read, Reply reply, Throwable error) throws Exception {
    PendingQuestion question = read.pending();
    inFlight.left(Ticket.of(question));
    setCurrentKey(question.asked().camera());
    if (pending.get(question.id()) != null) { // else its deadline came first
      Case done = read.answeredAt(now());
      answer(
          question,
          error == null
              ? AnswerComposer.answered(done, reply, isStale())
              : AnswerComposer.unanswered(done, error));
    }
    submitReady();
  }

  /** A question has waited long enough for its window, or altogether. */
  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) throws Exception {
    PendingQuestion question = pending.get(timer.getNamespace());
    if (question == null) {
      return; // answered
    }
    if (question.deadline() <= timer.getTimestamp()) {
      inFlight.cancel(Ticket.of(question));
      answer(question, AnswerComposer.overloaded(question, now()));
    } else {
      queue.release(timer.getKey(), question.id());
    }
    submitReady();
  }

  @Override
  public void onEventTime(InternalTimer<String, String> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }

  /** Before the job ends, every question is answered. */
  @Override
  public void finish() throws Exception {
    queue.releaseAll();
    submitReady();
    while (!inFlight.isEmpty()) {
      mailbox.yield();
    }
    super.finish();
  }

  private void answer(PendingQuestion question, CameraAnswer answer) throws Exception {
    pending.remove(question.id());
    timers.deleteProcessingTimeTimer(question.id(), question.deadline());
    timers.deleteProcessingTimeTimer(
        question.id(), settings.deadlines().waitUntil(question.deadline()));
    output.collect(new StreamRecord<>(answer));
  }

  private boolean isStale() throws Exception {
    MemorySpan span = remembered.frames().span();
    return span.validTo() == null || now() - span.validTo() > settings.staleAfter().toMillis();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
    super.close();
  }
}
