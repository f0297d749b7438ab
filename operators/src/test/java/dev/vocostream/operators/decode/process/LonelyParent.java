package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.Playhead;
import java.util.concurrent.CountDownLatch;

/** A program that starts a decoder, takes a frame, says so, and waits to be killed. */
final class LonelyParent {
  private LonelyParent() {}

  public static void main(String[] arguments) throws Exception {
    DecoderRequest request = new DecoderRequest(arguments[0], 1000, 160, 0, Playhead.START);
    DecoderProcess decoder = DecoderProcess.start(request, Deadlines.of(1), false);
    decoder.next();
    System.out.println("decoder " + decoder.pid());
    new CountDownLatch(1).await();
  }
}
