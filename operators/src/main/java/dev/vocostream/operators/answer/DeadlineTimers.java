package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.PendingQuestions.Place;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** The timers of pending questions: for the deadline, and for the end of the wait before it. */
record DeadlineTimers(InternalTimerService<String> timers, DeadlineRule rule) {
  void awaitDeadline(PendingQuestion question) {
    timers.registerProcessingTimeTimer(question.id(), question.deadline());
  }

  void awaitEndOfWait(Place question) {
    timers.registerProcessingTimeTimer(question.ticket().id(), rule.waitUntil(question.deadline()));
  }

  void delete(PendingQuestion question) {
    timers.deleteProcessingTimeTimer(question.id(), question.deadline());
    timers.deleteProcessingTimeTimer(question.id(), rule.waitUntil(question.deadline()));
  }
}
