package io.quorumlock.sample.orders;

import io.quorumlock.test.TestLocks;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportJob} when the leader changes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "sample.report-cron=-", "sample.settlement-cron=-" })
@AutoConfigureTestLocks
@ExtendWith(OutputCaptureExtension.class)
class ReportJobTests {

	@Autowired
	private ReportJob job;

	@Autowired
	private TestLocks locks;

	@Test
	void leaderWritesTheReport(CapturedOutput output) {
		this.job.write();
		assertThat(output).contains("report  written");
	}

	// tag::leader[]
	@Test
	void followerWritesNone(CapturedOutput output) {
		this.locks.follow("reports");
		this.job.write();
		assertThat(output).containsPattern("steps off +term +\\d+ +reports")
			.contains("follows")
			.doesNotContain("report  written");
	}

	@Test
	void reportIsWrittenOnceThisInstanceLeadsAgain(CapturedOutput output) {
		this.locks.follow("reports");
		this.locks.lead("reports");
		this.job.write();
		assertThat(output).contains("leads").contains("report  written");
	}
	// end::leader[]

}
