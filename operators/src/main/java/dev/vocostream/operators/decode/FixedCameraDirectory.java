package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cameras that never change while the job runs. */
public record FixedCameraDirectory(List<CameraSettings> cameras) implements CameraDirectory {
  public FixedCameraDirectory {
    cameras = List.copyOf(cameras);
    Set<String> ids = new HashSet<>();
    for (CameraSettings camera : cameras) {
      if (!ids.add(camera.id())) {
        throw new IllegalArgumentException("camera '" + camera.id() + "' is listed twice");
      }
    }
  }
}
