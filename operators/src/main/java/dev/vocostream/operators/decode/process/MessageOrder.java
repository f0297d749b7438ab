package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.process.Message.Hello;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What may come after what from a process: a greeting, then messages of the streams that it was
 * asked for, each in its own {@link StreamOrder}.
 */
final class MessageOrder {
  private final Map<Integer, StreamOrder> streams = new ConcurrentHashMap<>();
  private boolean greeted;

  /** Before the process is asked for the stream; by any thread. */
  void expect(int stream, FrameTimes times) {
    streams.put(stream, new StreamOrder(times));
  }

  void refuse(int stream, Message message) throws PipeException {
    if (greeted == message instanceof Hello) {
      throw order(message, greeted ? "again" : "before Hello");
    }
    if (message instanceof Hello hello) {
      refuse(stream, hello);
      greeted = true;
      return;
    }
    StreamOrder known = streams.get(stream);
    if (known == null) {
      throw order(message, "of stream %d, which is over or was never asked for".formatted(stream));
    }
    known.refuse(message);
    if (known.isOver()) {
      streams.remove(stream);
    }
  }

  private static void refuse(int stream, Hello hello) throws PipeException {
    if (stream != Wire.PROCESS) {
      throw order(hello, "of stream " + stream);
    }
    if (hello.version() != Message.VERSION) {
      throw new PipeException(
          PipeException.Fault.VERSION,
          "expected version %d, found %d".formatted(Message.VERSION, hello.version()));
    }
  }

  private static PipeException order(Message message, String where) {
    return new PipeException(
        PipeException.Fault.ORDER, message.getClass().getSimpleName() + " came " + where);
  }
}
