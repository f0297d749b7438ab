package dev.vocostream.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"yard.mp4", "/clips/yard.mp4", "file:///clips/yard.mp4", "FILE:yard.mp4"})
  void timeStandsStillForAFileThatShowsNothing(String url) {
    assertThat(CameraTerms.of(camera(url)).live()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtsp://10.0.0.7/stream", "HTTPS://cam.example/x", "udp://:5000", " ://"})
  void timeGoesOnForACameraOfTheNetwork(String url) {
    assertThat(CameraTerms.of(camera(url)).live()).isTrue();
  }

  private static CameraSettings camera(String url) {
    return new CameraSettings(
        "yard", url, 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(1), 100, 1 << 20);
  }
}
