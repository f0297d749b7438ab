package dev.vocostream.operators.decode;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.evaluation.BadVisualException;
import dev.vocostream.model.evaluation.VideoFrames;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.Picture;
import dev.vocostream.operators.decode.child.VideoDecoder;
import dev.vocostream.operators.decode.child.VideoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Frames of video files that somebody evaluates a model on. A file is decoded twice: to count its
 * frames, then to take those that are wanted; what a file says of itself is not believed.
 */
public final class ClipFrames implements VideoFrames {
  private final int longerSide;

  /**
   * @param longerSide pixels of what is returned, where the sampling asks for no size
   */
  public ClipFrames(int longerSide) {
    this.longerSide = longerSide;
  }

  @Override
  public List<RgbImage> sample(Path video, Sampling sampling) {
    try {
      List<Long> times = times(video);
      if (times.isEmpty()) {
        throw new BadVisualException(video + ": must have a frame that can be decoded, had none");
      }
      int side = sampling instanceof Midpoints midpoints ? midpoints.side() : longerSide;
      return frames(video, side, wanted(times, sampling));
    } catch (VideoException e) {
      throw new BadVisualException(video + ": " + e.getMessage(), e);
    }
  }

  /** Media times of all frames, microseconds. */
  private List<Long> times(Path video) throws VideoException {
    List<Long> times = new ArrayList<>();
    try (VideoDecoder decoder = VideoDecoder.open(video, longerSide, new Interruption())) {
      while (decoder.next()) {
        times.add(decoder.mediaMicros());
      }
    }
    return times;
  }

  /** Numbers of the frames to take. */
  static TreeSet<Integer> wanted(List<Long> times, Sampling sampling) {
    TreeSet<Integer> wanted = new TreeSet<>();
    int count = times.size();
    double seconds = (times.get(count - 1) - times.get(0)) / 1e6;
    if (sampling instanceof EverySecond) {
      double rate = seconds == 0 ? 1 : (count - 1) / seconds;
      int step = (int) Math.max(1, Math.round(rate));
      for (int frame = 0; frame < count; frame += step) {
        wanted.add(frame);
      }
    } else if (sampling instanceof Midpoints midpoints) {
      for (int part = 0; part < midpoints.count(); part++) {
        wanted.add((int) ((part + 0.5) * count / midpoints.count()));
      }
    } else if (sampling instanceof Middle middle) {
      double end = middle.to() > middle.from() ? middle.to() : seconds;
      double at = times.get(0) / 1e6 + (middle.from() + end) / 2;
      wanted.add(nearest(times, (long) (at * 1e6)));
    }
    return wanted;
  }

  private static int nearest(List<Long> times, long micros) {
    int best = 0;
    for (int frame = 1; frame < times.size(); frame++) {
      if (Math.abs(times.get(frame) - micros) < Math.abs(times.get(best) - micros)) {
        best = frame;
      }
    }
    return best;
  }

  private static List<RgbImage> frames(Path video, int side, TreeSet<Integer> wanted)
      throws VideoException {
    List<RgbImage> frames = new ArrayList<>();
    try (VideoDecoder decoder = VideoDecoder.open(video, side, new Interruption())) {
      for (int frame = 0; frame <= wanted.last() && decoder.next(); frame++) {
        if (wanted.contains(frame)) {
          Picture picture = decoder.picture();
          frames.add(new RgbImage(picture.width(), picture.height(), picture.rgb()));
        }
      }
    }
    return frames;
  }
}
