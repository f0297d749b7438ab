package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.evaluation.metric.Square;
import java.nio.file.Files;
import java.util.List;

/** Reads what a question is about. */
final class VisualReader {
  private final VideoFrames videos;

  VisualReader(VideoFrames videos) {
    this.videos = videos;
  }

  /**
   * @throws BadVisualException naming what is missing or does not decode
   */
  List<RgbImage> frames(Visual visual) {
    if (visual instanceof Visual.Picture picture) {
      return List.of(PictureReader.read(picture.file()));
    } else if (visual instanceof Visual.Embedded embedded) {
      return List.of(PictureReader.read(embedded.name(), embedded.bytes()));
    } else if (visual instanceof Visual.Squared squared) {
      return List.of(Square.pad(PictureReader.read(squared.file())));
    }
    Visual.Video video = (Visual.Video) visual;
    if (!Files.isRegularFile(video.file())) {
      throw PictureReader.missing(video.file());
    }
    return videos.sample(video.file(), video.sampling());
  }
}
