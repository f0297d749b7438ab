package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether FFmpeg itself asks, not only the Java around it. */
@Timeout(30)
class InterruptionTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir static Path dir;

  private static String clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = "file:" + SelfDescribingClip.write(dir.resolve("clip.mp4"), 10, 10);
  }

  @Test
  void letsFfmpegWork() {
    Interruption interruption = new Interruption();
    interruption.within(LONG);
    assertThat(open(interruption)).isZero();
  }

  @Test
  void cancelReachesIntoFfmpeg() {
    Interruption interruption = new Interruption();
    interruption.within(LONG);
    interruption.cancel();
    assertThat(open(interruption)).isEqualTo(AVERROR_EXIT());
    assertThatThrownBy(() -> interruption.check("yard.mp4"))
        .isInstanceOfSatisfying(VideoException.class, this::isCancelled)
        .hasMessage("yard.mp4: cancelled");
  }

  private void isCancelled(VideoException e) {
    assertThat(e.fault()).isEqualTo(Fault.CANCELLED);
  }

  @Test
  void aDeadlineThatFiredStaysFired() {
    Interruption interruption = new Interruption();
    interruption.within(Duration.ofNanos(-1));
    assertThat(open(interruption)).isEqualTo(AVERROR_EXIT());
    interruption.within(LONG);
    assertThatThrownBy(() -> interruption.check("yard.mp4"))
        .hasMessage("yard.mp4: no answer within the deadline");
  }

  /** JavaCPP gives out ten native functions of a kind, and an eleventh is silently never asked. */
  @Test
  void servesMoreDecodersThanJavaCppHasCallbacks() throws Exception {
    List<Interruption> interruptions = new ArrayList<>();
    List<VideoInput> inputs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      interruptions.add(new Interruption());
      inputs.add(VideoInput.open(InputRules.of(dir.resolve("clip.mp4")), interruptions.get(i)));
    }
    Interruption oneMore = new Interruption();
    oneMore.within(LONG);
    oneMore.cancel();
    assertThat(open(oneMore)).isEqualTo(AVERROR_EXIT());
    assertThat(inputs.get(24).seek(0)).isTrue();
    inputs.forEach(VideoInput::close);
  }

  @Test
  void endsAWait() {
    Interruption interruption = new Interruption();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> interruption.await(LONG))
                    .isInstanceOf(InterruptedException.class));
    interruption.cancel();
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(2));
  }

  private static int open(Interruption interruption) {
    AVFormatContext format = avformat_alloc_context();
    interruption.attach(format);
    int opened = avformat_open_input(format, clip, null, (AVDictionary) null);
    if (opened >= 0) {
      avformat_close_input(format);
    }
    interruption.detach();
    return opened;
  }
}
