package dev.vocostream.operators.answer;

import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.PictureEntry;
import dev.vocostream.state.UnreadableEntryException;
import dev.vocostream.state.flink.KeyedPictures;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The current camera's newest frames as the model saw them, for one that reads them in full; of
 * other models there are none.
 */
final class NewestPictures {
  private final KeyedPictures pictures;

  /**
   * @param currentCamera the current key
   */
  NewestPictures(RuntimeContext context, Supplier<String> currentCamera) {
    pictures = new KeyedPictures(context, currentCamera);
  }

  /**
   * A frame was remembered: its picture, if it brings one, is among the newest.
   *
   * @param frames with this one
   */
  void take(CompressedFrame frame, FrameMemory frames) throws Exception {
    RgbImage picture = frame.picture();
    if (picture != null) {
      int width = picture.width();
      byte[] entry =
          new PictureEntry(frame.camera(), width, picture.height(), picture.rgb()).toBytes();
      pictures.remember(frame.time(), entry);
    }
    keepNewest(frames);
  }

  /** Forgets those of frames that are no more, or not among the newest any more. */
  void keepNewest(FrameMemory frames) throws Exception {
    pictures.keepNewest(FullFrameRule.MOST, frames);
  }

  /** Of which frames there are some. */
  Set<Long> times() throws Exception {
    return pictures.remembered();
  }

  /**
   * @param time of a frame of which there is one
   * @throws UnreadableEntryException if it is damaged, or of another camera
   */
  RgbImage recall(String camera, long time) throws Exception {
    PictureEntry entry = PictureEntry.read(pictures.recall(time), camera);
    return new RgbImage(entry.width(), entry.height(), entry.rgb());
  }

  void eraseForgotten() throws Exception {
    pictures.eraseForgotten();
  }

  void erase() throws Exception {
    pictures.erase();
  }
}
