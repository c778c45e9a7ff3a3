package io.quorumlock.sample.control;

import java.io.IOException;
import java.io.Writer;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Streams what happens to the page. There are few viewers, so each may have a thread.
 */
@Controller
class LiveController {

	private final LiveFeed feed;

	LiveController(LiveFeed feed) {
		this.feed = feed;
	}

	@GetMapping("/live")
	void live(HttpServletResponse response) throws InterruptedException {
		response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
		response.setCharacterEncoding("UTF-8");
		response.setHeader("Cache-Control", "no-store");
		try (Viewer viewer = this.feed.join()) {
			Writer writer = response.getWriter();
			for (String frame = viewer.next(); frame != null; frame = viewer.next()) {
				writer.write(frame);
				if (viewer.isUpToDate()) {
					response.flushBuffer();
				}
			}
		}
		catch (IOException ex) {
			// The viewer has left
		}
	}

}
