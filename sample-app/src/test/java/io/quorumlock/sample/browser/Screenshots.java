package io.quorumlock.sample.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.imageio.ImageIO;

import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Pictures of the whole page, in {@code target/screenshots}; with
 * {@code -Dscreenshots.publish} those of the documentation are replaced as well.
 */
final class Screenshots {

	private static final Path DIRECTORY = Path.of("target", "screenshots");

	private static final Path PUBLISHED = Path.of("..", "src", "docs", "images");

	private static final Set<String> DOCUMENTED = Set.of("overview", "leader-killed", "stale-write-refused",
			"narrow-dark");

	private static final int COLOURS = 256;

	private Screenshots() {
	}

	static void take(ChromeDriver driver, String name) {
		Map<String, Object> answer = driver.executeCdpCommand("Page.captureScreenshot",
				Map.of("format", "png", "captureBeyondViewport", true));
		byte[] picture = Base64.getDecoder().decode(String.valueOf(answer.get("data")));
		try {
			Files.createDirectories(DIRECTORY);
			Files.write(DIRECTORY.resolve(name + ".png"), picture);
			if (System.getProperty("screenshots.publish") != null && DOCUMENTED.contains(name)) {
				Files.createDirectories(PUBLISHED);
				ImageIO.write(inFewColours(ImageIO.read(new ByteArrayInputStream(picture))), "png",
						PUBLISHED.resolve(name + ".png").toFile());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// The commonest colours of a page say nearly all, in half the space
	private static BufferedImage inFewColours(BufferedImage picture) {
		int width = picture.getWidth();
		int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
		Map<Integer, Integer> frequencies = new HashMap<>();
		for (int pixel : pixels) {
			frequencies.merge(pixel, 1, Integer::sum);
		}
		int[] palette = frequencies.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
			.limit(COLOURS)
			.mapToInt(Map.Entry::getKey)
			.toArray();
		BufferedImage result = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
				new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
		result.setRGB(0, 0, width, picture.getHeight(), pixels, 0, width);
		return result;
	}

}
