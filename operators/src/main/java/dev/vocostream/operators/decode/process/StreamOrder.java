package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Opened;

/** What may come after what in one stream, until it is over; drawn at {@link Message}. */
final class StreamOrder {
  private final FrameTimes times;
  private boolean opened;
  private boolean over;
  private long frames;
  private Dropped lastDropped = Dropped.NONE;

  StreamOrder(FrameTimes times) {
    this.times = times;
  }

  void refuse(Message message) throws PipeException {
    if (message instanceof Opened || message instanceof Frame) {
      if (opened == message instanceof Opened) {
        throw new PipeException(
            PipeException.Fault.ORDER, opened ? "opened twice" : "a frame of what is not open");
      }
      opened = true;
    }
    if (message instanceof Frame frame) {
      refuse(frame);
    }
    if (message instanceof Dropped dropped) {
      refuse(dropped);
    }
    over = message instanceof Ended || message instanceof Failed;
  }

  private void refuse(Frame frame) throws PipeException {
    if (frame.sequence() != frames) {
      throw new PipeException(
          PipeException.Fault.ORDER,
          "expected frame %d, found %d".formatted(frames, frame.sequence()));
    }
    times.refuse(frame);
    frames++;
  }

  private void refuse(Dropped dropped) throws PipeException {
    if (dropped.notSampled() < lastDropped.notSampled()
        || dropped.beforeStart() < lastDropped.beforeStart()
        || dropped.notConverted() < lastDropped.notConverted()) {
      throw new PipeException(
          PipeException.Fault.ORDER, "counts went back from " + lastDropped + " to " + dropped);
    }
    lastDropped = dropped;
  }

  boolean isOver() {
    return over;
  }
}
