package dev.vocostream.operators.simulated;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RtmpCameraTest {
  @Test
  void picturesArriveInOrder() throws Exception {
    try (RtmpCamera camera = RtmpCamera.start()) {
      AtomicReference<List<Integer>> numbers = new AtomicReference<>();
      Awaitility.await("listening")
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> {
                Map<String, String> options = Map.of("rw_timeout", "5000000");
                numbers.set(FfmpegClient.numbers(camera.url(), 15, options));
                return true;
              });
      Clips.assertConsecutive(numbers.get());
    }
  }
}
