package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.List;

/** Cameras that never change while the job runs. */
public record FixedCameraDirectory(List<CameraSettings> cameras) implements CameraDirectory {
  public FixedCameraDirectory {
    cameras = CameraListing.of(cameras).cameras();
  }

  @Override
  public CameraWatch watch() {
    return new CameraWatch() {
      @Override
      public CameraListing look() {
        return CameraListing.of(cameras);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean mayChange() {
    return false;
  }
}
