package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** The unanswered questions of the current camera, by question id. */
final class PendingQuestions {
  /** The name is part of every savepoint: never change it. */
  private static final MapStateDescriptor<String, PendingQuestion> PENDING =
      new MapStateDescriptor<>(
          "pending-questions", Types.STRING, TypeInformation.of(PendingQuestion.class));

  /**
   * No question has these ids; RocksDB has the first before, the second behind all others: texts
   * begin with their length, in seven bits a byte, so that one of 254 begins with the byte 255.
   */
  private static final List<String> ENDS = List.of("", "\uffff".repeat(254));

  private final MapState<String, PendingQuestion> pending;

  PendingQuestions(RuntimeContext context) {
    pending = context.getMapState(PENDING);
  }

  /**
   * What has to be known of a question to put it in its place again. Its words stay in the state:
   * of thousands they would not fit on the heap.
   */
  record Place(Ticket ticket, boolean endIsFixed, long deadline, long arrivedAt) {
    static Place of(PendingQuestion question) {
      return new Place(
          Ticket.of(question),
          question.asked().question().fixedEnd() != null,
          question.deadline(),
          question.asked().arrivedAt());
    }

    /**
     * Whether the camera's clock has not come to the end of the window yet.
     *
     * @param clock null where nothing tells
     */
    boolean isAhead(Long clock) {
      return endIsFixed && (clock == null || clock < ticket.to());
    }
  }

  /** What a restored subtask has to ask again, all its cameras together. */
  static List<Place> ofAllCameras(KeyedStateBackend<Object> backend) throws Exception {
    List<Place> all = new ArrayList<>();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        PENDING,
        (camera, state) -> state.values().forEach(question -> all.add(Place.of(question))));
    all.sort(Comparator.comparingLong(Place::arrivedAt));
    return all;
  }

  void add(PendingQuestion question) throws Exception {
    pending.put(question.id(), question);
  }

  PendingQuestion get(String id) throws Exception {
    return pending.get(id);
  }

  List<String> ids() throws Exception {
    List<String> ids = new ArrayList<>();
    pending.keys().forEach(ids::add);
    return ids;
  }

  void remove(String id) throws Exception {
    pending.remove(id);
  }

  /**
   * Of a camera that is no more, which has none: RocksDB is told so again, see KeyedFrameMemory.
   */
  void erase() throws Exception {
    for (String end : ENDS) {
      pending.remove(end);
    }
  }
}
