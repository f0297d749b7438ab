package dev.vocostream.operators.answer;

import dev.vocostream.model.Reply;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.AssignedGpu;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraRequest;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.answer.ModelAsker.Asked;
import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.OutputTag;

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
 * Whoever removes a question from the state answers it: exactly one answer. So {@link Monitors}.
 */
final class CameraMemoryOperator extends AbstractStreamOperator<CameraAnswer>
    implements TwoInputStreamOperator<MemoryEvent, CameraRequest, CameraAnswer>,
        WallClockTimers<String, String> {
  private static final long serialVersionUID = 1L;

  // -- configuration
  private final AnswerSettings settings;
  private final ModelSource source;

  // -- runtime
  private final transient Returns returns;
  private transient ModelServer model;
  private transient Remembered remembered;
  private transient HeardCameras heard;
  private transient StatusTeller status;
  private transient ModelAsker asker;
  private transient OpenQuestions questions;
  private transient QuestionQueue queue;
  private transient InFlight inFlight;
  private transient Monitors monitors;

  CameraMemoryOperator(
      StreamOperatorParameters<CameraAnswer> parameters,
      AnswerSettings settings,
      ModelSource source) {
    super(parameters);
    this.returns = new Returns(parameters.getMailboxExecutor(), this::submitReady);
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void open() throws Exception {
    super.open();
    model = ModelServer.open(AssignedGpu.of(source, getRuntimeContext()));
    model.description().require(settings.fingerprint());
    remembered = new Remembered(getRuntimeContext(), () -> (String) getCurrentKey(), settings);
    status =
        new StatusTeller(
            remembered,
            camera -> heard.isThere(camera),
            settings.statusEvery(),
            called -> getInternalTimerService("status", VoidNamespaceSerializer.INSTANCE, called),
            message -> tell(CameraMemory.STATUS, message));
    asker = new ModelAsker(model, remembered);
    PendingQuestions pending = new PendingQuestions(getRuntimeContext());
    DeadlineTimers timers =
        new DeadlineTimers(
            getInternalTimerService("deadlines", StringSerializer.INSTANCE, this),
            settings.deadlines());
    queue = new QuestionQueue();
    questions = new OpenQuestions(pending, timers, queue, remembered.clock());
    inFlight = settings.inFlight();
    MonitorVerdicts verdicts = new MonitorVerdicts(getRuntimeContext(), this::tell);
    MonitorAsker monitorAsker = new MonitorAsker(model, remembered);
    monitors = new Monitors(this, verdicts, monitorAsker, settings.inFlight(), returns);
    heard = new HeardCameras(settings, queue, monitors);
    remembered.metrics().watch(queue, heard, inFlight);
    questions.resume(this, getKeyedStateBackend(), now());
    monitors.resume(getKeyedStateBackend(), heard::isThere);
    returns.bringNothing(); // what was pending goes to the model when the task runs
  }

  private <T> void tell(OutputTag<T> where, T message) {
    output.collect(where, new StreamRecord<>(message));
  }

  @Override
  public void processElement1(StreamRecord<MemoryEvent> element) throws Exception {
    MemoryEvent event = element.getValue();
    CameraTerms terms = event.terms();
    if (terms != null && terms.removed()) {
      erase(terms.camera());
    } else if (remembered.take(event, now())) {
      heard.hear(event);
      if (event.clock() == null) {
        status.changed(event.camera());
      } else {
        heard.advance(event.camera(), event.clock());
      }
    }
    submitReady();
  }

  private void erase(String camera) throws Exception {
    heard.removed(camera);
    for (String id : questions.ids()) { // one after the other: together they may be large
      PendingQuestion question = questions.get(id);
      withdraw(Ticket.of(question));
      answer(question, AnswerComposer.unknownCamera(question.asked(), question.deadline()));
    }
    monitors.cameraRemoved(camera);
    remembered.erase();
    status.removed(camera);
  }

  /** From wherever it waits; what is ready is dropped when its turn comes. */
  private void withdraw(Ticket ticket) {
    inFlight.cancel(ticket);
    queue.release(ticket);
    heard.forget(ticket);
  }

  @Override
  public void processElement2(StreamRecord<CameraRequest> element) throws Exception {
    if (element.getValue().monitor() != null) {
      monitors.assign(element.getValue().monitor());
    } else {
      take(element.getValue().question());
    }
  }

  private void take(CameraQuestion asked) throws Exception {
    long deadline = settings.deadlines().deadlineOf(asked);
    if (remembered.terms() == null) {
      output.collect(new StreamRecord<>(AnswerComposer.unknownCamera(asked, deadline)));
      return;
    }
    WindowRule window = remembered.clock().windowOf(asked);
    PendingQuestion question = new PendingQuestion(asked, window.from(), window.to(), deadline);
    remembered.countQuestion();
    int open = questions.count(asked.camera());
    if (open >= settings.maxOpen()) {
      say(AnswerComposer.tooMany(question, open, settings.maxOpen(), now()));
      return;
    }
    questions.add(question, now());
    submitReady();
  }

  private void submitReady() throws Exception {
    Object key = getCurrentKey();
    while (!queue.isEmpty() && !inFlight.isFull()) {
      Ticket ticket = queue.poll();
      setCurrentKey(ticket.camera());
      PendingQuestion question = questions.get(ticket.id());
      if (question != null && heard.admits(ticket)) { // else its deadline has passed, or it waits
        submit(question);
      }
    }
    monitors.submitReady(); // however many questions wait: it has room of its own
    if (key != null) { // null only before the first record of a task
      setCurrentKey(key);
    }
  }

  private void submit(PendingQuestion question) throws Exception {
    Asked asked = asker.ask(question, inFlight.size(), now());
    if (asked.atOnce() != null) {
      answer(question, asked.atOnce());
    } else {
      inFlight.entered(Ticket.of(question), asked.reply(), asked.read().window().bytes());
      returns.bring(asked.reply(), (reply, error) -> completed(asked, reply, error));
    }
  }

  private void completed(Asked asked, Reply reply, Throwable error) throws Exception {
    PendingQuestion question = asked.read().pending();
    inFlight.left(Ticket.of(question));
    asker.returned(asked, now());
    setCurrentKey(question.asked().camera());
    if (questions.get(question.id()) != null) { // else its deadline came first
      String stale = remembered.clock().whyStale(now());
      answer(question, AnswerComposer.of(asked.read().answeredAt(now()), reply, error, stale));
    }
  }

  /** A question has waited long enough for its window, or altogether. */
  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) throws Exception {
    PendingQuestion question = questions.get(timer.getNamespace());
    if (question == null) {
      return; // answered
    }
    if (question.deadline() <= timer.getTimestamp()) {
      withdraw(Ticket.of(question));
      answer(question, AnswerComposer.overloaded(question, now()));
    } else {
      queue.release(Ticket.of(question));
    }
    submitReady();
  }

  /** Answers before the job ends, but not of cameras that nobody has heard of: they may be gone. */
  @Override
  public void finish() throws Exception {
    queue.releaseAll();
    submitReady();
    while (!inFlight.isEmpty() || !monitors.isIdle()) {
      returns.await();
    }
    super.finish();
  }

  private void answer(PendingQuestion question, CameraAnswer answer) throws Exception {
    questions.remove(question);
    say(answer);
  }

  private void say(CameraAnswer answer) throws Exception {
    remembered.countAnswer(answer);
    output.collect(new StreamRecord<>(answer));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(model, super::close);
  }
}
